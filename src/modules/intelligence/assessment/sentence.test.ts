/** An assessment is of the year: a month that is recorded after it tells what came after, and takes nothing away. */
import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { Block } from '../../../ui/document/index.ts';
import { importObservations } from '../import/index.ts';
import { findIndicator } from '../queries.ts';
import { exampleFigures } from '../testing.ts';
import { assessIndicators } from './index.ts';

const db = testDatabase();
const THE_YEAR =
  'Recorded crime: 5,803 crimes in 2011/12, equal to a rate of 61 per 1,000 people: a reduction of 11% (705) on 2010/11. Improving.';

beforeAll(() => exampleFigures(db()));

const inWords = (block: Block | undefined): string =>
  block?.kind === 'paragraph'
    ? block.inlines
        .map((one) => {
          if (one.kind === 'text' || one.kind === 'figure') return one.text;
          return one.kind === 'strong'
            ? one.inlines.map((part) => (part.kind === 'text' ? part.text : '')).join('')
            : '';
        })
        .join('')
    : '';

const record = (...months: readonly string[]): Promise<unknown> => {
  const actor = db().with('read', 'indicators.edit', 'observations.record');
  const rows = ['indicator,period,value,quality', ...months.map((month) => `recorded-crime,${month},final`)];
  return db().as(actor, async (tx) =>
    orThrow(await importObservations(tx, actor, rows.join('\n'), { dryRun: false })),
  );
};

const assessed = (): Promise<readonly Block[]> =>
  db().does(db().with('read'), async (tx) => {
    const id = (await findIndicator(tx, 'recorded-crime'))?.id ?? '';
    return assessIndicators(tx, { asAt: plainDate('2013-01-17'), periodStart: plainDate('2012-04-01') }, [
      id,
    ]);
  });

const sentence = async (): Promise<string> => inWords((await assessed())[0]);

test('the sentence of the year stands, whatever months are recorded after it', async () => {
  expect(await sentence()).toBe(THE_YEAR);
  await record('2012-11,1');
  expect(await sentence()).toBe(
    `${THE_YEAR} Since then: 1 crime in November 2012, equal to a rate of 0.011 per 1,000 people. Too few data.`,
  );
  await record('2012-10,20');
  expect(await sentence()).toBe(
    `${THE_YEAR} Since then: 1 crime in November 2012, equal to a rate of 0.011 per 1,000 people: a reduction of 95% (19) on October 2012. Improving.`,
  );
});

test('and so does its chart', async () => {
  const charts = (await assessed()).flatMap((block) =>
    block.kind === 'figureChart' ? [block.headline] : [],
  );
  expect(charts).toEqual(['Recorded crime: 705 fewer, 11% down on 2010/11']);
});
