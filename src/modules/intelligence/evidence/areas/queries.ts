import { sql } from 'kysely';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { type Contents, contentsSchema } from './contents.ts';

/** A selection of target areas: as it was adopted, or as it stands in preparation. */
export interface Selection {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly question: string;
  readonly contents: Contents;
  readonly revision: number;
  readonly adoptedOn: PlainDate | null;
  readonly decidedBy: string;
  readonly reason: string;
}

/** Selections, those in preparation first and then the latest, or the one of that slug. */
export async function listSelections(tx: Tx, slug?: string): Promise<readonly Selection[]> {
  const { rows } = await sql<Omit<Selection, 'contents'> & { contents: unknown }>`
    select s.id, s.slug, s.title, s.question, coalesce(a.contents, s.contents) as contents, s.revision, a.adopted_on as "adoptedOn",
      coalesce(a.decided_by, '') as "decidedBy", coalesce(a.reason, '') as reason
    from intelligence.area_selection s
    left join intelligence.area_selection_adoption a on a.partnership_id = s.partnership_id and a.selection_id = s.id
    where s.partnership_id = platform.partnership() ${slug === undefined ? sql`` : sql`and s.slug = ${slug}`}
    order by a.adopted_on desc nulls first, s.title, s.id`.execute(tx);
  return rows.map((row) => ({ ...row, contents: contentsSchema.parse(row.contents) }));
}

export const findSelection = async (tx: Tx, slug: string): Promise<Selection | undefined> =>
  (await listSelections(tx, slug))[0];

interface TakenValue {
  readonly place: string;
  readonly value: number;
  readonly period: string;
  readonly quality: string;
}

/** The latest figure of an indicator at each place, of a period that had ended on that day. */
export async function takeValues(
  tx: Tx,
  indicatorId: string,
  places: readonly string[],
  asAt: PlainDate,
): Promise<readonly TakenValue[]> {
  const { rows } = await sql<TakenValue>`
    select p.place, o.value::float8 as value, o.period, o.quality
    from unnest(${[...places]}::text[]) as p (place)
    cross join lateral (
      select o.value, o.period, o.quality from intelligence.current_observation o
      where o.partnership_id = platform.partnership() and o.indicator_id = ${indicatorId}::uuid and o.place_slug = p.place
        and o.period_end <= ${asAt} and o.value is not null
      order by o.period_end desc limit 1) o`.execute(tx);
  return rows;
}
