import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiPost } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { Entry, givenDay, pence, Stream, words } from '../api-schemas.ts';
import { carryOver, lapseStream, receive, repay, reverseEntry } from '../ledger/money.ts';
import { onStream } from './api-answers.ts';
import { findEntry } from './queries.ts';

const KEEP = 'fund.keep';
const MONEY = ['entry-is-in-the-future', 'entry-moves-something'];

const payment = z.strictObject({ pence, day: givenDay, says: words.describe('What shows it') });

/** What comes into a stream and leaves it, for programs. */
export const moneyApi: readonly Route[] = [
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
      onStream(tx, params.slug ?? '', (streamId) =>
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
      onStream(tx, params.slug ?? '', (streamId) =>
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
      onStream(tx, params.slug ?? '', (streamId) => lapseStream(tx, actor, { streamId, on: body.day })),
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
        'year-is-not-over',
        'nothing-to-carry-over',
        'stream-has-lapsed',
        'entry-is-in-the-future',
      ],
    },
    ({ tx, actor, params, body }) =>
      onStream(tx, params.slug ?? '', (streamId) => carryOver(tx, actor, { streamId, year: body.year })),
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
