/** Mails about referrals: they name a reference and a service, never a person, and say where to look. */
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { queueMail } from '../../../platform/mail/index.ts';
import type { Desk } from './desk.ts';

interface About {
  readonly id: string;
  readonly reference: string;
  readonly service_id: string;
  readonly maker_id: string | null;
  readonly urgent: boolean;
}

const linkTo = (desk: Desk, { reference }: About): string => `${desk.site}/casework/referrals/${reference}`;

const write = (tx: Tx, actor: Actor, desk: Desk, about: About, to: string, subject: string, body: string) =>
  queueMail(
    tx,
    actor,
    {
      to,
      subject,
      body: `${body}\n\n${linkTo(desk, about)}\n\nThis mail says nothing about the person. Sign in to see the referral.`,
      about: { kind: 'referral', id: about.id },
    },
    desk.jobs,
  );

/** Tells the service that a referral waits; silent where the service gives no address. */
export async function tellReceiver(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  about: About,
  says: { readonly subject: string; readonly due: PlainDate | null },
): Promise<void> {
  const service = await tx
    .selectFrom('partners.service as s')
    .innerJoin('partners.agency as a', (join) =>
      join.onRef('a.partnership_id', '=', 's.partnership_id').onRef('a.id', '=', 's.agency_id'),
    )
    .where('s.partnership_id', '=', actor.partnershipId)
    .where('s.id', '=', about.service_id)
    .select(['s.name', 's.inbox', 'a.email'])
    .executeTakeFirst();
  const to = service?.inbox ?? service?.email;
  if (!service || !to) return;
  const due = says.due === null ? '' : ` Answer it by ${longDate(says.due)}.`;
  const body = `${about.urgent ? 'An urgent referral' : 'A referral'} to ${service.name} waits: ${about.reference}.${due}`;
  await write(tx, actor, desk, about, to, says.subject, body);
}

/** Tells who made a referral that there is news of it; nobody when the public made it. */
export async function tellReferrer(
  tx: Tx,
  actor: Actor,
  desk: Desk,
  about: About,
  news: string,
): Promise<void> {
  if (about.maker_id === null) return;
  const maker = await tx
    .selectFrom('access.account')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', about.maker_id)
    .select('email')
    .executeTakeFirst();
  if (!maker) return;
  await write(
    tx,
    actor,
    desk,
    about,
    maker.email,
    `News of your referral ${about.reference}`,
    `Your referral ${about.reference} ${news}.`,
  );
}

/** Tells whom the settings name that a referral is late. */
export const tellEscalation = (
  tx: Tx,
  actor: Actor,
  desk: Desk,
  about: About,
  to: string,
  says: string,
): Promise<unknown> => write(tx, actor, desk, about, to, `Referral ${about.reference} is late`, says);
