import { z } from 'zod';
import { refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { givenDay, words } from '../api-schemas.ts';
import { findStream } from '../streams/queries.ts';

/** How a day may be refused by the ledger. */
export const DAYS = [
  'entry-is-in-the-future',
  'not-there-on-that-day',
  'stream-has-lapsed',
  'stream-has-not-started',
  'late-entry-says-why',
];
export const stream = z.string().describe('The slug of the stream');
export const late = words
  .optional()
  .describe('Why it is entered only after the stream lapsed, where it happened before: then it is needed');
export const becauseOf = { day: givenDay, reason: words };

/** The id of a stream by its slug; a refusal of the field when there is none. */
export async function streamIdOf(tx: Tx, slug: string) {
  const found = await findStream(tx, slug);
  return found?.id ?? refused('no-such-stream', `There is no stream "${slug}".`, { field: 'stream' });
}
