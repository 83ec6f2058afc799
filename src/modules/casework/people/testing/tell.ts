/** Made-up people for the tests of casework. */
import type { Refusal } from '../../../../kernel/refusal.ts';
import type { Member } from '../../../../platform/actor.ts';
import type { TestDatabase } from '../../../../platform/database/testing.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { asks, works } from '../../testing/working.ts';
import type { RecordInput, SavedRecord } from '../input.ts';
import { decideMatch, type MatchVerdict } from '../matching/decision.ts';
import { saveRecord } from '../record.ts';

export type Told = Omit<RecordInput, 'agencyId' | 'source'> & Partial<Pick<RecordInput, 'source'>>;

export const HOME = { lines: ['12 Test Street', 'Cannock'], postcode: 'WS11 1AB' };

/** Saves what somebody's agency tells of a person. */
export const tell = (
  db: TestDatabase,
  subjects: SubjectKeys,
  who: Member,
  told: Told,
): Promise<SavedRecord> =>
  works(db, who, (tx, actor) =>
    saveRecord(tx, actor, subjects, { source: 'form', ...told, agencyId: who.agencyId }),
  );

/** Decides whether two records are one person. */
export const judge = (
  db: TestDatabase,
  subjects: SubjectKeys,
  who: Member,
  [one, other]: readonly [string, string],
  verdict: MatchVerdict,
  reason = 'Seen together at the door.',
): Promise<Awaited<ReturnType<typeof decideMatch>> | Refusal> =>
  asks(db, who, (tx, actor) =>
    decideMatch(tx, actor, subjects, { oneRecordId: one, otherRecordId: other, verdict, reason }),
  );

/** The cluster of each record, as the database has it. */
export async function clusters(db: TestDatabase): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.ownerPool.query<{ id: string; cluster_id: string }>(
    'select id, cluster_id from casework.record where partnership_id = $1 order by id',
    [db.partnershipId],
  );
  return new Map(rows.map(({ id, cluster_id }) => [id, cluster_id]));
}
