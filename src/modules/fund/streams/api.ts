import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiList, apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  changedStreamBody,
  Entry,
  givenDay,
  pence,
  Rule,
  ruleBody,
  Stream,
  streamBody,
  words,
} from '../api-schemas.ts';
import { carryOver, lapseStream, receive, repay, reverseEntry } from '../ledger/money.ts';
import { findEntry, findStream, listEntries, listRules, listStreams } from './queries.ts';
import { addRule, liftRule } from './rules.ts';
import { addStream, changeStream } from './stream.ts';

const KEEP = 'fund.keep';
const MONEY = ['entry-is-in-the-future', 'entry-moves-something'];

/** The stream as it stands now, for the answer of whatever changed it. */
async function now(tx: Tx, slug: string) {
  const stream = await findStream(tx, slug);
  return stream ? { value: stream, revision: stream.revision } : notFound('stream');
}

/** Does something to the stream of the address and answers with how it stands then. */
async function on(tx: Tx, slug: string, act: (streamId: string) => Promise<unknown>) {
  const stream = await findStream(tx, slug);
  if (!stream) return notFound('stream');
  const done = await act(stream.id);
  return isRefusal(done) ? (done as Refusal) : now(tx, slug);
}

const payment = z.strictObject({ pence, day: givenDay, says: words.describe('What shows it') });

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
    ({ tx, params }) => now(tx, params.slug ?? ''),
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
      const answer = await now(tx, added.slug);
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
      return isRefusal(changed) ? changed : now(tx, params.slug ?? '');
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
      on(tx, params.slug ?? '', (streamId) => addRule(tx, actor, { ...body, streamId, on: today })),
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
      on(tx, params.slug ?? '', async (streamId) => {
        const own = (await listRules(tx, [streamId])).some(({ id }) => id === params.rule);
        return own
          ? liftRule(tx, actor, { ruleId: params.rule ?? '', on: body.day, reason: body.reason })
          : notFound('rule');
      }),
  ),
];

const money: readonly Route[] = [
  apiPost(
    '/api/v1/streams/:slug/receipts',
    {
      name: 'receiveMoney',
      summary: 'Record money received',
      permission: KEEP,
      body: payment,
      fields: { amount: 'pence' },
      response: Stream,
      status: 201,
      problems: MONEY,
    },
    ({ tx, actor, params, body }) =>
      on(tx, params.slug ?? '', (streamId) =>
        receive(tx, actor, { streamId, pence: body.pence, on: body.day, says: body.says }),
      ),
  ),
  apiPost(
    '/api/v1/streams/:slug/repayments',
    {
      name: 'repayMoney',
      summary: 'Record that what was owed went back to the funder',
      permission: KEEP,
      body: payment,
      fields: { amount: 'pence' },
      response: Stream,
      status: 201,
      problems: [...MONEY, 'exceeds-owed'],
    },
    ({ tx, actor, params, body }) =>
      on(tx, params.slug ?? '', (streamId) =>
        repay(tx, actor, { streamId, pence: body.pence, on: body.day, says: body.says }),
      ),
  ),
  apiPost(
    '/api/v1/streams/:slug/lapses',
    {
      name: 'lapseStream',
      summary: 'Record that a stream lapsed: what is not spent is owed to the funder',
      permission: KEEP,
      body: z.strictObject({ day: givenDay }),
      response: Stream,
      status: 201,
      problems: ['stream-has-not-lapsed', 'nothing-to-lapse'],
    },
    ({ tx, actor, params, body }) =>
      on(tx, params.slug ?? '', (streamId) => lapseStream(tx, actor, { streamId, on: body.day })),
  ),
  apiPost(
    '/api/v1/streams/:slug/carry-overs',
    {
      name: 'carryOver',
      summary: 'Carry what was left on 31 March into the next financial year',
      permission: KEEP,
      body: z.strictObject({
        year: z.int().min(1990).max(2200).describe('The year in which the financial year ended'),
      }),
      fields: { day: 'year' },
      response: Stream,
      status: 201,
      problems: [
        'does-not-carry-over',
        'year-is-closed',
        'nothing-to-carry-over',
        'stream-has-lapsed',
        'entry-is-in-the-future',
      ],
    },
    ({ tx, actor, params, body }) =>
      on(tx, params.slug ?? '', (streamId) => carryOver(tx, actor, { streamId, year: body.year })),
  ),
  apiPost(
    '/api/v1/entries/:id/reversals',
    {
      name: 'reverseEntry',
      summary: 'Reverse a mistaken entry; both stay to be read',
      permission: KEEP,
      body: z.strictObject({ day: givenDay, reason: words }),
      response: Entry,
      status: 201,
      problems: [
        'entry-reversed-once',
        'entry-reversal-is-not-reversed',
        'commit-again-instead',
        'exceeds-stream-balance',
        'exceeds-allocation',
      ],
    },
    async ({ tx, actor, params, body }) => {
      if (!isUuid(params.id ?? '')) return notFound('entry');
      const reversed = await reverseEntry(tx, actor, {
        entryId: params.id ?? '',
        on: body.day,
        reason: body.reason,
      });
      if (isRefusal(reversed)) return reversed;
      const entry = await findEntry(tx, reversed.id);
      return entry ? { value: entry, location: `/api/v1/entries/${entry.id}` } : notFound('entry');
    },
  ),
];

/** Streams, their restrictions and their ledgers, for programs. */
export const streamApi: readonly Route[] = [...reading, ...keeping, ...money];
