import { type RawBuilder, sql } from 'kysely';
import { isLater, sayLater } from '../../../kernel/later.ts';
import { daysBetween, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { populationSeen, seenFirst } from '../queries.ts';
import { type People, peopleByFit } from './people-by-fit.ts';

/**
 * The people of all the smaller places that fit into one and into no other, as far as they are known of every one: a query
 * of one row or none.
 */
export const peopleOfParts = (
  placeId: RawBuilder<unknown>,
  today: PlainDate,
): RawBuilder<PeopleOfParts> => sql`
  select sum(n.persons)::integer as persons, max(n.as_on) as "asOn", count(*)::integer as parts,
    case when bool_or(n.quality = 'estimated') then 'estimated' when bool_or(n.quality = 'provisional') then 'provisional' else '' end
      as quality,
    g.name || case when g.vintage = '' then '' else ' (' || g.vintage || ')' end as geography
  from places.fit f
  join places.geography g on g.partnership_id = f.partnership_id and g.id = f.geography_id
  left join lateral (
    select q.persons, q.as_on, q.quality from places.population_now q
    where q.partnership_id = f.partnership_id and q.place_id = f.place_id and q.age_band is null
    order by ${seenFirst(today)} limit 1) n on true
  where f.into_id = ${placeId}
  group by g.id, g.name, g.vintage
  having count(*) = count(n.persons) and bool_and(not exists (
    select from places.fit o where o.partnership_id = f.partnership_id and o.place_id = f.place_id
      and o.into_geography_id = f.into_geography_id and o.into_id <> f.into_id))
  order by parts desc, g.vintage desc limit 1`;

interface PeopleOfParts {
  readonly persons: number;
  readonly quality: string;
  readonly asOn: PlainDate;
  readonly parts: number;
  readonly geography: string;
}

/**
 * The people of a place: counted or estimated for it, else of all the smaller places that fit into it and into no other, else
 * put together by best fit. The latest until a day; where there are none, of a later time.
 */
export async function peopleOf(tx: Tx, placeId: string, on: PlainDate): Promise<People | undefined> {
  const own = await populationSeen(tx, placeId, on);
  if (own) return { ...own, quality: own.quality === 'final' ? '' : own.quality };
  const { rows } = await peopleOfParts(sql`${placeId}::uuid`, on).execute(tx);
  const [sum] = rows;
  if (sum) return { ...sum, source: `the ${formatNumber(sum.parts)} places of ${sum.geography} in it` };
  const place = await tx
    .selectFrom('places.place')
    .select(['slug', 'geography_id'])
    .where('id', '=', placeId)
    .executeTakeFirst();
  return place && (await peopleByFit(tx, place.geography_id, on)).get(place.slug);
}

/** Numbers of people further apart are no part of each other. */
const MOST_DAYS_APART = 5 * 366;

/** `5,000 people on 30 June 2017 (5% of Chase), estimated. Source: …` */
export function sayPeople(
  people: People,
  nearest: { readonly name: string; readonly people: People } | undefined,
  today: PlainDate,
): string {
  const share =
    nearest &&
    nearest.people.persons > 0 &&
    Math.abs(daysBetween(nearest.people.asOn, people.asOn)) <= MOST_DAYS_APART
      ? ` (${formatNumber((people.persons / nearest.people.persons) * 100, 1)}% of ${nearest.name})`
      : '';
  const quality = people.quality === '' ? '' : `, ${people.quality}`;
  return `${formatNumber(people.persons)} people on ${longDate(people.asOn)}${share}${quality}. Source: ${people.source}.${isLater(people.asOn, today) ? ` ${sayLater('This number is', today)}` : ''}`;
}
