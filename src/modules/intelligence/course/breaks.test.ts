import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import { findStanding } from '../queries.ts';
import { exampleFigures } from '../testing.ts';
import type { Standing } from '../types.ts';
import { recordBreak, withdrawBreak } from './breaks.ts';

const db = testDatabase();
const TODAY = plainDate('2013-01-17');
const analyst = () => db().with('read', 'indicators.edit', 'observations.record');
const BREAK = {
  startsOn: plainDate('2011-04-01'),
  kind: 'method',
  reason: 'Crimes are counted anew.',
} as const;

beforeAll(() => exampleFigures(db()));

async function crime(): Promise<Standing> {
  const found = await db().does(analyst(), (tx) => findStanding(tx, 'recorded-crime', TODAY));
  if (!found) throw new Error('the example has changed');
  return found;
}

const storedStatus = async (id: string): Promise<unknown> =>
  (await db().ownerPool.query('select status from intelligence.judgement where indicator_id = $1', [id]))
    .rows[0]?.status;

test('a break makes figures incomparable at once, and taking it back makes them comparable again', async () => {
  const { indicator, status } = await crime();
  expect(status).toBe('improving');
  const made = await db().does(analyst(), (tx) => recordBreak(tx, analyst(), indicator, BREAK));
  const broken = await crime();
  expect(broken.status).toBe('cannot-tell');
  expect(broken.breaks.map(({ reason }) => reason)).toEqual(['Crimes are counted anew.']);
  expect(await storedStatus(indicator.id)).toBe('cannot-tell');
  await db().does(analyst(), (tx) =>
    withdrawBreak(tx, analyst(), indicator, made.id, 'It was another force.'),
  );
  expect((await crime()).status).toBe('improving');
  expect(await storedStatus(indicator.id)).toBe('improving');
});

test('a break is told of once for a day, with a reason, by who may edit the indicator', async () => {
  const { indicator } = await crime();
  const record = (input: Parameters<typeof recordBreak>[3], actor = analyst()) =>
    db().as(actor, (tx) => recordBreak(tx, actor, indicator, input));
  const other = { ...BREAK, startsOn: plainDate('2010-04-01') };
  expect(isRefusal(await record(other))).toBe(false);
  expect(await record(other)).toMatchObject({ refused: 'series-break-unique' });
  expect(await record({ ...BREAK, startsOn: plainDate('2009-04-01'), reason: ' ' })).toMatchObject({
    refused: 'series-break-says-why',
  });
  expect(await record({ ...BREAK, startsOn: plainDate('2008-04-01') }, db().with('read'))).toMatchObject({
    refused: 'not-allowed',
  });
});
