/** Who takes part, who is told who they are, what they consent to, and how satisfied they were. */
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { displayName, findRecord, personCode } from '../people/index.ts';
import { businessToday } from '../retention/review-on.ts';
import { disclose, type Ground } from '../sharing/index.ts';
import { matterRow, matterToWorkOn } from './matter-row.ts';
import { type Consent, categoriesOf, type MatterRole, RUN_IT, type Satisfied, SIDES } from './words.ts';

export interface PersonInput {
  readonly matterId: string;
  readonly role: MatterRole;
  /** The record of who was harmed, is responsible or supports one of them. */
  readonly recordId: string | null;
  /** The name of a facilitator, volunteer or supporter who is in no record. */
  readonly name: string;
}

/**
 * Adds somebody. Who runs the matter is known to all who take part; of everybody else only the actor's own agency knows who
 * they are, until it tells (`tellWho`). Refused: not-found, not-allowed, matter-is-over, side-has-a-record, name-missing.
 */
export async function addMatterPerson(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: PersonInput,
): Promise<{ id: string } | Refusal> {
  const found = await matterToWorkOn(tx, actor, input.matterId);
  if (isRefusal(found)) return found;
  const { row, agencyId } = found;
  if (SIDES.includes(input.role) && input.recordId === null)
    return refused('side-has-a-record', 'Choose the record of the person who was harmed or is responsible.', {
      field: 'recordId',
    });
  const record = input.recordId === null ? undefined : await findRecord(tx, actor, subjects, input.recordId);
  if (input.recordId !== null && !record) return notFound('record');
  if (!record && input.name.trim() === '')
    return refused('name-missing', 'Write the name, or choose a record.', { field: 'name' });
  const id = newId<'restorative-person'>();
  const name = !record
    ? subjects.seal(id, input.name.trim())
    : subjects.seal(
        record.recordId,
        record.identity === undefined ? personCode(record.clusterId) : displayName(record.identity),
      );
  await tx
    .insertInto('casework.restorative_person')
    .values({
      partnership_id: actor.partnershipId,
      id,
      matter_id: row.id,
      agency_id: agencyId,
      agency_ids: RUN_IT.includes(input.role) ? [...row.agency_ids] : [agencyId],
      restricted: row.restricted || (record?.restricted ?? false),
      role: input.role,
      record_id: record?.recordId ?? null,
      name,
      from_on: await businessToday(tx),
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'restorative.person-added',
    subject: { kind: 'restorative', id: row.id },
    detail: { role: input.role },
  });
  return { id };
}

interface PersonRow {
  readonly id: string;
  readonly matter_id: string;
  readonly agency_id: string;
  readonly agency_ids: readonly string[];
  readonly role: MatterRole;
  readonly record_id: string | null;
  readonly consent_on: PlainDate | null;
  readonly revision: number;
}

/** Somebody of a matter whom the actor's agency brought into it: another agency neither tells nor speaks for them. */
async function ownPerson(tx: Tx, actor: Actor, matterId: string, id: string) {
  const found = await matterToWorkOn(tx, actor, matterId);
  if (isRefusal(found)) return found;
  const person: PersonRow | undefined = await tx
    .selectFrom('casework.restorative_person')
    .where('partnership_id', '=', actor.partnershipId)
    .where('matter_id', '=', matterId)
    .where('id', '=', id)
    .select(['id', 'matter_id', 'agency_id', 'agency_ids', 'role', 'record_id', 'consent_on', 'revision'])
    .executeTakeFirst();
  if (!person) return notFound('person in this matter');
  return person.agency_id === found.agencyId ? { ...found, person } : notAllowed();
}

/**
 * Tells another agency that takes part who somebody is, in the ledger. Refused: not-found, not-allowed, takes-no-part,
 * knows-already, and what `disclose` refuses: without an agreement or another ground nobody is told.
 */
