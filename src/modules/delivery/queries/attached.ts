import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Part, partOf } from '../../../platform/database/keyset.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { CONSENTS } from '../case-study.ts';
import type { EQUALITY_STEPS } from '../equality.ts';
import type { RiskState } from '../risks.ts';

/** A risk or an issue of a project, as it was noted last. */
export interface RiskView {
  readonly id: string;
  readonly kind: 'risk' | 'issue';
  readonly title: string;
  readonly state: RiskState;
  readonly likelihood: number;
  readonly impact: number;
  /** Likelihood times impact. */
  readonly score: number;
  readonly says: string;
  readonly notedOn: PlainDate;
  /** The title of the post that owns it. */
  readonly owner: string | null;
}

const risks = (tx: Tx, projectId: string) =>
  tx
    .selectFrom('delivery.risk_now as risk')
    .leftJoin('partners.post as post', (join) =>
      join
        .onRef('post.partnership_id', '=', 'risk.partnership_id')
        .onRef('post.id', '=', 'risk.owner_post_id'),
    )
    .select([
      'risk.id',
      'risk.kind',
      'risk.title',
      'risk.state',
      'risk.likelihood',
      'risk.impact',
      'risk.score',
      'risk.says',
      'risk.noted_on as notedOn',
      'post.title as owner',
    ])
    .where('risk.project_id', '=', projectId)
    .$castTo<RiskView>();

/** The risks and issues of a project in the order in which they were raised, all or a part. */
export const listRisks = (tx: Tx, projectId: string, part: Part = {}): Promise<readonly RiskView[]> =>
  partOf(risks(tx, projectId), ['risk.id'], part).execute();

/** One risk or issue of a project. */
export const findRisk = (tx: Tx, projectId: string, id: string): Promise<RiskView | undefined> =>
  risks(tx, projectId).where('risk.id', '=', id).executeTakeFirst();

/** A case study of a project; publishable once it is signed off. */
export interface CaseStudyView {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly source: string;
  readonly consent: (typeof CONSENTS)[number];
  readonly toldOn: PlainDate;
  readonly signedOn: PlainDate | null;
}

const caseStudies = (tx: Tx, projectId: string) =>
  tx
    .selectFrom('delivery.case_study as story')
    .leftJoin('delivery.case_study_sign_off as signed', (join) =>
      join
        .onRef('signed.partnership_id', '=', 'story.partnership_id')
        .onRef('signed.case_study_id', '=', 'story.id'),
    )
    .select([
      'story.id',
      'story.title',
      'story.body',
      'story.source',
      'story.consent',
      'story.told_on as toldOn',
      'signed.signed_on as signedOn',
    ])
    .where('story.project_id', '=', projectId)
    .$castTo<CaseStudyView>();

/** The case studies of a project in the order in which they were told, all or a part. */
export const listCaseStudies = (
  tx: Tx,
  projectId: string,
  part: Part = {},
): Promise<readonly CaseStudyView[]> => partOf(caseStudies(tx, projectId), ['story.id'], part).execute();

/** One case study of a project. */
export const findCaseStudy = (tx: Tx, projectId: string, id: string): Promise<CaseStudyView | undefined> =>
  caseStudies(tx, projectId).where('story.id', '=', id).executeTakeFirst();

/** What an incomplete project plan must still say, and by when. */
export interface ConditionView {
  readonly id: string;
  /** The names of the parts that were missing. */
  readonly missing: readonly string[];
  readonly dueOn: PlainDate;
  readonly note: string;
  /** The title of the post that has to complete it. */
  readonly owner: string | null;
  readonly metOn: PlainDate | null;
}

const conditions = (tx: Tx, projectId: string) =>
  tx
    .selectFrom('delivery.endorsement_condition as condition')
    .leftJoin('delivery.condition_met as met', (join) =>
      join
        .onRef('met.partnership_id', '=', 'condition.partnership_id')
        .onRef('met.condition_id', '=', 'condition.id'),
    )
    .leftJoin('partners.post as post', (join) =>
      join
        .onRef('post.partnership_id', '=', 'condition.partnership_id')
        .onRef('post.id', '=', 'condition.owner_post_id'),
    )
    .select([
      'condition.id',
      'condition.missing',
      'condition.due_on as dueOn',
      'condition.note',
      'post.title as owner',
      'met.met_on as metOn',
    ])
    .where('condition.project_id', '=', projectId)
    .$castTo<ConditionView>();

/** The conditions of a project's endorsement in the order in which they were set, all or a part. */
export const listConditions = (
  tx: Tx,
  projectId: string,
  part: Part = {},
): Promise<readonly ConditionView[]> => partOf(conditions(tx, projectId), ['condition.id'], part).execute();

/** One condition of a project's endorsement. */
export const findCondition = (tx: Tx, projectId: string, id: string): Promise<ConditionView | undefined> =>
  conditions(tx, projectId).where('condition.id', '=', id).executeTakeFirst();

/** A step of looking at a project's impact on equality, and what it found. */
export interface EqualityStepView {
  readonly id: string;
  readonly step: (typeof EQUALITY_STEPS)[number];
  readonly dueOn: PlainDate;
  readonly doneOn: PlainDate | null;
  readonly says: string | null;
}

const equalitySteps = (tx: Tx, projectId: string) =>
  tx
    .selectFrom('delivery.equality_step as step')
    .leftJoin('delivery.equality_result as result', (join) =>
      join.onRef('result.partnership_id', '=', 'step.partnership_id').onRef('result.step_id', '=', 'step.id'),
    )
    .select(['step.id', 'step.step', 'step.due_on as dueOn', 'result.done_on as doneOn', 'result.says'])
    .where('step.project_id', '=', projectId)
    .$castTo<EqualityStepView>();

/** The equality impact steps of a project by the day they are due, all or a part. */
export const listEqualitySteps = (
  tx: Tx,
  projectId: string,
  part: Part = {},
): Promise<readonly EqualityStepView[]> =>
  partOf(equalitySteps(tx, projectId), ['step.due_on', 'step.id'], part).execute();

/** One equality impact step of a project. */
export const findEqualityStep = (
  tx: Tx,
  projectId: string,
  id: string,
): Promise<EqualityStepView | undefined> =>
  equalitySteps(tx, projectId).where('step.id', '=', id).executeTakeFirst();
