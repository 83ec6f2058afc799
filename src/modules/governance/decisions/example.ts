import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { allWritten } from '../../../platform/import-rows.ts';
import { importActions } from '../meeting/actions/import.ts';
import { type DecisionOffers, importDecisions } from './import.ts';

/** Loads what the boards of the example decided and asked for, as far as the sources tell, through the public importer. */
export async function loadDecisionsExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
  offers: DecisionOffers,
): Promise<undefined | Refusal> {
  const decisions = allWritten(
    await importDecisions(tx, actor, files('decisions.csv'), { write: true }, offers),
  );
  if (isRefusal(decisions)) return decisions;
  const actions = allWritten(await importActions(tx, actor, files('actions.csv'), { write: true }));
  return isRefusal(actions) ? actions : undefined;
}
