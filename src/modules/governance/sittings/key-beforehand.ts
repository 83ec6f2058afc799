import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Decidable } from '../../../platform/module.ts';
import { keyProposal } from '../decisions/key.ts';
import type { AgendaItemFields } from './agenda.ts';

/**
 * Named rule: an item for decision on what the terms in force make a key decision is marked as one beforehand, so that
 * who is invited knows that a quorum is needed. It may be marked where they do not; it is never left unmarked where they do.
 */
export async function markedByTerms<Fields extends AgendaItemFields>(
  tx: Tx,
  decidable: ReadonlyMap<string, Pick<Decidable, 'says' | 'worth'>>,
  { bodyId, day: on }: { readonly bodyId: string; readonly day: PlainDate },
  fields: Fields,
): Promise<Fields> {
  if (fields.type !== 'decision' || !fields.subject || fields.keyDecision) return fields;
  const proposed = await keyProposal(tx, decidable, { bodyId, subject: fields.subject, on });
  return proposed?.key ? { ...fields, keyDecision: true } : fields;
}
