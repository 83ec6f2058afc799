import { z } from 'zod';
import { type Id, newId } from '../../../kernel/ids.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { optionalDate, optionalText } from '../../../platform/http/form.ts';
import { getBody } from '../queries.ts';
import { findMember } from './member-queries.ts';
import { STANDINGS, type Standing } from './words.ts';

const optionalId = <Kind extends string>() => optionalText().transform((id) => id as Id<Kind> | null);

/** What the form of a member asks. */
export const memberFields = z.object({
  agencyId: optionalId<'agency'>(),
  postId: optionalId<'post'>(),
  personId: optionalId<'person'>(),
  seatTitle: optionalText().transform((text) => text ?? ''),
  standing: z.enum(Object.keys(STANDINGS) as [Standing, ...Standing[]], {
    error: 'Choose core, ordinary, advisory, co-opted or substitute',
  }),
  functionSlug: optionalText(),
  substituteForId: optionalId<'membership'>(),
  startsOn: optionalDate(),
  endsOn: optionalDate(),
  email: optionalText(),
  note: optionalText().transform((text) => text ?? ''),
});

export type MemberFields = z.output<typeof memberFields>;
export type MemberInput = Partial<MemberFields> & Pick<MemberFields, 'standing'>;

const columnsOf = (fields: MemberInput) => ({
  agency_id: fields.agencyId ?? null,
  post_id: fields.postId ?? null,
  person_id: fields.personId ?? null,
  seat_title: fields.seatTitle ?? '',
  standing: fields.standing,
  function_slug: fields.functionSlug ?? null,
  substitute_for_id: fields.substituteForId ?? null,
  starts_on: fields.startsOn ?? null,
  ends_on: fields.endsOn ?? null,
  email: fields.email ?? null,
  note: fields.note ?? '',
});

/** Gives somebody a seat on a body. A body that has ended takes no members. */
export async function addMember(
  tx: Tx,
  actor: Actor,
  bodyId: string,
  fields: MemberInput,
): Promise<Id<'membership'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const wrong = await unfitting(tx, bodyId, fields);
  if (wrong) return wrong;
  const id = newId<'membership'>();
  await tx
    .insertInto('governance.membership')
    .values({ partnership_id: actor.partnershipId, id, body_id: bodyId, ...columnsOf(fields) })
    .execute();
  await recordCommand(tx, actor, {
    action: 'body.add-member',
    subject: { kind: 'body', id: bodyId },
    detail: { memberId: id, ...fields },
  });
  return id;
}

/** Changes a seat, or ends it by a last day; `revision` is the one that was seen. */
export async function changeMember(
  tx: Tx,
  actor: Actor,
  memberId: string,
  revision: number,
  fields: MemberInput,
): Promise<undefined | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const member = await findMember(tx, memberId);
  if (!member) return notFound('member');
  const wrong = await unfitting(tx, member.bodyId, fields);
  if (wrong) return wrong;
  const { numUpdatedRows } = await tx
    .updateTable('governance.membership')
    .set({ ...columnsOf(fields), revision: revision + 1 })
    .where('id', '=', member.id)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('member');
  if (fields.endsOn) await endOffices(tx, member.id, fields.endsOn);
  await recordCommand(tx, actor, {
    action: 'body.change-member',
    subject: { kind: 'body', id: member.bodyId },
    detail: { memberId: member.id, ...fields },
  });
  return undefined;
}

/** Ends a seat on a day, and the offices that its holder has. */
export async function endMember(
  tx: Tx,
  actor: Actor,
  memberId: string,
  revision: number,
  endsOn: PlainDate,
): Promise<undefined | Refusal> {
  const member = await findMember(tx, memberId);
  return member ? changeMember(tx, actor, memberId, revision, { ...member, endsOn }) : notFound('member');
}

/** Who leaves a seat leaves its offices with it. */
const endOffices = (tx: Tx, memberId: string, endsOn: PlainDate) =>
  tx
    .updateTable('governance.office')
    .set((row) => ({ ends_on: endsOn, revision: row('revision', '+', 1) }))
    .where('membership_id', '=', memberId)
    .where('ends_on', 'is', null)
    .where('starts_on', '<=', endsOn)
    .execute();

/** Why a seat does not fit its body; undefined when it does. */
async function unfitting(tx: Tx, bodyId: string, fields: MemberInput): Promise<Refusal | undefined> {
  const body = await getBody(tx, bodyId);
  if (body.endsOn && (fields.startsOn ?? body.startsOn ?? '') > body.endsOn)
    return refused(
      'body-had-ended',
      `${body.name} ended on ${longDate(body.endsOn)}. Nobody can join it afterwards.`,
      { field: 'startsOn' },
    );
  if (fields.substituteForId == null) return undefined;
  const principal = await findMember(tx, fields.substituteForId);
  return principal?.bodyId === bodyId && principal.standing !== 'substitute'
    ? undefined
    : refused('substitute-for-nobody', 'Choose a member of this body whose substitute this is.', {
        field: 'substituteForId',
      });
}
