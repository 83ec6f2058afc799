import { z } from 'zod';
import { type Id, newId } from '../../../kernel/ids.ts';
import { addDays, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenDate, givenText, optionalText } from '../../../platform/http/form.ts';
import { findMember, listOffices } from './member-queries.ts';
import { OFFICES, type Office } from './words.ts';

/** What the form of an election asks. */
export const officeFields = z.object({
  membershipId: givenText('Choose the member who was elected').transform((id) => id as Id<'membership'>),
  office: z.enum(Object.keys(OFFICES) as [Office, ...Office[]], {
    error: 'Choose chair, vice-chair or secretary',
  }),
  startsOn: givenDate('Say on which day the member was elected'),
  how: optionalText().transform((text) => text ?? ''),
});

export type OfficeFields = z.output<typeof officeFields>;

/**
 * Records that a member was elected to an office. Whoever held it until then holds it until the day before, so that
 * there are never two chairs at once.
 */
export async function elect(
  tx: Tx,
  actor: Actor,
  bodyId: string,
  fields: OfficeFields,
): Promise<Id<'office'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const member = await findMember(tx, fields.membershipId);
  if (member?.bodyId !== bodyId) return notFound('member');
  if (member.standing === 'substitute' || member.standing === 'advisory')
    return refused(
      'office-needs-a-member',
      'A substitute or an adviser cannot be elected. Choose a member.',
      {
        field: 'membershipId',
      },
    );
  const { startsOn } = fields;
  if ((member.startsOn !== null && member.startsOn > startsOn) || (member.endsOn ?? startsOn) < startsOn)
    return refused('office-needs-a-seat', `${member.title} has no seat here on ${longDate(startsOn)}.`, {
      field: 'startsOn',
    });
  const held = (await listOffices(tx, bodyId)).filter(({ office }) => office === fields.office);
  const later = held.find((one) => one.startsOn >= startsOn || (one.endsOn ?? '') >= startsOn);
  if (later)
    return refused(
      'office-held-already',
      `There is a ${OFFICES[fields.office].toLowerCase()} from ${longDate(later.startsOn)}${later.endsOn ? ` until ${longDate(later.endsOn)}` : ''}. There cannot be two at once.`,
      { field: 'startsOn' },
    );
  for (const one of held)
    if (one.endsOn === null) await endRow(tx, one.id, one.revision, addDays(startsOn, -1));
  const id = newId<'office'>();
  await tx
    .insertInto('governance.office')
    .values({
      partnership_id: actor.partnershipId,
      id,
      body_id: bodyId,
      membership_id: member.id,
      office: fields.office,
      starts_on: startsOn,
      how: fields.how,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'body.elect',
    subject: { kind: 'body', id: bodyId },
    detail: { officeId: id, ...fields },
  });
  return id;
}

/** Ends an office by its last day, without a successor. */
export async function endOffice(
  tx: Tx,
  actor: Actor,
  officeId: string,
  revision: number,
  endsOn: PlainDate,
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const office = (await listOffices(tx)).find(({ id }) => id === officeId);
  if (!office) return notFound('office');
  if (!(await endRow(tx, officeId, revision, endsOn))) return changedMeanwhile('office');
  await recordCommand(tx, actor, {
    action: 'body.end-office',
    subject: { kind: 'body', id: office.bodyId },
    detail: { officeId, endsOn },
  });
  return undefined;
}

async function endRow(tx: Tx, id: string, revision: number, endsOn: PlainDate): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('governance.office')
    .set({ ends_on: endsOn, revision: revision + 1 })
    .where('id', '=', id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
