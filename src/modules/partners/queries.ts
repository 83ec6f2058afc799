import { sql } from 'kysely';
import type { Id } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Part, partOf } from '../../platform/database/keyset.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { Sector } from './sectors.ts';

export interface Agency {
  readonly id: Id<'agency'>;
  readonly slug: string;
  readonly name: string;
  readonly shortName: string;
  readonly sector: Sector;
  readonly statutory: boolean;
  readonly joinedOn: PlainDate | null;
  readonly leftOn: PlainDate | null;
  readonly website: string | null;
  readonly email: string | null;
  readonly telephone: string | null;
  readonly address: string | null;
  readonly note: string | null;
  readonly revision: number;
}

export interface Post {
  readonly id: Id<'post'>;
  readonly agencyId: Id<'agency'>;
  /** The agency's full name, short name and slug. */
  readonly agency: string;
  readonly agencyShortName: string;
  readonly agencySlug: string;
  readonly slug: string;
  readonly title: string;
  readonly email: string | null;
  readonly telephone: string | null;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
  readonly revision: number;
}

export interface Holding {
  readonly id: Id<'holding'>;
  readonly postId: Id<'post'>;
  readonly personId: Id<'person'>;
  readonly person: string;
  readonly email: string | null;
  readonly telephone: string | null;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly secondedFrom: string | null;
}

export interface Person {
  readonly id: Id<'person'>;
  readonly name: string;
  readonly email: string | null;
  readonly telephone: string | null;
  readonly revision: number;
}

const agencies = (tx: Tx) =>
  tx
    .selectFrom('partners.agency')
    .select([
      'id',
      'slug',
      'name',
      'short_name as shortName',
      'sector',
      'statutory',
      'joined_on as joinedOn',
      'left_on as leftOn',
      'website',
      'email',
      'telephone',
      'address',
      'note',
      'revision',
    ])
    .$castTo<Agency>();

/** Agencies by name and id, all or a part; with `on`, the members on that day: unknown ends count as open. */
export const listAgencies = (
  tx: Tx,
  { on, ...part }: Part & { on?: PlainDate | undefined } = {},
): Promise<readonly Agency[]> =>
  partOf(
    agencies(tx).$if(on !== undefined, (all) =>
      all
        .where((where) => where.or([where('joined_on', 'is', null), where('joined_on', '<=', on ?? null)]))
        .where((where) => where.or([where('left_on', 'is', null), where('left_on', '>=', on ?? null)])),
    ),
    ['name', 'id'],
    part,
  ).execute();

/** The agency of that slug. */
export const findAgency = (tx: Tx, slug: string): Promise<Agency | undefined> =>
  agencies(tx).where('slug', '=', slug).executeTakeFirst();

/** The agency of that id; throws when there is none. */
export const getAgency = (tx: Tx, id: string): Promise<Agency> =>
  agencies(tx).where('id', '=', id).executeTakeFirstOrThrow();

const posts = (tx: Tx) =>
  tx
    .selectFrom('partners.post as p')
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'p.partnership_id').onRef('a.id', '=', 'p.agency_id'),
    )
    .select([
      'p.id',
      'p.agency_id as agencyId',
      'a.name as agency',
      'a.short_name as agencyShortName',
      'a.slug as agencySlug',
      'p.slug',
      'p.title',
      'p.email',
      'p.telephone',
      'p.starts_on as startsOn',
      'p.ends_on as endsOn',
      'p.revision',
    ])
    .$castTo<Post>();

/** Posts by title, agency and id, of all agencies or of one, all or a part. */
export function listPosts(
  tx: Tx,
  { agencyId, ...part }: Part & { agencyId?: string | undefined } = {},
): Promise<readonly Post[]> {
  const all = posts(tx);
  const wanted = agencyId === undefined ? all : all.where('p.agency_id', '=', agencyId);
  return partOf(wanted, ['p.title', 'a.name', 'p.id'], part).execute();
}

/** The post of that slug. */
export const findPost = (tx: Tx, slug: string): Promise<Post | undefined> =>
  posts(tx).where('p.slug', '=', slug).executeTakeFirst();

/** The post of that id; throws when there is none. */
export const getPost = (tx: Tx, id: string): Promise<Post> =>
  posts(tx).where('p.id', '=', id).executeTakeFirstOrThrow();

