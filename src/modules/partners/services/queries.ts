import { sql } from 'kysely';
import type { Id } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Part, partOf } from '../../../platform/database/keyset.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import { type Opening, writeHours } from './hours.ts';

/** A service of the directory; what is not known is null. */
export interface Service {
  readonly id: Id<'service'>;
  readonly slug: string;
  readonly name: string;
  readonly agencyId: string;
  /** The agency's full name and slug. */
  readonly agency: string;
  readonly agencySlug: string;
  readonly offers: string;
  readonly forWhom: string | null;
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly area: string | null;
  /** How to reach it, in words. */
  readonly reach: string | null;
  readonly telephone: string | null;
  readonly email: string | null;
  readonly website: string | null;
  readonly address: string | null;
  readonly fees: string | null;
  readonly languages: readonly string[];
  readonly accessNotes: string | null;
  /** An ordinary week, as `Mon-Fri 09:00-17:00; Sat 10:00-12:00`; empty when not known. */
  readonly hours: string;
  readonly hoursNote: string | null;
  readonly accepts: 'referrals' | 'signpost';
  /** Where it is told that a referral waits; null for the public. */
  readonly inbox: string | null;
  /** Working days to answer a referral; null for what is only pointed to. */
  readonly normalDays: number | null;
  readonly urgentDays: number | null;
  /** Slugs of the signs of vulnerability that lead to it. */
  readonly indicators: readonly string[];
  readonly openFrom: PlainDate | null;
  readonly openUntil: PlainDate | null;
  readonly published: boolean;
  readonly assuredOn: PlainDate | null;
  readonly source: string | null;
  readonly revision: number;
}

export interface ServiceFilter extends Part {
  /** Only those open on this day. */
  readonly on?: PlainDate | undefined;
  readonly agencyId?: string | undefined;
  readonly accepts?: Service['accepts'] | undefined;
  /** Only those that at least one of these signs leads to. */
  readonly indicators?: readonly string[] | undefined;
  readonly ids?: readonly string[] | undefined;
}

type Row = Omit<Service, 'agency' | 'agencySlug' | 'hours'> & { readonly openings: readonly Opening[] };

const services = (tx: Tx) =>
  tx
    .selectFrom('partners.service as s')
    .select([
      's.id',
      's.slug',
      's.name',
      's.agency_id as agencyId',
      's.offers',
      's.for_whom as forWhom',
      's.minimum_age as minimumAge',
      's.maximum_age as maximumAge',
      's.area',
      's.reach',
      's.telephone',
      's.email',
      's.website',
      's.address',
      's.fees',
      's.languages',
      's.access_notes as accessNotes',
      's.hours_note as hoursNote',
      's.accepts',
      's.inbox',
      's.normal_days as normalDays',
      's.urgent_days as urgentDays',
      's.indicators',
      's.open_from as openFrom',
      's.open_until as openUntil',
      's.published',
      's.assured_on as assuredOn',
      's.source',
      's.revision',
    ])
    .select(
      sql<readonly Opening[]>`coalesce((select jsonb_agg(jsonb_build_object('weekday', h.weekday,
        'opens', to_char(h.opens, 'HH24:MI'), 'closes', to_char(h.closes, 'HH24:MI')) order by h.weekday, h.opens)
        from partners.service_hours h where h.partnership_id = s.partnership_id and h.service_id = s.id), '[]')`.as(
        'openings',
      ),
    );

/** Services by name and id: all that the actor may see, or a part. Visitors see published ones, without the inbox. */
export async function listServices(
  tx: Tx,
  actor: Actor,
  { on, agencyId, accepts, indicators, ids, ...part }: ServiceFilter = {},
): Promise<readonly Service[]> {
  const query = services(tx)
    .where('s.partnership_id', '=', actor.partnershipId)
    .$if(on !== undefined, (all) =>
      all
        .where((is) => is.or([is('s.open_from', 'is', null), is('s.open_from', '<=', on ?? null)]))
        .where((is) => is.or([is('s.open_until', 'is', null), is('s.open_until', '>=', on ?? null)])),
    )
    .$if(agencyId !== undefined, (all) => all.where('s.agency_id', '=', agencyId ?? ''))
    .$if(accepts !== undefined, (all) => all.where('s.accepts', '=', accepts ?? 'referrals'))
    .$if(indicators !== undefined, (all) =>
      all.where(sql<boolean>`s.indicators && ${[...(indicators ?? [])]}::text[]`),
    )
    .$if(ids !== undefined, (all) => all.where('s.id', 'in', ids?.length ? [...ids] : [NONE]));
  const rows = (await partOf(query, ['s.name', 's.id'], part).execute()) as unknown as readonly Row[];
  return withAgencies(tx, actor, rows);
}

const NONE = '00000000-0000-0000-0000-000000000000';

/** The service of that slug, where the actor may see it. */
export async function findService(tx: Tx, actor: Actor, slug: string): Promise<Service | undefined> {
  const rows = await services(tx)
    .where('s.partnership_id', '=', actor.partnershipId)
    .where('s.slug', '=', slug)
    .execute();
  return (await withAgencies(tx, actor, rows as unknown as readonly Row[]))[0];
}

/** Services open on a day that at least one of these signs of vulnerability leads to. */
export const servicesFor = (
  tx: Tx,
  actor: Actor,
  indicators: readonly string[],
  on: PlainDate,
): Promise<readonly Service[]> => listServices(tx, actor, { indicators, on });

/** Adds the names of agencies, which visitors may read here although not the agencies themselves. */
async function withAgencies(tx: Tx, actor: Actor, rows: readonly Row[]): Promise<readonly Service[]> {
  if (rows.length === 0) return [];
  const reader: Actor = { ...actor, permissions: [...actor.permissions, 'read'] };
  const agencies = await actingAs(tx, actor, reader, () =>
    tx
      .selectFrom('partners.agency')
      .where('partnership_id', '=', actor.partnershipId)
      .where('id', 'in', [...new Set(rows.map(({ agencyId }) => agencyId))])
      .select(['id', 'name', 'slug'])
      .execute(),
  );
  const named = new Map(agencies.map((agency) => [agency.id as string, agency]));
  const visitor = actor.kind === 'public';
  return rows.map(({ openings, ...row }) => ({
    ...row,
    inbox: visitor ? null : row.inbox,
    agency: named.get(row.agencyId)?.name ?? '',
    agencySlug: named.get(row.agencyId)?.slug ?? '',
    hours: writeHours(openings),
  }));
}
