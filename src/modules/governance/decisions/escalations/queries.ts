import { sql } from 'kysely';
import type { Id } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { type Part, partOf } from '../../../../platform/database/keyset.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { AnswerOutcome, EscalationState } from './words.ts';

/** A problem that could not be settled where it arose. */
export interface Escalation {
  readonly id: Id<'escalation'>;
  readonly fromBodyId: string | null;
  readonly fromBody: string | null;
  readonly toBodyId: string;
  readonly toBody: string;
  readonly toBodySlug: string;
  readonly raisedBy: 'person' | 'rule';
  readonly rule: string | null;
  readonly subjectKind: string | null;
  readonly subjectId: string | null;
  readonly title: string;
  readonly says: string;
  readonly raisedOn: PlainDate;
  readonly answerBy: PlainDate;
  readonly state: EscalationState;
  readonly answeredOn: PlainDate | null;
  readonly outcome: AnswerOutcome | null;
  readonly answer: string | null;
}

export interface EscalationsWanted {
  readonly bodyId?: string | undefined;
  /** Only those that are not answered. */
  readonly open?: boolean | undefined;
}

const escalations = (tx: Tx, { bodyId, open }: EscalationsWanted = {}) =>
  tx
    .selectFrom('governance.escalation_now as e')
    .$if(bodyId !== undefined, (all) => all.where('e.to_body_id', '=', bodyId ?? ''))
    .$if(open === true, (all) => all.where(sql<boolean>`e.state <> 'answered'`))
    .select([
      'e.id',
      'e.from_body_id as fromBodyId',
      'e.from_body as fromBody',
      'e.to_body_id as toBodyId',
      'e.to_body as toBody',
      'e.to_body_slug as toBodySlug',
      'e.raised_by as raisedBy',
      'e.rule',
      'e.subject_kind as subjectKind',
      'e.subject_id as subjectId',
      'e.title',
      'e.says',
      'e.raised_on as raisedOn',
      'e.answer_by as answerBy',
      'e.state',
      'e.answered_on as answeredOn',
      'e.outcome',
      'e.answer',
    ])
    .$castTo<Escalation>();

/** Escalations, the unanswered ones first, each by the day its answer is due. */
export const listEscalations = (tx: Tx, wanted: EscalationsWanted = {}): Promise<readonly Escalation[]> =>
  escalations(tx, wanted).orderBy(sql`e.state = 'answered'`).orderBy('e.answer_by').orderBy('e.id').execute();

/** Escalations in the order in which they were raised, all or a part. */
export const listEscalationsByDay = (
  tx: Tx,
  { bodyId, open, ...part }: Part & EscalationsWanted,
): Promise<readonly Escalation[]> =>
  partOf(escalations(tx, { bodyId, open }), ['e.raised_on', 'e.id'], part).execute();

/** The escalation of that id. */
export const findEscalation = (tx: Tx, id: string): Promise<Escalation | undefined> =>
  escalations(tx).where('e.id', '=', id).executeTakeFirst();
