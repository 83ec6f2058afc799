import { type Id, newId } from '../../kernel/ids.ts';
import type { Actor } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import type { JobQueue } from '../jobs.ts';

/** A mail in plain text. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  /** What it speaks of, so that a thing's page can say that somebody was written to. */
  readonly about?: { readonly kind: string; readonly id: string };
}

export const SEND_MAIL = 'mail.send';

/**
 * Writes a mail in the caller's transaction: no commit, no mail. The mail job sends whatever has no delivery yet, once
 * a minute; with the job queue at hand it is asked to come at once.
 */
export async function queueMail(
  tx: Tx,
  actor: Actor,
  { to, subject, body, about }: Mail,
  jobs?: Pick<JobQueue, 'enqueue'>,
): Promise<Id<'mail'>> {
  const id = newId<'mail'>();
  await tx
    .insertInto('platform.mail')
    .values({
      partnership_id: actor.partnershipId,
      id,
      recipient: to,
      subject: subject.replaceAll(/\s+/g, ' ').trim(),
      body,
      about_kind: about?.kind ?? null,
      about_id: about?.id ?? null,
    })
    .execute();
  await jobs?.enqueue(tx, SEND_MAIL, { partnershipId: actor.partnershipId, subjectId: id });
  return id;
}
