import { sql } from 'kysely';
import { isUuid } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import type { Category } from '../categories.ts';

export type AskState = 'waiting' | 'granted' | 'refused' | 'ended' | 'taken-back';

export interface Ask {
  readonly id: string;
  readonly state: AskState;
  readonly clusterId: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly askerAgencyId: string;
  readonly asker: string;
  readonly purpose: string;
  readonly purposeTitle: string;
  readonly gateway: string;
  readonly categories: readonly Category[];
  readonly wantsRestricted: boolean;
  /** Undefined when its key was destroyed. */
  readonly reason: string | undefined;
  readonly askedOn: PlainDate;
  readonly answerBy: PlainDate;
  readonly answeredOn: PlainDate | null;
  readonly granted: readonly Category[];
  readonly opensRestricted: boolean;
  readonly untilOn: PlainDate | null;
  readonly answer: string | undefined;
  readonly endedOn: PlainDate | null;
  readonly ending: string | undefined;
}

const asksQuery = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.ask as a')
    .innerJoin('partners.partnership as s', 's.partnership_id', 'a.partnership_id')
    .innerJoin('partners.agency as g', (on) =>
      on.onRef('g.partnership_id', '=', 'a.partnership_id').onRef('g.id', '=', 'a.agency_id'),
    )
    .innerJoin('partners.agency as k', (on) =>
      on.onRef('k.partnership_id', '=', 'a.partnership_id').onRef('k.id', '=', 'a.asker_agency_id'),
    )
    .innerJoin('casework.purpose as p', (on) =>
      on.onRef('p.partnership_id', '=', 'a.partnership_id').onRef('p.slug', '=', 'a.purpose'),
    )
    .leftJoin('casework.ask_answer as w', (on) =>
      on.onRef('w.partnership_id', '=', 'a.partnership_id').onRef('w.ask_id', '=', 'a.id'),
    )
    .leftJoin('casework.ask_ending as e', (on) =>
      on.onRef('e.partnership_id', '=', 'a.partnership_id').onRef('e.ask_id', '=', 'a.id'),
    )
    .where('a.partnership_id', '=', actor.partnershipId)
    .orderBy('a.at', 'desc')
    .orderBy('a.id', 'desc')
    .select([
      ...(['a.id', 'a.cluster_id as clusterId', 'a.agency_id as agencyId', 'g.name as agency'] as const),
      ...(['a.asker_agency_id as askerAgencyId', 'k.name as asker', 'a.purpose'] as const),
      ...(['p.title as purposeTitle', 'p.gateway', 'a.wants_restricted as wantsRestricted'] as const),
      ...(['a.asked_on as askedOn', 'a.answer_by as answerBy', 'w.on_day as answeredOn'] as const),
      ...(['w.opens_restricted as opensRestricted', 'w.until_on as untilOn'] as const),
      ...(['e.on_day as endedOn', 'a.reason as sealed', 'w.reason as answerSealed'] as const),
      'e.reason as endingSealed',
      sql<Category[]>`a.categories`.as('categories'),
      sql<Category[] | null>`w.categories`.as('granted'),
      sql<AskState>`case when w.ask_id is null then 'waiting' when not w.granted then 'refused'
        when e.ask_id is not null then 'taken-back' when w.until_on < partners.business_date(s) then 'ended' else 'granted' end`.as(
        'state',
      ),
    ]);

type Row = Awaited<ReturnType<ReturnType<typeof asksQuery>['execute']>>[number];

const askOf =
  (subjects: SubjectKeys) =>
  ({ sealed, answerSealed, endingSealed, ...row }: Row): Ask => ({
    ...row,
    granted: row.granted ?? [],
    opensRestricted: row.opensRestricted ?? false,
    reason: subjects.open(row.id, sealed),
    answer: subjects.open(row.id, answerSealed),
    ending: subjects.open(row.id, endingSealed),
  });

/** The latest requests to see of the actor's agency, asked and received; of all agencies for information governance. */
export const listAsks = async (
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { limit = 100 }: { readonly limit?: number } = {},
): Promise<readonly Ask[]> => (await asksQuery(tx, actor).limit(limit).execute()).map(askOf(subjects));

/** One request, where the actor's agency asked or was asked. */
export async function findAsk(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<Ask | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await asksQuery(tx, actor).where('a.id', '=', id).executeTakeFirst();
  return row && askOf(subjects)(row);
}

/** The requests about a person that the actor's agency asked or received. */
export const asksAbout = async (
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  clusterIds: readonly string[],
): Promise<readonly Ask[]> =>
  clusterIds.length === 0
    ? []
    : (
        await asksQuery(tx, actor)
          .where('a.cluster_id', 'in', [...clusterIds])
          .execute()
      ).map(askOf(subjects));
