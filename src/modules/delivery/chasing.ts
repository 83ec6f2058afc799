import { newId } from '../../kernel/ids.ts';
import { addDays, daysBetween, longDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may, system } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { notAllowed } from '../../platform/common-refusals.ts';
import { actingAs, type Tx } from '../../platform/database/transaction.ts';
import { queueMail } from '../../platform/mail/index.ts';
import { makeUpdateLink } from './direct-link.ts';
import { listSilent, type Silent, type Step } from './queries/silent.ts';

/** Days from the day an update is due: a reminder a week before, a chase a week after, then the plan owner. */
const STEPS: readonly (readonly [Step, number])[] = [
  ['escalated', 21],
  ['chased', 7],
  ['reminded', -7],
];

/** The step that is due for a silent project; undefined while there is nothing to do. */
export const stepDue = (dueOn: PlainDate, today: PlainDate): Step | undefined =>
  STEPS.find(([, after]) => daysBetween(addDays(dueOn, after), today) >= 0)?.[0];

const SUBJECT: Readonly<Record<Step, string>> = {
  reminded: 'How is it going',
  chased: 'Still waiting for your update',
  escalated: 'No update in spite of reminders',
};

function bodyOf(step: Step, silent: Silent, address: string): string {
  const due = longDate(silent.dueOn);
  if (step === 'escalated')
    return `"${silent.title}" is in a plan that you own. Its update was due on ${due}; ${silent.lead ?? 'its lead officer'} was reminded and chased, and there is none yet.\n\nThe project: ${address}\n`;
  const first =
    step === 'reminded'
      ? `The next update for "${silent.title}" is due on ${due}.`
      : `The update for "${silent.title}" was due on ${due} and is not there yet.`;
  return `${first}\n\nIt takes two minutes. This link opens the form for this project; do not pass it on:\n\n${address}\n`;
}

/** When it is, and where this Concord is reached. */
export interface Occasion {
  readonly today: PlainDate;
  readonly now: Date;
  readonly site: string;
}

export interface Written {
  readonly slug: string;
  readonly step: Step;
  readonly to: string;
}

/** Writes one mail about one silent project, if there is an address, and keeps that it was written. Needs `platform.work`. */
async function takeStep(
  tx: Tx,
  machine: Actor,
  silent: Silent,
  step: Step,
  { today, now, site }: Occasion,
): Promise<Written> {
  const [who, email] =
    step === 'escalated' ? [silent.owner, silent.ownerEmail] : [silent.lead, silent.leadEmail];
  const to =
    who ??
    (step === 'escalated'
      ? 'nobody: no plan that lists the project has an owner'
      : 'nobody: the project has no lead officer');
  const { projectId, agencyId, leadPostId: postId } = silent;
  if (email !== null) {
    const address =
      step === 'escalated'
        ? `${site}/projects/${silent.slug}`
        : `${site}/update/${await makeUpdateLink(tx, machine, { projectId, agencyId, postId, now })}`;
    await queueMail(tx, machine, {
      to: email,
      subject: `${SUBJECT[step]}: ${silent.title}`,
      body: bodyOf(step, silent, address),
      about: { kind: 'project', id: projectId },
    });
  }
  await tx
    .insertInto('delivery.reminder')
    .values({
      partnership_id: machine.partnershipId,
      id: newId(),
      project_id: projectId,
      due_on: silent.dueOn,
      step,
      sent_on: today,
      sent_to: email === null ? `${to} (no address known)` : to,
    })
    .execute();
  return { slug: silent.slug, step, to };
}

const keepInAudit = (tx: Tx, actor: Actor, silent: Silent, { step, to }: Written): Promise<unknown> =>
  recordCommand(tx, actor, {
    action: `project.update-${step}`,
    subject: { kind: 'project', id: silent.projectId },
    detail: { to },
  });

/**
 * Reminds lead officers of updates, chases late ones, and tells the plan owner of silence, who then has the duty to ask
 * why (`delivery.duties`); each step once for each update that is due. Where nobody has an address the step is kept all the same, so that it shows.
 */
export async function chaseUpdates(tx: Tx, actor: Actor, occasion: Occasion): Promise<readonly Written[]> {
  const done: Written[] = [];
  for (const silent of await listSilent(tx, occasion.today, addDays(occasion.today, 7))) {
    const step = stepDue(silent.dueOn, occasion.today);
    if (!step || silent.reminders.some((one) => one.step === step)) continue;
    const written = await takeStep(tx, actor, silent, step, occasion);
    await keepInAudit(tx, actor, silent, written);
    done.push(written);
  }
  return done;
}

/** Whether a person may still chase this update today: it is late, somebody can be written to, and nobody was today. */
export const mayBeChased = (
  { dueOn, leadEmail, reminders }: Pick<Silent, 'dueOn' | 'leadEmail' | 'reminders'>,
  today: PlainDate,
): boolean => dueOn < today && leadEmail !== null && !reminders.some((one) => one.sentOn === today);

/**
 * Chases late updates now, on a person's word and beside what happens by itself: those of one project, or all. Rule: the
 * same lead officer is written to about the same update once a day at most.
 */
export async function chaseNow(
  tx: Tx,
  actor: Actor,
  { project, ...occasion }: Occasion & { readonly project?: string | undefined },
): Promise<readonly Written[] | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const late = (await listSilent(tx, occasion.today, addDays(occasion.today, -1))).filter(
    (silent) => (project === undefined || silent.slug === project) && mayBeChased(silent, occasion.today),
  );
  if (late.length === 0)
    return refused(
      'nobody-to-chase',
      'There is nobody to chase: no update is late, or who owes one was written to today, or has no address.',
    );
  const machine = system('delivery.chase', actor.partnershipId, ['read', 'platform.work']);
  const done: Written[] = [];
  for (const silent of late) {
    const written = await actingAs(tx, actor, machine, () =>
      takeStep(tx, machine, silent, 'chased', occasion),
    );
    await keepInAudit(tx, actor, silent, written);
    done.push(written);
  }
  return done;
}
