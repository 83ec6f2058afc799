import { type RawBuilder, sql } from 'kysely';
import { isLater, sayLater } from '../../../kernel/later.ts';
import { daysBetween, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { dayTaken, isDayTaken, populationSeen, sayWhen, seenFirst } from '../queries.ts';
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
    bool_or(${dayTaken(sql`n.note`)}) as "dayTaken", array_agg(distinct n.source order by n.source) as sources,
    g.name || case when g.vintage = '' then '' else ' (' || g.vintage || ')' end as geography
  from places.fit f
  join places.geography g on g.partnership_id = f.partnership_id and g.id = f.geography_id
  left join lateral (
    select q.persons, q.as_on, q.quality, q.note, q.source from places.population_now q
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
  readonly dayTaken: boolean;
  readonly sources: readonly string[];
  readonly parts: number;
  readonly geography: string;
}

/**
 * The people of a place: counted or estimated for it, else of all the smaller places that fit into it and into no other, else
 * put together by best fit. The latest until a day; where there are none, of a later time.
 */
export async function peopleOf(tx: Tx, placeId: string, on: PlainDate): Promise<People | undefined> {
  const own = await populationSeen(tx, placeId, on);
  if (own)
    return {
      ...own,
      quality: own.quality === 'final' ? '' : own.quality,
      dayTaken: isDayTaken(own),
      sources: [own.source],
    };
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

/** A share is told of numbers of one kind alone: as sure as each other, from the same source, of days that somebody named. */
const isShareOf = (part: People, whole: People): boolean =>
  whole.persons > 0 &&
  part.persons <= whole.persons &&
  part.quality === whole.quality &&
  !part.dayTaken &&
  !whole.dayTaken &&
  part.sources.join() === whole.sources.join() &&
  Math.abs(daysBetween(whole.asOn, part.asOn)) <= MOST_DAYS_APART;

/**
 * The people who are known of all the places of one's geography that lie in another or fit into it: where they are more
 * than the other has, none of them is told as a share of it.
 */
export async function knownInside(
  tx: Tx,
  placeId: string,
  intoId: string,
  today: PlainDate,
): Promise<number> {
  const { rows } = await sql<{ persons: number }>`
    select coalesce(sum(n.persons), 0)::integer as persons from places.place p
    join lateral (
      select q.persons from places.population_now q
      where q.partnership_id = p.partnership_id and q.place_id = p.id and q.age_band is null
      order by ${seenFirst(today)} limit 1) n on true
    where p.geography_id = (select o.geography_id from places.place o where o.id = ${placeId}::uuid)
      and (p.within_id = ${intoId}::uuid or exists (select from places.fit f
        where f.partnership_id = p.partnership_id and f.place_id = p.id and f.into_id = ${intoId}::uuid))`.execute(
    tx,
  );
  return rows[0]?.persons ?? 0;
}

/** `5,000 people on 30 June 2017 (5% of Chase), estimated. Source: …` */
export function sayPeople(
  people: People,
  nearest: { readonly name: string; readonly people: People } | undefined,
  today: PlainDate,
): string {
  const share =
    nearest && isShareOf(people, nearest.people)
      ? ` (${formatNumber((people.persons / nearest.people.persons) * 100, 1)}% of ${nearest.name})`
      : '';
  const quality = people.quality === '' ? '' : `, ${people.quality}`;
  return `${formatNumber(people.persons)} people ${sayWhen(people.asOn, people.dayTaken)}${share}${quality}. Source: ${people.source}.${isLater(people.asOn, today) ? ` ${sayLater('This number is', today)}` : ''}`;
}
