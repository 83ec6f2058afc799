import { sql } from 'kysely';
import { sayLater } from '../../../kernel/later.ts';
import { type PlainDate, partsOf } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Collected } from '../../../platform/collect.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { LocalityRequest } from '../../../platform/module.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import {
  type Block,
  type Document,
  heading,
  link,
  list,
  paragraph,
  type Table,
} from '../../../ui/document/index.ts';
import { DOMAIN_WORDS } from '../deprivation/editions.ts';
import { deprivationOf, type PlaceDeprivation } from '../deprivation/queries.ts';
import type { Place } from '../queries.ts';
import { knownInside, peopleOf, sayPeople } from './people.ts';

interface Near {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly geography: string;
}

/** The places that one lies in or fits into, the nearest first: its ward, its district, its county. */
export async function listAround(tx: Tx, placeId: string): Promise<readonly Near[]> {
  const { rows } = await sql<Near>`
    with recursive up (id, steps) as (
      select ${placeId}::uuid, 0
      union
      select n.id, u.steps + 1 from up u
      join lateral (
        select p.within_id as id from places.place p where p.partnership_id = platform.partnership() and p.id = u.id and p.within_id is not null
        union
        select f.into_id from places.fit f where f.partnership_id = platform.partnership() and f.place_id = u.id and u.steps = 0) n on u.steps < 6)
    select p.id, p.slug, p.name, g.name || case when g.vintage = '' then '' else ' (' || g.vintage || ')' end as geography
    from (select id, min(steps) as steps from up group by id) u
    join places.place p on p.partnership_id = platform.partnership() and p.id = u.id
    join places.geography g on g.partnership_id = p.partnership_id and g.id = p.geography_id
    where u.steps > 0 order by u.steps, g.name, p.name, p.id`.execute(tx);
  return rows;
}

/** The ids of a place and of every place that lies in it or fits into it. */
async function listInside(tx: Tx, placeId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive down (id, steps) as (
      select ${placeId}::uuid, 0
      union
      select n.id, d.steps + 1 from down d
      join lateral (
        select p.id from places.place p where p.partnership_id = platform.partnership() and p.within_id = d.id
        union
        select f.place_id from places.fit f where f.partnership_id = platform.partnership() and f.into_id = d.id and d.steps = 0) n on d.steps < 6)
    select distinct id from down`.execute(tx);
  return rows.map(({ id }) => id);
}

function deprivationBlocks(place: Place, told: readonly PlaceDeprivation[], today: PlainDate): Block[] {
  const [overall] = told;
  if (!overall)
    return [
      paragraph(
        'No edition of the Indices of Deprivation says something of this place, or of smaller places that fit into it.',
      ),
    ];
  const { edition, vintage, geographyName, own, places, mostDeprived } = overall;
  const table: Table = {
    kind: 'table',
    caption: `Deprivation by the ${edition} edition`,
    headerColumn: true,
    columns: own
      ? [
          { header: 'Domain', width: 3 },
          { header: 'Rank in England', align: 'right' },
          { header: 'Tenth', align: 'right' },
        ]
      : [
          { header: 'Domain', width: 3 },
          { header: 'In the most deprived fifth', align: 'right', width: 2 },
          { header: 'Most deprived tenth of any', align: 'right', width: 2 },
        ],
    rows: told.map((one) => ({
      cells: own
        ? [DOMAIN_WORDS[one.domain], formatNumber(one.rank), String(one.decile)]
        : [DOMAIN_WORDS[one.domain], `${one.mostDeprived} of ${one.places}`, String(one.decile)],
    })),
  };
  return [
    paragraph(
      own
        ? `${place.name} is ranked ${formatNumber(overall.rank)} in England, in tenth ${overall.decile} (1 is the most deprived), by the ${edition} edition with boundaries of ${vintage}.`
        : `${mostDeprived} of the ${places} places of ${geographyName} (${vintage}) that are known in it ${mostDeprived === 1 ? 'lies' : 'lie'} in the most deprived fifth of England, by the ${edition} edition.`,
    ),
    ...(edition > partsOf(today).year ? [paragraph(sayLater('This edition is', today))] : []),
    table,
  ];
}

export interface ProfileWanted {
  readonly place: Place;
  readonly today: PlainDate;
  readonly area: string;
  /** Who publishes it, and where its links lead when it leaves. */
  readonly organisation: string;
  readonly origin?: string | undefined;
}

/** What is known of a place, by every module that knows something: a document for the page and for paper. */
export async function localityProfile(
  tx: Tx,
  actor: Actor,
  { localities }: Pick<Collected, 'localities'>,
  { place, today, area, organisation, origin }: ProfileWanted,
): Promise<Document> {
  const around = await listAround(tx, place.id);
  const districts = around.filter(({ geography }) => !/ward|lsoa|msoa/i.test(geography));
  const request: LocalityRequest = {
    place,
    around: districts.length > 0 ? districts : around,
    ids: await listInside(tx, place.id),
    today,
    area,
    isArea: place.name === area,
  };
  const people = await peopleOf(tx, place.id, today);
  const [near] = request.around;
  const ofNear = near && (await peopleOf(tx, near.id, today));
  const whole =
    near && ofNear && (await knownInside(tx, place.id, near.id, today)) <= ofNear.persons
      ? { name: near.name, people: ofNear }
      : undefined;
  const blocks: Block[] = [
    heading(1, 'population', 'Population'),
    paragraph(people ? sayPeople(people, whole, today) : 'How many people live here is not known yet.'),
    heading(1, 'deprivation', 'Deprivation'),
    ...deprivationBlocks(place, await deprivationOf(tx, place.id, today), today),
  ];
  for (const offer of localities) {
    const found = await offer.gather(tx, actor, request);
    blocks.push(
      heading(1, offer.name, offer.title),
      ...(found.length > 0 ? found : [paragraph(offer.empty)]),
    );
  }
  blocks.push(
    heading(1, 'boundaries', 'What this place is'),
    paragraph(
      `Every figure is of ${place.name}, ${place.geography}. A figure of other boundaries is not set beside these without saying so.`,
    ),
  );
  if (around.length > 0)
    blocks.push(
      paragraph('It lies in:'),
      list(
        'bulleted',
        around.map((one) => [link(`/places/${one.slug}`, `${one.name}, ${one.geography}`)]),
      ),
    );
  return {
    title: `Locality profile: ${place.name}`,
    subtitle: `${place.geography}${place.code ? `, ${place.code}` : ''}`,
    language: 'en-GB',
    meta: {
      author: organisation,
      date: today,
      organisation,
      ...(origin === undefined ? {} : { origin }),
    },
    front: [],
    blocks,
  };
}
