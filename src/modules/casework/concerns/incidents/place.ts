/** A new report is compared with those near it, and grouped anew with all that hang together with it. */
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { reportsNear, reportsOf } from './read.ts';
import { regroup } from './regroup.ts';
import { type Report, type Scored, scorePair, verdictOf } from './score.ts';

export interface Placed {
  readonly incidentId: string;
  readonly reports: number;
  readonly asked: number;
}

/** Finds the incident of a report that stands in one of its own so far. For the machine. */
export async function placeReport(
  tx: Tx,
  machine: Actor,
  concernId: string,
  ownIncident: string,
): Promise<Placed> {
  const [report] = await reportsOf(tx, machine, [concernId]);
  if (!report) return { incidentId: ownIncident, reports: 1, asked: 0 };
  const pairs = (await reportsNear(tx, machine, report)).flatMap((other) => {
    const scored = scorePair(report, other);
    const verdict = scored && verdictOf(scored);
    return scored && verdict ? [{ other, scored, verdict }] : [];
  });
  for (const pair of pairs) await keepPair(tx, machine, report, pair);
  if (!pairs.some(({ verdict }) => verdict === 'likely'))
    return { incidentId: ownIncident, reports: 1, asked: pairs.length };
  const groups = await regroup(tx, machine, [concernId]);
  const group = groups.find(({ concernIds }) => concernIds.includes(concernId));
  return {
    incidentId: group?.incidentId ?? ownIncident,
    reports: group?.concernIds.length ?? 1,
    asked: pairs.filter(({ verdict }) => verdict === 'possible').length,
  };
}

interface Pair {
  readonly other: Report;
  readonly scored: Scored;
  readonly verdict: 'likely' | 'possible';
}

/** What a person decided of the two stands. */
async function keepPair(
  tx: Tx,
  machine: Actor,
  report: Report,
  { other, scored, verdict }: Pair,
): Promise<void> {
  const [left, right] = report.id < other.id ? [report, other] : [other, report];
  const restricted = tx
    .selectFrom('casework.concern')
    .where('partnership_id', '=', machine.partnershipId)
    .where('id', 'in', [left.id, right.id])
    .select((is) => is.fn<boolean>('bool_or', ['restricted']).as('restricted'));
  await tx
    .insertInto('casework.concern_pair')
    .values({
      partnership_id: machine.partnershipId,
      left_id: left.id,
      right_id: right.id,
      agency_ids: [...new Set([left.agencyId, right.agencyId])],
      restricted,
      score: scored.score,
      because: [...scored.because],
      verdict,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['partnership_id', 'left_id', 'right_id'])
        .doUpdateSet({ score: scored.score, because: [...scored.because], verdict })
        .where('casework.concern_pair.verdict', 'in', ['likely', 'possible']),
    )
    .execute();
}
