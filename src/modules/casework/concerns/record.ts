/** Telling of a concern: kept, recognised, and looked at together with what was told before, in one transaction. */
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { noticeVictims } from '../case-review/notice.ts';
import { watchSubjects } from '../patterns/watch.ts';
import { mayKeep, readPostcode, saveAddress, saveRecord } from '../people/index.ts';
import { purposeInUse } from '../purpose/queries.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import { placeReport } from './incidents/place.ts';
import type { ConcernInput, SavedConcern } from './input.ts';
import { isConcernType, type Role } from './types.ts';

/**
 * Keeps a concern of an agency, finds out whether it is of an incident that was told before, and whether there is a
 * pattern now. Refused by name: not-allowed, concern-type-unknown, concern-says-nobody-and-nowhere,
 * concern-time-unreadable, concern-happened-before-it-was-told, concern-was-told-before-it-was-recorded,
 * concern-reference-unique, and as saveRecord and saveAddress refuse.
 */
export async function recordConcern(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: ConcernInput,
): Promise<SavedConcern | Refusal> {
  if (!mayKeep(actor, input.agencyId, ['concern.record'])) return notAllowed();
  const wrong = wrongIn(input);
  if (wrong) return wrong;
  const today = await businessToday(tx);
  const where = await whereOf(tx, actor, subjects, input);
  if (isRefusal(where)) return where;
  const people = await peopleOf(tx, actor, subjects, input);
  if (isRefusal(people)) return people;
  const id = newId();
  const incidentId = await insertConcern(tx, actor, subjects, input, { id, today, ...where });
  await namePeople(tx, actor, input, id, people);
  await recordCommand(tx, actor, {
    action: 'concern.recorded',
    subject: { kind: 'concern', id },
    detail: { type: input.type, source: input.source },
  });
  return asMachine(tx, actor, async (machine) => {
    const placed = await placeReport(tx, machine, id, incidentId);
    const clusters = people.filter(({ role }) => role === 'affected').map(({ clusterId }) => clusterId);
    const about = {
      clusterIds: [...new Set(clusters)],
      addressIds: where.addressId === null ? [] : [where.addressId],
      since: input.onDay,
      today,
    };
    const flags = await watchSubjects(tx, machine, subjects, about);
    const notices = await noticeVictims(tx, machine, subjects, about);
    return { concernId: id, ...placed, flags: [...flags, ...notices] };
  });
}

function wrongIn(input: ConcernInput): Refusal | undefined {
  if (!isConcernType(input.type))
    return refused('concern-type-unknown', 'Choose what happened from the list.', { field: 'type' });
  if (input.people.length === 0 && !input.address && !input.placeId && !input.postcode?.trim())
    return refused(
      'concern-says-nobody-and-nowhere',
      'Say where it happened or who was affected: an address, a postcode, a place or a name.',
      { field: 'address' },
    );
  const timed = input.precision === 'time' || input.precision === 'hours';
  if (
    timed !== (input.atTime !== undefined) ||
    (timed && !/^([01]\d|2[0-3]):[0-5]\d$/.test(input.atTime ?? ''))
  )
    return refused(
      'concern-time-unreadable',
      'Give a time such as 22:15, or say that only the day is known.',
      { field: 'atTime' },
    );
  return undefined;
}

interface Where {
  readonly addressId: string | null;
  readonly outward: string | null;
}

async function whereOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { address, postcode }: ConcernInput,
): Promise<Where | Refusal> {
  if (!address) {
    const code = readPostcode(postcode);
    const outward = code?.split(' ')[0] ?? outwardIn(postcode);
    return postcode?.trim() && outward === null
      ? refused('postcode-unreadable', 'Enter a postcode, such as WS11 1AB or WS11.', { field: 'postcode' })
      : { addressId: null, outward };
  }
  const saved = await saveAddress(tx, actor, subjects, address);
  return isRefusal(saved) ? saved : { addressId: saved.addressId, outward: saved.outward ?? null };
}

const outwardIn = (text: string | undefined): string | null =>
  /^[A-Z]{1,2}[0-9][0-9A-Z]?$/.exec((text ?? '').trim().toUpperCase())?.[0] ?? null;

interface Named {
  readonly role: Role;
  readonly recordId: string;
  readonly clusterId: string;
  readonly restricted: boolean;
}

