import { sql } from 'kysely';
import { leastIdAt } from '../../kernel/ids.ts';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Actor, agencyOf, may } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';

export interface Duty {
  readonly kind: string;
  readonly title: string;
  readonly path: string;
  readonly dueOn: PlainDate;
  readonly ownerAgencyId: string | null;
  readonly ownerPostId: string | null;
  readonly owner: string | null;
}

export interface Warning {
  readonly kind: string;
  readonly severity: 'high' | 'medium' | 'low';
  readonly since: PlainDate | null;
  readonly sentence: string;
  readonly path: string;
  readonly ownerAgencyId: string | null;
}

export interface Change {
  readonly at: Date;
  readonly action: string;
  readonly title: string;
  readonly path: string;
  readonly agency: string | null;
  readonly times: number;
}

export interface DutyFilter {
  /** Only what these posts or this agency owe. */
  readonly mine?: boolean;
  /** The modules' kinds view: what others owe then leads to the thing itself, since its form is theirs to fill in. */
  readonly kinds?: string | undefined;
  /** Due on or before this day. */
  readonly until?: PlainDate;
  readonly limit?: number;
}

/**
 * Unmet duties, the most overdue first. `union` is the modules' duties view. Rule: what no post and no agency owns is the
 * secretariat's, who write the report; the report that waits for approval needs those who approve.
 */
export async function listDuties(
  tx: Tx,
  actor: Actor,
  union: string | undefined,
  filter: DutyFilter,
): Promise<Duty[]> {
  if (!union) return [];
  const agency = agencyOf(actor) ?? null;
  const person = actor.kind === 'member' ? actor.personId : null;
  // The posts are looked up once, not for each duty.
  const posts = sql`array(select h.post_id from partners.holding h
    where h.partnership_id = ${actor.partnershipId} and h.person_id = ${person} and h.ends_on is null)`;
  const own = sql`(d.owner_post_id = any(${posts}) or (d.owner_post_id is null and d.owner_agency_id = ${agency})
        or (d.owner_post_id is null and d.owner_agency_id is null
          and case d.kind when 'report-approval' then ${may(actor, 'report.approve')}::boolean else ${may(actor, 'report.edit')}::boolean end))`;
  const mine = filter.mine ? sql`and ${own}` : sql``;
  const until = filter.until ? sql`and d.due_on <= ${filter.until}` : sql``;
  const elsewhere = filter.kinds && !filter.mine;
  const thing = elsewhere
    ? sql`left join lateral (select k.path from (${sql.raw(filter.kinds ?? '')}) k where k.partnership_id = d.partnership_id
          and k.kind = d.subject_kind and k.id = d.subject_id limit 1) t on d.own is not true`
    : sql`cross join (select null::text as path) t`;
  const { rows } = await sql<Duty>`
    select d.kind, d.title, coalesce(t.path, d.path) as path, d.due_on as "dueOn", d.owner_agency_id as "ownerAgencyId",
      d.owner_post_id as "ownerPostId", coalesce(p.title, a.short_name) as owner
    from (select d.*${elsewhere ? sql`, ${own} as own` : sql``} from (${sql.raw(union)}) d
      where d.partnership_id = ${actor.partnershipId} and d.met_on is null ${until} ${mine}
      order by d.due_on, d.title limit ${filter.limit ?? 200}) d
    left join partners.post p on p.partnership_id = d.partnership_id and p.id = d.owner_post_id
    left join partners.agency a on a.partnership_id = d.partnership_id and a.id = d.owner_agency_id
    ${thing}
    order by d.due_on, d.title`.execute(tx);
  return rows;
}

/** What is going wrong by rule, the gravest and oldest first. */
export async function listWarnings(
  tx: Tx,
  actor: Actor,
  union: string | undefined,
  limit = 200,
): Promise<Warning[]> {
  if (!union) return [];
  const { rows } = await sql<Warning>`
    select w.kind, w.severity, w.since, w.sentence, w.path, w.owner_agency_id as "ownerAgencyId"
    from (${sql.raw(union)}) w where w.partnership_id = ${actor.partnershipId}
    order by case w.severity when 'high' then 0 when 'medium' then 1 else 2 end,
      (w.owner_agency_id = ${agencyOf(actor) ?? null}) desc nulls last, w.since nulls last, w.sentence limit ${limit}`.execute(
    tx,
  );
  return rows;
}

/** What others changed since an instant, one row for each thing, newest first; only what the actor may find. */
export async function listChanges(tx: Tx, actor: Actor, since: Date, limit = 12): Promise<Change[]> {
  const account = actor.kind === 'member' ? actor.accountId : null;
  const { rows } = await sql<Change>`
    select c.at, c.action, e.title, e.path, a.short_name as agency, c.times
    from (select distinct on (kind, subject_id) kind, subject_id, at, action, agency_id,
        count(*) over (partition by kind, subject_id)::int as times
      from platform.change where partnership_id = ${actor.partnershipId} and id >= ${leastIdAt(since)}
        and account_id is distinct from ${account} order by kind, subject_id, id desc) c
    join platform.search_entry e on e.partnership_id = ${actor.partnershipId} and e.kind = c.kind and e.subject_id = c.subject_id
    left join partners.agency a on a.partnership_id = ${actor.partnershipId} and a.id = c.agency_id
    order by c.at desc limit ${limit}`.execute(tx);
  return rows;
}