export async function tellWho(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: {
    readonly matterId: string;
    readonly id: string;
    readonly agencyId: string;
    readonly ground?: Ground;
    readonly basis?: string;
  },
): Promise<{ id: string } | Refusal> {
  const found = await ownPerson(tx, actor, input.matterId, input.id);
  if (isRefusal(found)) return found;
  const { row, person } = found;
  if (!row.agency_ids.includes(input.agencyId))
    return refused('takes-no-part', 'This agency takes no part in the matter.', { field: 'agencyId' });
  if (person.agency_ids.includes(input.agencyId))
    return refused('knows-already', 'This agency knows who it is.', { field: 'agencyId' });
  const record =
    person.record_id === null ? undefined : await findRecord(tx, actor, subjects, person.record_id);
  const told = await disclose(tx, actor, subjects, {
    item: { kind: 'restorative', id: row.id },
    clusterId: record?.clusterId ?? null,
    to: { agencyId: input.agencyId },
    categories: categoriesOf(person.role),
    conditions: 'For this restorative matter only.',
    ...(input.ground === undefined ? {} : { ground: input.ground }),
    ...(input.basis ? { basis: input.basis } : {}),
  });
  if (isRefusal(told)) return told;
  return change(tx, actor, person, { agency_ids: [...person.agency_ids, input.agencyId] }, 'person-told');
}

/** Records what somebody said to taking part; they may think again. Refused: not-found, not-allowed, consent-of-a-side, consent-is-ahead, changed-meanwhile. */
export async function recordMatterConsent(
  tx: Tx,
  actor: Actor,
  input: { matterId: string; id: string; revision: number; consent: Consent; on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const found = await ownPerson(tx, actor, input.matterId, input.id);
  if (isRefusal(found)) return found;
  if (RUN_IT.includes(found.person.role))
    return refused('consent-of-a-side', 'Facilitators and volunteers are not asked for consent.');
  if (input.on > (await businessToday(tx)))
    return refused('consent-is-ahead', 'Give the day on which it was said.', { field: 'day' });
  const seen = { ...found.person, revision: input.revision };
  return change(tx, actor, seen, { consent: input.consent, consent_on: input.on }, 'consent');
}

/** Records how satisfied somebody was. Refused: not-found, not-allowed, satisfaction-of-a-side, asked-after-the-meeting, changed-meanwhile. */
export async function recordSatisfaction(
  tx: Tx,
  actor: Actor,
  input: { matterId: string; id: string; revision: number; satisfied: Satisfied; on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const found = await ownPerson(tx, actor, input.matterId, input.id);
  if (isRefusal(found)) return found;
  const { row, person } = found;
  if (!SIDES.includes(person.role))
    return refused('satisfaction-of-a-side', 'Who was harmed and who is responsible are asked.');
  if (row.held_on === null || input.on < row.held_on || input.on > (await businessToday(tx)))
    return refused('asked-after-the-meeting', 'Give a day between the meeting and today.', { field: 'day' });
  const seen = { ...person, revision: input.revision };
  return change(tx, actor, seen, { satisfied: input.satisfied, satisfied_on: input.on }, 'satisfaction');
}

async function change(
  tx: Tx,
  actor: Actor,
  person: Pick<PersonRow, 'id' | 'matter_id' | 'revision'>,
  columns: {
    agency_ids?: string[];
    consent?: Consent;
    consent_on?: PlainDate;
    satisfied?: Satisfied;
    satisfied_on?: PlainDate;
  },
  act: string,
): Promise<{ id: string } | Refusal> {
  const { numUpdatedRows } = await tx
    .updateTable('casework.restorative_person')
    .set({ ...columns, revision: person.revision + 1 })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', person.id)
    .where('revision', '=', person.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('person');
  await recordCommand(tx, actor, {
    action: `restorative.${act}`,
    subject: { kind: 'restorative', id: person.matter_id },
    detail: {},
  });
  return (await matterRow(tx, actor, person.matter_id)) ? { id: person.id } : notFound('restorative matter');
}
