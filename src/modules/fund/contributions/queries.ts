import { sql } from 'kysely';
import { isUuid } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { attendanceIn } from '../../governance/index.ts';
import type { Period } from '../statement/queries.ts';
import type { Quality } from '../words.ts';

/** A promise of a partner with what was delivered of it, in pence. */
export interface Promised {
  readonly id: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly agencySlug: string;
  readonly kind: 'cash' | 'in-kind' | 'match';
  readonly says: string;
  readonly pence: number | null;
  readonly kept: number;
  readonly promisedOn: PlainDate;
  readonly dueOn: PlainDate | null;
  readonly keptOn: PlainDate | null;
  readonly endedOn: PlainDate | null;
  readonly endedReason: string | null;
  readonly state: 'promised' | 'delivered' | 'delivered-in-part' | 'ended';
  readonly stream: string | null;
  readonly streamSlug: string | null;
  readonly project: string | null;
  readonly projectSlug: string | null;
  readonly request: string | null;
  readonly requestSlug: string | null;
  readonly quality: Quality;
  readonly note: string;
}

/** Promises of an agency or of all, made up to a day; the latest first. */
export async function listPromises(
  tx: Tx,
  wanted: { readonly agencyId?: string; readonly until?: PlainDate; readonly id?: string } = {},
): Promise<readonly Promised[]> {
  const { rows } = await sql<Promised>`
    select p.id, p.agency_id as "agencyId", a.name as agency, a.slug as "agencySlug", p.kind, p.says, p.pence, p.kept_pence as kept,
      p.promised_on as "promisedOn", p.due_on as "dueOn", p.kept_on as "keptOn", p.ended_on as "endedOn", p.ended_reason as "endedReason",
      p.state, s.name as stream, s.slug as "streamSlug", j.title as project, j.slug as "projectSlug", r.title as request,
      r.slug as "requestSlug", p.quality, p.note
    from fund.promise_now p
    join partners.agency a on a.partnership_id = p.partnership_id and a.id = p.agency_id
    left join fund.stream s on s.partnership_id = p.partnership_id and s.id = p.stream_id
    left join delivery.project j on j.partnership_id = p.partnership_id and j.id = p.project_id
    left join fund.request r on r.partnership_id = p.partnership_id and r.id = p.request_id
    where p.partnership_id = platform.partnership()
      ${wanted.agencyId === undefined ? sql`` : sql`and p.agency_id = ${wanted.agencyId}::uuid`}
      ${wanted.id === undefined ? sql`` : sql`and p.id = ${wanted.id}::uuid`}
      ${wanted.until === undefined ? sql`` : sql`and p.promised_on <= ${wanted.until}::date`}
    order by p.promised_on desc, p.id`.execute(tx);
  return rows;
}

export const findPromise = async (tx: Tx, id: string): Promise<Promised | undefined> =>
  isUuid(id) ? (await listPromises(tx, { id }))[0] : undefined;

/** One delivery of a promise; struck out where it was recorded by mistake. */
export interface Delivered {
  readonly id: string;
  readonly promiseId: string;
  readonly agencyId: string;
  readonly kind: Promised['kind'];
  readonly says: string;
  readonly pence: number;
  readonly on: PlainDate;
  readonly evidence: string;
  readonly struckReason: string | null;
}

export async function listDeliveries(
  tx: Tx,
  { from, until, agencyId }: Partial<Period> & { readonly agencyId?: string | undefined },
): Promise<readonly Delivered[]> {
  const { rows } = await sql<Delivered>`
    select k.id, k.promise_id as "promiseId", k.agency_id as "agencyId", p.kind, p.says, k.pence, k.on_day as "on", k.evidence,
      s.reason as "struckReason"
    from fund.promise_kept k
    join fund.promise p on p.partnership_id = k.partnership_id and p.id = k.promise_id
    left join fund.promise_kept_struck s on s.partnership_id = k.partnership_id and s.kept_id = k.id
    where k.partnership_id = platform.partnership()
      ${agencyId === undefined ? sql`` : sql`and k.agency_id = ${agencyId}::uuid`}
      ${from === undefined ? sql`` : sql`and k.on_day >= ${from}::date`} ${until === undefined ? sql`` : sql`and k.on_day <= ${until}::date`}
    order by k.on_day, k.id`.execute(tx);
  return rows;
}

/** A post that somebody holds who was seconded by an agency; the post is named, not the person. */
export interface Secondment {
  readonly agencyId: string;
  readonly post: string;
  readonly at: string;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate | null;
}

