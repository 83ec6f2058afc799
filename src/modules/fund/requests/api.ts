import { z } from 'zod';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiList, apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { Eligibility, Entry, Request, requestBody, WholeRequest } from '../api-schemas.ts';
import { listEntriesOfRequest } from '../streams/queries.ts';
import { listEligibility } from './facts.ts';
import {
  type Request as FundingRequest,
  findRequest,
  listConditions,
  listInstalments,
  listOffers,
  listRequests,
  listSplit,
  listSteps,
} from './queries.ts';
import { addRequest, changeRequest } from './request.ts';
import { REQUEST_STATES } from './states.ts';

/** A request with everything beside it, for the answer of whatever changed it. */
export async function whole(tx: Tx, slug: string) {
  const request = await findRequest(tx, slug);
  if (!request) return notFound('request');
  const { id } = request;
  const value = {
    ...request,
    instalments: await listInstalments(tx, id),
    split: (await listSplit(tx, id)).map((share) => ({ stream: share.slug, pence: share.pence })),
    conditions: (await listConditions(tx, id)).map((one) => ({ ...one, missing: [...one.missing] })),
    steps: [...(await listSteps(tx, id))],
    offers: [...(await listOffers(tx, { requestId: id }))],
  };
  return { value, revision: request.revision };
}

/** Does something to the request of the address and answers with how it stands then. */
export async function onRequest(tx: Tx, slug: string, act: (request: FundingRequest) => Promise<unknown>) {
  const request = await findRequest(tx, slug);
  if (!request) return notFound('request');
  const done = await act(request);
  return isRefusal(done) ? (done as Refusal) : whole(tx, slug);
}

const PROBLEMS = [
  'instalments-do-not-add-up',
  'request-recurring-says-how-much-from-when',
  'amount-is-too-large',
  'request-asks-for-something',
  'request-slug-unique',
];

/** Requests for money, and which streams may lawfully pay for them. */
export const requestApi: readonly Route[] = [
  apiPages(
    '/api/v1/requests',
    {
      name: 'listRequests',
      summary: 'Requests for money, the latest first',
      permission: 'read',
      item: Request,
      query: z.object({
        state: z
          .enum(REQUEST_STATES as [(typeof REQUEST_STATES)[number], ...typeof REQUEST_STATES])
          .optional(),
      }),
      key: z.tuple([z.string()]),
      order: ({ reference }) => [reference] as [string],
    },
    ({ tx, query }, page) => listRequests(tx, { ...page, state: query.state }),
  ),
  apiGet(
    '/api/v1/requests/:slug',
    {
      name: 'getRequest',
      summary: 'A request for money, with its split, conditions and steps',
      permission: 'read',
      response: WholeRequest,
    },
    ({ tx, params }) => whole(tx, params.slug ?? ''),
  ),
  apiList(
    '/api/v1/requests/:slug/entries',
    {
      name: 'listEntriesOfRequest',
      summary: 'What a request was given, drew and returned',
      permission: 'read',
      item: Entry,
      order: ({ id }) => [id],
    },
    async ({ tx, params }) => {
      const request = await findRequest(tx, params.slug ?? '');
      return request ? listEntriesOfRequest(tx, request.id) : notFound('request');
    },
  ),
  apiList(
    '/api/v1/requests/:slug/eligibility',
    {
      name: 'listEligibility',
      summary: 'Which streams may lawfully pay for a request today, with the rule that allows or refuses',
      permission: 'read',
      item: Eligibility,
      order: ({ streamSlug }) => [streamSlug],
    },
    async ({ tx, params, today }) => {
      const request = await findRequest(tx, params.slug ?? '');
      if (!request) return notFound('request');
      return (await listEligibility(tx, request, today)).map(({ stream, verdict, payable }) => ({
        stream: stream.name,
        streamSlug: stream.slug,
        verdict: verdict.verdict,
        available: stream.available,
        payable,
        lapsesOn: stream.lapsesOn,
        reasons: [...verdict.reasons],
      }));
    },
  ),
  apiPost(
    '/api/v1/requests',
    {
      name: 'addRequest',
      summary: 'Begin a request as a draft',
      permission: 'fund.request',
      anywhere: true,
      body: requestBody,
      fields: { amount: 'pence' },
      response: WholeRequest,
      status: 201,
      problems: PROBLEMS,
    },
    async ({ tx, actor, body, today }) => {
      const added = await addRequest(tx, actor, { ...body, on: today });
      if (isRefusal(added)) return added;
      const answer = await whole(tx, added.slug);
      return isRefusal(answer) ? answer : { ...answer, location: `/api/v1/requests/${added.slug}` };
    },
  ),
  apiPut(
    '/api/v1/requests/:slug',
    {
      name: 'changeRequest',
      summary: 'Change a draft, or a request that was referred back',
      permission: 'fund.request',
      anywhere: true,
      revised: true,
      body: requestBody,
      fields: { amount: 'pence' },
      response: WholeRequest,
      problems: [...PROBLEMS, 'request-is-not-open'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const changed = await changeRequest(tx, actor, params.slug ?? '', revision, body);
      return isRefusal(changed) ? changed : whole(tx, params.slug ?? '');
    },
  ),
];