/** The record of everybody in it; who tells of what happened to themselves is affected too. */
async function peopleOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: ConcernInput,
): Promise<readonly Named[] | Refusal> {
  const named: Named[] = [];
  for (const one of input.people) {
    const saved = 'recordId' in one ? await ownRecord(tx, actor, input, one.recordId) : await newRecord(one);
    if (isRefusal(saved)) return saved;
    named.push({ ...saved, role: one.role });
    if (one.role === 'reported' && input.reportedBy === 'victim') named.push({ ...saved, role: 'affected' });
  }
  return [...new Map(named.map((one) => [`${one.role} ${one.recordId}`, one])).values()];

  async function newRecord({
    role,
    person,
  }: Extract<ConcernInput['people'][number], { person: unknown }>): Promise<Omit<Named, 'role'> | Refusal> {
    const isVictim = role === 'affected' || (role === 'reported' && input.reportedBy === 'victim');
    const home = person.address ?? (isVictim && input.atHome ? input.address : undefined);
    const record = await saveRecord(tx, actor, subjects, {
      ...person,
      address: home,
      agencyId: input.agencyId,
      source: 'concern',
    });
    return isRefusal(record)
      ? record
      : {
          recordId: record.recordId,
          clusterId: record.clusterId,
          restricted: person.restrictedBecause !== undefined,
        };
  }
}

/** A record that was chosen must be the agency's own. */
async function ownRecord(
  tx: Tx,
  actor: Actor,
  { agencyId }: ConcernInput,
  recordId: string,
): Promise<Omit<Named, 'role'> | Refusal> {
  const row = await asMachine(tx, actor, (machine) =>
    tx
      .selectFrom('casework.record')
      .where('partnership_id', '=', machine.partnershipId)
      .where('agency_id', '=', agencyId)
      .where('id', '=', recordId)
      .select(['cluster_id', 'restricted'])
      .executeTakeFirst(),
  );
  return row
    ? { recordId, clusterId: row.cluster_id, restricted: row.restricted }
    : refused('record-not-yours', 'Choose a record of your own agency, or write the name.', {
        field: 'people',
      });
}

async function insertConcern(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: ConcernInput,
  { id, today, addressId, outward }: Where & { id: string; today: PlainDate },
): Promise<string> {
  const incidentId = newId();
  const restricted = input.restricted ?? false;
  const narrative = input.narrative?.trim() ?? '';
  const purpose = await purposeInUse(tx, actor, actor.purpose ?? '');
  await asMachine(tx, actor, (machine) =>
    tx
      .insertInto('casework.incident')
      .values({
        partnership_id: machine.partnershipId,
        id: incidentId,
        agency_ids: [input.agencyId],
        restricted,
        on_day: input.onDay,
      })
      .execute(),
  );
  await tx
    .insertInto('casework.concern')
    .values({
      partnership_id: actor.partnershipId,
      id,
      agency_id: input.agencyId,
      restricted,
      incident_id: incidentId,
      reference_hash: input.reference?.trim()
        ? subjects.hash('concern-reference', input.reference.trim().toLowerCase())
        : null,
      regime: purpose?.regime ?? 'uk-gdpr',
      type: input.type,
      on_day: input.onDay,
      at_time: input.atTime ?? null,
      precision: input.precision,
      address_id: addressId,
      place_id: input.placeId ?? null,
      outward,
      reported_by: input.reportedBy,
      reported_on: input.reportedOn ?? today,
      happened_before: input.answers.happenedBefore,
      told_others: input.answers.toldOthers,
      feels_targeted: input.answers.feelsTargeted,
      ill_at_home: input.answers.illAtHome,
      narrative: narrative === '' ? null : subjects.seal(id, narrative),
      source: input.source,
      recorded_on: today,
      review_on: await reviewOn(tx, actor, 'concern', today),
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  return incidentId;
}

async function namePeople(
  tx: Tx,
  actor: Actor,
  { agencyId, restricted = false }: ConcernInput,
  concernId: string,
  people: readonly Named[],
): Promise<void> {
  if (people.length === 0) return;
  await tx
    .insertInto('casework.concern_person')
    .values(
      people.map((one) => ({
        partnership_id: actor.partnershipId,
        concern_id: concernId,
        record_id: one.recordId,
        role: one.role,
        agency_id: agencyId,
        restricted: restricted || one.restricted,
      })),
    )
    .execute();
}
