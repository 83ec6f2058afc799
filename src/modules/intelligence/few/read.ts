import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { isSeen } from '../seen.ts';
import type { Indicator } from '../types.ts';
import { type FewFigure, OWN } from './figures.ts';
import { apart, pooledIn, type Span } from './spans.ts';
import { fewest, toldBy } from './told.ts';

/** A count with the rates of it: each of its figures tells the same number of people. */
export interface Family {
  /** The indicator that is counted. */
  readonly root: string;
  readonly placeSlug: string | null;
  /** The days of which figures are wanted; all that are known where it is left out. */
  readonly between?: { readonly from: PlainDate; readonly to: PlainDate } | undefined;
}

/** The time that a figure is of. */
interface Days {
  readonly start: PlainDate;
  readonly end: PlainDate;
  readonly survey: string | null;
  readonly firstWave: number | null;
  readonly lastWave: number | null;
}

const DAYS = sql`o.period_start as start, o.period_end as "end", w.survey, w.first_wave as "firstWave",
  w.last_wave as "lastWave"`;
const WAVE = sql`left join intelligence.survey_wave w on w.partnership_id = o.partnership_id and w.id = o.wave_id`;

interface Row extends Days, Pick<Indicator, 'kind' | 'per'> {
  /** Which of the wanted families. */
  readonly nth: number;
  readonly place: string | null;
  readonly period: string;
  readonly periodKind: string;
  readonly value: number;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly sampleSize: number | null;
}

/** Families as rows of SQL: their indicators, and the days that are wanted. */
const asRows = (families: readonly Family[]) => sql`
  select w.nth, w.lo, w.hi, i.partnership_id, i.id, i.kind, i.per
  from unnest(${families.map(({ root }) => root)}::uuid[], ${families.map(({ placeSlug }) => placeSlug)}::text[],
    ${families.map(({ between }) => between?.from ?? null)}::date[], ${families.map(({ between }) => between?.to ?? null)}::date[])
    with ordinality as w (root, place_slug, lo, hi, nth)
  join intelligence.indicator i on i.partnership_id = platform.partnership()
    and (i.id = w.root or i.numerator_id = w.root) and i.place_slug is not distinct from w.place_slug`;

/** The days between which figures hang together with what is wanted: a year with its months, two years that share a month. */
async function reachOf(tx: Tx, families: readonly Family[]): Promise<readonly Family[]> {
  const { rows } = await sql<Days & { nth: number }>`
    select distinct f.nth::integer as nth, ${DAYS}
    from (${asRows(families)}) f
    join intelligence.observation o on o.partnership_id = f.partnership_id and o.indicator_id = f.id
    ${WAVE}
    order by 1, 2, 3`.execute(tx);
  const byFamily = Map.groupBy(rows, ({ nth }) => nth);
  return families.map((family, index) => {
    const { between } = family;
    const parts = between ? apart(byFamily.get(index + 1) ?? [], daysAndWaves) : [];
    let [from, to] = [between?.from, between?.to];
    for (const part of parts) {
      const [start, end] = [
        part[0]?.start,
        part.reduce((last, one) => (one.end > last ? one.end : last), ''),
      ];
      if (!between || !start || start > between.to || end < between.from) continue;
      if (from === undefined || start < from) from = start;
      if (to === undefined || end > to) to = end as PlainDate;
    }
    return from && to ? { ...family, between: { from, to } } : family;
  });
}

/**
 * The figures that some page may show, of each family in their order: of the wanted days, and of all days that figures reach
 * over from there. Two queries, however many families and periods there are; which version counts is asked only of those.
 */
export async function readFamilies(
  tx: Tx,
  families: readonly Family[],
  today: PlainDate,
): Promise<readonly (readonly FewFigure[])[]> {
  const wanted = families.some(({ between }) => between) ? await reachOf(tx, families) : families;
  const { rows } = await sql<Row>`
    select f.nth::integer as nth, f.kind, f.per, o.place_slug as place, o.period, o.period_kind as "periodKind",
      ${DAYS}, o.value, o.numerator, o.denominator, w.sample_size as "sampleSize"
    from (${asRows(wanted)}) f
    cross join lateral (
      select o.* from intelligence.observation o
      where o.partnership_id = f.partnership_id and o.indicator_id = f.id and o.value is not null
        and o.period_end >= coalesce(f.lo, '-infinity') and o.period_end <= coalesce(f.hi, 'infinity')
        and o.period_start >= coalesce(f.lo, '-infinity')
      offset 0) o
    ${WAVE}
    where ${isSeen(today)} or not exists (
      select from intelligence.observation later
      where later.partnership_id = o.partnership_id and later.supersedes = o.id)`.execute(tx);
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

const daysAndWaves = ({
  start,
  end,
  survey,
  firstWave,
  lastWave,
}: Days): Pick<Span, 'start' | 'end' | 'waves'> => ({
  ...{ start, end },
  ...(survey === null ? {} : pooledIn({ survey, firstWave, lastWave })),
});

const spanOf = (row: Row): Span => ({ text: row.period, kind: row.periodKind, ...daysAndWaves(row) });
