import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  findProjectBySlug,
  findRisk,
  listRisks,
  noteRisk,
  RISK_STATES,
  raiseRisk,
} from '../../delivery/index.ts';
import { findPost } from '../../partners/index.ts';
import { named } from '../lookup.ts';
import { day, givenText, notFound } from '../schemas.ts';
import { onAttached } from './project-answer.ts';

const kind = z.enum(['risk', 'issue']);
const state = z.enum(RISK_STATES);

const Risk = z
  .object({
    id: z.uuid(),
    kind,
    title: z.string(),
    state,
    likelihood: z.int(),
    impact: z.int(),
    score: z.int().describe('Likelihood times impact'),
    says: z.string(),
    notedOn: day,
    owner: z.string().nullable(),
  })
  .meta({ id: 'Risk', description: 'A risk or an issue of a project, as it was noted last.' });

const note = {
  likelihood: z.number().describe('From 1 (rare) to 5 (almost certain)'),
  impact: z.number().describe('From 1 (negligible) to 5 (severe)'),
  says: z.string().max(20_000).default(''),
};

const WHO = 'Needs plan.edit, or progress.report for the agency that leads the project.';

/** The risks and issues of projects. */
export const riskRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/projects/:slug/risks',
    {
      name: 'listRisks',
      summary: 'The risks and issues of a project in the order in which they were raised',
      permission: 'read',
      item: Risk,
      key: z.tuple([z.uuid()]),
      order: ({ id }) => [id],
    },
    async ({ tx, params }, page) => {
      const project = await findProjectBySlug(tx, params.slug ?? '');
      return project ? listRisks(tx, project.id, page) : notFound('project');
    },
  ),
  apiPost(
    '/api/v1/projects/:slug/risks',
    {
      name: 'raiseRisk',
      summary: 'Raise a risk or an issue',
      says: WHO,
      permission: 'read',
      status: 201,
      body: z.strictObject({
        kind,
        title: givenText,
        ...note,
        owner: z.string().nullable().default(null).describe('The slug of the post that owns it'),
      }),
      response: Risk,
      problems: ['risk-out-of-range'],
    },
    async (asked) => {
      const { tx, actor, body, today } = asked;
      const { owner: slug, ...fields } = body;
      const owner = await named(tx, slug, findPost, 'post');
      if (isRefusal(owner)) return owner;
      const risk = { ...fields, state: 'open', ownerPostId: owner?.id, on: today } as const;
      return onAttached(
        asked,
        async ({ id }) => {
          const raised = await raiseRisk(tx, actor, { ...risk, projectId: id });
          return isRefusal(raised) ? raised : raised.riskId;
        },
        findRisk,
        'risk',
      );
    },
  ),
  apiPost(
    '/api/v1/projects/:slug/risks/:id/notes',
    {
      name: 'noteRisk',
      summary: 'Note how a risk or an issue stands now; the notes before stay',
      says: WHO,
      permission: 'read',
      status: 201,
      body: z.strictObject({ state, ...note }),
      response: Risk,
      problems: ['risk-out-of-range', 'risk-state-does-not-follow'],
    },
    async (asked) => {
      const { tx, actor, params, body, today } = asked;
      const riskId = asId<'risk'>(params.id ?? '');
      if (!riskId) return notFound('risk');
      return onAttached(
        asked,
        async () => {
          const noted = await noteRisk(tx, actor, { ...body, riskId, on: today });
          return isRefusal(noted) ? noted : riskId;
        },
        findRisk,
        'risk',
      );
    },
  ),
];
