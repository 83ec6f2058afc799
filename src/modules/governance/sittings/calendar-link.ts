import { createHash, randomBytes } from 'node:crypto';
import { type Id, newId } from '../../../kernel/ids.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, system } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

export interface CalendarLink {
  readonly id: Id<'calendar-link'>;
  readonly madeAt: Date;
}

/** The calendar addresses that the actor has and did not end. */
export const listCalendarLinks = (tx: Tx): Promise<readonly CalendarLink[]> =>
  tx
    .selectFrom('governance.calendar_link')
    .select(['id', 'made_at as madeAt'])
    .where('ended_at', 'is', null)
    .orderBy('id', 'desc')
    .$castTo<CalendarLink>()
    .execute();

/** Makes a secret address for the actor's own calendar. It is shown once: only its hash is kept. */
export async function makeCalendarLink(tx: Tx, actor: Actor): Promise<string | Refusal> {
  if (actor.kind !== 'member') return refused('sign-in-first', 'Sign in to subscribe to your sittings.');
  const token = randomBytes(24).toString('base64url');
  const id = newId<'calendar-link'>();
  await tx
    .insertInto('governance.calendar_link')
    .values({
      partnership_id: actor.partnershipId,
      id,
      person_id: actor.personId,
      account_id: actor.accountId,
      token_hash: hashOf(token),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'calendar-link.make',
    subject: { kind: 'account', id: actor.accountId },
    detail: { linkId: id },
  });
  return token;
}

/** Ends an address of the actor's own: whoever has it sees nothing from now on. */
export async function endCalendarLink(
  tx: Tx,
  actor: Actor,
  id: string,
  now: Date,
): Promise<undefined | Refusal> {
  if (actor.kind !== 'member') return refused('sign-in-first', 'Sign in to end a calendar address.');
  const { numUpdatedRows } = await tx
    .updateTable('governance.calendar_link')
    .set({ ended_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return notFound('calendar address');
  await recordCommand(tx, actor, {
    action: 'calendar-link.end',
    subject: { kind: 'account', id: actor.accountId },
    detail: { linkId: id },
  });
  return undefined;
}

/** Whose calendar a secret address shows; undefined when it is unknown, was ended, or its owner's account was. */
export async function personOfCalendarLink(
  tx: Tx,
  actor: Actor,
  token: string,
): Promise<Id<'person'> | undefined> {
  const machine = system('governance.calendar', actor.partnershipId, ['read', 'platform.work']);
  const link = await actingAs(tx, actor, machine, () =>
    tx
      .selectFrom('governance.calendar_link as l')
      .select('l.person_id')
      .where('l.token_hash', '=', hashOf(token))
      .where('l.ended_at', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('access.account_ending as e')
              .select('e.account_id')
              .whereRef('e.partnership_id', '=', 'l.partnership_id')
              .whereRef('e.account_id', '=', 'l.account_id'),
          ),
        ),
      )
      .executeTakeFirst(),
  );
  return link?.person_id as Id<'person'> | undefined;
}
