import { newId } from '../../../../kernel/ids.ts';
import { addDays, longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Actor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { queueMail } from '../../../../platform/mail/index.ts';
import { type Action, listActions } from './queries.ts';
import { recipientOf } from './recipient.ts';

export type ReminderStep = 'reminded' | 'chased';

/** A reminder a week before an action is due, and a chase once it is late; each once for each date it was due on. */
export const reminderDue = (dueOn: PlainDate, today: PlainDate): ReminderStep | undefined =>
  dueOn < today ? 'chased' : addDays(dueOn, -7) <= today ? 'reminded' : undefined;

/** What an exempt action asks is read behind the sign-in, not in a mail. */
const asked = ({ exempt, says }: Action): string => (exempt ? 'an action of an exempt item' : says);

const mailOf = (step: ReminderStep, action: Action, because: string | null, site: string) => ({
  subject: `${step === 'chased' ? 'Late' : 'Due soon'}: ${asked(action)}`,
  body: `The ${action.body} asked ${because === null ? 'you' : action.owner}: ${asked(action)}\n\nIt ${step === 'chased' ? 'was' : 'is'} due on ${longDate(action.dueOn)}. Say what shows that it is done, or what became of it:\n\n${site}/actions/${action.id}\n${because === null ? '' : `\n${because}\n`}`,
});

/** Writes to the owners of open actions what is due, and keeps that it did. Needs `platform.work`. */
export async function remindOfActions(
  tx: Tx,
  machine: Actor,
  { today, site }: { readonly today: PlainDate; readonly site: string },
): Promise<number> {
  const sent = new Set(
    (await tx.selectFrom('governance.action_reminder').select(['action_id', 'due_on', 'step']).execute()).map(
      ({ action_id, due_on, step }) => `${action_id} ${due_on} ${step}`,
    ),
  );
  let count = 0;
  for (const action of await listActions(tx, { state: 'open', today })) {
    const step = reminderDue(action.dueOn, today);
    if (step === undefined || sent.has(`${action.id} ${action.dueOn} ${step}`)) continue;
    const recipient = await recipientOf(tx, action, today);
    if (recipient)
      await queueMail(tx, machine, {
        to: recipient.email,
        ...mailOf(step, action, recipient.because, site),
        about: { kind: 'action', id: action.id },
      });
    await tx
      .insertInto('governance.action_reminder')
      .values({
        partnership_id: machine.partnershipId,
        id: newId(),
        action_id: action.id,
        due_on: action.dueOn,
        step,
        sent_on: today,
        sent_to: recipient?.who ?? `${action.owner} (no address known)`,
      })
      .execute();
    await recordCommand(tx, machine, {
      action: `action.${step}`,
      subject: { kind: 'action', id: action.id },
      detail: { to: recipient?.who ?? null },
    });
    count += 1;
  }
  return count;
}
