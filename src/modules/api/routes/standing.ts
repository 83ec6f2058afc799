import { z } from 'zod';
import { apiGet } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { search } from '../../../platform/search.ts';
import { listDuties, listWarnings, type WarningRow } from '../queries.ts';
import { day, givenDay } from '../schemas.ts';

const Duty = z
  .object({
    kind: z.string(),
    subjectKind: z.string(),
    subjectId: z.uuid(),
    title: z.string(),
    path: z.string(),
    dueOn: day,
    ownerAgencyId: z.uuid().nullable(),
    ownerPostId: z.uuid().nullable(),
    metOn: day.nullable(),
  })
  .meta({ id: 'Duty', description: 'Something that somebody owes by a day.' });

const Warning = z
  .object({
    kind: z.string(),
    subjectKind: z.string(),
    subjectId: z.uuid(),
    since: day.nullable(),
    severity: z.enum(['high', 'medium', 'low']),
    sentence: z.string(),
    path: z.string(),
    ownerAgencyId: z.uuid().nullable(),
  })
  .meta({ id: 'Warning', description: 'Something that goes wrong by rule.' });

const Found = z
  .object({ kind: z.string(), id: z.uuid(), title: z.string(), summary: z.string(), path: z.string() })
  .meta({ id: 'Found' });

/** What is due, what goes wrong, and what can be found: over all modules. */
export const standingRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/duties',
    {
      name: 'listDuties',
      summary: 'What is due, the earliest first',
      permission: 'read',
      item: Duty,
      key: z.tuple([day, z.string(), z.uuid(), z.string()]),
      order: ({ dueOn, kind, subjectId, title }) => [dueOn, kind, subjectId, title],
      query: z.object({
        met: z.enum(['yes', 'no']).default('no').describe('no for what is still owed'),
        until: givenDay.optional().describe('Due on or before this day'),
        agency: z.uuid().optional().describe('Owed by this agency'),
      }),
    },
    async ({ tx, actor, services, query }, page) =>
      listDuties(tx, actor, services.offers.duties, { ...query, ...page }),
  ),
  apiPages(
    '/api/v1/warnings',
    {
      name: 'listWarnings',
      summary: 'What is going wrong, the gravest first',
      permission: 'read',
      item: Warning,
      key: z.tuple([z.int(), z.string(), z.uuid(), z.string()]),
      order: ({ rank, kind, subjectId, sentence }: WarningRow) => [rank, kind, subjectId, sentence],
      query: z.object({ agency: z.uuid().optional().describe('For this agency') }),
    },
    async ({ tx, actor, services, query }, page) =>
      listWarnings(tx, actor, services.offers.warnings, { ...query, ...page }),
  ),
  apiGet(
    '/api/v1/search',
    {
      name: 'search',
      summary: 'What can be found, the best first',
      permission: 'read',
      query: z.object({
        q: z.string().trim().min(1).max(200).describe('Words, beginnings of words, or nearly right ones'),
        limit: z.coerce.number().int().min(1).max(50).default(20),
      }),
      response: z.object({ items: z.array(Found) }),
    },
    async ({ tx, actor, query }) => ({ value: { items: await search(tx, actor, query.q, query.limit) } }),
  ),
];
