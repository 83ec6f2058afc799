/** The report of 17 January 2013 computes what the partnership printed, from the example's observations. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Concord } from '../../src/app.ts';
import { plainDate } from '../../src/kernel/plain-date.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { importObservations } from '../../src/modules/intelligence/index.ts';
import { buildReport, renderReport } from '../../src/modules/reporting/index.ts';
import { type Actor, system } from '../../src/platform/actor.ts';
import { transact } from '../../src/platform/database/transaction.ts';
import { openExample } from '../support/example.ts';

interface Figure {
  name: string;
  value: unknown;
  unit: string;
  text: string;
  sentence: string;
  source: string;
  query: string;
  rows: number;
  asAt: string;
}

let concord: Concord;
let actor: Actor;
let printed: Map<string, Figure>;

beforeAll(async () => {
  concord = await openExample();
  const [partnership] = await concord.directory.list();
  if (!partnership) throw new Error('The example was not loaded');
  actor = system('test', partnership.id, [...concord.services.offers.permissions.keys()]);
  printed = await figures();
});
afterAll(() => concord.close());

async function rendered(format: 'html' | 'json'): Promise<string> {
  const built = await buildReport(concord.services, actor, {
    template: 'cabinet',
    asAt: plainDate('2013-01-17'),
  });
  if (isRefusal(built)) throw new Error(built.message);
  const content = await renderReport(built, format, built.meta);
  if (isRefusal(content)) throw new Error(content.message);
  return content.toString('utf8');
}

const figures = async (): Promise<Map<string, Figure>> =>
  new Map((JSON.parse(await rendered('json')) as { figures: Figure[] }).figures.map((f) => [f.name, f]));

describe('the report to Cabinet of 17 January 2013', () => {
  test.each([
    ['indicator.recorded-crime.latest', 5803, '5,803'],
    ['indicator.recorded-crime.change', -705, '705 fewer'],
    ['indicator.safe-during-day.latest', 98, '98%'],
    ['indicator.safe-after-dark.latest', 71, '71%'],
    ['indicator.safe-after-dark.previous', 70, '70%'],
    ['indicator.safe-after-dark.target-2013-14', 75, '75%'],
    ['indicator.safe-after-dark.target-2014-15', 80, '80%'],
    ['indicator.safe-after-dark.target-review', '2013-06-30', 'mid 2013'],
    ['indicator.police-and-council-deal-with-what-matters.latest', 36, '36%'],
    ['indicator.police-and-council-deal-with-what-matters.previous', 41, '41%'],
    ['indicator.police-and-council-deal-with-what-matters.target', null, 'to be agreed'],
    ['indicator.police-and-council-deal-with-what-matters.target-of-project', 49, '49%'],
    ['indicator.champion-victims-supported.latest', 164, '164'],
    ['indicator.champion-victims-supported.previous', 110, '110'],
    ['indicator.champion-victims-supported.target', 165, '165'],
    ['indicator.life-course-referrals.latest', 45, '45'],
    ['indicator.life-course-completed.latest', 28, '28'],
    ['indicator.life-course-referrals.target', 50, '50'],
    ['indicator.life-course-completed.target', 42, '42'],
    ['indicator.life-course-completion.target', 84, '84%'],
    ['indicator.restorative-justice.latest', 29, '29'],
    ['indicator.restorative-justice.target', 120, '120'],
    ['indicator.neighbourhood-resolution-panels.latest', 6, '6'],
    ['indicator.neighbourhood-resolution-panels.target', 25, '25'],
    ['indicator.face-to-face-mediations.latest', 4, '4'],
    ['indicator.face-to-face-mediations.target', 15, '15'],
    ['indicator.serious-acquisitive-crime-reduction.latest', 25.3, '25.3%'],
    ['indicator.violence-with-injury-reduction.latest', 10.8, '10.8%'],
    ['indicator.anti-social-behaviour-reduction.latest', 20.16, '20.16'],
    ['indicator.business-burglary-reduction.latest', 61.4, '61.4%'],
    ['indicator.believe-anti-social-behaviour-increasing.latest', 10, '10%'],
    ['indicator.first-time-entrants.latest', 53, '53'],
    ['indicator.love-your-street-improved-area.latest', 50, '50%'],
    ['indicator.love-your-street-more-involved.latest', 60, '60%'],
    ['indicator.love-your-street-talked-to-partners.latest', 56, '56%'],
    ['indicator.love-your-street-contact-again.latest', 56, '56%'],
    ['indicator.love-your-street-home-fire-risk-checks.latest', 87, '87'],
    ['indicator.blake-projects.in-2012-01', 10, '10'],
    ['indicator.blake-projects.latest', 9, '9'],
    ['plan.economic-delivery-plan.requested', 81_000, '£81,000'],
  ])('%s is %s', async (name, value, text) => {
    expect(printed.get(name)).toMatchObject({ value, text });
  });

  test.each([
    ['indicator.recorded-crime.rate', 61, '61 per 1,000'],
    ['indicator.recorded-crime.change-percent', -11, '11%'],
    ['indicator.recorded-crime.since-2007-08', -22, '22%'],
    ['indicator.violent-crime.change-percent', -22, '22%'],
    ['indicator.acquisitive-crime.change-percent', -9, '9%'],
    ['indicator.anti-social-behaviour.change-percent', -17, '17%'],
    ['indicator.anti-social-behaviour.since-2006-07', -48, '48%'],
    ['indicator.life-course-completion.latest', 62, '62%'],
  ])('%s is computed, and rounds to %i', async (name, value, text) => {
    const figure = printed.get(name);
    expect(Math.round(Number(figure?.value))).toBe(value);
    expect(figure?.text).toBe(text);
    expect(figure?.rows).toBeGreaterThan(1);
  });

  test('pooled survey waves that overlap give no claim of change', async () => {
    const status = printed.get('indicator.safe-after-dark.status');
    expect(status).toMatchObject({ value: 'cannot-tell', text: 'Cannot tell' });
    expect(status?.sentence).toContain('overlap');
  });

  test('every figure carries its source, its query, its rows and its date', async () => {
    const all = [...printed.values()];
    expect(all.length).toBeGreaterThan(60);
    for (const figure of all) {
      expect(figure.source.length, figure.name).toBeGreaterThan(5);
      expect(figure.query, figure.name).toMatch(/^(with|select)\b/i);
      expect(figure.rows, figure.name).toBeGreaterThan(0);
      expect(figure.asAt).toBe('2013-01-17');
    }
  });
});

test('one observation changed: the figure, the sentence, the status and the chart change with it', async () => {
  const before = await rendered('html');
  const report = await transact(concord.services.pool, actor, (tx) =>
    importObservations(tx, actor, 'indicator,period,value,quality\nrecorded-crime,2011/12,6900,final\n'),
  );
  expect(report).toMatchObject({ changed: 1, refused: 0 });
  const after = await rendered('html');
  const changed = await figures();
  expect(changed.get('indicator.recorded-crime.latest')?.text).toBe('6,900');
  expect(changed.get('indicator.recorded-crime.change')?.text).toBe('392 more');
  expect(changed.get('indicator.recorded-crime.change-percent')?.text).toBe('6%');
  expect(changed.get('indicator.recorded-crime.rate')?.text).toBe('73 per 1,000');
  expect(changed.get('indicator.recorded-crime.change')?.sentence).toContain('6% up');
  const charts = (html: string): string[] => html.match(/<svg[\s\S]*?<\/svg>/g) ?? [];
  expect(charts(before).length).toBeGreaterThan(1);
  expect(charts(after)).toHaveLength(charts(before).length);
  expect(charts(after)).not.toEqual(charts(before));
  expect(before).toContain('5,803');
  expect(after).not.toContain('>5,803<');
});
