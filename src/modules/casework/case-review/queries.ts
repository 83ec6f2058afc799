/** Case reviews as the agencies that take part see them. */
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, agencyOf } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { settingsOn } from '../concerns/settings.ts';
import { codeOf } from '../concerns/types.ts';
import { namesOf } from '../people/index.ts';
import { asMachine } from '../purpose/working.ts';
import type { Step } from './states.ts';
import { type Complaint, type Threshold, thresholdOf, thresholdRules } from './threshold.ts';

export interface ReviewLine {
  readonly id: string;
  readonly code: string;
  readonly agencyId: string;
  readonly agency: string;
  readonly appliedOn: PlainDate;
  readonly step: Step;
  readonly since: PlainDate;
  readonly dueOn: PlainDate | null;
}

export interface ReviewComplaint extends Complaint {
  /** Where it is a concern that the reader may open. */
  readonly concernId: string | null;
  readonly to: string;
}

export interface Recommendation {
  readonly id: string;
  readonly agency: string;
  readonly own: boolean;
  readonly says: string | undefined;
  readonly dueOn: PlainDate;
  readonly answer: 'awaited' | 'accepted' | 'refused' | 'carried-out';
  readonly reason: string | undefined;
}

export interface ReviewView extends ReviewLine {
  readonly applicant: 'victim' | 'representative';
  readonly byPublicForm: boolean;
  readonly restricted: boolean;
  readonly recordId: string | null;
  readonly victim: string;
  readonly story: string | undefined;
  readonly representative: string | undefined;
  /** Over every complaint; those that are listed are the ones that the actor may see. */
  readonly threshold: Threshold<ReviewComplaint>;
  /** How many complaints are counted and not shown. */
  readonly hiddenComplaints: number;
  readonly panel: readonly { readonly agencyId: string; readonly agency: string }[];
  readonly steps: readonly {
    readonly step: Step;
    readonly on: PlainDate;
    readonly says: string | undefined;
  }[];
  readonly recommendations: readonly Recommendation[];
  readonly revision: number;
}

const reviews = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.case_review_now as v')
    .innerJoin('partners.agency as a', (on) =>
      on.onRef('a.partnership_id', '=', 'v.partnership_id').onRef('a.id', '=', 'v.agency_id'),
    )
    .where('v.partnership_id', '=', actor.partnershipId)
    .select([
      'v.id',
      'v.agency_id as agencyId',
      'a.short_name as agency',
      'v.applied_on as appliedOn',
      'v.step',
      'v.on_day as since',
      'v.due_on as dueOn',
    ]);

/** Case reviews that the actor's agency takes part in, what is due first first. */
export async function listReviews(tx: Tx, actor: Actor): Promise<readonly ReviewLine[]> {
  const rows = await reviews(tx, actor)
    .orderBy('v.due_on', (order) => order.asc().nullsLast())
    .orderBy('v.id', 'desc')
    .limit(500)
    .execute();
  return rows.map((row) => ({ ...row, code: codeOf('R', row.id), step: row.step as Step }));
}

