import { beforeAll, expect, test } from 'vitest';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { exampleFigures, exampleFile } from '../testing.ts';
import { listFigures } from './close.ts';
import { loadSurveysExample } from './example.ts';
import { listPairs, pairResults } from './pairs.ts';
import { findSurvey, findWave } from './queries.ts';
import { printedFigures, resultsOf, splitOf } from './results.ts';
import type { WholeSurvey } from './types.ts';

const db = testDatabase();
const READER = ['read'];

beforeAll(async () => {
  await exampleFigures(db());
  const loader = db().with('read', 'indicators.edit', 'observations.record', 'surveys.comments');
  await db().does(loader, (tx) =>
    loadSurveysExample(tx, loader, exampleFile, { offers: { kinds: undefined } as never }),
  );
}, 60_000);

const street = <T>(work: (tx: Tx, survey: WholeSurvey) => Promise<T>): Promise<T> =>
  db().does(db().with(...READER), async (tx) => {
    const survey = await findSurvey(tx, 'street-voices');
    if (!survey) throw new Error('The example has this survey');
    return work(tx, survey);
  }) as Promise<T>;

test('waves of which only percentages are printed show them, and tell no change', async () => {
  await db().does(db().with(...READER), async (tx) => {
    const found = await findWave(tx, 'ftd-waves-10-13');
    if (!found) throw new Error('The example has these waves');
    const { survey, wave } = found;
    expect(survey.title).toBe('Feeling the Difference');
    expect(wave.sampleSize).toBeNull();
    const printed = await printedFigures(tx, wave.id);
    expect(printed.map(({ slug, value }) => `${slug} ${value}`).sort()).toEqual([
      'police-and-council-deal-with-what-matters 36',
      'safe-after-dark 71',
      'safe-during-day 98',
    ]);
    expect((await resultsOf(tx, survey, wave)).questions).toEqual([]);
  });
});

test('the synthetic survey tells of a change in Brereton, and of none in the whole', async () => {
  const results = await street(async (tx, survey) => pairResults(tx, survey, await listPairs(tx, survey)));
  const [pair] = results;
  const dark = pair?.rows.find(({ question }) => question.slug === 'safe-after-dark');
  expect(pair?.pair.place).toBe('brereton');
  expect(dark?.change.verdict).toBe('higher');
  expect(dark?.change.text).toMatch(
    /^Significantly higher: \+\d+\.\d points \(\+\d+\.\d points to \+\d+\.\d points\)$/,
  );
});

test('Norton Canes, where fewer than ten answered, is hidden together with another place', async () => {
  await street(async (tx, survey) => {
    const wave = survey.waves.find(({ slug }) => slug === 'street-voices-2012');
    const parts = await splitOf(tx, survey, { id: wave?.id ?? '' }, 'place');
    const rows = parts.get('safe-by-day') ?? [];
    const hidden = rows.filter(({ figures }) => [...figures.values()].every((one) => one.hidden));
    expect(hidden.map(({ part }) => part)).toContain('norton-canes');
    expect(hidden.length).toBeGreaterThan(1);
    expect(rows.length - hidden.length).toBeGreaterThan(0);
  });
});

test('a weighted wave rests on fewer people than answered', async () => {
  await street(async (tx, survey) => {
    const wave = survey.waves.find(({ slug }) => slug === 'street-voices-2012');
    const [figure] = await listFigures(tx, [wave?.id ?? ''], { split: '' });
    expect(figure?.answered).toBeGreaterThan(200);
    expect(figure?.effective ?? 0).toBeLessThan(figure?.answered ?? 0);
    expect(figure?.effective ?? 0).toBeGreaterThan(180);
  });
});
