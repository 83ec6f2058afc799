import { z } from 'zod';
import type { Id } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { earlierFields, findAgency, GROUND_PROBLEMS } from '../../partners/index.ts';
import { BODY_KINDS, type BodyKind } from '../kinds.ts';
import { findBody } from '../queries.ts';
import { day, givenDay } from '../terms/api.ts';
import { adoptStructure } from './adoption.ts';
import { applyChanges, compareStructures } from './model.ts';
import { addStep, findProposal, listProposals, proposeStructure } from './proposals.ts';
import { answerQuestion, askAgency, findQuestion, listAnswers, listQuestions } from './questions.ts';
import { structureAt } from './structure-at.ts';
import { RELATIONS, type Relation } from './words.ts';

const words = z.string().trim().min(1).max(4000);
const optional = z.string().trim().max(4000).nullable().default(null);

const Proposal = z
  .object({
    id: z.uuid(),
    title: z.string(),
    why: z.string(),
    effectiveOn: day,
    adoptedOn: day.nullable(),
    adoptedBy: z.string().nullable(),
    revision: z.int(),
    steps: z.int(),
    changes: z.array(z.string()).describe('What would be different, in words; empty once it is adopted'),
  })
  .meta({ id: 'ProposedStructure', description: 'Changes of bodies that are proposed together.' });

const Question = z
  .object({
    id: z.uuid(),
    bodyId: z.uuid(),
    body: z.string(),
    agencyId: z.uuid(),
    agency: z.string(),
    asked: z.string(),
    askedOn: day,
    answerBy: day,
    answeredOn: day.nullable(),
    answers: z.array(z.object({ answered: z.string(), answeredOn: day })),
  })
  .meta({ id: 'Question', description: 'A body calls a partner agency to account.' });

async function proposalAnswer(tx: Tx, id: string | undefined, kinds: string | undefined) {
  const proposal = z.uuid().safeParse(id).success ? await findProposal(tx, id ?? '') : undefined;
  if (!proposal) return notFound('proposed structure');
  const before = await structureAt(tx, proposal.effectiveOn, kinds);
  const { changes, ...rest } = proposal;
  const steps = proposal.adoptedOn === null ? changes : [];
  const after = applyChanges(before, steps);
  return {
    value: {
      ...rest,
      steps: changes.length,
      changes: compareStructures(before, after, steps).map(({ says }) => says),
    },
    revision: proposal.revision,
  };
}

async function questionAnswer(tx: Tx, id: string | undefined) {
  const question = z.uuid().safeParse(id).success ? await findQuestion(tx, id ?? '') : undefined;
  return question
    ? { value: { ...question, answers: [...(await listAnswers(tx, question.id))] } }
    : notFound('question');
}

