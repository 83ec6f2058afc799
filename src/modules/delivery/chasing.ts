import { sql } from 'kysely';
import { newId } from '../../kernel/ids.ts';
import { addDays, daysBetween, longDate, type PlainDate } from '../../kernel/plain-date.ts';
import type { Actor } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { makeUpdateLink } from './direct-link.ts';

export type Step = 'reminded' | 'chased' | 'escalated';

/** Days from the day an update is due: a reminder a week before, a chase a week after, then the plan owner. */
const STEPS: readonly (readonly [Step, number])[] = [
  ['escalated', 21],
  ['chased', 7],
  ['reminded', -7],
];

/** The step that is due for a silent project; undefined while there is nothing to do. */
export const stepDue = (dueOn: PlainDate, today: PlainDate): Step | undefined =>
  STEPS.find(([, after]) => daysBetween(addDays(dueOn, after), today) >= 0)?.[0];

interface Silent {
  readonly project_id: string;
  readonly slug: string;
  readonly title: string;
  readonly agency_id: string | null;
  readonly due_on: PlainDate;
  readonly post_id: string | null;
  readonly lead: string | null;
  readonly lead_email: string | null;
  readonly owner: string | null;
  readonly owner_email: string | null;
  readonly done: readonly Step[];
}

/** Running projects with the day their update is due, whom to write to, and what was done about it already. */
async function listSilent(tx: Tx, today: PlainDate): Promise<readonly Silent[]> {
  const { rows } = await sql<Silent>`
    select s.project_id, p.slug, p.title, p.agency_id, s.update_due_on as due_on, l.post_id,
      coalesce(l.title, a.name) as lead, coalesce(l.email, a.email) as lead_email, o.title as owner, o.email as owner_email,
      coalesce((select array_agg(r.step) from delivery.reminder r where r.partnership_id = s.partnership_id
        and r.project_id = s.project_id and r.due_on = s.update_due_on), '{}') as done
    from delivery.signals(${today}::date) s
    join delivery.project p on p.partnership_id = s.partnership_id and p.id = s.project_id
    left join partners.agency a on a.partnership_id = p.partnership_id and a.id = p.agency_id
    left join lateral (
      select x.post_id, t.title, coalesce(t.email, (
          select n.email from partners.holding h join partners.person n on n.partnership_id = h.partnership_id and n.id = h.person_id
          where h.partnership_id = t.partnership_id and h.post_id = t.id and h.starts_on <= ${today}::date
            and (h.ends_on is null or h.ends_on >= ${today}::date) order by h.starts_on desc limit 1)) as email
      from delivery.lead x join partners.post t on t.partnership_id = x.partnership_id and t.id = x.post_id
      where x.partnership_id = p.partnership_id and x.project_id = p.id order by x.position limit 1) l on true
    left join lateral (
      select t.title, coalesce(t.email, (
          select n.email from partners.holding h join partners.person n on n.partnership_id = h.partnership_id and n.id = h.person_id
          where h.partnership_id = t.partnership_id and h.post_id = t.id and h.starts_on <= ${today}::date
            and (h.ends_on is null or h.ends_on >= ${today}::date) order by h.starts_on desc limit 1)) as email
      from delivery.plan_line i join delivery.plan_now n on n.partnership_id = i.partnership_id and n.id = i.plan_id
      join partners.post t on t.partnership_id = n.partnership_id and t.id = n.owner_post_id
      where i.partnership_id = p.partnership_id and i.project_id = p.id and n.state <> 'superseded' order by n.starts_on desc limit 1) o on true
    where s.update_due_on <= ${addDays(today, 7)}::date
    order by s.update_due_on, p.slug`.execute(tx);
  return rows;
}

const SUBJECT: Readonly<Record<Step, string>> = {
  reminded: 'How is it going',
  chased: 'Still waiting for your update',
  escalated: 'No update in spite of reminders',
};

function bodyOf(step: Step, silent: Silent, address: string): string {
  const due = longDate(silent.due_on);
  if (step === 'escalated')
    return `"${silent.title}" is in a plan that you own. Its update was due on ${due}; ${silent.lead ?? 'its lead officer'} was reminded and chased, and there is none yet.\n\nThe project: ${address}\n`;
  const first =
    step === 'reminded'
      ? `The next update for "${silent.title}" is due on ${due}.`
      : `The update for "${silent.title}" was due on ${due} and is not there yet.`;
  return `${first}\n\nIt takes two minutes. This link opens the form for this project; do not pass it on:\n\n${address}\n`;
}

/**
 * Reminds lead officers of updates, chases late ones, and tells the plan owner of silence; each step once for each
 * update that is due. Where nobody has an address the step is kept all the same, so that it shows.
 */
export async function chaseUpdates(
  tx: Tx,
  actor: Actor,
  input: { readonly today: PlainDate; readonly now: Date; readonly site: string },
): Promise<readonly { slug: string; step: Step; to: string }[]> {
  const done: { slug: string; step: Step; to: string }[] = [];
  for (const silent of await listSilent(tx, input.today)) {
    const step = stepDue(silent.due_on, input.today);
    if (!step || silent.done.includes(step)) continue;
    const [who, email] =
      step === 'escalated' ? [silent.owner, silent.owner_email] : [silent.lead, silent.lead_email];
    const to = who ?? 'nobody: the project has no lead officer';
    if (email !== null) {
      const address =
        step === 'escalated'
          ? `${input.site}/projects/${silent.slug}`
          : `${input.site}/update/${await makeUpdateLink(tx, actor, { projectId: silent.project_id, agencyId: silent.agency_id, postId: silent.post_id, now: input.now })}`;
      await queueMail(tx, actor, {
        to: email,
        subject: `${SUBJECT[step]}: ${silent.title}`,
        body: bodyOf(step, silent, address),
        about: { kind: 'project', id: silent.project_id },
      });
    }
    await tx
      .insertInto('delivery.reminder')
      .values({
        partnership_id: actor.partnershipId,
        id: newId(),
        project_id: silent.project_id,
        due_on: silent.due_on,
        step,
        sent_on: input.today,
        sent_to: email === null ? `${to} (no address known)` : to,
      })
      .execute();
    await recordCommand(tx, actor, {
      action: `project.update-${step}`,
      subject: { kind: 'project', id: silent.project_id },
      detail: { to },
    });
    done.push({ slug: silent.slug, step, to });
  }
  return done;
}
