import { type Id, isUuid, newId } from '../../../../kernel/ids.ts';
import { addDays, longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, may, mayFor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { termsInForce } from '../../terms/queries.ts';
import { findEscalation } from './queries.ts';
import type { AnswerOutcome } from './words.ts';

/** Where a body's problems go, and how many days there are to answer; days are undefined where the terms set none. */
export interface EscalationRoute {
  readonly toBodyId: string;
  readonly days: number | undefined;
}

/** Where a body escalates to on a day: by its terms of reference, else by how it stands to another body. */
export async function escalationRoute(
  tx: Tx,
  bodyId: string,
  on: PlainDate,
): Promise<EscalationRoute | undefined> {
  const terms = await termsInForce(tx, bodyId, on);
  const days = terms?.escalation.days ?? undefined;
  if (terms?.escalation.toId) return { toBodyId: terms.escalation.toId, days };
  const line = await tx
    .selectFrom('governance.reporting_line')
    .select('reports_to_id')
    .where('body_id', '=', bodyId)
    .where('kind', '=', 'escalates-to')
    .where((where) => where.or([where('starts_on', 'is', null), where('starts_on', '<=', on)]))
    .where((where) => where.or([where('ends_on', 'is', null), where('ends_on', '>=', on)]))
    .executeTakeFirst();
  return line && { toBodyId: line.reports_to_id, days };
}

export interface EscalationInput {
  /** The body at which the problem arose; its terms say where it goes. */
  readonly fromBodyId?: string | null | undefined;
  /** Where nobody's terms apply: the body that is asked. */
  readonly toBodyId?: string | null | undefined;
  readonly title: string;
  readonly says: string;
  readonly subject?: { readonly kind: string; readonly id: string } | undefined;
  readonly raisedOn: PlainDate;
  /** Needed where no terms set the time. */
  readonly answerBy?: PlainDate | null | undefined;
}

/** Raises a problem to the body that the terms of reference name, to be answered in the time they set. */
export async function raiseEscalation(
  tx: Tx,
  actor: Actor,
  input: EscalationInput,
): Promise<Id<'escalation'> | Refusal> {
  const agencyId = agencyOf(actor) ?? null;
  if (!may(actor, 'governance.edit') && !mayFor(actor, 'escalation.raise', agencyId)) return notAllowed();
  const route = await routeFor(tx, input);
  if (isRefusal(route)) return route;
  const answerBy = route.days === undefined ? input.answerBy : addDays(input.raisedOn, route.days);
  if (!answerBy)
    return refused('answer-day-needed', 'No terms of reference set the time to answer. Say by when.', {
      field: 'answerOn',
    });
  return insertEscalation(tx, actor, {
    ...input,
    ...route,
    answerBy,
    raisedBy: 'person',
    rule: null,
    round: 1,
  });
}

async function routeFor(tx: Tx, input: EscalationInput): Promise<EscalationRoute | Refusal> {
  const { fromBodyId, toBodyId } = input;
  if (fromBodyId) {
    const route = await escalationRoute(tx, fromBodyId, input.raisedOn);
    if (route) return route;
  }
  if (!toBodyId)
    return refused(
      'no-escalation-route',
      'The terms of reference do not say where this body’s problems go. Choose the body to ask.',
      { field: 'toBody' },
    );
  return { toBodyId, days: undefined };
}

/** Writes an escalation down, by a person or by a rule. */
export async function insertEscalation(
  tx: Tx,
  actor: Actor,
  input: EscalationInput & {
    readonly toBodyId: string;
    readonly answerBy: PlainDate;
    readonly raisedBy: 'person' | 'rule';
    readonly rule: string | null;
    readonly round: number;
  },
): Promise<Id<'escalation'>> {
  const id = newId<'escalation'>();
  const { subject } = input;
  await tx
    .insertInto('governance.escalation')
    .values({
      partnership_id: actor.partnershipId,
      id,
      from_body_id: input.fromBodyId ?? null,
      to_body_id: input.toBodyId,
      raised_by: input.raisedBy,
      rule: input.rule,
      round: input.round,
      subject_kind: subject && isUuid(subject.id) ? subject.kind : null,
      subject_id: subject && isUuid(subject.id) ? subject.id : null,
      title: input.title.trim(),
      says: input.says.trim(),
      raised_on: input.raisedOn,
      answer_by: input.answerBy,
      agency_id: agencyOf(actor) ?? null,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'escalation.raise',
    subject: { kind: 'escalation', id },
    detail: { toBodyId: input.toBodyId, title: input.title, rule: input.rule },
  });
  return id;
}

export interface EscalationAnswer {
  readonly id: string;
  readonly answeredOn: PlainDate;
  readonly outcome: AnswerOutcome;
  readonly says: string;
  readonly decisionId?: string | null | undefined;
}

/** Records what the body answered. Passing it up raises it to the body above, by that body's own terms. */
export async function answerEscalation(
  tx: Tx,
  actor: Actor,
  input: EscalationAnswer,
): Promise<{ readonly passedUpAs: Id<'escalation'> | undefined } | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const escalation = await findEscalation(tx, input.id);
  if (!escalation) return notFound('escalation');
  if (escalation.answeredOn)
    return refused('escalation-answered', `It was answered on ${longDate(escalation.answeredOn)} already.`);
  await tx
    .insertInto('governance.escalation_answer')
    .values({
      partnership_id: actor.partnershipId,
      escalation_id: escalation.id,
      answered_on: input.answeredOn,
      outcome: input.outcome,
      says: input.says.trim(),
      decision_id: input.decisionId ?? null,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'escalation.answer',
    subject: { kind: 'escalation', id: escalation.id },
    detail: { ...input },
  });
  if (input.outcome !== 'passed-up') return { passedUpAs: undefined };
  const { title, says, subjectKind: kind, subjectId: id, toBodyId } = escalation;
  const route = await escalationRoute(tx, toBodyId, input.answeredOn);
  if (!route)
    return refused(
      'nowhere-to-pass-up',
      `The ${escalation.toBody} escalates to no other body. Choose another answer.`,
      {
        field: 'outcome',
      },
    );
  const passed = await insertEscalation(tx, actor, {
    fromBodyId: toBodyId,
    toBodyId: route.toBodyId,
    title,
    says: `${says}\n\nPassed up by the ${escalation.toBody}: ${input.says.trim()}`,
    subject: kind !== null && id !== null ? { kind, id } : undefined,
    raisedOn: input.answeredOn,
    answerBy: addDays(input.answeredOn, route.days ?? DAYS_TO_ANSWER),
    raisedBy: 'person',
    rule: null,
    round: 1,
  });
  return { passedUpAs: passed };
}

/** The time to answer where no terms of reference set one and nobody is there to be asked. */
export const DAYS_TO_ANSWER = 28;
