/** Emergency openings, as their reader and information governance see them. */
import { isUuid } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import type { ReviewOutcome } from './break-glass.ts';

export interface Opening {
  readonly id: string;
  readonly openedAt: Date;
  readonly closesAt: Date;
  readonly onDay: PlainDate;
  readonly reviewBy: PlainDate;
  readonly agency: string;
  readonly accountId: string;
  readonly reader: string;
  readonly clusterId: string;
  readonly purpose: string;
  readonly reason: string | undefined;
  readonly outcome: ReviewOutcome | null;
  readonly reviewedOn: PlainDate | null;
  readonly found: string | undefined;
}

const openings = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.break_glass as b')
    .innerJoin('partners.agency as g', (on) =>
      on.onRef('g.partnership_id', '=', 'b.partnership_id').onRef('g.id', '=', 'b.agency_id'),
    )
    .innerJoin('access.account as a', (on) =>
      on.onRef('a.partnership_id', '=', 'b.partnership_id').onRef('a.id', '=', 'b.account_id'),
    )
    .innerJoin('partners.person as n', (on) =>
      on.onRef('n.partnership_id', '=', 'a.partnership_id').onRef('n.id', '=', 'a.person_id'),
    )
    .innerJoin('casework.purpose as p', (on) =>
      on.onRef('p.partnership_id', '=', 'b.partnership_id').onRef('p.slug', '=', 'b.purpose'),
    )
    .leftJoin('casework.break_glass_review as w', (on) =>
      on.onRef('w.partnership_id', '=', 'b.partnership_id').onRef('w.break_glass_id', '=', 'b.id'),
    )
    .where('b.partnership_id', '=', actor.partnershipId)
    .orderBy('b.opened_at', 'desc')
    .orderBy('b.id', 'desc')
    .select([
      ...(['b.id', 'b.opened_at as openedAt', 'b.closes_at as closesAt', 'b.on_day as onDay'] as const),
      ...(['b.review_by as reviewBy', 'g.name as agency', 'b.account_id as accountId'] as const),
      ...([
        'n.name as reader',
        'b.cluster_id as clusterId',
        'p.title as purpose',
        'b.reason as sealed',
      ] as const),
      ...(['w.outcome', 'w.on_day as reviewedOn', 'w.says as foundSealed'] as const),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof openings>['execute']>>[number];

const openingFrom =
  (subjects: SubjectKeys) =>
  ({ sealed, foundSealed, ...row }: Row): Opening => ({
    ...row,
    outcome: row.outcome as ReviewOutcome | null,
    reason: subjects.open(row.id, sealed),
    found: subjects.open(row.id, foundSealed),
  });

/** The latest emergency openings: all for information governance, own ones for everybody else. */
export const listOpenings = async (
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
): Promise<readonly Opening[]> => (await openings(tx, actor).limit(200).execute()).map(openingFrom(subjects));

export async function findOpening(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<Opening | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await openings(tx, actor).where('b.id', '=', id).executeTakeFirst();
  return row && openingFrom(subjects)(row);
}

/** The actor's own opening of this person that has not closed, if there is one. */
export const openingOf = (
  tx: Tx,
  actor: Actor,
  clusterIds: readonly string[],
): Promise<{ readonly id: string; readonly closesAt: Date } | undefined> =>
  tx
    .selectFrom('casework.break_glass')
    .where('partnership_id', '=', actor.partnershipId)
    .where('account_id', '=', accountOf(actor) ?? null)
    .where('cluster_id', 'in', [...clusterIds])
    .where('closes_at', '>', new Date())
    .orderBy('closes_at', 'desc')
    .select(['id', 'closes_at as closesAt'])
    .executeTakeFirst();
