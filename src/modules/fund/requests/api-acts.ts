import { z } from 'zod';
import { refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiPost, apiPut } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { givenDay, pence, WholeRequest, words } from '../api-schemas.ts';
import { findStream } from '../streams/queries.ts';
import { siteOf } from '../today.ts';
import { onRequest } from './api.ts';
import { meetFundingCondition, postInPart } from './conditions.ts';
import { listConditions } from './queries.ts';
import { proposeSplit } from './request.ts';
import { drawDown, endRequest, releaseReserved, returnMoney } from './spending.ts';
import { submitRequest, withdrawRequest } from './steps.ts';
import { confirmRule } from './verdicts.ts';

const ASK = { permission: 'fund.request', anywhere: true, response: WholeRequest } as const;
const KEEP = { permission: 'fund.keep', response: WholeRequest } as const;
const DAYS = [
  'entry-is-in-the-future',
  'not-there-on-that-day',
  'stream-has-lapsed',
  'stream-has-not-started',
  'late-entry-says-why',
];
const stream = z.string().describe('The slug of the stream');
const late = words
  .optional()
  .describe('Why it is entered only after the stream lapsed, where it happened before: then it is needed');
const becauseOf = { day: givenDay, reason: words };

/** The id of a stream by its slug; a refusal of the field when there is none. */
async function streamIdOf(tx: Tx, slug: string) {
  const found = await findStream(tx, slug);
  return found?.id ?? refused('no-such-stream', `There is no stream "${slug}".`, { field: 'stream' });
}

const asking: readonly Route[] = [
  apiPut(
    '/api/v1/requests/:slug/split',
    {
      ...ASK,
      name: 'proposeSplit',
      summary: 'Propose which streams pay how much; an empty list takes it back',
      body: z.strictObject({ shares: z.array(z.strictObject({ stream, pence })).max(100) }),
      fields: { split: 'shares', stream: 'shares' },
      problems: ['split-does-not-add-up', 'split-is-decided', 'request-is-not-open', 'no-such-stream'],
    },
    ({ tx, actor, params, body }) =>
      onRequest(tx, params.slug ?? '', async ({ id }) => {
        const shares: { streamId: string; pence: number }[] = [];
        for (const share of body.shares) {
          const streamId = await streamIdOf(tx, share.stream);
          if (typeof streamId !== 'string') return streamId;
          shares.push({ streamId, pence: share.pence });
        }
        return proposeSplit(tx, actor, { requestId: id, shares });
      }),
  ),
  apiPost(
    '/api/v1/requests/:slug/submissions',
    {
      ...ASK,
      name: 'submitRequest',
      summary: 'Put a request before the boards',
      status: 201,
      body: z.strictObject({}),
      problems: ['not-from-this-state', 'split-does-not-add-up'],
    },
    ({ tx, actor, params, today }) =>
      onRequest(tx, params.slug ?? '', ({ id }) => submitRequest(tx, actor, { requestId: id, on: today })),
  ),
  apiPost(
    '/api/v1/requests/:slug/withdrawals',
    {
      ...ASK,
      name: 'withdrawRequest',
      summary: 'Take a request back',
      status: 201,
      body: z.strictObject(becauseOf),
      problems: ['not-from-this-state'],
    },
    ({ tx, actor, params, body }) =>
      onRequest(tx, params.slug ?? '', ({ id }) =>
        withdrawRequest(tx, actor, { requestId: id, on: body.day, reason: body.reason }),
      ),
  ),
  apiPost(
    '/api/v1/requests/:slug/drawdowns',
    {
      ...ASK,
      name: 'drawDown',
      summary: 'Draw allocated money, with what shows that it was spent',
      status: 201,
      body: z.strictObject({ stream, pence, day: givenDay, evidence: words, lateReason: late }),
      fields: { amount: 'pence' },
      problems: [
        ...DAYS,
        'money-is-only-reserved',
        'exceeds-allocation',
        'nothing-from-this-stream',
        'no-such-stream',
      ],
    },
    ({ tx, actor, params, body }) =>
      onRequest(tx, params.slug ?? '', async ({ id }) => {
        const streamId = await streamIdOf(tx, body.stream);
        if (typeof streamId !== 'string') return streamId;
        return drawDown(tx, actor, {
          requestId: id,
          streamId,
          pence: body.pence,
          on: body.day,
          evidence: body.evidence,
          lateReason: body.lateReason,
        });
      }),
  ),
  apiPost(
    '/api/v1/requests/:slug/returns',
    {
      ...ASK,
      name: 'returnMoney',
      summary: 'Return money to the stream it came from',
      says: 'Where the stream has lapsed by that day it is owed to the funder. Deferred requests that it may lawfully pay are offered it.',
      status: 201,
      body: z.strictObject({ stream, pence, from: z.enum(['spent', 'allocated']), ...becauseOf }),
      fields: { amount: 'pence' },
      problems: [
        'entry-is-in-the-future',
        'exceeds-allocation',
        'exceeds-what-was-drawn',
        'nothing-from-this-stream',
        'no-such-stream',
      ],
    },
    ({ tx, actor, params, body, services }) =>
      onRequest(tx, params.slug ?? '', async ({ id }) => {
        const streamId = await streamIdOf(tx, body.stream);
        if (typeof streamId !== 'string') return streamId;
        const { pence: amount, day, from, reason } = body;
        return returnMoney(tx, actor, {
          requestId: id,
          streamId,
          pence: amount,
          on: day,
          from,
          reason,
          site: siteOf(services.settings),
        });
      }),
  ),
];

