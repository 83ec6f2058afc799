import { sql } from 'kysely';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Check } from '../../platform/module.ts';

/** A rate or share whose numerators are the figures of a count, though it is not computed from it. */
export interface Untied {
  readonly rateId: string;
  readonly rate: string;
  readonly countId: string;
  readonly count: string;
}

/** Fewer figures that are equal may be so by chance. */
const FIGURES_IN_COMMON = 5;

/**
 * Pairs of indicators of the same place that both count few people and are on the same counts, for all places and periods
 * that both have, without one being computed from the other: what is hidden of the one stands in the other. All, or those
 * of one indicator.
 */
export async function listUntied(tx: Tx, id?: string): Promise<readonly Untied[]> {
  const { rows } = await sql<Untied>`
    select a.id as "rateId", a.title as rate, b.id as "countId", b.title as count
    from intelligence.indicator a
    join intelligence.indicator b on b.partnership_id = a.partnership_id and b.id <> a.id and b.kind = 'number'
      and b.small_numbers and b.place_slug is not distinct from a.place_slug
      and a.numerator_id is distinct from b.id and a.denominator_id is distinct from b.id
    cross join lateral (
      select count(*) as figures, bool_and(r.numerator = n.value) as equal, bool_or(n.value > 0) as tells
      from intelligence.current_observation r
      join intelligence.current_observation n on n.partnership_id = r.partnership_id and n.indicator_id = b.id
        and n.period = r.period and n.place_slug is not distinct from r.place_slug and n.value is not null
      where r.partnership_id = a.partnership_id and r.indicator_id = a.id and r.numerator is not null) s
    where a.small_numbers and a.kind in ('rate', 'percentage')
      and ${id === undefined ? sql`true` : sql`${id}::uuid in (a.id, b.id)`}
      and s.figures >= ${FIGURES_IN_COMMON} and s.equal and s.tells
    order by a.title, b.title`.execute(tx);
  return rows;
}

/** Two that are hidden each for itself tell each other. */
export const sameCountsAreTied: Check = {
  name: 'intelligence.same-counts-are-tied',
  says: 'Of indicators that count few people, a rate on the counts of another is computed from it',
  find: async (tx) =>
    (await listUntied(tx)).map(
      ({ rate, count }) =>
        `${rate} has the counts of ${count} as its numerators and is not computed from it: each tells what is hidden of the other`,
    ),
};
