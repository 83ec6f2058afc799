import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  addCaseStudy,
  CONSENTS,
  findCaseStudy,
  findProjectBySlug,
  listCaseStudies,
  signOffCaseStudy,
} from '../../delivery/index.ts';
import { day, givenText, notFound } from '../schemas.ts';
import { onAttached } from './project-answer.ts';

const consent = z.enum(CONSENTS);

const CaseStudy = z
  .object({
    id: z.uuid(),
    title: z.string(),
    body: z.string(),
    source: z.string(),
    consent,
    toldOn: day,
    signedOn: day.nullable().describe('When somebody checked that nobody can be recognised'),
  })
  .meta({ id: 'CaseStudy', description: 'An anonymised story of the difference a project made.' });

/** The case studies of projects. */
export const caseStudyRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/projects/:slug/case-studies',
    {
      name: 'listCaseStudies',
      summary: 'The case studies of a project in the order in which they were told',
      permission: 'read',
      item: CaseStudy,
      key: z.tuple([z.uuid()]),
      order: ({ id }) => [id],
    },
    async ({ tx, params }, page) => {
      const project = await findProjectBySlug(tx, params.slug ?? '');
      return project ? listCaseStudies(tx, project.id, page) : notFound('project');
    },
  ),
  apiPost(
    '/api/v1/projects/:slug/case-studies',
    {
      name: 'addCaseStudy',
      summary: 'Attach an anonymised case study to a project',
      says: 'Needs plan.edit, or progress.report for the agency that leads the project. It is told nowhere before its sign-off.',
      permission: 'read',
      status: 201,
      body: z.strictObject({
        title: givenText,
        body: z.string().trim().min(1).max(50_000),
        source: z.string().max(400).default(''),
        consent,
      }),
      response: CaseStudy,
    },
    async (asked) => {
      const { tx, actor, body, today } = asked;
      return onAttached(
        asked,
        async ({ id }) => {
          const added = await addCaseStudy(tx, actor, { ...body, projectId: id, toldOn: today });
          return isRefusal(added) ? added : added.caseStudyId;
        },
        findCaseStudy,
        'case study',
      );
    },
  ),
  apiPost(
    '/api/v1/projects/:slug/case-studies/:id/sign-offs',
    {
      name: 'signOffCaseStudy',
      summary: 'Sign off a case study',
      permission: 'plan.edit',
      status: 201,
      body: z.strictObject({
        says: z.string().max(4000).default('').describe('How you checked that nobody can be recognised'),
      }),
      response: CaseStudy,
      problems: ['consent-needed', 'check-needed'],
    },
    async (asked) => {
      const { tx, actor, params, body, today } = asked;
      const caseStudyId = asId<'case-study'>(params.id ?? '');
      if (!caseStudyId) return notFound('case study');
      return onAttached(
        asked,
        async () => {
          const signed = await signOffCaseStudy(tx, actor, { ...body, caseStudyId, on: today });
          return isRefusal(signed) ? signed : caseStudyId;
        },
        findCaseStudy,
        'case study',
      );
    },
  ),
];
