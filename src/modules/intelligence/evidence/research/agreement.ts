/** Research agreements: who does research for the partnership, who pays, what it must bring and what it brought. */
import { z } from 'zod';
import { newId } from '../../../../kernel/ids.ts';
import { slugOf } from '../../../../kernel/names.ts';
import { parsePounds } from '../../../../kernel/pence.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { givenDate, givenText, optionalDate, optionalText } from '../../../../platform/http/form.ts';
import { businessToday } from '../../queries.ts';
import { findAgreement, listDeliverables } from './queries.ts';

const someText = () => optionalText().transform((text) => text ?? '');

export const agreementFields = z.object({
  title: givenText('Enter a title'),
  researcher: givenText('Say who does the research'),
  says: someText(),
  startsOn: optionalDate(),
  endsOn: optionalDate(),
  note: someText(),
});

export const fundingFields = z.object({
  agencyId: optionalText(),
  funder: someText(),
  amount: optionalText().transform((text, issues): number | null => {
    if (text === null) return null;
    const pence = parsePounds(text);
    if (pence !== undefined) return pence;
    issues.addIssue({ code: 'custom', message: 'Enter an amount in pounds, such as 12,500' });
    return z.NEVER;
  }),
  says: someText(),
});

export const deliverableFields = z.object({
  title: givenText('Say what is to be delivered'),
  dueOn: givenDate('Say until when'),
  ownerAgencyId: optionalText(),
  ownerPostId: optionalText(),
});

export const deliveryFields = z.object({
  deliveredOn: givenDate('Say when it was delivered'),
  evidenceId: optionalText(),
  says: someText(),
});

/** Adds an agreement, or changes the one of this slug that was seen in this revision. */
export async function saveAgreement(
  tx: Tx,
  actor: Actor,
  fields: z.output<typeof agreementFields>,
  seen?: { readonly slug: string; readonly revision: number },
): Promise<{ id: string; slug: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const columns = {
    title: fields.title,
    researcher: fields.researcher,
    says: fields.says,
    starts_on: fields.startsOn,
    ends_on: fields.endsOn,
    note: fields.note,
  };
  if (seen) {
    const agreement = await findAgreement(tx, seen.slug);
    if (!agreement) return notFound('agreement');
    const { numUpdatedRows } = await tx
      .updateTable('intelligence.research_agreement')
      .set({ ...columns, revision: seen.revision + 1 })
      .where('id', '=', agreement.id)
      .where('revision', '=', seen.revision)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return changedMeanwhile('agreement');
    await record(tx, actor, 'research-agreement.changed', agreement.id, fields);
    return agreement;
  }
  const slug = slugOf(fields.title);
  if (slug === '' || slug === 'new')
    return refused('title-is-reserved', 'Choose another title; this one is an address of its own.', {
      field: 'title',
    });
  const id = newId<'research-agreement'>();
  await tx
    .insertInto('intelligence.research_agreement')
    .values({ ...columns, partnership_id: actor.partnershipId, id, slug })
    .execute();
  await record(tx, actor, 'research-agreement.made', id, fields);
  return { id, slug };
}

const record = (tx: Tx, actor: Actor, action: string, id: string, detail: object) =>
  recordCommand(tx, actor, {
    action,
    subject: { kind: 'research-agreement', id },
    detail: { ...detail },
  });

/** Says who pays how much for an agreement; in pence, null while it is not known. */
export async function addFunding(
  tx: Tx,
  actor: Actor,
  slug: string,
  fields: z.output<typeof fundingFields>,
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const agreement = await findAgreement(tx, slug);
  if (!agreement) return notFound('agreement');
  await tx
    .insertInto('intelligence.research_funding')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      agreement_id: agreement.id,
      agency_id: fields.agencyId,
      funder: fields.funder,
      pence: fields.amount,
      says: fields.says,
    })
    .execute();
  await record(tx, actor, 'research-agreement.funded', agreement.id, fields);
  return { slug };
}

/** Takes back what was said wrongly of who pays. */
export async function removeFunding(
  tx: Tx,
  actor: Actor,
  slug: string,
  id: string,
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const agreement = await findAgreement(tx, slug);
  if (!agreement) return notFound('agreement');
  const { numDeletedRows } = await tx
    .deleteFrom('intelligence.research_funding')
    .where('agreement_id', '=', agreement.id)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) return notFound('funder');
  await record(tx, actor, 'research-agreement.funding-taken-back', agreement.id, { id });
  return { slug };
}

/** Adds what an agreement must bring: a duty of its owner until it is delivered. */
export async function addDeliverable(
  tx: Tx,
  actor: Actor,
  slug: string,
  fields: z.output<typeof deliverableFields>,
): Promise<{ slug: string; id: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const agreement = await findAgreement(tx, slug);
  if (!agreement) return notFound('agreement');
  const id = newId<'research-deliverable'>();
  await tx
    .insertInto('intelligence.research_deliverable')
    .values({
      partnership_id: actor.partnershipId,
      id,
      agreement_id: agreement.id,
      title: fields.title,
      due_on: fields.dueOn,
      owner_agency_id: fields.ownerAgencyId,
      owner_post_id: fields.ownerPostId,
    })
    .execute();
  await record(tx, actor, 'research-deliverable.agreed', agreement.id, fields);
  return { slug, id };
}

/** Records that something was delivered, and the entry of the library that it became. Refused: delivered-already, day-is-in-the-future. */
export async function deliver(
  tx: Tx,
  actor: Actor,
  slug: string,
  id: string,
  { deliveredOn, evidenceId, says }: z.output<typeof deliveryFields>,
): Promise<{ slug: string } | Refusal> {
  if (!may(actor, 'indicators.edit')) return notAllowed();
  const agreement = await findAgreement(tx, slug);
  const deliverable = agreement && (await listDeliverables(tx, agreement.id)).find((one) => one.id === id);
  if (!agreement || !deliverable) return notFound('deliverable');
  if (deliverable.deliveredOn !== null)
    return refused('delivered-already', `This was delivered on ${longDate(deliverable.deliveredOn)}.`);
  const today = await businessToday(tx);
  if (deliveredOn > today)
    return refused('day-is-in-the-future', `Enter a day that has come: today is ${longDate(today)}.`, {
      field: 'deliveredOn',
    });
  await tx
    .insertInto('intelligence.research_delivery')
    .values({
      partnership_id: actor.partnershipId,
      deliverable_id: id,
      delivered_on: deliveredOn,
      evidence_id: evidenceId,
      says,
      recorded_by: accountOf(actor) ?? null,
    })
    .execute();
  await record(tx, actor, 'research-deliverable.delivered', agreement.id, {
    id,
    deliveredOn,
    evidenceId,
    says,
  });
  return { slug };
}
