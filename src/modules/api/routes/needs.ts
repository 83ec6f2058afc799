import { z } from 'zod';
import { asId } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findIndicator } from '../../intelligence/index.ts';
import {
  addEvidence,
  addNeed,
  changeNeed,
  findNeed,
  findPriority,
  listEvidence,
  listNeedsByTitle,
  prioritiesOfNeed,
  takeEvidenceOut,
} from '../../strategy/index.ts';
import { allNamed, named } from '../lookup.ts';
import { day, givenText, notFound, optionalDay, optionalText } from '../schemas.ts';

const Need = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    statement: z.string(),
    placeId: z.uuid().nullable(),
    identifiedOn: day.nullable(),
    closedOn: day.nullable(),
    note: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Need', description: 'What the evidence shows is wrong, and priorities answer.' });

const NeedWithEvidence = Need.extend({
  priorities: z.array(z.string()).describe('Slugs of the priorities that answer it'),
  evidence: z.array(
    z.object({
      id: z.uuid(),
      statement: z.string(),
      source: z.string(),
      dated: day.nullable(),
      indicatorId: z.uuid().nullable(),
      url: z.string().nullable(),
    }),
  ),
}).meta({ id: 'NeedWithEvidence' });

const needBody = z.strictObject({
  title: givenText,
  statement: givenText.describe('What the evidence shows'),
  identifiedOn: optionalDay,
  closedOn: optionalDay,
  note: optionalText,
  priorities: z.array(z.string()).max(50).default([]).describe('Slugs of the priorities that answer it'),
});

async function needAnswer(tx: Tx, slug: string) {
  const need = await findNeed(tx, slug);
  if (!need) return notFound('need');
  const priorities = [...(await prioritiesOfNeed(tx, need.id))];
  const evidence = [...(await listEvidence(tx, need.id))];
  return { value: { ...need, priorities, evidence }, revision: need.revision };
}

/** Needs, the evidence that shows them, and the priorities that answer them. */
export const needRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/needs',
    {
      name: 'listNeeds',
      summary: 'Needs by title, open and closed',
      permission: 'read',
      item: Need,
      key: z.tuple([z.string(), z.uuid()]),
      order: ({ title, id }) => [title, id],
    },
    async ({ tx }, page) => listNeedsByTitle(tx, page),
  ),
  apiGet(
    '/api/v1/needs/:slug',
    {
      name: 'getNeed',
      summary: 'A need with its evidence and the priorities that answer it',
      permission: 'read',
      response: NeedWithEvidence,
    },
    async ({ tx, params }) => needAnswer(tx, params.slug ?? ''),
  ),
  apiPost(
    '/api/v1/needs',
    {
      name: 'addNeed',
      summary: 'Record a need and the priorities that answer it',
      permission: 'strategy.edit',
      status: 201,
      body: needBody,
      response: NeedWithEvidence,
      problems: ['name-unknown', 'need-slug-unique'],
    },
    async ({ tx, actor, body: { priorities: slugs, ...fields } }) => {
      const priorities = await allNamed(tx, 'priorities', slugs, findPriority);
      if (isRefusal(priorities)) return priorities;
      const ids = priorities.map(({ id }) => id);
      const added = await addNeed(tx, actor, fields, ids);
      if (isRefusal(added)) return added;
      const answer = await needAnswer(tx, added.slug);
      return isRefusal(answer) ? answer : { ...answer, location: `/api/v1/needs/${added.slug}` };
    },
  ),
  apiPut(
    '/api/v1/needs/:slug',
    {
      name: 'changeNeed',
      summary: 'Change a need and which priorities answer it',
      permission: 'strategy.edit',
      revised: true,
      body: needBody,
      response: NeedWithEvidence,
      problems: ['name-unknown'],
    },
    async ({ tx, actor, params, body: { priorities: slugs, ...fields }, revision }) => {
      const slug = params.slug ?? '';
      const priorities = await allNamed(tx, 'priorities', slugs, findPriority);
      if (isRefusal(priorities)) return priorities;
      const ids = priorities.map(({ id }) => id);
      const changed = await changeNeed(tx, actor, slug, revision, fields, ids);
      return isRefusal(changed) ? changed : needAnswer(tx, slug);
    },
  ),
  apiPost(
    '/api/v1/needs/:slug/evidence',
    {
      name: 'addEvidence',
      summary: 'Add what shows that a need is real',
      permission: 'strategy.edit',
      status: 201,
      body: z.strictObject({
        statement: givenText.describe('What was found'),
        source: givenText.describe('Where it was found'),
        dated: optionalDay,
        indicator: z.string().nullable().default(null).describe('The slug of an indicator that shows it'),
      }),
      response: NeedWithEvidence,
    },
    async ({ tx, actor, params, body: { indicator: slug, ...body } }) => {
      const need = await findNeed(tx, params.slug ?? '');
      if (!need) return notFound('need');
      const indicator = await named(tx, slug, findIndicator, 'indicator');
      if (isRefusal(indicator)) return indicator;
      const added = await addEvidence(tx, actor, need, { ...body, indicatorId: indicator?.id ?? null });
      return isRefusal(added) ? added : needAnswer(tx, need.slug);
    },
  ),
  apiPost(
    '/api/v1/needs/:slug/evidence/:id/removals',
    {
      name: 'takeEvidenceOut',
      summary: 'Take evidence out that no longer holds',
      permission: 'strategy.edit',
      body: z.strictObject({}),
      response: NeedWithEvidence,
    },
    async ({ tx, actor, params }) => {
      const need = await findNeed(tx, params.slug ?? '');
      const id = asId<'evidence'>(params.id ?? '');
      if (!need || !id) return notFound('evidence');
      const taken = await takeEvidenceOut(tx, actor, need, id);
      return isRefusal(taken) ? taken : needAnswer(tx, need.slug);
    },
  ),
];
