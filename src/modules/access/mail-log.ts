import { sql } from 'kysely';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';

export const MAIL_PAGE_SIZE = 50;

export interface MailRow {
  readonly id: string;
  readonly recipient: string;
  readonly subject: string;
  readonly createdAt: Date;
  readonly state: 'sent' | 'failed' | 'kept' | 'waiting';
  readonly reason: string | null;
}

const mails = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('platform.mail as mail')
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom('platform.mail_delivery as delivery')
          .whereRef('delivery.partnership_id', '=', 'mail.partnership_id')
          .whereRef('delivery.mail_id', '=', 'mail.id')
          .orderBy('delivery.attempt', 'desc')
          .limit(1)
          .select(['delivery.outcome', 'delivery.reason'])
          .as('last'),
      (join) => join.onTrue(),
    )
    .where('mail.partnership_id', '=', actor.partnershipId)
    .select([
      'mail.id',
      'mail.recipient',
      'mail.subject',
      'mail.created_at as createdAt',
      sql<MailRow['state']>`coalesce(last.outcome, 'waiting')`.as('state'),
      'last.reason',
    ]);

/** One page of the mails, the newest first. */
export async function listMails(
  tx: Tx,
  actor: Actor,
  page: number,
): Promise<{ rows: readonly MailRow[]; total: number }> {
  const { total } = await tx
    .selectFrom('platform.mail')
    .where('partnership_id', '=', actor.partnershipId)
    .select((eb) => eb.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await mails(tx, actor)
    .orderBy('mail.created_at', 'desc')
    .orderBy('mail.id', 'desc')
    .limit(MAIL_PAGE_SIZE)
    .offset((page - 1) * MAIL_PAGE_SIZE)
    .execute();
  return { rows, total };
}

/**
 * A mail with its text. The text is given only where no mail server is set and the mail was never sent: otherwise its
 * links belong to the person it went to.
 */
export async function findMail(
  tx: Tx,
  actor: Actor,
  id: string,
  hasServer: boolean,
): Promise<{ row: MailRow; body: string | undefined } | undefined> {
  const found = await mails(tx, actor).select('mail.body').where('mail.id', '=', id).executeTakeFirst();
  if (!found) return undefined;
  const { body, ...row } = found;
  return { row, body: hasServer || row.state === 'sent' ? undefined : body };
}
