import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/transaction.ts';

/** A geography that the places of another can be put together to, by lookups. */
export interface FittedGeography {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly vintage: string;
  /** The geography that the lookups lead through; null where one lookup is enough. */
  readonly via: string | null;
}

/** The geographies into which the places of one fit, by one lookup or by two. */
export async function listFittedGeographies(
  tx: Tx,
  fromGeographyId: string,
): Promise<readonly FittedGeography[]> {
  const { rows } = await sql<FittedGeography>`
    with joined as (
      select distinct f.partnership_id, f.geography_id, f.into_geography_id from places.fit f),
    reached as (
      select j.partnership_id, j.into_geography_id as id, null::uuid as via from joined j
      where j.geography_id = ${fromGeographyId}::uuid
      union all
      select j.partnership_id, k.into_geography_id, j.into_geography_id from joined j
      join joined k on k.partnership_id = j.partnership_id and k.geography_id = j.into_geography_id
      where j.geography_id = ${fromGeographyId}::uuid and k.into_geography_id <> ${fromGeographyId}::uuid)
    select distinct on (g.id) g.id, g.slug, g.name, g.vintage,
      v.name || case when v.vintage = '' then '' else ' (' || v.vintage || ')' end as via
    from reached r
    join places.geography g on g.partnership_id = r.partnership_id and g.id = r.id
    left join places.geography v on v.partnership_id = r.partnership_id and v.id = r.via
    order by g.id, r.via is not null, v.vintage desc`.execute(tx);
  return rows;
}

/** The ids of the geographies whose places fit into those of one, by one lookup or by two. */
export async function listFinerGeographies(tx: Tx, intoGeographyId: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    with direct as (
      select distinct f.geography_id as id from places.fit f where f.into_geography_id = ${intoGeographyId}::uuid)
    select id from direct
    union
    select f.geography_id from places.fit f join direct d on d.id = f.into_geography_id
    where f.geography_id <> ${intoGeographyId}::uuid`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Which place each place fits best into, and how far that can be trusted. */
export interface BestFit {
  /** Slugs of places of the one geography with the slug of the place they are counted to. */
  readonly intoOf: ReadonlyMap<string, string>;
  /** Names of places that lie in several: each is counted to where most of its parts lie. */
  readonly split: readonly string[];
  /** Names of places that fit nowhere, so that nothing of them is counted. */
  readonly nowhere: readonly string[];
}

/** Puts every place of a geography to the place of another that it fits best into. */
export async function bestFit(tx: Tx, fromGeographyId: string, intoGeographyId: string): Promise<BestFit> {
  const { rows } = await sql<{ slug: string; name: string; into: string | null; targets: number }>`
    with direct as (
      select f.place_id, f.into_id from places.fit f
      where f.geography_id = ${fromGeographyId}::uuid and f.into_geography_id = ${intoGeographyId}::uuid),
    pairs as (
      select place_id, into_id, count(*) as parts from (
        select place_id, into_id from direct
        union all
        select f.place_id, g.into_id from places.fit f
        join places.fit g on g.partnership_id = f.partnership_id and g.place_id = f.into_id
          and g.into_geography_id = ${intoGeographyId}::uuid
        where f.geography_id = ${fromGeographyId}::uuid and not exists (select from direct)) p
      group by place_id, into_id),
    ranked as (
      select place_id, into_id, (count(*) over (partition by place_id))::integer as targets,
        row_number() over (partition by place_id order by parts desc, into_id) as place
      from pairs)
    select p.slug, p.name, t.slug as into, coalesce(r.targets, 0) as targets
    from places.place p
    left join ranked r on r.place_id = p.id and r.place = 1
    left join places.place t on t.partnership_id = p.partnership_id and t.id = r.into_id
    where p.geography_id = ${fromGeographyId}::uuid order by p.name, p.slug`.execute(tx);
  return {
    intoOf: new Map(rows.flatMap(({ slug, into }) => (into === null ? [] : [[slug, into] as const]))),
    split: rows.filter(({ targets }) => targets > 1).map(({ name }) => name),
    nowhere: rows.filter(({ targets }) => targets === 0).map(({ name }) => name),
  };
}
