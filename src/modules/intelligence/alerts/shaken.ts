import { type RawBuilder, sql } from 'kysely';

/**
 * True when what an alert rests on was recorded anew since it was told: a figure of the place that begins by its period, of
 * the indicator or of what that is computed from (the population of a whole year counts for its months), or a break. For
 * queries that name the alert `a` and its indicator `i`; the place is a condition on the observation `o`.
 */
export const shakenSince = (place: RawBuilder<unknown>, since: RawBuilder<unknown>): RawBuilder<boolean> =>
  sql<boolean>`(
    exists (
      select from intelligence.observation o
      where o.partnership_id = a.partnership_id and o.indicator_id = any(array[i.id, i.numerator_id, i.denominator_id])
        and ${place} and o.period_start <= a.period_end and o.version > 1 and o.recorded_at > ${since})
    or exists (
      select from intelligence.series_break b
      left join intelligence.series_break_withdrawal v on v.partnership_id = b.partnership_id and v.break_id = b.id
      where b.partnership_id = a.partnership_id and b.indicator_id = a.indicator_id
        and greatest(b.recorded_at, v.withdrawn_at) > ${since}))`;
