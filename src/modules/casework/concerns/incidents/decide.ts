/** What a person decides of two reports: one incident, or two. It outranks the machine and carries a reason. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { asMachine } from '../../purpose/working.ts';
import { businessToday } from '../../retention/review-on.ts';
import { regroup } from './regroup.ts';
import { SIGNS, type Sign } from './score.ts';

/** Another report that is, may be, or was said not to be of the same incident. */
export interface PairView {
  readonly otherId: string;
  readonly otherAgencyId: string | undefined;
  readonly verdict: 'likely' | 'possible' | 'same' | 'different';
  /** What speaks for and against it, in words. */
  readonly because: readonly string[];
  readonly decidedOn: PlainDate | null;
}

/** The pairs of a report of which the actor may know. */
export async function pairsOf(tx: Tx, actor: Actor, concernId: string): Promise<readonly PairView[]> {
  const rows = await tx
    .selectFrom('casework.concern_pair')
    .where('partnership_id', '=', actor.partnershipId)
    .where((is) => is.or([is('left_id', '=', concernId), is('right_id', '=', concernId)]))
    .orderBy('score', 'desc')
    .selectAll()
    .execute();
  const own = agencyOf(actor);
  return rows.map((row) => ({
    otherId: row.left_id === concernId ? row.right_id : row.left_id,
    otherAgencyId: row.agency_ids.find((id) => id !== own) ?? row.agency_ids[0],
    verdict: row.verdict,
    because: row.because.map((sign) => (sign in SIGNS ? SIGNS[sign as Sign].says : sign)),
    decidedOn: row.decided_on,
  }));
}

export interface DecisionInput {
  readonly concernId: string;
  readonly otherId: string;
  readonly verdict: 'same' | 'different';
  readonly reason: string;
}

/**
 * Joins or parts two reports, one of them the own agency's. Refused: not-allowed, not-found,
 * pair-decided-without-reason, pair-of-one.
 */
export async function decidePair(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { concernId, otherId, verdict, reason }: DecisionInput,
): Promise<{ incidentId: string } | Refusal> {
  if (!mayFor(actor, 'match.decide', agencyOf(actor))) return notAllowed();
  if (reason.trim() === '')
    return refused('pair-decided-without-reason', 'Say what you decided this on.', { field: 'reason' });
  if (concernId === otherId)
    return refused('pair-of-one', 'Choose another concern than this one.', { field: 'otherId' });
  const mine = await tx
    .selectFrom('casework.concern')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', 'in', [concernId, otherId])
    .select(['id', 'agency_id'])
    .execute();
  const suggested = (await pairsOf(tx, actor, concernId)).some((pair) => pair.otherId === otherId);
  const isOwn = mine.some((row) => row.id === concernId && row.agency_id === agencyOf(actor));
  if (!isOwn || (!suggested && !mine.some(({ id }) => id === otherId))) return notFound('concern');
  const decided = await keepDecision(tx, actor, subjects, { concernId, otherId, verdict, reason });
  await recordCommand(tx, actor, {
    action: verdict === 'same' ? 'incident.joined' : 'incident.parted',
    subject: { kind: 'concern', id: concernId },
    detail: { other: otherId },
  });
  return decided;
}

async function keepDecision(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { concernId, otherId, verdict, reason }: DecisionInput,
): Promise<{ incidentId: string }> {
  const [left, right] = concernId < otherId ? [concernId, otherId] : [otherId, concernId];
  const today = await businessToday(tx);
  return asMachine(tx, actor, async (machine) => {
    const both = tx
      .selectFrom('casework.concern')
      .where('partnership_id', '=', machine.partnershipId)
      .where('id', 'in', [left, right]);
    const told = await both.select(['agency_id', 'restricted']).execute();
    const said = {
      verdict,
      reason: subjects.seal(left, reason.trim()),
      decided_on: today,
      decided_agency_id: agencyOf(actor) ?? null,
      account_id: accountOf(actor) ?? null,
    };
    await tx
      .insertInto('casework.concern_pair')
      .values({
        partnership_id: machine.partnershipId,
        left_id: left,
        right_id: right,
        agency_ids: [...new Set(told.map((row) => row.agency_id))],
        restricted: told.some((row) => row.restricted),
        score: 0,
        because: [],
        ...said,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['partnership_id', 'left_id', 'right_id'])
          .doUpdateSet({ ...said, revision: sql<number>`casework.concern_pair.revision + 1` }),
      )
      .execute();
    const groups = await regroup(tx, machine, [concernId, otherId]);
    const group = groups.find(({ concernIds }) => concernIds.includes(concernId));
    return { incidentId: group?.incidentId ?? '' };
  });
}
