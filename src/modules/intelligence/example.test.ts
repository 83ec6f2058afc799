import { beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { FILES } from './example.ts';
import { importObservations, observationsCsv } from './import/index.ts';
import { listStandings } from './queries.ts';
import { exampleFigures, exampleFile } from './testing.ts';
import type { Standing } from './types.ts';

const db = testDatabase();
let standings: Map<string, Standing>;
const standing = (slug: string): Standing => {
  const found = standings.get(slug);
  if (!found) throw new Error(`no indicator ${slug}`);
  return found;
};

beforeAll(async () => {
  await exampleFigures(db());
  const all = await db().does(db().with('read'), (tx) =>
    listStandings(tx, { asAt: plainDate('2013-01-17') }),
  );
  standings = new Map(all.map((one) => [one.indicator.slug, one]));
});

test('the files of the example, imported once more, change nothing', async () => {
  const loader = db().with('read', 'indicators.edit', 'observations.record');
  for (const [name, load] of FILES) {
    const report = await db().does(loader, (tx) => load(tx, loader, exampleFile(name)));
    expect([name, report]).toMatchObject([name, { added: 0, changed: 0, refused: 0 }]);
  }
});

test('the figures of each indicator, downloaded and imported once more, change nothing', async () => {
  const loader = db().with('read', 'indicators.edit', 'observations.record');
  await db().does(loader, async (tx) => {
    for (const slug of standings.keys()) {
      const report = await importObservations(tx, loader, await observationsCsv(tx, loader, slug));
      expect([slug, report]).toMatchObject([slug, { added: 0, changed: 0, refused: 0, written: 0 }]);
    }
  });
});

describe('the example computes what its sources print', () => {
  test.each([
    ['recorded-crime', 'improving', '5,803 crimes in 2011/12: 705 fewer, 11% down on 2010/11.'],
    ['crime-rate', 'improving', '61 per 1,000 people in 2011/12 (estimated)'],
    ['violent-crime', 'improving', '416 fewer, 22% down on 2010/11'],
    ['acquisitive-crime', 'improving', '256 fewer, 9% down on 2010/11'],
    ['anti-social-behaviour', 'improving', '598 fewer, 17% down on 2010/11'],
    [
      'safe-after-dark',
      'cannot-tell',
      '71% in waves 10-13 (January 2012): 1 percentage point higher than in waves 8-11 (March 2011). Waves 10-13 (January 2012) and waves 8-11 (March 2011) overlap',
    ],
    ['safe-during-day', 'cannot-tell', 'the same as in waves 8-11'],
    ['police-and-council-deal-with-what-matters', 'cannot-tell', '5 percentage points lower'],
    ['champion-victims-supported', 'improving', '164 victims in 2012: 54 more, 49% up on 2011'],
    ['life-course-completion', 'too-few-data', '62% in 2012'],
    ['first-time-entrants', 'too-few-data', '53 young people in 2010/11'],
    ['restorative-justice', 'too-few-data', '29 cases in 2012'],
    ['anti-social-behaviour-reduction', 'too-few-data', '20.16 in April to November 2012'],
    ['business-burglary-reduction', 'too-few-data', '61.4% in'],
    ['blake-projects', 'changing', '1 fewer'],
    ['domestic-violence-helpline-calls', 'too-few-data', 'No figure is known yet'],
  ])('%s: %s', (slug, status, sentence) => {
    expect(standing(slug).sentence).toContain(sentence);
    expect(standing(slug).status).toBe(status);
  });
  test.each([
    ['recorded-crime', 'no-target', 'No target is agreed.'],
    ['safe-after-dark', 'too-early', '75% in 2013/14, then 80% in 2014/15'],
    ['police-and-council-deal-with-what-matters', 'target-unknown', '??% of people agree'],
    ['champion-victims-supported', 'too-early', '165 victims in 2013'],
    ['life-course-completion', 'too-early', '84% in 2013'],
  ])('the target of %s: %s', (slug, track, sentence) => {
    expect(standing(slug).track.sentence).toContain(sentence);
    expect(standing(slug).track.track).toBe(track);
  });
  test('both end dates of the source are kept, and it is said that they differ', () => {
    expect(standing('safe-after-dark').contradictions).toEqual([
      'The source gives two end dates for the target: January 2015, and 2014/15 for its last stage. Both are kept.',
    ]);
    expect(standing('safe-after-dark').targets[0]?.target).toMatchObject({
      reviewSays: 'mid 2013',
      reviewOn: '2013-06-30',
    });
  });
  test('what is not known stands among the data gaps, with owner and date', async () => {
    const gaps = await db().does(db().with('read'), (tx) =>
      tx.selectFrom('intelligence.data_gap').selectAll().execute(),
    );
    expect(Object.groupBy(gaps, ({ kind }) => kind)).toMatchObject({
      'awaited-baseline': { length: 7 },
      'unset-target': { length: 8 },
      'awaited-figure': { length: 4 },
    });
    expect(gaps.filter(({ owner_agency_id }) => owner_agency_id === null)).toEqual([]);
  });
});
