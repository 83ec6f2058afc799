import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { isSeen } from '../seen.ts';
import type { Indicator } from '../types.ts';
import { type FewFigure, OWN } from './among.ts';
import type { Span } from './spans.ts';
import { fewest, toldBy } from './told.ts';

/** A count with the rates of it: each of its figures tells the same number of people. */
export interface Family {
  /** The indicator that is counted. */
  readonly root: string;
  readonly placeSlug: string | null;
  /** The days of which figures are wanted; all that are known where it is left out. */
  readonly between?: { readonly from: PlainDate; readonly to: PlainDate } | undefined;
}

interface Row extends Pick<Indicator, 'kind' | 'per'> {
  /** Which of the wanted families. */
  readonly nth: number;
  readonly place: string | null;
  readonly period: string;
  readonly periodKind: string;
  readonly start: PlainDate;
  readonly end: PlainDate;
  readonly value: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly sampleSize: number | null;
  readonly survey: string | null;
  readonly first: number | null;
  readonly last: number | null;
}

const FIRST = '0001-01-01' as PlainDate;
const LAST = '9999-12-31' as PlainDate;

/**
 * Every figure that some page may show of the wanted days, and of all days that figures reach over from there: of each
 * family in their order. One query, however many families and periods there are.
 */
export async function readFamilies(
  tx: Tx,
  families: readonly Family[],
  today: PlainDate,
): Promise<readonly (readonly FewFigure[])[]> {
  const { rows } = await sql<Row>`
    with recursive wanted as (
      select w.* from unnest(${families.map(({ root }) => root)}::uuid[],
        ${families.map(({ placeSlug }) => placeSlug)}::text[], ${families.map(({ between }) => between?.from ?? FIRST)}::date[],
        ${families.map(({ between }) => between?.to ?? LAST)}::date[])
        with ordinality as w (root, place_slug, lo, hi, nth)),
    family as materialized (
      select w.nth, i.id, i.kind, i.per from wanted w
      join intelligence.indicator i on i.partnership_id = platform.partnership()
        and (i.id = w.root or i.numerator_id = w.root) and i.place_slug is not distinct from w.place_slug),
    reach (nth, lo, hi) as (
      select w.nth, w.lo, w.hi from wanted w
      union
      select r.nth, e.lo, e.hi from reach r
      cross join lateral (
        select least(r.lo, min(o.period_start)) as lo, greatest(r.hi, max(o.period_end)) as hi
        from family f
        join intelligence.observation o on o.partnership_id = platform.partnership() and o.indicator_id = f.id
        where f.nth = r.nth and o.period_end >= r.lo and o.period_start <= r.hi) e
      where e.lo < r.lo or e.hi > r.hi),
    bounds as (select nth, min(lo) as lo, max(hi) as hi from reach group by nth)
    select b.nth::integer as nth, f.kind, f.per, o.place_slug as place, o.period, o.period_kind as "periodKind", o.period_start as start,
      o.period_end as "end", o.value, o.numerator, o.denominator, w.sample_size as "sampleSize", w.survey,
      w.first_wave as first, coalesce(w.last_wave, w.first_wave) as last
    from bounds b
    join family f on f.nth = b.nth
    join intelligence.observation o on o.partnership_id = platform.partnership() and o.indicator_id = f.id
      and o.period_end >= b.lo and o.period_start <= b.hi
    left join intelligence.survey_wave w on w.partnership_id = o.partnership_id and w.id = o.wave_id
    where o.value is not null and (${isSeen(today)} or not exists (
      select from intelligence.observation later
      where later.partnership_id = o.partnership_id and later.supersedes = o.id))`.execute(tx);
  const byFamily = Map.groupBy(rows, ({ nth }) => nth);
  return families.map((_, index) => figuresOf(byFamily.get(index + 1) ?? []));
}

/** Each place and period once: where a count, a rate or two versions tell of it, as they tell of the fewest people. */
function figuresOf(rows: readonly Row[]): readonly FewFigure[] {
  const spans = new Map<string, Span>();
  const figures = new Map<string, FewFigure>();
  for (const row of rows) {
    const place = row.place ?? OWN;
    const span = spans.get(row.period) ?? spanOf(row);
    spans.set(row.period, span);
    const key = `${place}|${row.period}`;
    const told = toldBy(row, row);
    const known = figures.get(key);
    figures.set(key, { place, span, ...(known ? fewest(known, told) : told) });
  }
  return [...figures.values()];
}

const spanOf = ({ period, periodKind, start, end, survey, first, last }: Row): Span => ({
  ...{ text: period, kind: periodKind, start, end },
  ...(survey !== null && first !== null && last !== null ? { waves: { survey, first, last } } : {}),
});