/** The case review with its complaints judged by the rules of the day of the application; undefined when it may not be seen. */
export async function findReview(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<ReviewView | undefined> {
  const row = await reviews(tx, actor)
    .innerJoin('casework.case_review as w', (on) =>
      on.onRef('w.partnership_id', '=', 'v.partnership_id').onRef('w.id', '=', 'v.id'),
    )
    .where('v.id', '=', id)
    .select([
      'v.applicant',
      'v.by_public_form',
      'v.restricted',
      'v.record_id',
      'v.agency_ids',
      'v.revision',
      'w.application',
    ])
    .executeTakeFirst();
  if (!row) return undefined;
  const { by_public_form, record_id, agency_ids, application, ...line } = row;
  const text = subjects.open(id, application);
  const told =
    text === undefined ? undefined : (JSON.parse(text) as { story: string; representative?: string });
  const rules = thresholdRules(await settingsOn(tx, actor, line.appliedOn));
  const names = record_id === null ? undefined : await namesOf(tx, actor, subjects, [record_id]);
  const agencies = await agencyNames(tx, actor);
  return {
    ...line,
    step: line.step as Step,
    applicant: line.applicant as ReviewView['applicant'],
    code: codeOf('R', id),
    byPublicForm: by_public_form,
    recordId: record_id,
    victim: (record_id !== null && names?.get(record_id)) || 'Somebody',
    story: told?.story,
    representative: told?.representative,
    ...(await thresholdSeen(tx, actor, subjects, id, agencies, (told) =>
      thresholdOf(told, line.appliedOn, rules),
    )),
    panel: agency_ids.map((agencyId) => ({ agencyId, agency: agencies.get(agencyId) ?? '' })),
    steps: await stepsOf(tx, actor, subjects, id),
    recommendations: await recommendationsOf(tx, actor, subjects, id, agencies),
  };
}

async function agencyNames(tx: Tx, actor: Actor): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom('partners.agency')
    .where('partnership_id', '=', actor.partnershipId)
    .select(['id', 'name'])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The threshold counts every complaint, so that it says the same to everybody; the days of restricted ones are shown to who may see them. */
async function thresholdSeen(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  reviewId: string,
  agencies: ReadonlyMap<string, string>,
  judge: (told: readonly ReviewComplaint[]) => Threshold<ReviewComplaint>,
): Promise<Pick<ReviewView, 'threshold' | 'hiddenComplaints'>> {
  const seen = new Map(
    (await complaints(tx, actor, subjects, reviewId, agencies)).map(({ id, concernId }) => [id, concernId]),
  );
  const threshold = judge(
    await asMachine(tx, actor, (machine) => complaints(tx, machine, subjects, reviewId, agencies)),
  );
  const shown = threshold.complaints.flatMap((one) => {
    const concernId = seen.get(one.id);
    return concernId === undefined ? [] : [{ ...one, concernId }];
  });
  return {
    threshold: { ...threshold, complaints: shown },
    hiddenComplaints: threshold.complaints.length - shown.length,
  };
}

async function complaints(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  reviewId: string,
  agencies: ReadonlyMap<string, string>,
): Promise<readonly ReviewComplaint[]> {
  const rows = await tx
    .selectFrom('casework.case_review_complaint as c')
    // Row level security leaves out the concerns that the reader may not open.
    .leftJoin('casework.concern as told', (on) =>
      on.onRef('told.partnership_id', '=', 'c.partnership_id').onRef('told.id', '=', 'c.concern_id'),
    )
    .where('c.partnership_id', '=', actor.partnershipId)
    .where('c.review_id', '=', reviewId)
    .orderBy('c.complained_on')
    .orderBy('c.id')
    .select(['c.id', 'c.behaviour_on', 'c.complained_on', 'c.says', 'c.agency_id', 'told.id as concern_id'])
    .execute();
  return rows.map((row) => ({
    id: row.id,
    behaviourOn: row.behaviour_on,
    complainedOn: row.complained_on,
    concernId: row.concern_id,
    to: subjects.open(row.id, row.says) ?? agencies.get(row.agency_id ?? '') ?? 'Not known',
  }));
}

async function stepsOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  reviewId: string,
): Promise<ReviewView['steps']> {
  const rows = await tx
    .selectFrom('casework.case_review_step')
    .where('partnership_id', '=', actor.partnershipId)
    .where('review_id', '=', reviewId)
    .orderBy('id')
    .select(['id', 'step', 'on_day', 'says'])
    .execute();
  return rows.map((row) => ({ step: row.step, on: row.on_day, says: subjects.open(row.id, row.says) }));
}

async function recommendationsOf(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  reviewId: string,
  agencies: ReadonlyMap<string, string>,
): Promise<readonly Recommendation[]> {
  const rows = await tx
    .selectFrom('casework.case_review_recommendation')
    .where('partnership_id', '=', actor.partnershipId)
    .where('review_id', '=', reviewId)
    .orderBy('id')
    .selectAll()
    .execute();
  return rows.map((row) => ({
    id: row.id,
    agency: agencies.get(row.to_agency_id) ?? '',
    own: row.to_agency_id === agencyOf(actor),
    says: subjects.open(row.id, row.says),
    dueOn: row.due_on,
    answer: row.answer,
    reason: subjects.open(row.id, row.reason),
  }));
}