const part = z.strictObject({ stream, pence, ...becauseOf });

const keeping: readonly Route[] = [
  apiPost(
    '/api/v1/requests/:slug/confirmations',
    {
      ...KEEP,
      name: 'confirmRule',
      summary: 'Answer a rule that only a person can judge',
      status: 201,
      body: z.strictObject({ rule: z.uuid(), met: z.boolean(), says: words }),
      problems: ['rule-answers-itself'],
    },
    ({ tx, actor, params, body, today }) =>
      onRequest(tx, params.slug ?? '', ({ id }) =>
        confirmRule(tx, actor, {
          requestId: id,
          ruleId: body.rule,
          met: body.met,
          says: body.says,
          on: today,
        }),
      ),
  ),
  apiPost(
    '/api/v1/requests/:slug/conditions/:condition/fulfilments',
    {
      ...KEEP,
      name: 'meetFundingCondition',
      summary: 'Mark a condition of an endorsement as met; with the last, what was reserved is allocated',
      status: 201,
      body: z.strictObject({ day: givenDay, evidence: words, lateReason: late }),
      problems: [
        ...DAYS,
        'condition-not-met',
        'request-has-no-open-condition',
        'restricted',
        'condition-met-already',
      ],
    },
    ({ tx, actor, params, body }) =>
      onRequest(tx, params.slug ?? '', async ({ id }) => {
        const own = (await listConditions(tx, id)).find((one) => one.id === params.condition);
        if (!own) return notFound('condition');
        return meetFundingCondition(tx, actor, {
          conditionId: own.id,
          on: body.day,
          evidence: body.evidence,
          lateReason: body.lateReason,
        });
      }),
  ),
  ...(
    [
      [
        'postings',
        'postInPart',
        'Allocate a part of what is reserved, once a condition that bears it is met',
        postInPart,
      ],
      ['releases', 'releaseReserved', 'Release a part of what is reserved', releaseReserved],
    ] as const
  ).map(([path, name, summary, run]) =>
    apiPost(
      `/api/v1/requests/:slug/${path}`,
      {
        ...KEEP,
        name,
        summary,
        status: 201,
        body: part,
        fields: { amount: 'pence' },
        problems: [
          ...DAYS,
          'no-condition-is-met',
          'nothing-from-this-stream',
          'no-such-stream',
          'exceeds-reserved',
          'restricted',
        ],
      },
      ({ tx, actor, params, body }) =>
        onRequest(tx, params.slug ?? '', async ({ id }) => {
          const streamId = await streamIdOf(tx, body.stream);
          if (typeof streamId !== 'string') return streamId;
          return run(tx, actor, {
            requestId: id,
            streamId,
            pence: body.pence,
            on: body.day,
            reason: body.reason,
          });
        }),
    ),
  ),
  apiPost(
    '/api/v1/requests/:slug/endings',
    {
      ...KEEP,
      name: 'endRequest',
      summary: 'End a request: what it has not spent goes back',
      status: 201,
      body: z.strictObject(becauseOf),
      problems: ['not-from-this-state', 'entry-is-in-the-future'],
    },
    ({ tx, actor, params, body, services }) =>
      onRequest(tx, params.slug ?? '', ({ id }) =>
        endRequest(tx, actor, {
          requestId: id,
          on: body.day,
          reason: body.reason,
          site: siteOf(services.settings),
        }),
      ),
  ),
];

/** What is done with a request, for programs; boards decide of it through `/api/v1/decisions`. */
export const requestActsApi: readonly Route[] = [...asking, ...keeping];
