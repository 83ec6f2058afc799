import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiPost, requireRevision } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findStanding, listTargets, setTarget } from '../../intelligence/index.ts';
import { givenDay, notFound, optionalDay } from '../schemas.ts';
import { givenSubject, isAbout, Target, words } from './target-schemas.ts';

const IndicatorTarget = Target.extend({ indicator: z.string(), title: z.string() }).meta({
  id: 'IndicatorTarget',
});

const targetBody = z.strictObject({
  subject: givenSubject,
  status: z.enum(['agreed', 'proposed', 'to-be-agreed']),
  aim: z.enum(['at-least', 'at-most', 'maintain']).optional(),
  stages: z
    .array(
      z.strictObject({
        period: z.string().nullable().default(null).describe('A period by whose end it is due, or dueOn'),
        dueOn: optionalDay,
        value: z.number().nullable().describe('null where the figure is not known'),
        note: words,
      }),
    )
    .max(50)
    .default([]),
  statement: words.describe('In the words of its source'),
  endsOn: optionalDay,
  endsSays: words,
  reviewOn: optionalDay,
  reviewSays: words,
  expectedOn: optionalDay.describe('When an unknown target should be known'),
  source: words,
  note: words,
});

/** Targets of indicators, staged and honest about what is not known. */
export const targetRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/targets',
    {
      name: 'listTargets',
      summary: 'The targets of all indicators',
      permission: 'read',
      item: IndicatorTarget,
      query: z.object({ asAt: givenDay.optional() }),
      key: z.tuple([z.string(), z.uuid()]),
      order: ({ title, id }) => [title, id],
    },
    async ({ tx, query, today }, page) =>
      (await listTargets(tx, { ...page, asAt: query.asAt ?? today })).map(({ indicator, title, target }) => ({
        ...target,
        stages: [...target.stages],
        indicator,
        title,
      })),
  ),
  apiPost(
    '/api/v1/indicators/:slug/targets',
    {
      name: 'setTarget',
      summary: 'Set a target, replacing the one for the same thing',
      says: 'To replace one, send If-Match with its revision, as "r2".',
      permission: 'indicators.edit',
      anywhere: true,
      revised: 'if-there',
      status: 201,
      body: targetBody,
      response: IndicatorTarget,
      problems: ['may-not-set-targets', 'target-without-figure', 'period-unreadable', 'stage-without-date'],
    },
    async ({ tx, actor, params, body: { aim, ...body }, revision, today }) => {
      const slug = params.slug ?? '';
      const before = await findStanding(tx, slug, today);
      if (!before) return notFound('indicator');
      const there = before.targets.map(({ target }) => target).find(isAbout(body.subject));
      const unseen = requireRevision(there?.revision, revision);
      if (unseen) return unseen;
      const set = await setTarget(tx, actor, {
        ...body,
        ...(aim === undefined ? {} : { aim }),
        ...(there === undefined ? {} : { revision }),
        indicatorId: before.indicator.id,
        ownerPostId: there?.ownerPostId ?? null,
      });
      if (isRefusal(set)) return set;
      const after = await findStanding(tx, slug, today);
      const target = after?.targets.map((one) => one.target).find(({ id }) => id === set.id);
      if (!target) return notFound('target');
      const { title } = before.indicator;
      return {
        value: { ...target, stages: [...target.stages], indicator: slug, title },
        revision: target.revision,
      };
    },
  ),
];
