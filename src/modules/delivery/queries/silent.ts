import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';

export type Step = 'reminded' | 'chased' | 'escalated';

/** That somebody was written to about an update, or would have been had an address been known. */
export interface Reminder {
  readonly step: Step;
  readonly sentOn: PlainDate;
  /** A post, or words such as `Women's Aid (no address known)`. */
  readonly sentTo: string;
}

/** A running project and its next update: due when, owed by whom, and what was done about it already. */
export interface Silent {
  readonly projectId: string;
  readonly slug: string;
  readonly title: string;
  readonly agencyId: string | null;
  /** Short name of the leading agency. */
  readonly agency: string | null;
  readonly dueOn: PlainDate;
  readonly lastOn: PlainDate | null;
  readonly said: 'on-track' | 'at-risk' | 'off-track' | null;
  readonly leadPostId: string | null;
  readonly lead: string | null;
  readonly leadEmail: string | null;
  readonly owner: string | null;
  readonly ownerEmail: string | null;
  /** About the update that is due now, the latest first. */
  readonly reminders: readonly Reminder[];
}

/** The address of a post: its own, or that of who holds it. */
const addressOf = (post: string, today: PlainDate) => sql`coalesce(${sql.ref(`${post}.email`)}, (
  select n.email from partners.holding h join partners.person n on n.partnership_id = h.partnership_id and n.id = h.person_id
  where h.partnership_id = ${sql.ref(`${post}.partnership_id`)} and h.post_id = ${sql.ref(`${post}.id`)} and h.starts_on <= ${today}::date
    and (h.ends_on is null or h.ends_on >= ${today}::date) order by h.starts_on desc limit 1))`;

/** Running projects with the day their update is due, the longest overdue first; until a day, or all. */
export async function listSilent(tx: Tx, today: PlainDate, until?: PlainDate): Promise<readonly Silent[]> {
  const { rows } = await sql<Silent>`
    select s.project_id as "projectId", p.slug, p.title, p.agency_id as "agencyId", a.short_name as agency, s.update_due_on as "dueOn",
      s.last_update_on as "lastOn", s.said, l.post_id as "leadPostId", coalesce(l.title, a.name) as lead,
      coalesce(l.email, a.email) as "leadEmail", o.title as owner, o.email as "ownerEmail",
      coalesce((select jsonb_agg(jsonb_build_object('step', r.step, 'sentOn', r.sent_on, 'sentTo', r.sent_to) order by r.id desc)
        from delivery.reminder r where r.partnership_id = s.partnership_id and r.project_id = s.project_id
        and r.due_on = s.update_due_on), '[]') as reminders
    from delivery.signals(${today}::date) s
    join delivery.project p on p.partnership_id = s.partnership_id and p.id = s.project_id
    left join partners.agency a on a.partnership_id = p.partnership_id and a.id = p.agency_id
    left join lateral (
      select x.post_id, t.title, ${addressOf('t', today)} as email
      from delivery.lead x join partners.post t on t.partnership_id = x.partnership_id and t.id = x.post_id
      where x.partnership_id = p.partnership_id and x.project_id = p.id order by x.position limit 1) l on true
    left join lateral (
      select t.title, ${addressOf('t', today)} as email
      from delivery.plan_line i join delivery.plan_now n on n.partnership_id = i.partnership_id and n.id = i.plan_id
      join partners.post t on t.partnership_id = n.partnership_id and t.id = n.owner_post_id
      where i.partnership_id = p.partnership_id and i.project_id = p.id and n.state <> 'superseded' order by n.starts_on desc limit 1) o on true
    where s.update_due_on is not null ${until ? sql`and s.update_due_on <= ${until}::date` : sql``}
    order by s.update_due_on, p.slug`.execute(tx);
  return rows;
}
