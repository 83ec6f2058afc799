/** Applications for an ASB case review, by a victim or for one. */
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import { addMonths, type PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { discloseByRule } from '../concerns/ledger.ts';
import { settingsOn } from '../concerns/settings.ts';
import { type AddressInput, mayKeep, saveRecord } from '../people/index.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import { complaintsOf, type ToldComplaint } from './notice.ts';
import { addStep } from './step.ts';
import { thresholdRules } from './threshold.ts';

export interface Application {
  readonly agencyId: string;
  readonly applicant: 'victim' | 'representative';
  readonly victim: {
    readonly givenNames?: string | undefined;
    readonly surname?: string | undefined;
    readonly dateOfBirth?: string | undefined;
    readonly telephone?: string | undefined;
    readonly email?: string | undefined;
    readonly address?: AddressInput | undefined;
  };
  /** Of a representative: who they are, how to reach them, and that the victim agrees. */
  readonly representative?: string | undefined;
  readonly story: string;
  /** Complaints that the applicant names; those told as concerns are found by themselves. */
  readonly complaints: readonly {
    readonly behaviourOn: PlainDate;
    readonly complainedOn: PlainDate;
    readonly to: string;
  }[];
  readonly byPublicForm?: boolean | undefined;
}

/**
 * Takes an application in and finds the victim's complaints to any agency. Refused: not-allowed,
 * application-says-nothing, representative-unnamed, and as saveRecord refuses.
 */
export async function applyForReview(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: Application,
): Promise<{ reviewId: string } | Refusal> {
  if (!mayKeep(actor, input.agencyId, ['case-review.handle'])) return notAllowed();
  if (input.story.trim() === '')
    return refused('application-says-nothing', 'Say what has been happening.', { field: 'story' });
  if (input.applicant === 'representative' && !input.representative?.trim())
    return refused(
      'representative-unnamed',
      'Say who you are, how to reach you, and that the victim agrees.',
      {
        field: 'representative',
      },
    );
  const { telephone, email, ...victim } = input.victim;
  const record = await asMachine(tx, actor, (machine) =>
    saveRecord(tx, machine, subjects, {
      ...victim,
      telephones: telephone ? [telephone] : undefined,
      emails: email ? [email] : undefined,
      agencyId: input.agencyId,
      source: 'form',
    }),
  );
  if (isRefusal(record)) return record;
  const today = await businessToday(tx);
  const id = newId();
  await asMachine(tx, actor, async (machine) => {
    await insertReview(tx, machine, subjects, { id, input, recordId: record.recordId, today });
    const rules = thresholdRules(await settingsOn(tx, machine, today));
    const since = addMonths(today, -rules.applicationMonths - 1);
    await namedComplaints(tx, machine, subjects, id, input);
    const told = await complaintsOf(tx, machine, record.clusterId, since);
    const shown = await showToReceiver(
      tx,
      machine,
      subjects,
      { reviewId: id, clusterId: record.clusterId, to: input.agencyId },
      told,
    );
    for (const one of shown)
      await insertComplaint(tx, machine, input.agencyId, {
        id: newId(),
        review_id: id,
        concern_id: one.id,
        agency_id: one.agencyId,
        behaviour_on: one.behaviourOn,
        complained_on: one.complainedOn,
        restricted: one.restricted,
        says: null,
      });
    await settleNotice(tx, machine, record.clusterId);
    await addStep(tx, machine, subjects, { reviewId: id, step: 'applied', today });
  });
  await recordCommand(tx, actor, {
    action: 'case-review.applied',
    subject: { kind: 'case-review', id },
    detail: { byPublicForm: input.byPublicForm ?? false },
  });
  return { reviewId: id };
}

async function insertReview(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  { id, input, recordId, today }: { id: string; input: Application; recordId: string; today: PlainDate },
): Promise<void> {
  const { story, representative } = input;
  await tx
    .insertInto('casework.case_review')
    .values({
      partnership_id: machine.partnershipId,
      id,
      agency_id: input.agencyId,
      agency_ids: [input.agencyId],
      record_id: recordId,
      applicant: input.applicant,
      by_public_form: input.byPublicForm ?? false,
      application: subjects.seal(id, JSON.stringify({ story: story.trim(), representative })),
      applied_on: today,
      review_on: await reviewOn(tx, machine, 'case-review', today),
    })
    .execute();
}

/**
 * Complaints to other agencies are brought to the one that received the application, on the ground of the Act; each
 * agency's once in the ledger. What cannot stand there is not brought.
 */
async function showToReceiver(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  { reviewId, clusterId, to }: { reviewId: string; clusterId: string; to: string },
  told: readonly ToldComplaint[],
): Promise<readonly ToldComplaint[]> {
  const shown: ToldComplaint[] = [];
  for (const [from, complaints] of Map.groupBy(told, ({ agencyId }) => agencyId)) {
    const item = { kind: 'case-review', id: reviewId };
    const inLedger =
      from === to ||
      (await discloseByRule(tx, machine, subjects, {
        from,
        to,
        usually: 'asb-case-review',
        item,
        clusterId,
        categories: ['known', 'concerns'],
        ground: 'legal-duty',
        basis: 'Anti-social Behaviour, Crime and Policing Act 2014, section 104 and schedule 4, paragraph 7',
        conditions: 'Days of complaints only',
      }));
    if (inLedger) shown.push(...complaints);
  }
  return shown;
}

interface ComplaintRow {
  readonly id: string;
  readonly review_id: string;
  readonly concern_id: string | null;
  readonly agency_id: string | null;
  readonly behaviour_on: PlainDate;
  readonly complained_on: PlainDate;
  /** As the concern is: its day is not for everybody who handles the review. */
  readonly restricted: boolean;
  readonly says: Buffer | null;
}

const insertComplaint = (tx: Tx, machine: Actor, agencyId: string, row: ComplaintRow): Promise<unknown> =>
  tx
    .insertInto('casework.case_review_complaint')
    .values({ partnership_id: machine.partnershipId, agency_ids: [agencyId], ...row })
    .execute();

async function namedComplaints(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  reviewId: string,
  { complaints, agencyId }: Application,
): Promise<void> {
  for (const { behaviourOn, complainedOn, to } of complaints) {
    const id = newId();
    await insertComplaint(tx, machine, agencyId, {
      id,
      review_id: reviewId,
      concern_id: null,
      agency_id: null,
      behaviour_on: behaviourOn,
      complained_on: complainedOn,
      restricted: false,
      says: subjects.seal(id, to.trim()),
    });
  }
}

/** Who was to be offered a review has asked for one: the notice has done its work. */
const settleNotice = (tx: Tx, machine: Actor, clusterId: string): Promise<unknown> =>
  tx
    .updateTable('casework.pattern_flag')
    .set({ state: 'acted', revision: sql<number>`revision + 1` })
    .where('partnership_id', '=', machine.partnershipId)
    .where('kind', '=', 'case-review')
    .where('subject_id', '=', clusterId)
    .where('state', 'in', ['open', 'acknowledged'])
    .execute();
