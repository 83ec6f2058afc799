import { z } from 'zod';
import { apiPost, apiPut } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { givenDay, pence, WholeRequest, words } from '../api-schemas.ts';
import { siteOf } from '../today.ts';
import { onRequest } from './api.ts';
import { keepingApi } from './api-keeping.ts';
import { becauseOf, DAYS, late, stream, streamIdOf } from './api-parts.ts';
import { drawDown, returnMoney } from './spending.ts';
import { proposeSplit } from './split.ts';
import { submitRequest, withdrawRequest } from './steps.ts';

const ASK = { permission: 'fund.request', anywhere: true, response: WholeRequest } as const;

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

/** What is done with a request, for programs; boards decide of it through `/api/v1/decisions`. */
export const requestActsApi: readonly Route[] = [...asking, ...keepingApi];
