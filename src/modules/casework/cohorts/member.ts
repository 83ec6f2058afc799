/**
 * Who enters and leaves a cohort, and why. Each agency of it is told, in the disclosure ledger.
 *
 * For disposal: a member is a thing that several people may share (a family). It goes with the last record in its
 * `cohort_person`, its ratings go with it, and what is sealed of both stands under the member's own key. Where only one of a
 * family goes, the rest stays; names stand in `cohort_person` under each record's key.
 */
import { newId } from '../../../kernel/ids.ts';
import { addDays, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { displayName, findRecord, personCode, type RecordView } from '../people/index.ts';
import { reviewOn } from '../retention/review-on.ts';
import { disclose, type Ground } from '../sharing/index.ts';
import { cohortHasEnded } from './cohort.ts';
import { inCohortAlready } from './in-it.ts';
import { agencyToWorkFor, type CohortRow, changeMember, cohortRow, memberToWorkOn } from './rows.ts';
import { isOfFamilies, type LeftAs, TOLD } from './words.ts';

/** Who entered is rated within a week. */
const FIRST_REVIEW_DAYS = 7;

export interface Entering {
  readonly cohortId: string;
  /** One person, or each of a family. */
  readonly recordIds: readonly string[];
  /** Where a family lives. */
  readonly addressId?: string | undefined;
  readonly leadAgencyId: string;
  readonly because: string;
  readonly on: PlainDate;
  /** Unless an agreement covers it: another lawful ground, in words too. */
  readonly ground?: Ground | undefined;
  readonly basis?: string | undefined;
}

/**
 * Somebody, or a family, enters a cohort by records that the actor sees. Refuses `cohort-has-ended`, `is-in-the-cohort`,
 * `say-who`, `family-needs-an-address` and what `disclose` refuses.
 */
export async function enterCohort(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: Entering,
): Promise<{ id: string } | Refusal> {
  const cohort = await cohortRow(tx, actor, input.cohortId);
  if (!cohort) return notFound('cohort');
  const agencyId = agencyToWorkFor(actor, cohort.agency_ids);
  if (typeof agencyId !== 'string') return agencyId;
  if (cohort.ended_on !== null) return cohortHasEnded();
  const family = isOfFamilies(cohort.kind);
  if (input.recordIds.length === 0 || (!family && input.recordIds.length > 1))
    return refused('say-who', 'Choose who enters the cohort.', { field: 'recordIds' });
  if (family && input.addressId === undefined)
    return refused('family-needs-an-address', 'A family enters with the address it lives at.');
  const id = newId<'cohort-member'>();
  const records = await toldOf(tx, actor, subjects, cohort, id, agencyId, input);
  if (isRefusal(records)) return records;
  const restricted = records.some((record) => record.restricted);
  await tx
    .insertInto('casework.cohort_member')
    .values({
      partnership_id: actor.partnershipId,
      id,
      cohort_id: cohort.id,
      agency_id: agencyId,
      lead_agency_id: input.leadAgencyId,
      agency_ids: [...cohort.agency_ids],
      restricted,
      address_id: family ? (input.addressId ?? null) : null,
      from_on: input.on,
      because: subjects.seal(id, input.because.trim()),
      next_review_on: addDays(input.on, FIRST_REVIEW_DAYS),
      review_on: await reviewOn(tx, actor, 'case', input.on),
    })
    .execute();
  await addPeople(tx, actor, subjects, { cohort, memberId: id, restricted, on: input.on }, records);
  await recordCommand(tx, actor, {
    action: 'cohort.entered',
    subject: { kind: 'cohort-member', id },
    detail: { cohort: cohort.slug, people: records.length },
  });
  return { id };
}

/** Somebody else of a family that is in a cohort. Refuses as `enterCohort`, and `not-a-family`. */
export async function addToFamily(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: {
    readonly memberId: string;
    readonly revision: number;
    readonly recordIds: readonly string[];
    readonly on: PlainDate;
    readonly ground?: Ground | undefined;
    readonly basis?: string | undefined;
  },
): Promise<{ id: string } | Refusal> {
  const found = await memberToWorkOn(tx, actor, input.memberId);
  if (isRefusal(found)) return found;
  const { member, cohort, agencyId } = found;
  if (!isOfFamilies(cohort.kind))
    return refused('not-a-family', 'People enter this cohort one by one, each with their own rating.');
  if (input.recordIds.length === 0)
    return refused('say-who', 'Choose who is of this family.', { field: 'recordIds' });
  const records = await toldOf(tx, actor, subjects, cohort, member.id, agencyId, input);
  if (isRefusal(records)) return records;
  const restricted = member.restricted || records.some((record) => record.restricted);
  const changed = await changeMember(tx, actor, { id: member.id, revision: input.revision }, { restricted });
  if (changed) return changed;
  await addPeople(tx, actor, subjects, { cohort, memberId: member.id, restricted, on: input.on }, records);
  await recordCommand(tx, actor, {
    action: 'cohort.family-grew',
    subject: { kind: 'cohort-member', id: member.id },
    detail: { people: records.length },
  });
  return { id: member.id };
}

/** Somebody leaves a cohort, with the reason; what was stays. */
export async function leaveCohort(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: {
    readonly memberId: string;
    readonly revision: number;
    readonly leftAs: LeftAs;
    readonly words: string;
    readonly on: PlainDate;
  },
): Promise<{ id: string } | Refusal> {
  const found = await memberToWorkOn(tx, actor, input.memberId);
  if (isRefusal(found)) return found;
  const { member, cohort } = found;
  const changed = await changeMember(
    tx,
    actor,
    { id: member.id, revision: input.revision },
    {
      until_on: input.on,
      left_as: input.leftAs,
      left_because: subjects.seal(member.id, input.words.trim()),
      review_on: await reviewOn(tx, actor, 'case', input.on),
    },
  );
  if (changed) return changed;
  await tx
    .updateTable('casework.cohort_person')
    .set({ until_on: input.on })
    .where('partnership_id', '=', actor.partnershipId)
    .where('member_id', '=', member.id)
    .where('until_on', 'is', null)
    .execute();
  await recordCommand(tx, actor, {
    action: 'cohort.left',
    subject: { kind: 'cohort-member', id: member.id },
    detail: { cohort: cohort.slug, as: input.leftAs },
  });
  return { id: member.id };
}

/** Another agency of the cohort looks after them from now on. */
export async function handMember(
  tx: Tx,
  actor: Actor,
  input: { readonly memberId: string; readonly revision: number; readonly agencyId: string },
): Promise<{ id: string } | Refusal> {
  const found = await memberToWorkOn(tx, actor, input.memberId);
  if (isRefusal(found)) return found;
  if (!found.member.agency_ids.includes(input.agencyId))
    return refused('lead-takes-part', 'Choose an agency of the cohort.', { field: 'agencyId' });
  const changed = await changeMember(
    tx,
    actor,
    { id: found.member.id, revision: input.revision },
    { lead_agency_id: input.agencyId },
  );
  if (changed) return changed;
  await recordCommand(tx, actor, {
    action: 'cohort.lead-handed-over',
    subject: { kind: 'cohort-member', id: found.member.id },
  });
  return { id: found.member.id };
}

/** The records, once nobody of them is in the cohort yet and each of its agencies was told of each of them. */
async function toldOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  cohort: CohortRow,
  memberId: string,
  agencyId: string,
  input: {
    readonly recordIds: readonly string[];
    readonly ground?: Ground | undefined;
    readonly basis?: string | undefined;
  },
): Promise<readonly RecordView[] | Refusal> {
  const records: RecordView[] = [];
  for (const recordId of new Set(input.recordIds)) {
    const record = await findRecord(tx, actor, subjects, recordId);
    if (!record) return notFound('record');
    if (await inCohortAlready(tx, actor, cohort.id, record.clusterId))
      return refused('is-in-the-cohort', 'Somebody you chose is in this cohort already.', {
        field: 'recordIds',
      });
    for (const other of cohort.agency_ids.filter((id) => id !== agencyId)) {
      const made = await disclose(tx, actor, subjects, {
        item: { kind: 'cohort-member', id: memberId },
        clusterId: record.clusterId,
        to: { agencyId: other },
        categories: TOLD[cohort.kind],
        conditions: 'What is recorded of them in this cohort, while they are in it.',
        ...(input.ground === undefined ? {} : { ground: input.ground }),
        ...(input.basis ? { basis: input.basis } : {}),
      });
      if (isRefusal(made)) return made;
    }
    records.push(record);
  }
  return records;
}

async function addPeople(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  of: { cohort: CohortRow; memberId: string; restricted: boolean; on: PlainDate },
  records: readonly RecordView[],
): Promise<void> {
  await tx
    .insertInto('casework.cohort_person')
    .values(
      records.map(({ recordId, identity, clusterId }) => ({
        partnership_id: actor.partnershipId,
        id: newId<'cohort-person'>(),
        cohort_id: of.cohort.id,
        member_id: of.memberId,
        record_id: recordId,
        agency_ids: [...of.cohort.agency_ids],
        restricted: of.restricted,
        name: subjects.seal(recordId, identity ? displayName(identity) : personCode(clusterId)),
        from_on: of.on,
      })),
    )
    .execute();
}