/** Proposed structures and questions to agencies, by program. */
export const moreStructureApi: readonly Route[] = [
  apiList(
    '/api/v1/structure/proposals',
    {
      name: 'listProposedStructures',
      summary: 'Proposed structures, adopted ones too',
      permission: 'read',
      item: Proposal.omit({ changes: true }).meta({ id: 'ProposedStructureSummary' }),
      order: ({ id }) => [id],
    },
    async ({ tx }) =>
      (await listProposals(tx)).map(({ changes, ...proposal }) => ({ ...proposal, steps: changes.length })),
  ),
  apiGet(
    '/api/v1/structure/proposals/:id',
    {
      name: 'getProposedStructure',
      summary: 'A proposed structure, compared with the one it would replace',
      permission: 'read',
      response: Proposal,
    },
    async ({ tx, params, services }) => proposalAnswer(tx, params.id, services.offers.kinds),
  ),
  apiPost(
    '/api/v1/structure/proposals',
    {
      name: 'proposeStructure',
      summary: 'Begin a proposal',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        title: words,
        why: z.string().trim().max(4000).default(''),
        effectiveOn: givenDay,
      }),
      response: Proposal,
    },
    async ({ tx, actor, body, services }) => {
      const id = await proposeStructure(tx, actor, body);
      if (isRefusal(id)) return id;
      const answer = await proposalAnswer(tx, id, services.offers.kinds);
      return isRefusal(answer) ? answer : { ...answer, location: `/api/v1/structure/proposals/${id}` };
    },
  ),
  apiPost(
    '/api/v1/structure/proposals/:id/steps',
    {
      name: 'addProposedStep',
      summary: 'Add a step; a body is named by its id, or as new: and the name that an earlier step gives it',
      permission: 'governance.edit',
      status: 201,
      revised: true,
      body: z.strictObject({
        kind: z.enum(['establish', 'rename', 'restructure', 'merge', 'abolish', 'relate', 'unrelate']),
        body: optional,
        name: optional,
        bodyKind: z
          .enum(Object.keys(BODY_KINDS) as [BodyKind, ...BodyKind[]])
          .nullable()
          .default(null),
        endsOn: givenDay.nullable().default(null),
        other: optional,
        relation: z
          .enum(Object.keys(RELATIONS) as [Relation, ...Relation[]])
          .nullable()
          .default(null),
        says: z.string().trim().max(4000).default(''),
      }),
      response: Proposal,
      problems: ['form-incomplete', 'structure-adopted-already'],
    },
    async ({ tx, actor, params, body, revision, services }) => {
      const added = await addStep(tx, actor, params.id ?? '', revision, body);
      return isRefusal(added) ? added : proposalAnswer(tx, params.id, services.offers.kinds);
    },
  ),
  apiPost(
    '/api/v1/structure/proposals/:id/adoptions',
    {
      name: 'adoptProposedStructure',
      summary:
        'Record that a proposal was adopted before the partnership kept its decisions here: every step is carried out, or none',
      permission: 'terms.adopt',
      status: 201,
      body: z.strictObject({ on: givenDay, by: words, ...earlierFields }),
      response: Proposal,
      problems: [...GROUND_PROBLEMS, 'structure-adopted-already', 'structure-changes-nothing'],
    },
    async ({ tx, actor, params, body: { on, by, ...earlier }, services }) => {
      const adopted = await adoptStructure(tx, actor, {
        proposalId: params.id ?? '',
        on,
        by,
        ground: { earlier },
      });
      return isRefusal(adopted) ? adopted : proposalAnswer(tx, params.id, services.offers.kinds);
    },
  ),
  apiList(
    '/api/v1/questions',
    {
      name: 'listQuestions',
      summary: 'Questions by which bodies called agencies to account',
      permission: 'read',
      item: Question.omit({ answers: true }).meta({ id: 'QuestionSummary' }),
      order: ({ id }) => [id],
    },
    async ({ tx }) => listQuestions(tx),
  ),
  apiGet(
    '/api/v1/questions/:id',
    { name: 'getQuestion', summary: 'A question with its answers', permission: 'read', response: Question },
    async ({ tx, params }) => questionAnswer(tx, params.id),
  ),
  apiPost(
    '/api/v1/questions',
    {
      name: 'askAgency',
      summary: 'Call an agency to account',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        body: z.string().describe('The slug of the body that asks'),
        agency: z.string().describe('The slug of the agency that is to answer'),
        asked: words,
        answerBy: givenDay,
      }),
      response: Question,
      problems: ['question-leaves-time-to-answer'],
    },
    async ({ tx, actor, body: given, today }) => {
      const [body, agency] = [await findBody(tx, given.body), await findAgency(tx, given.agency)];
      if (!body || !agency) return notFound(body ? 'agency' : 'body');
      const fields = { bodyId: body.id, agencyId: agency.id, asked: given.asked, answerBy: given.answerBy };
      const id = await askAgency(tx, actor, { ...fields, askedOn: today });
      if (isRefusal(id)) return id;
      const answer = await questionAnswer(tx, id);
      return isRefusal(answer) ? answer : { ...answer, location: `/api/v1/questions/${id}` };
    },
  ),
  apiPost(
    '/api/v1/questions/:id/answers',
    {
      name: 'answerQuestion',
      summary: 'Answer for the agency',
      permission: 'action.report',
      anywhere: true,
      status: 201,
      body: z.strictObject({ answered: words }),
      response: Question,
      problems: ['answer-before-question'],
    },
    async ({ tx, actor, params, body, today }) => {
      const id = params.id as Id<'question'>;
      const answered = await answerQuestion(tx, actor, id, { ...body, on: today });
      return isRefusal(answered) ? answered : questionAnswer(tx, id);
    },
  ),
];
