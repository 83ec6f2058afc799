import { z } from 'zod';
import { asId } from '../../../../kernel/ids.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../../platform/http/api.ts';
import { apiList } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { actsOn, type Within } from '../../api-acts.ts';
import { GROUND_NAMES } from '../../sharing/categories.ts';
import { READ, readsCohort, WRITE } from '../access.ts';
import { changeCriterion, joinCohort } from '../change.ts';
import { endCohort, startCohort } from '../cohort.ts';
import { enterCohort } from '../member.ts';
import { listCohorts, listMembers } from '../queries.ts';
import { cohortRow } from '../rows.ts';
import {
  Cohort,
  CohortSummary,
  cohortShown,
  cohortSummary,
  kindName,
  Member,
  memberShown,
} from './shapes.ts';

const BASE = '/api/v1/casework/cohorts';
const words = z.string().trim().min(1).max(20_000);
const criterion = { criterionCount: z.int().min(1).max(1000), criterionMonths: z.int().min(1).max(120) };
const ground = {
  ground: z.enum(GROUND_NAMES).default('agreement'),
  basis: z.string().trim().max(500).optional(),
};

async function now({ tx, actor }: Pick<Within, 'tx' | 'actor'>, given: string) {
  const id = asId<'cohort'>(given);
  const row = id && (await cohortRow(tx, actor, id));
  return row
    ? { value: cohortShown(row), revision: row.revision, location: `${BASE}/${row.id}` }
    : notFound('cohort');
}

const act = actsOn({
  ...{ base: BASE, called: 'cohort', ...WRITE, response: Cohort, status: 201 },
  problems: ['not-found', 'not-allowed', 'cohort-has-ended'],
  now,
});

export const cohortRoutesApi: readonly Route[] = [
  apiList(
    BASE,
    {
      name: 'listCohorts',
      summary: 'Cohorts in which the caller’s agency takes part',
      ...READ,
      item: CohortSummary,
      order: ({ id }) => [id],
      reads: () => ({ action: 'cohort.list' }),
    },
    async ({ tx, actor, today }) =>
      (await listCohorts(tx, actor, today)).map(cohortSummary).sort((a, b) => (a.id < b.id ? -1 : 1)),
  ),
  apiGet(
    `${BASE}/:id`,
    {
      name: 'getCohort',
      summary: 'A cohort: its agencies and its criterion',
      ...READ,
      response: Cohort,
      reads: readsCohort('cohort.read'),
      problems: ['not-found'],
    },
    ({ params, ...c }) => now(c, params.id ?? ''),
  ),
  apiList(
    `${BASE}/:id/members`,
    {
      name: 'listCohortMembers',
      summary: 'Who is in a cohort, or left it, with the last rating',
      ...READ,
      query: z.strictObject({ left: z.enum(['yes', 'no']).default('no') }),
      item: Member,
      order: ({ id }) => [id],
      reads: readsCohort('cohort.read'),
      problems: ['not-found'],
    },
    async ({ tx, actor, services, params, query }) => {
      const id = asId<'cohort'>(params.id ?? '');
      if (!id || !(await cohortRow(tx, actor, id))) return notFound('cohort');
      const members = await listMembers(tx, actor, services.subjects, {
        cohortId: id,
        left: query.left === 'yes',
      });
      return members.map(memberShown).sort((a, b) => (a.id < b.id ? -1 : 1));
    },
  ),
  apiPost(
    BASE,
    {
      name: 'startCohort',
      summary: 'Set up a cohort that your agency leads',
      ...WRITE,
      status: 201,
      body: z.strictObject({
        title: z.string().trim().min(1).max(200),
        kind: kindName,
        says: z.string().trim().max(2000).default(''),
        agencyIds: z.array(z.uuid()).default([]),
        regime: z.enum(['uk-gdpr', 'part-3']),
        assessment: z.string().trim().max(200).default(''),
        ratedBy: z.string(),
        ...criterion,
      }),
      response: Cohort,
      problems: [
        'not-allowed',
        'template-not-in-use',
        'cohort-slug-unique',
        'cohort-joint-work-rests-on-an-assessment',
      ],
    },
    async ({ body, today, ...c }) => {
      const made = await startCohort(c.tx, c.actor, { ...body, on: today });
      return isRefusal(made) ? made : now(c, made.id);
    },
  ),
  apiPost(
    `${BASE}/:id/members`,
    {
      name: 'enterCohort',
      summary: 'Somebody, or a family, enters; each agency of the cohort is told, in the ledger',
      ...WRITE,
      status: 201,
      body: z.strictObject({
        recordIds: z.array(z.uuid()).max(50),
        addressId: z.uuid().optional().describe('Of a family: where it lives'),
        leadAgencyId: z.uuid(),
        because: words,
        ...ground,
      }),
      response: z.object({ id: z.uuid() }),
      problems: [
        ...[
          'not-found',
          'not-allowed',
          'cohort-has-ended',
          'is-in-the-cohort',
          'say-who',
          'family-needs-an-address',
        ],
        ...['disclosure-covered-by-no-agreement', 'disclosure-names-its-basis'],
      ],
    },
    async ({ tx, actor, services, params, body, today }) => {
      const cohortId = asId<'cohort'>(params.id ?? '');
      if (!cohortId) return notFound('cohort');
      const entered = await enterCohort(tx, actor, services.subjects, { ...body, cohortId, on: today });
      return isRefusal(entered)
        ? entered
        : { value: entered, location: `/api/v1/casework/cohort-members/${entered.id}` };
    },
  ),
  act(
    'criterion',
    {
      name: 'changeCriterion',
      summary: 'Another criterion from today on, with the reason; what it was stays',
      revised: true,
      problems: ['say-why', 'criterion-is-the-same'],
    },
    z.strictObject({ ...criterion, reason: words }),
    ({ tx, actor, services, body, today, revision }, cohortId) =>
      changeCriterion(tx, actor, services.subjects, { ...body, cohortId, revision, on: today }),
  ),
  act(
    'agencies',
    {
      name: 'joinCohort',
      summary: 'Bring in an agency; whoever is in the cohort now is disclosed to it, in the ledger',
      revised: true,
      problems: [
        ...['takes-part-already', 'cohort-joint-work-rests-on-an-assessment'],
        ...['disclosure-covered-by-no-agreement', 'disclosure-names-its-basis'],
      ],
    },
    z.strictObject({ agencyId: z.uuid(), assessment: z.string().trim().max(200).default(''), ...ground }),
    ({ tx, actor, services, body, today, revision }, cohortId) =>
      joinCohort(tx, actor, services.subjects, { ...body, cohortId, revision, on: today }),
  ),
  act(
    'end',
    {
      name: 'endCohort',
      summary: 'End a cohort that nobody is in any more',
      revised: true,
      problems: ['somebody-is-in-it'],
    },
    z.strictObject({}),
    ({ tx, actor, today, revision }, id) => endCohort(tx, actor, { id, revision, on: today }),
  ),
];
