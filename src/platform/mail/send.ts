import { sql } from 'kysely';
import { createTransport } from 'nodemailer';
import type { Actor } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import type { Job, JobWork } from '../module.ts';
import type { Settings } from '../settings.ts';
import { SEND_MAIL } from './queue.ts';

type MailSettings = Pick<Settings, 'smtp' | 'mailFrom'>;
type Outcome = 'sent' | 'failed' | 'kept';

const ATTEMPTS = 5;
const AT_ONCE = 50;

/** Sends what waits; without a mail server records that it is kept. A mail that fails is tried again, five times in all. */
export const mailJob: Job = {
  name: SEND_MAIL,
  every: '* * * * *',
  run: (work) => sendWaitingMail(work, work.services.settings),
};

/**
 * One pass over the mails without a final delivery. Each is sent in a transaction of its own that holds its lock, so
 * that two passes at once do not send it twice.
 */
export async function sendWaitingMail(
  { transact }: Pick<JobWork, 'transact'>,
  settings: MailSettings,
): Promise<void> {
  const waiting = await transact(['mail.send'], (tx, actor) => listWaiting(tx, actor));
  if (waiting.length === 0) return;
  const send = sender(settings);
  for (const id of waiting) await transact(['mail.send'], (tx, actor) => deliver(tx, actor, id, send));
}

async function listWaiting(tx: Tx, actor: Actor): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('platform.mail as mail')
    .leftJoin('platform.mail_delivery as delivery', (join) =>
      join
        .onRef('delivery.partnership_id', '=', 'mail.partnership_id')
        .onRef('delivery.mail_id', '=', 'mail.id'),
    )
    .where('mail.partnership_id', '=', actor.partnershipId)
    .groupBy('mail.id')
    .having((eb) =>
      eb.and([
        eb(eb.fn.countAll<number>().filterWhere('delivery.outcome', 'in', ['sent', 'kept']), '=', 0),
        eb(eb.fn.count<number>('delivery.attempt'), '<', ATTEMPTS),
      ]),
    )
    .select('mail.id')
    .orderBy('mail.id')
    .limit(AT_ONCE)
    .execute();
  return rows.map((row) => row.id);
}

interface Letter {
  readonly recipient: string;
  readonly subject: string;
  readonly body: string;
}
type Send = (letter: Letter) => Promise<{ outcome: Outcome; reason: string | null }>;

async function deliver(tx: Tx, actor: Actor, id: string, send: Send): Promise<void> {
  const lock = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`mail:${id}`}, 0)) as got`.execute(tx);
  if (lock.rows[0]?.got !== true) return;
  const before = await tx
    .selectFrom('platform.mail_delivery')
    .where('partnership_id', '=', actor.partnershipId)
    .where('mail_id', '=', id)
    .select(['attempt', 'outcome'])
    .orderBy('attempt', 'desc')
    .executeTakeFirst();
  if (before && before.outcome !== 'failed') return;
  const letter = await tx
    .selectFrom('platform.mail')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .select(['recipient', 'subject', 'body'])
    .executeTakeFirst();
  if (!letter) return;
  await tx
    .insertInto('platform.mail_delivery')
    .values({
      partnership_id: actor.partnershipId,
      mail_id: id,
      attempt: (before?.attempt ?? 0) + 1,
      ...(await send(letter)),
    })
    .execute();
}

function sender({ smtp, mailFrom }: MailSettings): Send {
  if (smtp === undefined) return async () => ({ outcome: 'kept', reason: 'no mail server is set' });
  const transport = createTransport({
    url: smtp,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  });
  return async ({ recipient, subject, body }) => {
    try {
      await transport.sendMail({ from: mailFrom, to: { name: '', address: recipient }, subject, text: body });
      return { outcome: 'sent', reason: null };
    } catch (error) {
      return { outcome: 'failed', reason: reasonOf(error) };
    }
  };
}

/** Why a mail failed, without what it said or to whom. */
const reasonOf = (error: unknown): string => {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  return [code, responseCode].filter(Boolean).join(' ') || 'the mail server did not take it';
};
