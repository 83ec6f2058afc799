import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { TensionForm, Tier } from './words.ts';

/** A sign of tension, as far as the reader may see any: its row is not there for whom it is not for. */
export interface TensionItem {
  readonly id: string;
  readonly ownerAgencyId: string;
  readonly ownerAgency: string;
  readonly tier: Tier;
  readonly form: TensionForm;
  readonly happenedOn: PlainDate;
  readonly recordedOn: PlainDate;
  readonly scaleId: string;
  readonly level: number;
  readonly levelName: string;
  readonly typeId: string;
  readonly type: string;
  readonly communityId: string | null;
  readonly community: string | null;
  readonly placeId: string | null;
  readonly place: string | null;
  /** Who told the agency, where it was another. */
  readonly source: string;
  readonly says: string;
  readonly doing: string;
  readonly forumSays: string;
  readonly closedOn: PlainDate | null;
  readonly closedSays: string;
  readonly revision: number;
}

export interface ItemsWanted {
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
  readonly form?: string | undefined;
  readonly tier?: string | undefined;
  readonly typeId?: string | undefined;
  readonly communityId?: string | undefined;
  readonly placeId?: string | undefined;
  readonly ownerAgencyId?: string | undefined;
  readonly open?: boolean | undefined;
}

const when = (asked: unknown, condition: RawBuilder<unknown>): RawBuilder<unknown> =>
  asked === undefined ? sql`true` : condition;

const wanted = ({ from, to, form, tier, open, ...of }: ItemsWanted): RawBuilder<unknown> =>
  sql.join(
    [
      sql`i.partnership_id = platform.partnership()`,
      when(from, sql`i.happened_on >= ${from}`),
      when(to, sql`i.happened_on <= ${to}`),
      when(form, sql`i.form = ${form}`),
      when(tier, sql`i.tier = ${tier}`),
      when(of.typeId, sql`i.type_id = ${of.typeId}::uuid`),
      when(of.communityId, sql`i.community_id = ${of.communityId}::uuid`),
      when(of.placeId, sql`i.place_id = ${of.placeId}::uuid`),
      when(of.ownerAgencyId, sql`i.owner_agency_id = ${of.ownerAgencyId}::uuid`),
      when(open, sql`(i.closed_on is null) = ${open ?? true}`),
    ],
    sql` and `,
  );

interface PartWanted {
  /** The day and the id of the last item of the page before. */
  readonly after?: readonly [day: string, id: string] | undefined;
  /** All unless said. */
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

const select = (condition: RawBuilder<unknown>, { limit, offset = 0 }: PartWanted) => sql<TensionItem>`
  select i.id, i.owner_agency_id as "ownerAgencyId", a.name as "ownerAgency", i.tier, i.form, i.happened_on as "happenedOn",
    i.recorded_on as "recordedOn", i.scale_id as "scaleId", i.level, l.name as "levelName", i.type_id as "typeId", t.name as type,
    i.community_id as "communityId", c.name as community, i.place_id as "placeId", p.name as place, i.source, i.says, i.doing,
    i.forum_says as "forumSays", i.closed_on as "closedOn", i.closed_says as "closedSays", i.revision
  from (select * from intelligence.tension_item i where ${condition}
    order by i.happened_on desc, i.id desc limit ${limit ?? null} offset ${offset}) i
  join partners.agency a on a.partnership_id = i.partnership_id and a.id = i.owner_agency_id
  join intelligence.tension_level l on l.partnership_id = i.partnership_id and l.scale_id = i.scale_id and l.position = i.level
  join intelligence.tension_term t on t.partnership_id = i.partnership_id and t.id = i.type_id
  left join intelligence.tension_term c on c.partnership_id = i.partnership_id and c.id = i.community_id
  left join places.place p on p.partnership_id = i.partnership_id and p.id = i.place_id
  order by i.happened_on desc, i.id desc`;

/** Items as far as the reader may see them, the latest first. */
export async function listItems(
  tx: Tx,
  asked: ItemsWanted,
  part: PartWanted,
): Promise<readonly TensionItem[]> {
  const [day, id] = part.after ?? [];
  const condition = sql`${wanted(asked)} and ${when(part.after, sql`(i.happened_on, i.id) < (${day}::date, ${id}::uuid)`)}`;
  return (await select(condition, part).execute(tx)).rows;
}

export const findItem = async (tx: Tx, id: string): Promise<TensionItem | undefined> =>
  (
    await select(sql`i.partnership_id = platform.partnership() and i.id = ${id}::uuid`, { limit: 1 }).execute(
      tx,
    )
  ).rows[0];

/** How many items the reader may see of those. */
export async function countItems(tx: Tx, asked: ItemsWanted): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from intelligence.tension_item i where ${wanted(asked)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** The places and agencies of the items that the reader may see, for choosing among them. */
export async function placesAndAgencies(tx: Tx) {
  const { rows } = await sql<{ kind: 'place' | 'agency'; id: string; name: string }>`
    select 'place' as kind, p.id, p.name from places.place p
    where p.partnership_id = platform.partnership() and p.id in (select i.place_id from intelligence.tension_item i where i.partnership_id = platform.partnership())
    union all
    select 'agency', a.id, a.name from partners.agency a
    where a.partnership_id = platform.partnership() and a.id in (select i.owner_agency_id from intelligence.tension_item i where i.partnership_id = platform.partnership())
    order by 3`.execute(tx);
  return rows;
}
