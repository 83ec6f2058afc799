import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Part, partOf } from '../../platform/database/keyset.ts';
import type { Tx } from '../../platform/database/transaction.ts';

export interface Need {
  readonly id: Id<'need'>;
  readonly slug: string;
  readonly title: string;
  readonly statement: string;
  readonly placeId: Id<'place'> | null;
  readonly identifiedOn: PlainDate | null;
  readonly closedOn: PlainDate | null;
  readonly note: string | null;
  readonly revision: number;
}

export interface Evidence {
  readonly id: Id<'evidence'>;
  readonly needId: Id<'need'>;
  readonly statement: string;
  readonly indicatorId: Id<'indicator'> | null;
  readonly source: string;
  readonly dated: PlainDate | null;
  readonly url: string | null;
}

export interface Theme {
  readonly id: Id<'theme'>;
  readonly slug: string;
  readonly title: string;
  readonly description: string | null;
  readonly source: string | null;
  readonly revision: number;
}

export interface CorporatePriority extends Omit<Theme, 'id'> {
  readonly id: Id<'corporate-priority'>;
  readonly agencyId: Id<'agency'>;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
}

const needs = (tx: Tx) =>
  tx
    .selectFrom('strategy.need')
    .select([
      'id',
      'slug',
      'title',
      'statement',
      'place_id as placeId',
      'identified_on as identifiedOn',
      'closed_on as closedOn',
      'note',
      'revision',
    ])
    .$castTo<Need>();

/** Needs by title and id, open and closed, all or a part. */
export const listNeedsByTitle = (tx: Tx, part: Part): Promise<readonly Need[]> =>
  partOf(needs(tx), ['title', 'id'], part).execute();

/** Needs by title; closed ones last. */
export const listNeeds = (tx: Tx): Promise<readonly Need[]> =>
  needs(tx)
    .orderBy('closed_on', (order) => order.asc().nullsFirst())
    .orderBy('title')
    .execute();

export const findNeed = (tx: Tx, slug: string): Promise<Need | undefined> =>
  needs(tx).where('slug', '=', slug).executeTakeFirst();

/** What shows that needs are real; of one need or of all. */
export const listEvidence = (tx: Tx, needId?: string): Promise<readonly Evidence[]> => {
  const all = tx
    .selectFrom('strategy.evidence')
    .select(['id', 'need_id as needId', 'statement', 'indicator_id as indicatorId', 'source', 'dated', 'url'])
    .orderBy('dated', (order) => order.desc().nullsLast())
    .orderBy('id')
    .$castTo<Evidence>();
  return (needId === undefined ? all : all.where('need_id', '=', needId)).execute();
};

/** Which need is answered by which priority. */
export const listNeedPriorities = (tx: Tx) =>
  tx
    .selectFrom('strategy.need_priority')
    .select(['need_id as needId', 'priority_id as priorityId'])
    .$castTo<{ readonly needId: Id<'need'>; readonly priorityId: Id<'priority'> }>()
    .execute();

const themes = (tx: Tx) =>
  tx
    .selectFrom('strategy.theme')
    .select(['id', 'slug', 'title', 'description', 'source', 'revision'])
    .$castTo<Theme>();

/** The slugs of the priorities that answer a need, in the order of their names. */
export const prioritiesOfNeed = async (tx: Tx, needId: string): Promise<readonly string[]> =>
  (
    await tx
      .selectFrom('strategy.need_priority as x')
      .innerJoin('strategy.priority as p', (join) =>
        join.onRef('p.partnership_id', '=', 'x.partnership_id').onRef('p.id', '=', 'x.priority_id'),
      )
      .select('p.slug')
      .where('x.need_id', '=', needId)
      .orderBy('p.slug')
      .execute()
  ).map(({ slug }) => slug);

/** Themes in the order of the strategy. */
export const listThemes = (tx: Tx): Promise<readonly Theme[]> =>
  themes(tx).orderBy('position').orderBy('title').execute();

/** Themes by title and id, all or a part. */
export const listThemesByTitle = (tx: Tx, part: Part): Promise<readonly Theme[]> =>
  partOf(themes(tx), ['title', 'id'], part).execute();

export const findTheme = (tx: Tx, slug: string): Promise<Theme | undefined> =>
  themes(tx).where('slug', '=', slug).executeTakeFirst();

