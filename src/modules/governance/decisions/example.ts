import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { allWritten } from '../../../platform/import-rows.ts';
import { type DecisionOffers, importDecisions } from './import.ts';

/** Loads what the boards of the example decided, as far as the sources tell, through the public importer. */
export async function loadDecisionsExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
  offers: DecisionOffers,
): Promise<undefined | Refusal> {
  const decisions = allWritten(
    await importDecisions(tx, actor, files('decisions.csv'), { write: true }, offers),
  );
  return isRefusal(decisions) ? decisions : undefined;
}