/** `LSP Manager, Cannock Chase Council`; undefined when there is no such post. */
export async function postTitle(tx: Tx, id: string): Promise<string | undefined> {
  const post = await posts(tx).where('p.id', '=', id).executeTakeFirst();
  return post && `${post.title}, ${post.agency}`;
}

const holdings = (tx: Tx) =>
  tx
    .selectFrom('partners.holding as h')
    .innerJoin('partners.person as n', (join) =>
      join.onRef('n.partnership_id', '=', 'h.partnership_id').onRef('n.id', '=', 'h.person_id'),
    )
    .leftJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 'h.partnership_id').onRef('a.id', '=', 'h.seconded_from'),
    )
    .select([
      'h.id',
      'h.post_id as postId',
      'h.person_id as personId',
      'n.name as person',
      'n.email',
      'n.telephone',
      'h.starts_on as startsOn',
      'h.ends_on as endsOn',
      'a.name as secondedFrom',
    ])
    .$castTo<Holding>();

/** Everybody who holds or held these posts, the latest first. */
export const listHoldings = (tx: Tx, postIds: readonly string[]): Promise<readonly Holding[]> =>
  postIds.length === 0
    ? Promise.resolve([])
    : holdings(tx)
        .where('h.post_id', 'in', [...postIds])
        .orderBy('h.starts_on', 'desc')
        .orderBy('n.name')
        .execute();

/** Who holds a post on a day: the latest appointed of those who do. */
export const holderOf = (tx: Tx, postId: string, on: PlainDate): Promise<Holding | undefined> =>
  holdings(tx)
    .where('h.post_id', '=', postId)
    .where('h.starts_on', '<=', on)
    .where((where) => where.or([where('h.ends_on', 'is', null), where('h.ends_on', '>=', on)]))
    .orderBy('h.starts_on', 'desc')
    .limit(1)
    .executeTakeFirst();

/** People who work with the partnership by name and id, all or a part. */
export const listPeople = (tx: Tx, part: Part = {}): Promise<readonly Person[]> =>
  partOf(
    tx
      .selectFrom('partners.person')
      .select(['id', 'name', 'email', 'telephone', 'revision'])
      .$castTo<Person>(),
    ['name', 'id'],
    part,
  ).execute();

/** Something an agency answers for, found through what the modules offer. */
export interface Charge {
  readonly kind: string;
  readonly title: string;
  readonly path: string;
  readonly dueOn: PlainDate | null;
}

/** Duties an agency or a post has still to meet, the earliest first; `duties` is the union the platform collected. */
export async function openDutiesOf(
  tx: Tx,
  duties: string | undefined,
  owner: { readonly agencyId?: string; readonly postId?: string },
): Promise<readonly Charge[]> {
  if (duties === undefined) return [];
  const whose = owner.postId
    ? sql`owner_post_id = ${owner.postId}`
    : sql`owner_agency_id = ${owner.agencyId ?? null}`;
  const { rows } = await sql<Charge>`
    select kind, title, path, due_on as "dueOn" from (${sql.raw(duties)}) duty
    where ${whose} and met_on is null order by due_on, title limit 20`.execute(tx);
  return rows;
}

/** What a thing is joined to by the golden thread, in either direction (what an agency or post leads). */
export async function threadNeighbours(
  tx: Tx,
  offers: { readonly thread: string | undefined; readonly kinds: string | undefined },
  subject: { readonly kind: string; readonly id: string },
): Promise<readonly Charge[]> {
  if (offers.thread === undefined || offers.kinds === undefined) return [];
  const { rows } = await sql<Charge>`
    select k.kind, k.title, k.path, null as "dueOn" from (
      select to_kind as kind, to_id as id from (${sql.raw(offers.thread)}) t where from_kind = ${subject.kind} and from_id = ${subject.id}
      union
      select from_kind, from_id from (${sql.raw(offers.thread)}) t where to_kind = ${subject.kind} and to_id = ${subject.id}) near
    join (${sql.raw(offers.kinds)}) k on k.kind = near.kind and k.id = near.id
    order by k.kind, k.title limit 100`.execute(tx);
  return rows;
}