/** Time of an agency that project plans name; null hours or rates are not known. */
export interface StaffTime {
  readonly agencyId: string;
  readonly project: string;
  readonly projectSlug: string;
  readonly says: string;
  readonly hours: number | null;
  readonly pence: number | null;
}

/** How timely an agency's updates were: those of a period, and what is overdue at its end. */
export interface Timeliness {
  readonly agencyId: string;
  readonly inTime: number;
  readonly late: number;
  readonly overdue: number;
}

export interface ContributionFacts {
  readonly agencies: readonly { readonly id: string; readonly slug: string; readonly name: string }[];
  readonly promises: readonly Promised[];
  readonly deliveries: readonly Delivered[];
  readonly seconded: readonly Secondment[];
  readonly staff: readonly StaffTime[];
  readonly attendance: readonly {
    readonly agencyId: string;
    readonly sittings: number;
    readonly present: number;
    readonly bySubstitute: number;
  }[];
  readonly timeliness: readonly Timeliness[];
}

/** Everything that partners contributed in a period, as it was recorded; of one agency or of all. */
export async function contributionFacts(
  tx: Tx,
  { from, until }: Period,
  slug?: string,
): Promise<ContributionFacts> {
  const agencies = await tx
    .selectFrom('partners.agency')
    .select(['id', 'slug', 'name'])
    .$if(slug !== undefined, (all) => all.where('slug', '=', slug ?? ''))
    .orderBy('name')
    .execute();
  const agencyId = slug === undefined ? undefined : agencies[0]?.id;
  const only = (column: string) =>
    agencyId === undefined ? sql`` : sql`and ${sql.ref(column)} = ${agencyId}::uuid`;
  const { rows: seconded } = await sql<Secondment>`
    select h.seconded_from as "agencyId", t.title as post, a.name as at, h.starts_on as "startsOn", h.ends_on as "endsOn"
    from partners.holding h
    join partners.post t on t.partnership_id = h.partnership_id and t.id = h.post_id
    join partners.agency a on a.partnership_id = t.partnership_id and a.id = t.agency_id
    where h.partnership_id = platform.partnership() and h.seconded_from is not null ${only('h.seconded_from')}
      and h.starts_on <= ${until}::date and coalesce(h.ends_on, 'infinity') >= ${from}::date
    order by h.starts_on, t.title`.execute(tx);
  const { rows: staff } = await sql<StaffTime>`
    select x.agency_id as "agencyId", p.title as project, p.slug as "projectSlug", x.says, x.hours::float8 as hours,
      round(x.hours * x.pence_an_hour)::bigint as pence
    from delivery.human_resource x join delivery.project p on p.partnership_id = x.partnership_id and p.id = x.project_id
    where x.partnership_id = platform.partnership() and x.agency_id is not null ${only('x.agency_id')}
      and coalesce(p.starts_on, '-infinity') <= ${until}::date and coalesce(p.ends_on, 'infinity') >= ${from}::date
    order by p.title, x.position`.execute(tx);
  // An update is in time when it comes within the days that the project reports in, after the one before.
  const { rows: timeliness } = await sql<Timeliness>`
    with reported as (
      select p.id, p.agency_id, p.update_every_days, u.reported_on,
        lag(u.reported_on) over (partition by u.partnership_id, u.project_id order by u.reported_on, u.id) as before,
        lead(u.reported_on) over (partition by u.partnership_id, u.project_id order by u.reported_on, u.id) as next
      from delivery.progress_update u join delivery.project p on p.partnership_id = u.partnership_id and p.id = u.project_id
      where u.partnership_id = platform.partnership() and p.agency_id is not null ${only('p.agency_id')})
    select agency_id as "agencyId",
      count(*) filter (where reported_on between ${from}::date and ${until}::date and reported_on - before <= update_every_days)::int as "inTime",
      count(*) filter (where reported_on between ${from}::date and ${until}::date and reported_on - before > update_every_days)::int as late,
      count(*) filter (where reported_on <= ${until}::date and coalesce(next, 'infinity') > ${until}::date
        and ${until}::date - reported_on > update_every_days)::int as overdue
    from reported group by agency_id`.execute(tx);
  const { agencies: attendance } = await attendanceIn(tx, { from, to: until });
  return {
    agencies,
    promises: await listPromises(tx, { until, ...(agencyId === undefined ? {} : { agencyId }) }),
    deliveries: await listDeliveries(tx, { from, until, agencyId }),
    seconded,
    staff,
    attendance,
    timeliness,
  };
}
