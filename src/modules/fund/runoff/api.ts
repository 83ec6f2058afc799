import { z } from 'zod';
import { type PlainDate, plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { addDependent, settleDependent } from './dependents.ts';
import { whoMayPay } from './lawful.ts';
import { findDependent, listDependents, runOffFacts } from './queries.ts';
import { outlookOf, SPANS, sayFailures } from './scenario.ts';

const day = z.iso.date();
const pence = z.int().describe('Pence');
const given = z.iso
  .date()
  .refine((text) => text >= '1900-01-01', 'Give a day of this century or the last')
  .transform((text): PlainDate => plainDate(text));

const RunSchema = z.object({
  stream: z.string(),
  name: z.string(),
  fails: z.object({ month: day, why: z.enum(['short', 'lapses', 'used-up']), pence }).nullable(),
  months: z.array(
    z.object({ month: day, opening: pence, paid: pence, lapsed: pence, closing: pence, short: pence }),
  ),
});

const MayNotSchema = z.object({
  request: z.string(),
  stream: z.string(),
  because: z.string().describe('The rule, why it refuses, and what would make the request eligible.'),
});

const RunOffSchema = z
  .object({
    says: z.array(z.string()).describe('When each stream fails, in sentences; none while none fails.'),
    streams: z.array(RunSchema),
    all: RunSchema,
    mayNotPay: z
      .array(MayNotSchema)
      .describe(
        'Streams whose rules forbid paying for a request that is approved here; nothing is taken from them.',
      ),
  })
  .meta({ id: 'FundRunOff', description: 'What each stream holds month by month, and when it fails.' });

const slugs = z
  .string()
  .max(4000)
  .optional()
  .transform((text) => (text ? text.split(',').map((one) => one.trim()) : []));

const DependentSchema = z
  .object({
    slug: z.string(),
    kind: z.enum(['post', 'contract']),
    title: z.string(),
    agency: z.string().nullable(),
    request: z.string().nullable().describe('The slug of the request that pays for it'),
    stream: z.string().nullable(),
    endsOn: day,
    noticeDays: z.int(),
    decideBy: day,
    outcome: z.enum(['funded', 'replaced', 'ended']).nullable(),
    settledOn: day.nullable(),
    settledSays: z.string().nullable(),
    note: z.string(),
  })
  .meta({ id: 'Dependent', description: 'A post or contract whose funding ends on a day.' });

const shown = (one: Awaited<ReturnType<typeof listDependents>>[number]): z.input<typeof DependentSchema> => ({
  ...one,
  request: one.requestSlug,
  stream: one.streamSlug,
});

const id = z.uuid().nullable().default(null);

export const runOffApi: readonly Route[] = [
  apiGet(
    '/api/v1/fund-run-off',
    {
      name: 'projectFundRunOff',
      summary: 'The fund month by month, as decided or as a scenario asks',
      says: '`approve` and `stop` name requests, with commas. Nothing is decided or moved.',
      permission: 'read',
      query: z.object({
        months: z.enum(SPANS.map(String) as [string, ...string[]]).default('24'),
        approve: slugs,
        stop: slugs,
        recurs: z.enum(['true', 'false']).optional(),
      }),
      response: RunOffSchema,
      problems: ['not-found'],
    },
    async ({ tx, query, today }) => {
      const facts = await runOffFacts(tx);
      const known = (list: readonly { slug: string }[], slug: string) =>
        list.some((one) => one.slug === slug);
      if (!query.approve.every((slug) => known(facts.waiting, slug))) return notFound('waiting request');
      if (!query.stop.every((slug) => known(facts.holding, slug)))
        return notFound('request that holds money');
      const approve = new Map(query.approve.map((slug) => [slug, {}] as const));
      const asked = {
        months: Number(query.months),
        approve,
        stop: new Map(query.stop.map((slug) => [slug, 0] as const)),
        recurs: query.recurs === 'true',
      };
      const lawful = await whoMayPay(tx, facts, asked, today);
      const outlook = outlookOf(facts, asked, today, lawful);
      const run = (one: (typeof outlook.runs)[number]) => ({
        stream: one.slug,
        name: one.name,
        fails: one.fails,
        months: [...one.months],
      });
      return {
        value: {
          says: [...sayFailures(outlook.runs)],
          streams: outlook.runs.map(run),
          all: run(outlook.all),
          mayNotPay: lawful.flatMap(({ slug, answers }) =>
            answers.flatMap(({ stream, may, because }) =>
              may ? [] : [{ request: slug, stream, because: because ?? '' }],
            ),
          ),
        },
      };
    },
  ),
  apiList(
    '/api/v1/dependents',
    {
      name: 'listDependents',
      summary: 'Posts and contracts whose funding ends',
      permission: 'read',
      item: DependentSchema,
      order: ({ decideBy, slug }) => [decideBy, slug],
    },
    async ({ tx }) =>
      (await listDependents(tx))
        .map(shown)
        .toSorted((a, b) => `${a.decideBy} ${a.slug}`.localeCompare(`${b.decideBy} ${b.slug}`, 'en')),
  ),
  apiPost(
    '/api/v1/dependents',
    {
      name: 'addDependent',
      summary: 'Add a post or contract whose funding ends',
      permission: 'fund.keep',
      body: z.object({
        kind: z.enum(['post', 'contract']),
        title: z.string().trim().min(1).max(200),
        agencyId: id,
        projectId: id,
        requestId: id,
        streamId: id,
        endsOn: given,
        noticeDays: z.int().min(0).max(730).default(90),
        quality: z.enum(['final', 'provisional', 'estimated']).default('final'),
        note: z.string().max(4000).default(''),
      }),
      response: DependentSchema,
      status: 201,
      problems: ['title-is-reserved', 'dependent-slug-unique'],
    },
    async ({ tx, actor, body }) => {
      const added = await addDependent(tx, actor, body);
      if (isRefusal(added)) return added;
      const dependent = await findDependent(tx, added.slug);
      return dependent ? { value: shown(dependent), location: `/api/v1/dependents` } : notFound('dependent');
    },
  ),
  apiPost(
    '/api/v1/dependents/:slug/settlements',
    {
      name: 'settleDependent',
      summary: 'Record what becomes of a post or contract whose funding ends',
      permission: 'fund.keep',
      body: z.object({
        outcome: z.enum(['funded', 'replaced', 'ended']),
        on: given,
        says: z.string().trim().min(1).max(4000),
      }),
      response: DependentSchema,
      status: 201,
      problems: ['not-found', 'already-settled'],
    },
    async ({ tx, actor, body, params }) => {
      const settled = await settleDependent(tx, actor, params.slug ?? '', { ...body, day: body.on });
      if (isRefusal(settled)) return settled;
      const dependent = await findDependent(tx, settled.slug);
      return dependent ? { value: shown(dependent) } : notFound('dependent');
    },
  ),
];
