import { z } from 'zod';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiPost } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { givenDay, pence, WholeRequest, words } from '../api-schemas.ts';
import { siteOf } from '../today.ts';
import { onRequest } from './api.ts';
import { becauseOf, DAYS, late, stream, streamIdOf } from './api-parts.ts';
import { meetFundingCondition, postInPart } from './conditions.ts';
import { listConditions } from './queries.ts';
import { endRequest, releaseReserved } from './spending.ts';
import { confirmRule } from './verdicts.ts';

const KEEP = { permission: 'fund.keep', response: WholeRequest } as const;
const part = z.strictObject({ stream, pence, ...becauseOf });

/** What who keeps the fund does with a request, for programs. */
export const keepingApi: readonly Route[] = [
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
