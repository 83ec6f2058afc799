import { z } from 'zod';
import { type Id, newId } from '../../kernel/ids.ts';
import { addDays, longDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, may } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../platform/common-refusals.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { givenDate, optionalText } from '../../platform/http/form.ts';
import { listHoldings, type Post } from './queries.ts';

/** What the form asks that appoints somebody to a post: a person who is known, or the name of one who is not. */
export const appointmentFields = z
  .object({
    personId: optionalText(),
    name: optionalText(),
    email: optionalText(),
    startsOn: givenDate('Say from which day they hold the post'),
    secondedFrom: optionalText(),
  })
  .refine((fields) => fields.personId !== null || fields.name !== null, {
    path: ['personId'],
    error: 'Choose somebody, or write the name of somebody new',
  });

/** What the form asks that records that somebody left a post. */
export const vacancyFields = z.object({ endsOn: givenDate('Say what was their last day in this post') });

const mayEdit = (actor: Actor): boolean => may(actor, 'partners.edit') || may(actor, 'accounts.manage');

/** Adds somebody who works with the partnership (never a person of concern). */
export async function addPerson(
  tx: Tx,
  actor: Actor,
  {
    name,
    email = null,
    telephone = null,
  }: { name: string; email?: string | null; telephone?: string | null },
): Promise<Id<'person'> | Refusal> {
  if (!mayEdit(actor)) return notAllowed();
  const id = newId<'person'>();
  await tx
    .insertInto('partners.person')
    .values({ partnership_id: actor.partnershipId, id, name, email, telephone })
    .execute();
  await recordCommand(tx, actor, { action: 'person.add', subject: { kind: 'person', id }, detail: { name } });
  return id;
}

/** Appoints a person to a post from a day on. Whoever held it ends the day before. */
export async function appoint(
  tx: Tx,
  actor: Actor,
  input: {
    readonly post: Pick<Post, 'id'>;
    readonly personId: Id<'person'>;
    readonly startsOn: PlainDate;
    readonly secondedFrom?: Id<'agency'> | null;
  },
): Promise<Id<'holding'> | Refusal> {
  if (!mayEdit(actor)) return notAllowed();
  const { post, personId, startsOn, secondedFrom = null } = input;
  const former = (await listHoldings(tx, [post.id])).find((holding) => holding.endsOn === null);
  if (former && former.startsOn >= startsOn)
    return refused(
      'appointment-before-the-present-one',
      `The present holder began on ${longDate(former.startsOn)}. Choose a later day.`,
      { field: 'startsOn' },
    );
  if (former) await setEnd(tx, former.id, addDays(startsOn, -1));
  const id = newId<'holding'>();
  await tx
    .insertInto('partners.holding')
    .values({
      partnership_id: actor.partnershipId,
      id,
      post_id: post.id,
      person_id: personId,
      starts_on: startsOn,
      seconded_from: secondedFrom,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'post.appoint',
    subject: { kind: 'post', id: post.id },
    detail: { personId, startsOn, secondedFrom },
  });
  return id;
}

/** Ends the holding of a post on a day, leaving the post empty until somebody is appointed. */
export async function endHolding(
  tx: Tx,
  actor: Actor,
  input: { readonly post: Pick<Post, 'id'>; readonly holdingId: string; readonly endsOn: PlainDate },
): Promise<undefined | Refusal> {
  if (!mayEdit(actor)) return notAllowed();
  const holding = (await listHoldings(tx, [input.post.id])).find(({ id }) => id === input.holdingId);
  if (!holding) return notFound('appointment');
  await setEnd(tx, holding.id, input.endsOn);
  await recordCommand(tx, actor, {
    action: 'post.vacate',
    subject: { kind: 'post', id: input.post.id },
    detail: { holdingId: holding.id, endsOn: input.endsOn },
  });
  return undefined;
}

const setEnd = (tx: Tx, id: string, endsOn: PlainDate) =>
  tx.updateTable('partners.holding').set({ ends_on: endsOn }).where('id', '=', id).execute();
