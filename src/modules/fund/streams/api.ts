import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiList, apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  changedStreamBody,
  Entry,
  givenDay,
  Rule,
  ruleBody,
  Stream,
  streamBody,
  words,
} from '../api-schemas.ts';
import { onStream, streamNow } from './api-answers.ts';
import { moneyApi } from './money-api.ts';
import { findEntry, findStream, listEntries, listRules, listStreams } from './queries.ts';
import { addRule, liftRule } from './rules.ts';
import { addStream, changeStream } from './stream.ts';

const KEEP = 'fund.keep';

const reading: readonly Route[] = [
  apiPages(
    '/api/v1/streams',
    {
      name: 'listStreams',
      summary: 'Streams of money with what each has left',
      permission: 'read',
      item: Stream,
      key: z.tuple([z.string()]),
      order: ({ slug }) => [slug] as [string],
    },
    ({ tx }, page) => listStreams(tx, page),
  ),
  apiGet(
    '/api/v1/streams/:slug',
    { name: 'getStream', summary: 'A stream of money', permission: 'read', response: Stream },
    ({ tx, params }) => streamNow(tx, params.slug ?? ''),
  ),
  apiList(
    '/api/v1/streams/:slug/rules',
    {
      name: 'listFundingRules',
      summary: 'The restrictions of a stream, lifted ones too',
      permission: 'read',
      item: Rule,
      order: ({ id }) => [id],
    },
    async ({ tx, params }) => {
      const stream = await findStream(tx, params.slug ?? '');
      if (!stream) return notFound('stream');
      return (await listRules(tx, [stream.id])).map((rule) => ({
        ...rule,
        allowed: [...rule.allowed],
        allowedNames: [...rule.allowedNames],
      }));
    },
  ),
  apiPages(
    '/api/v1/streams/:slug/entries',
    {
      name: 'listLedgerEntries',
      summary: 'The ledger of a stream, the latest entry first',
      permission: 'read',
      item: Entry,
      key: z.tuple([z.int()]),
      order: ({ number }) => [number] as [number],
    },
    async ({ tx, params }, { after, limit }) => {
      const stream = await findStream(tx, params.slug ?? '');
      return stream ? listEntries(tx, { streamId: stream.id, below: after?.[0], limit }) : notFound('stream');
    },
  ),
  apiGet(
    '/api/v1/entries/:id',
    { name: 'getLedgerEntry', summary: 'An entry of a ledger', permission: 'read', response: Entry },
    async ({ tx, params }) => {
      const entry = await findEntry(tx, params.id ?? '');
      return entry ? { value: entry } : notFound('entry');
    },
  ),
];

const keeping: readonly Route[] = [
  apiPost(
    '/api/v1/streams',
    {
      name: 'addStream',
      summary: 'Add a stream of money',
      permission: KEEP,
      body: streamBody,
      response: Stream,
      status: 201,
      problems: [
        'stream-name-unique',
        'stream-slug-unique',
        'stream-lapses-after-it-starts',
        'stream-name-is-reserved',
      ],
    },
    async ({ tx, actor, body }) => {
      const added = await addStream(tx, actor, body);
      if (isRefusal(added)) return added;
      const answer = await streamNow(tx, added.slug);
      return isRefusal(answer) ? answer : { ...answer, location: `/api/v1/streams/${added.slug}` };
    },
  ),
  apiPut(
    '/api/v1/streams/:slug',
    {
      name: 'changeStream',
      summary: 'Change what is said of a stream',
      permission: KEEP,
      revised: true,
      body: changedStreamBody,
      response: Stream,
      problems: ['stream-name-unique', 'stream-lapses-after-it-starts', 'last-day-moves-on-by-a-letter'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const changed = await changeStream(tx, actor, params.slug ?? '', revision, body);
      return isRefusal(changed) ? changed : streamNow(tx, params.slug ?? '');
    },
  ),
  apiPost(
    '/api/v1/streams/:slug/rules',
    {
      name: 'addFundingRule',
      summary: 'Restrict a stream',
      permission: KEEP,
      body: ruleBody,
      response: Stream,
      status: 201,
      problems: ['rule-can-be-evaluated', 'name-unknown'],
    },
    ({ tx, actor, params, body, today }) =>
      onStream(tx, params.slug ?? '', (streamId) => addRule(tx, actor, { ...body, streamId, on: today })),
  ),
  apiPost(
    '/api/v1/streams/:slug/rules/:rule/liftings',
    {
      name: 'liftFundingRule',
      summary: 'Record that the funder lifted a restriction',
      permission: KEEP,
      body: z.strictObject({ day: givenDay, reason: words }),
      response: Stream,
      status: 201,
      problems: ['rule-was-lifted'],
    },
    ({ tx, actor, params, body }) =>
      onStream(tx, params.slug ?? '', async (streamId) => {
        const own = (await listRules(tx, [streamId])).some(({ id }) => id === params.rule);
        return own
          ? liftRule(tx, actor, { ruleId: params.rule ?? '', on: body.day, reason: body.reason })
          : notFound('rule');
      }),
  ),
];

/** Streams, their restrictions and their ledgers, for programs. */
export const streamApi: readonly Route[] = [...reading, ...keeping, ...moneyApi];
