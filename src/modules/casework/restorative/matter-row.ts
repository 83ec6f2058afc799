import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, agencyOf, mayFor } from '../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type MatterKind, type MatterState, type NotBecause, OPEN, type Source } from './words.ts';

/** A matter as its row has it: codes and days, no word about anybody. */
export interface MatterRow {
  readonly id: string;
  readonly agency_id: string;
  readonly agency_ids: readonly string[];
  readonly restricted: boolean;
  readonly kind: MatterKind;
  readonly source: Source;
  readonly state: MatterState;
  readonly state_on: PlainDate;
  readonly referred_on: PlainDate;
  readonly due_on: PlainDate | null;
  readonly held_on: PlainDate | null;
  readonly not_because: NotBecause | null;
  readonly revision: number;
}

const COLUMNS = [
  'id',
  'agency_id',
  'agency_ids',
  'restricted',
  'kind',
  'source',
  'state',
  'state_on',
  'referred_on',
  'due_on',
  'held_on',
  'not_because',
  'revision',
] as const;

/** The matter, where the actor's agency takes part. */
export const matterRow = (tx: Tx, actor: Actor, id: string): Promise<MatterRow | undefined> =>
  tx
    .selectFrom('casework.restorative_matter')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .select(COLUMNS)
    .executeTakeFirst();

/** The matter and the actor's agency, where the actor may work on it. Refused: not-found, not-allowed, matter-is-over. */
export async function matterToWorkOn(
  tx: Tx,
  actor: Actor,
  id: string,
): Promise<{ row: MatterRow; agencyId: string } | Refusal> {
  const agencyId = agencyOf(actor);
  const row = await matterRow(tx, actor, id);
  if (!row) return notFound('restorative matter');
  if (agencyId === undefined || !mayFor(actor, 'casework.write', agencyId)) return notAllowed();
  if (!OPEN.includes(row.state)) return refused('matter-is-over', 'This matter is over; nothing is added.');
  return { row, agencyId };
}