const corporatePriorities = (tx: Tx) =>
  tx
    .selectFrom('strategy.corporate_priority')
    .select([
      'id',
      'slug',
      'title',
      'description',
      'source',
      'revision',
      'agency_id as agencyId',
      'starts_on as startsOn',
      'ends_on as endsOn',
    ])
    .$castTo<CorporatePriority>();

/** The priorities of agencies' own corporate plans, by agency and in their order. */
export const listCorporatePriorities = (tx: Tx): Promise<readonly CorporatePriority[]> =>
  corporatePriorities(tx).orderBy('agency_id').orderBy('position').orderBy('title').execute();

/** Corporate priorities by title and id, all or a part. */
export const listCorporatePrioritiesByTitle = (tx: Tx, part: Part): Promise<readonly CorporatePriority[]> =>
  partOf(corporatePriorities(tx), ['title', 'id'], part).execute();

export const findCorporatePriority = (tx: Tx, slug: string): Promise<CorporatePriority | undefined> =>
  corporatePriorities(tx).where('slug', '=', slug).executeTakeFirst();

/** An outcome with one thing it is joined to: an indicator, a theme or a corporate priority. */
export interface OutcomeLink {
  readonly outcomeId: Id<'outcome'>;
  readonly id: string;
}

/** By which indicators outcomes are judged, in order. */
export const listOutcomeIndicators = (tx: Tx): Promise<readonly (OutcomeLink & { id: Id<'indicator'> })[]> =>
  tx
    .selectFrom('strategy.outcome_indicator')
    .select(['outcome_id as outcomeId', 'indicator_id as id'])
    .orderBy('outcome_id')
    .orderBy('position')
    .$castTo<OutcomeLink & { id: Id<'indicator'> }>()
    .execute();

export const listOutcomeThemes = (tx: Tx): Promise<readonly OutcomeLink[]> =>
  tx
    .selectFrom('strategy.outcome_theme')
    .select(['outcome_id as outcomeId', 'theme_id as id'])
    .$castTo<OutcomeLink>()
    .execute();

export const listContributions = (tx: Tx): Promise<readonly OutcomeLink[]> =>
  tx
    .selectFrom('strategy.contribution')
    .select(['outcome_id as outcomeId', 'corporate_priority_id as id'])
    .$castTo<OutcomeLink>()
    .execute();

/** To what one outcome is joined, by slugs in their order. */
export async function joinsOf(
  tx: Tx,
  outcomeId: string,
): Promise<{ indicators: string[]; themes: string[]; corporatePriorities: string[] }> {
  const { rows } = await sql<Awaited<ReturnType<typeof joinsOf>>>`
    select
      array(select i.slug from strategy.outcome_indicator x
        join intelligence.indicator i on i.partnership_id = x.partnership_id and i.id = x.indicator_id
        where x.outcome_id = ${outcomeId}::uuid order by x.position) as indicators,
      array(select t.slug from strategy.outcome_theme x
        join strategy.theme t on t.partnership_id = x.partnership_id and t.id = x.theme_id
        where x.outcome_id = ${outcomeId}::uuid order by t.position, t.slug) as themes,
      array(select c.slug from strategy.contribution x
        join strategy.corporate_priority c on c.partnership_id = x.partnership_id and c.id = x.corporate_priority_id
        where x.outcome_id = ${outcomeId}::uuid order by c.slug) as "corporatePriorities"`.execute(tx);
  return rows[0] ?? { indicators: [], themes: [], corporatePriorities: [] };
}

/** Something of another kind, named and linked. */
export interface Named {
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly path: string;
}

/** What an outcome leads to by the golden thread, such as the projects that serve it. */
export async function servedBy(
  tx: Tx,
  offers: { readonly thread: string | undefined; readonly kinds: string | undefined },
  outcomeIds: readonly string[],
): Promise<readonly (Named & { readonly outcomeId: string })[]> {
  if (offers.thread === undefined || offers.kinds === undefined || outcomeIds.length === 0) return [];
  const { rows } = await sql<Named & { outcomeId: string }>`
    select t.from_id as "outcomeId", k.kind, k.id, k.title, k.path from (${sql.raw(offers.thread)}) t
    join (${sql.raw(offers.kinds)}) k on k.kind = t.to_kind and k.id = t.to_id
    where t.from_kind = 'outcome' and t.from_id = any(${outcomeIds}::uuid[]) and t.to_kind <> 'indicator'
    order by k.kind, k.title`.execute(tx);
  return rows;
}
