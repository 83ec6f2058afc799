import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiPost, requireRevision } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findStanding, setBaseline } from '../../intelligence/index.ts';
import { notFound, optionalDay } from '../schemas.ts';
import { Baseline, givenSubject, isAbout, words } from './target-schemas.ts';

/** Where indicators start from, and what is not known of it yet. */
export const baselineRoutes: readonly Route[] = [
  apiList(
    '/api/v1/indicators/:slug/baselines',
    {
      name: 'listBaselines',
      summary: 'The baselines of an indicator, for everybody and for single things',
      permission: 'read',
      item: Baseline,
      order: ({ id }) => [id],
    },
    async ({ tx, params, today }) => {
      const standing = await findStanding(tx, params.slug ?? '', today);
      return standing ? standing.baselines : notFound('indicator');
    },
  ),
  apiPost(
    '/api/v1/indicators/:slug/baselines',
    {
      name: 'setBaseline',
      summary: 'Set a baseline, replacing the one for the same thing',
      says: 'To replace one, send If-Match with its revision, as "r2".',
      permission: 'indicators.edit',
      anywhere: true,
      revised: 'if-there',
      status: 201,
      body: z.strictObject({
        subject: givenSubject,
        state: z.enum(['known', 'awaited']),
        period: z.string().nullable().default(null),
        value: z.number().nullable().default(null),
        statement: words.describe('In the words of its source'),
        expectedOn: optionalDay.describe('When an awaited baseline should be known'),
        source: words,
        note: words,
      }),
      response: Baseline,
      problems: ['may-not-set-targets', 'period-unreadable'],
    },
    async ({ tx, actor, params, body, revision, today }) => {
      const slug = params.slug ?? '';
      const before = await findStanding(tx, slug, today);
      if (!before) return notFound('indicator');
      const there = before.baselines.find(isAbout(body.subject));
      const unseen = requireRevision(there?.revision, revision);
      if (unseen) return unseen;
      const set = await setBaseline(tx, actor, {
        ...body,
        ...(there === undefined ? {} : { revision }),
        indicatorId: before.indicator.id,
        ownerPostId: there?.ownerPostId ?? null,
      });
      if (isRefusal(set)) return set;
      const after = await findStanding(tx, slug, today);
      const baseline = after?.baselines.find(({ id }) => id === set.id);
      return baseline ? { value: baseline, revision: baseline.revision } : notFound('baseline');
    },
  ),
];
