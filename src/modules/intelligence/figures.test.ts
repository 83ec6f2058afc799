import { beforeAll, describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import type { FigureValue } from '../../platform/module.ts';
import { checks } from './checks.ts';
import { indicatorFigures } from './figures.ts';
import { importObservations } from './import/index.ts';
import { indicatorSummary } from './sections.tsx';
import { exampleFigures } from './testing.ts';

const db = testDatabase();
const asAt = plainDate('2013-01-17');
const analyst = () => db().with('read', 'indicators.edit', 'observations.record');
const gather = (date = asAt) =>
  db().does(analyst(), (tx) => indicatorFigures.gather(tx, analyst(), { asAt: date, periodStart: date }));
let figures: ReadonlyMap<string, FigureValue>;

beforeAll(async () => {
  await exampleFigures(db());
  figures = await gather();
});

describe('every number of the report of January 2013 is computed', () => {
  test.each([
    ['recorded-crime.latest', '5,803'],
    ['recorded-crime.rate', '61 per 1,000'],
    ['crime-rate.latest', '61 per 1,000'],
    ['recorded-crime.change', '705 fewer'],
    ['recorded-crime.change-percent', '11%'],
    ['recorded-crime.since-2007-08', '22%'],
    ['violent-crime.change', '416 fewer'],
    ['violent-crime.change-percent', '22%'],
    ['acquisitive-crime.change', '256 fewer'],
    ['acquisitive-crime.change-percent', '9%'],
    ['anti-social-behaviour.change', '598 fewer'],
    ['anti-social-behaviour.change-percent', '17%'],
    ['anti-social-behaviour.since-2006-07', '48%'],
    ['safe-during-day.latest', '98%'],
    ['safe-after-dark.latest', '71%'],
    ['safe-after-dark.previous', '70%'],
    ['safe-after-dark.status', 'Cannot tell'],
    ['safe-after-dark.target', '80%'],
    ['safe-after-dark.target-2013-14', '75%'],
    ['safe-after-dark.target-2014-15', '80%'],
    ['safe-after-dark.target-review', 'mid 2013'],
    ['safe-after-dark.target-end', 'January 2015'],
    ['police-and-council-deal-with-what-matters.latest', '36%'],
    ['police-and-council-deal-with-what-matters.previous', '41%'],
    ['police-and-council-deal-with-what-matters.target', 'to be agreed'],
    ['champion-victims-supported.latest', '164'],
    ['champion-victims-supported.previous', '110'],
    ['champion-victims-supported.target', '165'],
    ['life-course-referrals.latest', '45'],
    ['life-course-completed.latest', '28'],
    ['life-course-completion.latest', '62%'],
    ['life-course-completion.numerator', '28'],
    ['life-course-completion.denominator', '45'],
    ['life-course-referrals.target', '50'],
    ['life-course-completed.target', '42'],
    ['life-course-completion.target', '84%'],
    ['restorative-justice.latest', '29'],
    ['restorative-justice.target', '120'],
    ['neighbourhood-resolution-panels.latest', '6'],
    ['neighbourhood-resolution-panels.target', '25'],
    ['face-to-face-mediations.latest', '4'],
    ['face-to-face-mediations.target', '15'],
    ['serious-acquisitive-crime-reduction.latest', '25.3%'],
    ['violence-with-injury-reduction.latest', '10.8%'],
    ['anti-social-behaviour-reduction.latest', '20.16'],
    ['business-burglary-reduction.latest', '61.4%'],
    ['believe-anti-social-behaviour-increasing.latest', '10%'],
    ['first-time-entrants.latest', '53'],
    ['love-your-street-improved-area.latest', '50%'],
    ['love-your-street-more-involved.latest', '60%'],
    ['love-your-street-talked-to-partners.latest', '56%'],
    ['love-your-street-contact-again.latest', '56%'],
    ['love-your-street-home-fire-risk-checks.latest', '87'],
    ['blake-projects.previous', '10'],
    ['blake-projects.latest', '9'],
    ['domestic-violence-christmas.baseline', 'baseline awaited'],
  ])('indicator.%s is %s', (name, text) => expect(figures.get(`indicator.${name}`)?.text).toBe(text));

  test('every figure carries a query that gives as many rows as it says', async () => {
    let tried = 0;
    for (const { query, rows } of figures.values()) {
      const result = await db().does(analyst(), (tx) =>
        tx.executeQuery({ sql: query, parameters: [], query: { kind: 'RawNode' } } as never),
      );
      expect([query, result.rows.length]).toEqual([query, rows]);
      tried += 1;
    }
    expect(tried).toBeGreaterThan(300);
  });
  test('a figure of a later period or publication is not in a report as at an earlier date', async () => {
    const earlier = await gather(plainDate('2012-03-01'));
    expect(earlier.get('indicator.recorded-crime.latest')?.text).toBe('6,508');
    expect(earlier.get('indicator.champion-victims-supported.latest')?.text).toBe('110');
  });
  test('the summary holds a table of all indicators and a chart for those with a course', async () => {
    const blocks = await db().does(analyst(), (tx) =>
      indicatorSummary.gather(tx, analyst(), { asAt, periodStart: asAt }),
    );
    const kinds = blocks.map(({ kind }) => kind);
    expect(kinds).toContain('table');
    const charts = blocks.flatMap((block) => (block.kind === 'figureChart' ? [block] : []));
    expect(charts.map(({ headline }) => headline)).toContain(
      'Recorded crime: 705 fewer, 11% down on 2010/11',
    );
    for (const { svg } of charts) expect(svg).not.toMatch(/NaN|class=|style=/);
  });
});

test('change one observation, and the sentence, the change, the rate and the status change with it', async () => {
  const report = await db().does(analyst(), (tx) =>
    importObservations(tx, analyst(), 'indicator,period,value\nrecorded-crime,2011/12,"7,000"\n'),
  );
  expect(isRefusal(report)).toBe(false);
  const after = await gather();
  expect(after.get('indicator.recorded-crime.latest')?.text).toBe('7,000');
  expect(after.get('indicator.recorded-crime.change')?.text).toBe('492 more');
  expect(after.get('indicator.recorded-crime.status')).toMatchObject({
    value: 'worsening',
    sentence: expect.stringContaining('492 more, 8% up on 2010/11'),
  });
  expect(after.get('indicator.recorded-crime.rate')?.text).toBe('74 per 1,000');
  const warnings = await db().does(analyst(), (tx) =>
    tx.selectFrom('intelligence.warnings').selectAll().execute(),
  );
  expect(warnings.map(({ sentence }) => sentence).join(' ')).toContain('492 more');
});

test('what must hold of all figures holds', async () => {
  for (const check of checks)
    expect([check.name, await db().does(analyst(), check.find)]).toEqual([check.name, []]);
});
