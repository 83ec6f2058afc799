import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Indicator, Point } from './types.ts';

/** A text as it stands in SQL; slugs, periods and dates hold no quotes, but nobody should have to trust that. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** One figure as SQL finds it: an indicator's slug and a period; no period where nothing is known. */
type Found = readonly [slug: string, period: string | undefined];

const listed = (pairs: readonly Found[]): string =>
  pairs
    .map(([slug, period]) => `(${quoted(slug)}, ${period === undefined ? 'null' : quoted(period)})`)
    .join(', ');

/** The SQL that gives the figures behind a value: one row for each, as they were known on the date. */
export const pointsSql = (pairs: readonly Found[], asAt: PlainDate): string =>
  `select i.slug, o.period, o.value, o.numerator, o.denominator, o.quality, o.version
from intelligence.observation o
join intelligence.indicator i on i.partnership_id = o.partnership_id and i.id = o.indicator_id
where (i.slug, o.period) in (${listed(pairs)}) and o.place_slug is null and o.known_on <= ${quoted(asAt)}
  and not exists (select from intelligence.observation later
    where later.partnership_id = o.partnership_id and later.supersedes = o.id and later.known_on <= ${quoted(asAt)})
order by i.slug, o.period_end`;

/** The SQL behind an indicator's own points; for computed ones that of their numerators and denominators. */
export function sqlOf(
  indicator: Pick<Indicator, 'slug' | 'numeratorId' | 'denominatorId'>,
  points: readonly Point[],
  slugOf: (id: string | null) => string,
  asAt: PlainDate,
): { query: string; rows: number } {
  const pairs = new Map(
    points
      .flatMap(({ period, computed, denominatorPeriod }): Found[] =>
        computed
          ? [
              [slugOf(indicator.numeratorId), period.text],
              [slugOf(indicator.denominatorId), denominatorPeriod ?? period.text],
            ]
          : [[indicator.slug, period.text]],
      )
      .map((pair) => [pair.join(' '), pair]),
  );
  return {
    query: pointsSql(pairs.size === 0 ? [[indicator.slug, undefined]] : [...pairs.values()], asAt),
    rows: pairs.size,
  };
}

/** The SQL that gives a target with its stages. */
export const targetSql = (targetId: string): string =>
  `select t.status, t.statement, s.due_on, s.period, s.value
from intelligence.target t
left join intelligence.target_stage s on s.partnership_id = t.partnership_id and s.target_id = t.id
where t.id = ${quoted(targetId)}
order by s.due_on`;

/** The SQL that gives a baseline. */
export const baselineSql = (baselineId: string): string =>
  `select b.state, b.period, b.value, b.statement, b.expected_on
from intelligence.baseline b
where b.id = ${quoted(baselineId)}`;

/** The SQL that looks for everybody's target or baseline of an indicator. */
export const everybodysSql = (table: 'target' | 'baseline', slug: string): string =>
  `select e.statement
from intelligence.${table} e
join intelligence.indicator i on i.partnership_id = e.partnership_id and i.id = e.indicator_id
where i.slug = ${quoted(slug)} and e.for_kind is null`;
