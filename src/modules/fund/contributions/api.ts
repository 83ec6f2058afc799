import { z } from 'zod';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, apiPost, wantsCsv } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { toCsv } from '../../../ui/table/index.ts';
import { day, givenDay, optionalDay, pence, someWords, words } from '../api-schemas.ts';
import { periodFrom } from '../statement/queries.ts';
import { namesOf, QUALITIES } from '../words.ts';
import { type Contribution, contributionsOf, linesOf } from './contribution.ts';
import { LINE_COLUMNS } from './partner-page.tsx';
import { addPromise, endPromise, recordDelivery, strikeDelivery } from './promises.ts';
import { contributionFacts, findPromise, type Promised } from './queries.ts';

const kinds = z.enum(['cash', 'in-kind', 'match']);
const whole = z.int().describe('Whole pence');
const amounts = z.object({ promised: whole, delivered: whole, awaited: whole });
const id = z.uuid().nullable().default(null);
const days = { from: day.optional(), until: day.optional() };

const PromiseSchema = z
  .object({
    id: z.uuid(),
    agency: z.string().describe('The slug of the partner'),
    kind: kinds,
    says: z.string(),
    pence: whole.nullable().describe('Whole pence; null where nobody knows what it is worth'),
    delivered: whole,
    promisedOn: day,
    dueOn: day.nullable(),
    endedOn: day.nullable(),
    state: z.enum(['promised', 'delivered', 'delivered-in-part', 'ended']),
    note: z.string(),
  })
  .meta({ id: 'Promise', description: 'What a partner promised, and how much of it was delivered.' });

const ContributionSchema = z
  .object({
    agency: z.string().describe('The slug of the partner'),
    name: z.string(),
    cash: amounts,
    inKind: amounts,
    match: amounts,
    unvalued: z.int().describe('Promises that nobody has put a value on'),
    secondedPosts: z.array(z.string()),
    staffTime: whole
      .nullable()
      .describe(
        'What the time that project plans name is worth, in pence, where hours and rate are known; null where they are of none of it',
      ),
    attendance: z.object({ sittings: z.int(), present: z.int(), bySubstitute: z.int() }).nullable(),
    updates: z.object({ inTime: z.int(), late: z.int(), overdue: z.int() }).nullable(),
  })
  .meta({ id: 'Contribution', description: 'What a partner contributed in a period.' });

const shown = (one: Contribution): z.input<typeof ContributionSchema> => ({
  ...one,
  agency: one.slug,
  name: one.agency,
  secondedPosts: one.seconded.map(({ post }) => post),
  staffTime: one.staffPence,
});

const shownPromise = (one: Promised): z.input<typeof PromiseSchema> => ({
  ...one,
  agency: one.agencySlug,
  delivered: one.kept,
});

const periodIn = (
  query: { from?: string | undefined; until?: string | undefined },
  today: Parameters<typeof periodFrom>[1],
) => periodFrom({ from: parsePlainDate(query.from ?? ''), until: parsePlainDate(query.until ?? '') }, today);

const OWN = { permission: 'fund.request', anywhere: true, response: PromiseSchema, status: 201 } as const;

async function promiseOr(tx: Parameters<typeof findPromise>[0], promiseId: string) {
  const promise = await findPromise(tx, promiseId);
  return promise ? { value: shownPromise(promise) } : notFound('promise');
}

