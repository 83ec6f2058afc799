import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type ReleasePeriod, releasePeriod } from './periods.ts';

/** One released figure; a value of null is hidden. Empty group and place mean all. */
export interface Figure {
  readonly group: string;
  readonly groupSays: string;
  readonly place: string;
  readonly value: number | null;
}

/** The figures of a measure for one period, in their last revision. */
export interface Released {
  readonly id: string;
  readonly measure: string;
  readonly period: ReleasePeriod;
  readonly revision: number;
  readonly releasedOn: PlainDate;
  readonly roundTo: number;
  readonly reason: string;
  readonly figures: readonly Figure[];
}

export interface MeasureSetting {
  readonly roundTo: number;
  readonly settleDays: number;
  /** No period that began before is released. */
  readonly countsFrom: PlainDate | null;
  readonly revision: number;
}

/** How measures are released here; revision 0 while nobody set it. */
export async function findMeasureSetting(tx: Tx): Promise<MeasureSetting> {
  const row = await tx.selectFrom('intelligence.measure_setting').selectAll().executeTakeFirst();
  return row
    ? {
        roundTo: row.round_to,
        settleDays: row.settle_days,
        countsFrom: row.counts_from,
        revision: row.revision,
      }
    : { roundTo: 1, settleDays: 14, countsFrom: null, revision: 0 };
}

export interface WhichReleases {
  readonly measure?: string;
  /** Periods that touch this stretch. */
  readonly from?: PlainDate;
  readonly until?: PlainDate;
}

/** Releases with their figures, each period in its last revision, newest period first. */
export async function listReleases(
  tx: Tx,
  { measure, from, until }: WhichReleases = {},
): Promise<Released[]> {
  const { rows } = await sql<{
    id: string;
    measure: string;
    period: string;
    revision: number;
    released_on: PlainDate;
    round_to: number;
    reason: string;
    figures: readonly (Figure & { readonly group_says: string })[];
  }>`
    select r.id, r.measure, r.period, r.revision, r.released_on, r.round_to, r.reason,
      coalesce((select json_agg(json_build_object('group', f.group_key, 'groupSays', f.group_says, 'place', f.place_slug, 'value', f.value)
        order by f.group_key <> '', f.group_says, f.place_slug)
        from intelligence.measure_figure f where f.partnership_id = r.partnership_id and f.release_id = r.id), '[]'::json) as figures
    from (
      select distinct on (measure, period) * from intelligence.measure_release
      where (${measure ?? null}::text is null or measure = ${measure ?? null})
        and (${until ?? null}::date is null or period_start <= ${until ?? null})
        and (${from ?? null}::date is null or period_end >= ${from ?? null})
      order by measure, period, revision desc) r
    order by r.measure, r.period_end desc, r.period_start desc, r.period desc`.execute(tx);
  return rows.flatMap((row) => {
    const period = releasePeriod(row.period);
    return period
      ? [
          {
            id: row.id,
            measure: row.measure,
            period,
            revision: row.revision,
            releasedOn: row.released_on,
            roundTo: row.round_to,
            reason: row.reason,
            figures: row.figures,
          },
        ]
      : [];
  });
}

/** The figure of a group over all places: null when hidden, zero for a count that has none. */
export function figureFor(release: Released, group: string, kind: string): number | null | undefined {
  const figure = release.figures.find((one) => one.group === group && one.place === '');
  return figure ? figure.value : kind === 'count' ? 0 : undefined;
}

/** Every group that a measure was ever released for, but all of them together. */
export async function groupsOf(tx: Tx, measure: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('intelligence.measure_figure as f')
    .innerJoin('intelligence.measure_release as r', (join) =>
      join.onRef('r.partnership_id', '=', 'f.partnership_id').onRef('r.id', '=', 'f.release_id'),
    )
    .where('r.measure', '=', measure)
    .where('f.group_key', '<>', '')
    .select('f.group_key')
    .distinct()
    .orderBy('f.group_key')
    .execute();
  return rows.map((row) => row.group_key);
}

/** The measure that an indicator follows. */
export interface Following {
  readonly indicatorId: string;
  readonly measure: string;
  readonly group: string;
  readonly years: 'calendar' | 'financial';
  readonly since: PlainDate;
  readonly revision: number;
}

export async function listFollowing(
  tx: Tx,
  which: { readonly measure?: string; readonly indicatorId?: string },
): Promise<readonly Following[]> {
  let query = tx.selectFrom('intelligence.indicator_measure').selectAll();
  if (which.measure !== undefined) query = query.where('measure', '=', which.measure);
  if (which.indicatorId !== undefined) query = query.where('indicator_id', '=', which.indicatorId);
  return (await query.execute()).map((row) => ({
    indicatorId: row.indicator_id,
    measure: row.measure,
    group: row.group_key,
    years: row.years,
    since: row.since,
    revision: row.revision,
  }));
}
