import { z } from 'zod';
import { type Id, newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenDate, givenText } from '../../../platform/http/form.ts';

/** A question by which a body called a partner agency to account, with its first answer. */
export interface Question {
  readonly id: Id<'question'>;
  readonly bodyId: Id<'body'>;
  readonly body: string;
  readonly bodySlug: string;
  readonly agencyId: Id<'agency'>;
  readonly agency: string;
  readonly asked: string;
  readonly askedOn: PlainDate;
  readonly answerBy: PlainDate;
  readonly answeredOn: PlainDate | null;
}

export interface QuestionAnswer {
  readonly answered: string;
  readonly answeredOn: PlainDate;
}

/** What the form of a question asks. */
export const questionFields = z.object({
  bodyId: givenText('Choose the body that asks').transform((id) => id as Id<'body'>),
  agencyId: givenText('Choose the agency that is to answer').transform((id) => id as Id<'agency'>),
  asked: givenText('Write the question'),
  answerBy: givenDate('Say by which day an answer is due'),
});

/** Every question, unanswered ones first, the one due first leading. */
export const listQuestions = (tx: Tx): Promise<readonly Question[]> =>
  tx
    .selectFrom('governance.question_now')
    .select([
      'id',
      'body_id as bodyId',
      'body',
      'body_slug as bodySlug',
      'agency_id as agencyId',
      'agency',
      'asked',
      'asked_on as askedOn',
      'answer_by as answerBy',
      'answered_on as answeredOn',
    ])
    .orderBy('answered_on', (order) => order.desc().nullsFirst())
    .orderBy('answer_by')
    .orderBy('id')
    .$castTo<Question>()
    .execute();

/** The question of that id. */
export const findQuestion = async (tx: Tx, id: string): Promise<Question | undefined> =>
  (await listQuestions(tx)).find((one) => one.id === id);

/** The answers to a question, the first one first. */
export const listAnswers = (tx: Tx, questionId: string): Promise<readonly QuestionAnswer[]> =>
  tx
    .selectFrom('governance.answer')
    .select(['answered', 'answered_on as answeredOn'])
    .where('question_id', '=', questionId)
    .orderBy('id')
    .$castTo<QuestionAnswer>()
    .execute();

/** A body calls a partner agency to account. */
export async function askAgency(
  tx: Tx,
  actor: Actor,
  fields: z.output<typeof questionFields> & { readonly askedOn: PlainDate },
): Promise<Id<'question'> | Refusal> {
  if (!may(actor, 'governance.edit')) return notAllowed();
  const id = newId<'question'>();
  await tx
    .insertInto('governance.question')
    .values({
      partnership_id: actor.partnershipId,
      id,
      body_id: fields.bodyId,
      agency_id: fields.agencyId,
      asked: fields.asked,
      asked_on: fields.askedOn,
      answer_by: fields.answerBy,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'question.ask',
    subject: { kind: 'question', id },
    detail: { ...fields },
  });
  return id;
}

/** The agency answers, or the secretariat for it; a later answer stands beside the first. */
export async function answerQuestion(
  tx: Tx,
  actor: Actor,
  questionId: string,
  input: { readonly answered: string; readonly on: PlainDate },
): Promise<undefined | Refusal> {
  const question = await findQuestion(tx, questionId);
  if (!question) return notFound('question');
  const allowed = may(actor, 'governance.edit') || mayFor(actor, 'action.report', question.agencyId);
  if (!allowed) return notAllowed();
  if (input.on < question.askedOn)
    return refused('answer-before-question', 'The answer cannot come before the question.', {
      field: 'answered',
    });
  await tx
    .insertInto('governance.answer')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      question_id: question.id,
      agency_id: question.agencyId,
      answered: input.answered,
      answered_on: input.on,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: 'question.answer',
    subject: { kind: 'question', id: question.id },
    detail: { ...input },
  });
  return undefined;
}
