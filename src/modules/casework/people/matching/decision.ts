/** What a person decides of two records: it outranks the machine, and carries a reason. */
import { newId } from '../../../../kernel/ids.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { asMachine } from '../../purpose/working.ts';
import { forgetSettledQuestions } from './match-record.ts';
import { linksOf, recluster } from './recluster.ts';
import { sides } from './sides.ts';

export type MatchVerdict = 'same' | 'different' | 'cannot-tell';

export interface MatchDecision {
  readonly oneRecordId: string;
  readonly otherRecordId: string;
  readonly verdict: MatchVerdict;
  /** On what it was decided; sealed. */
  readonly reason: string;
}

const LONGEST_REASON = 2000;

/**
 * Decides whether two records are one person. "Different" always parts them, as they were before they were joined.
 * Refused by name: not-allowed, not-found (where it may not be known that either exists), reason-missing,
 * said-to-be-different (somebody decided that of other records of the two).
 */
export async function decideMatch(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { oneRecordId, otherRecordId, verdict, reason }: MatchDecision,
): Promise<{ readonly linkId: string; readonly clusterIds: readonly string[] } | Refusal> {
  const agencyId = agencyOf(actor);
  if (agencyId === undefined || !mayFor(actor, 'match.decide', agencyId)) return notAllowed();
  const says = reason.trim();
  if (says === '' || says.length > LONGEST_REASON)
    return refused('reason-missing', `Say in up to ${LONGEST_REASON} characters what you decided this on.`, {
      field: 'reason',
    });
  const known = await tx
    .selectFrom('casework.presence')
    .where('partnership_id', '=', actor.partnershipId)
    .where('record_id', 'in', [oneRecordId, otherRecordId])
    .select(['record_id as recordId', 'cluster_id as clusterId', 'agency_id as agencyId', 'restricted'])
    .execute();
  const [one, two] = known;
  if (!one || !two) return notFound('pair of records');
  const clusterIds = [...new Set([one.clusterId, two.clusterId])];
  if (verdict === 'same') {
    const conflict = await asMachine(tx, actor, (machine) => saidToDiffer(tx, machine, one, two));
    if (conflict) return conflict;
  }
  const linkId = newId();
  await tx
    .insertInto('casework.link')
    .values({
      partnership_id: actor.partnershipId,
      ...sides(one, two),
      id: linkId,
      at: new Date(),
      verdict,
      decided_by: 'person',
      agency_id: agencyId,
      account_id: accountOf(actor) ?? null,
      reason: subjects.seal(linkId, says),
      evidence: '[]',
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'match.decided',
    subject: { kind: 'link', id: linkId },
    detail: { records: [one.recordId, two.recordId], verdict },
  });
  return asMachine(tx, actor, async (machine) => {
    await tx
      .deleteFrom('casework.match_question')
      .where('partnership_id', '=', machine.partnershipId)
      .where('left_record_id', 'in', [one.recordId, two.recordId])
      .where('right_record_id', 'in', [one.recordId, two.recordId])
      .execute();
    const clusters = await recluster(tx, machine, clusterIds);
    if (verdict === 'same') await forgetSettledQuestions(tx, machine, [...clusters.keys()]);
    return {
      linkId,
      clusterIds: [
        ...new Set([one, two].map(({ recordId, clusterId }) => clusters.get(recordId) ?? clusterId)),
      ],
    };
  });
}

/** Refused when other records of the two people were said to be of different people: that is to be decided first. */
async function saidToDiffer(
  tx: Tx,
  machine: Actor,
  one: { readonly recordId: string; readonly clusterId: string },
  two: { readonly recordId: string; readonly clusterId: string },
): Promise<Refusal | undefined> {
  const members = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', machine.partnershipId)
    .where('cluster_id', 'in', [one.clusterId, two.clusterId])
    .select(['id', 'cluster_id as clusterId'])
    .execute();
  const clusterOf = new Map(members.map(({ id, clusterId }) => [id, clusterId]));
  const links = await linksOf(tx, machine, [...clusterOf.keys()]);
  const isThisPair = (left: string, right: string): boolean =>
    [one.recordId, two.recordId].includes(left) && [one.recordId, two.recordId].includes(right);
  const apart = links.some(
    ({ left, right, verdict }) =>
      verdict === 'different' &&
      clusterOf.has(left) &&
      clusterOf.has(right) &&
      clusterOf.get(left) !== clusterOf.get(right) &&
      !isThisPair(left, right),
  );
  return apart
    ? refused(
        'said-to-be-different',
        'Somebody decided that other records of these two are of different people. Decide on those first.',
        { field: 'verdict' },
      )
    : undefined;
}
