import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  CLOSURE_RESULTS,
  COLOURS,
  changeStage,
  closeProject,
  endorseProject,
  findCondition,
  findProjectBySlug,
  listConditions,
  meetCondition,
  overrideRag,
} from '../../delivery/index.ts';
import { earlierFields, findPost, GROUND_PROBLEMS } from '../../partners/index.ts';
import { named } from '../lookup.ts';
import { day, givenDay, givenText, heeded, notFound, optionalText } from '../schemas.ts';
import { onAttached, onProject } from './project-answer.ts';
import { ProjectWithPlan, stage } from './project-schemas.ts';

const Condition = z
  .object({
    id: z.uuid(),
    missing: z.array(z.string()).describe('What the project plan must still say, by name'),
    dueOn: day,
    note: z.string(),
    owner: z.string().nullable(),
    metOn: day.nullable(),
  })
  .meta({ id: 'EndorsementCondition' });

const says = z.string().max(20_000).default('');
const project = '/api/v1/projects/:slug';

/** What is decided of a project: its stage, endorsement, judgement and closure. */
export const projectActRoutes: readonly Route[] = [
  apiPost(
    `${project}/stages`,
    {
      name: 'changeStage',
      summary: 'Move a project to its next stage',
      permission: 'plan.edit',
      status: 201,
      revised: 'if-sent',
      body: z.strictObject({ stage, reason: givenText, on: givenDay.optional() }),
      response: ProjectWithPlan,
      problems: ['stage-does-not-follow', 'ends-by-closure'],
    },
    async (asked) => {
      const { tx, actor, body, revision, today } = asked;
      const move = { ...body, on: body.on ?? today, revision: heeded(revision) };
      return onProject(asked, ({ id }) => changeStage(tx, actor, { ...move, projectId: id }));
    },
  ),
  apiPost(
    `${project}/endorsements`,
    {
      name: 'endorseProject',
      summary: 'Record that a board endorsed a project before the partnership kept its decisions here',
      says: 'With a dated condition where its plan is incomplete. Everything since is endorsed by a decision on it.',
      permission: 'project.endorse',
      status: 201,
      revised: 'if-sent',
      body: z.strictObject({
        by: givenText.describe('The body that endorses it'),
        on: givenDay,
        ...earlierFields,
        condition: z
          .strictObject({
            dueOn: givenDay,
            owner: z.string().optional().describe('The slug of a post'),
            note: optionalText,
          })
          .optional(),
      }),
      response: ProjectWithPlan,
      problems: [
        ...GROUND_PROBLEMS,
        'addresses-no-outcome',
        'condition-needed',
        'condition-needs-time',
        'endorsement-project-unique',
      ],
    },
    async (asked) => {
      const { tx, actor, body, revision } = asked;
      const { by, on, minutes, reason, condition } = body;
      const owner = await named(tx, condition?.owner, findPost, 'post');
      if (isRefusal(owner)) return owner;
      const endorsing = {
        by,
        on,
        ground: { earlier: { minutes, reason } },
        condition: condition && {
          dueOn: condition.dueOn,
          ownerPostId: owner?.id,
          note: condition.note ?? '',
        },
        revision: heeded(revision),
      };
      return onProject(asked, ({ id }) => endorseProject(tx, actor, { ...endorsing, projectId: id }));
    },
  ),
  apiPages(
    `${project}/conditions`,
    {
      name: 'listConditions',
      summary: 'The conditions of a project’s endorsement in the order in which they were set',
      permission: 'read',
      item: Condition,
      key: z.tuple([z.uuid()]),
      order: ({ id }) => [id],
    },
    async ({ tx, params }, page) => {
      const found = await findProjectBySlug(tx, params.slug ?? '');
      if (!found) return notFound('project');
      const conditions = await listConditions(tx, found.id, page);
      return conditions.map((condition) => ({ ...condition, missing: [...condition.missing] }));
    },
  ),
  apiPost(
    `${project}/conditions/:id/fulfilments`,
    {
      name: 'meetCondition',
      summary: 'Record that a condition of endorsement is met, once its project plan says what was missing',
      permission: 'plan.edit',
      status: 201,
      body: z.strictObject({ on: givenDay.optional() }),
      response: Condition,
      problems: ['condition-not-met'],
    },
    async (asked) => {
      const { tx, actor, params, body, today } = asked;
      const conditionId = asId<'condition'>(params.id ?? '');
      if (!conditionId) return notFound('condition');
      const met = await onAttached(
        asked,
        async () => {
          const done = await meetCondition(tx, actor, { conditionId, on: body.on ?? today });
          return isRefusal(done) ? done : conditionId;
        },
        findCondition,
        'condition',
      );
      return isRefusal(met) ? met : { value: { ...met.value, missing: [...met.value.missing] } };
    },
  ),
  apiPost(
    `${project}/judgements`,
    {
      name: 'judgeProject',
      summary: 'Judge a project otherwise than the rules do, with the reason',
      says: 'Without a colour the rules count again. What the rules say stays visible beside it.',
      permission: 'plan.edit',
      status: 201,
      revised: 'if-sent',
      body: z.strictObject({ rag: z.enum(COLOURS).nullable(), reason: says }),
      response: ProjectWithPlan,
      problems: ['reason-needed'],
    },
    async (asked) => {
      const { tx, actor, body, revision, today } = asked;
      const judgement = { ...body, on: today, revision: heeded(revision) };
      return onProject(asked, ({ id }) => overrideRag(tx, actor, { ...judgement, projectId: id }));
    },
  ),
  apiPost(
    `${project}/closures`,
    {
      name: 'closeProject',
      summary: 'Close a project, with its evaluation and value for money assessment',
      permission: 'plan.edit',
      status: 201,
      revised: 'if-sent',
      body: z.strictObject({
        result: z.enum(CLOSURE_RESULTS),
        on: givenDay.optional(),
        evaluation: says,
        valueForMoney: says,
      }),
      response: ProjectWithPlan,
      problems: ['closure-incomplete', 'stage-does-not-follow'],
    },
    async (asked) => {
      const { tx, actor, body, revision, today } = asked;
      const closing = { ...body, on: body.on ?? today, revision: heeded(revision) };
      return onProject(asked, ({ id }) => closeProject(tx, actor, { ...closing, projectId: id }));
    },
  ),
];
