import { expect, test } from 'vitest';
import { plainDate } from '../kernel/plain-date.ts';
import type { Tx } from './database/transaction.ts';
import { onceForEach } from './gathering.ts';

test('what offers share is read once for each request in each transaction', async () => {
  let read = 0;
  const shared = onceForEach(async () => ++read);
  const [tx, otherTx] = [{}, {}] as [Tx, Tx];
  const request = { asAt: plainDate('2013-01-17'), periodStart: plainDate('2012-09-29') };
  expect(await Promise.all([shared(tx, request), shared(tx, request)])).toEqual([1, 1]);
  expect(await shared(tx, { ...request })).toBe(2);
  expect(await shared(otherTx, request)).toBe(3);
});