export const contributionApi: readonly Route[] = [
  apiList(
    '/api/v1/contributions',
    {
      name: 'listContributions',
      summary: 'What each partner contributed in a period',
      says: 'Without days, the financial year up to today.',
      permission: 'read',
      item: ContributionSchema,
      order: ({ agency }) => [agency],
      query: z.object(days),
      problems: ['period-is-backwards'],
    },
    async ({ tx, query, today }) => {
      const period = periodIn(query, today);
      if (isRefusal(period)) return period;
      return contributionsOf(await contributionFacts(tx, period), period)
        .map(shown)
        .toSorted((a, b) => (a.agency < b.agency ? -1 : 1));
    },
  ),
  apiGet(
    '/api/v1/contributions/:agency',
    {
      name: 'getContribution',
      summary: 'The contribution statement of a partner',
      says: 'CSV, for accept: text/csv or ?format=csv, has every line of it.',
      permission: 'read',
      query: z.object({ ...days, format: z.enum(['json', 'csv']).optional() }),
      response: ContributionSchema.extend({ promises: z.array(PromiseSchema) }),
      csv: true,
      problems: ['not-found', 'period-is-backwards'],
    },
    async (context) => {
      const period = periodIn(context.query, context.today);
      if (isRefusal(period)) return period;
      const [one] = contributionsOf(
        await contributionFacts(context.tx, period, context.params.agency ?? ''),
        period,
      );
      if (!one) return notFound('partner');
      if (wantsCsv(context))
        return { csv: toCsv(LINE_COLUMNS, linesOf(one)), fileName: `contributions-${one.slug}.csv` };
      return { value: { ...shown(one), promises: one.promises.map(shownPromise) } };
    },
  ),
  apiPost(
    '/api/v1/contributions/:agency/promises',
    {
      ...OWN,
      name: 'addPromise',
      fields: { day: 'on' },
      summary: 'Record what a partner promised',
      body: z.object({
        kind: kinds,
        says: words,
        pence: pence.nullable().default(null),
        on: givenDay,
        dueOn: optionalDay,
        streamId: id,
        projectId: id,
        requestId: id,
        quality: z.enum(namesOf(QUALITIES)).default('final'),
        note: someWords,
      }),
      problems: ['not-found', 'day-is-in-the-future', 'promise-is-due-after-it-was-made'],
    },
    async ({ tx, actor, params, body }) => {
      const agency = await tx
        .selectFrom('partners.agency')
        .select('id')
        .where('slug', '=', params.agency ?? '')
        .executeTakeFirst();
      if (!agency) return notFound('partner');
      const { pence: amount, on, ...rest } = body;
      const made = await addPromise(tx, actor, agency.id, { ...rest, amount, day: on });
      return isRefusal(made) ? made : promiseOr(tx, made.id);
    },
  ),
  apiPost(
    '/api/v1/promises/:id/deliveries',
    {
      ...OWN,
      name: 'recordDelivery',
      fields: { amount: 'pence', day: 'on' },
      summary: 'Record that a partner delivered a promise, or a part of it',
      response: z.object({ id: z.uuid(), promise: PromiseSchema }),
      body: z.object({ pence, on: givenDay, evidence: words }),
      problems: [
        'not-found',
        'exceeds-promise',
        'promised-later',
        'promise-has-ended',
        'day-is-in-the-future',
      ],
    },
    async ({ tx, actor, params, body }) => {
      const promiseId = params.id ?? '';
      const made = await recordDelivery(tx, actor, {
        promiseId,
        amount: body.pence,
        day: body.on,
        evidence: body.evidence,
      });
      if (isRefusal(made)) return made;
      const promise = await findPromise(tx, promiseId);
      return promise ? { value: { id: made.id, promise: shownPromise(promise) } } : notFound('promise');
    },
  ),
  apiPost(
    '/api/v1/deliveries/:id/strikings',
    {
      ...OWN,
      name: 'strikeDelivery',
      fields: { day: 'on' },
      summary: 'Strike out a delivery that was recorded by mistake',
      body: z.object({ on: givenDay, reason: words }),
      problems: ['not-found', 'struck-already'],
    },
    async ({ tx, actor, params, body }) => {
      const struck = await strikeDelivery(tx, actor, {
        deliveryId: params.id ?? '',
        day: body.on,
        reason: body.reason,
      });
      return isRefusal(struck) ? struck : promiseOr(tx, struck.promiseId);
    },
  ),
  apiPost(
    '/api/v1/promises/:id/endings',
    {
      ...OWN,
      name: 'endPromise',
      fields: { day: 'on' },
      summary: 'Record that nothing more of a promise is awaited',
      body: z.object({ on: givenDay, reason: words }),
      problems: ['not-found', 'promise-has-ended'],
    },
    async ({ tx, actor, params, body }) => {
      const promiseId = params.id ?? '';
      const ended = await endPromise(tx, actor, { promiseId, day: body.on, reason: body.reason });
      return isRefusal(ended) ? ended : promiseOr(tx, promiseId);
    },
  ),
];
