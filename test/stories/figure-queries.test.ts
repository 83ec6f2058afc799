/** The query that a figure names can be run, as the role that serves, and gives the rows that the figure says. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Concord } from '../../src/app.ts';
import { plainDate } from '../../src/kernel/plain-date.ts';
import { orThrow } from '../../src/kernel/refusal.ts';
import { buildReport, type ReportJson, renderReport } from '../../src/modules/reporting/index.ts';
import { type Actor, system } from '../../src/platform/actor.ts';
import { transact } from '../../src/platform/database/transaction.ts';
import { openExample } from '../support/example.ts';

let concord: Concord;
let actor: Actor;

beforeAll(async () => {
  concord = await openExample();
  const [partnership] = await concord.directory.list();
  if (!partnership) throw new Error('The example was not loaded');
  actor = system('test', partnership.id, [...concord.services.offers.permissions.keys()]);
});
afterAll(() => concord.close());

async function jsonAsAt(day: string): Promise<ReportJson> {
  const report = orThrow(
    await buildReport(concord.services, actor, { template: 'cabinet', asAt: plainDate(day) }),
  );
  const json = orThrow(await renderReport(report, 'json', { ...report.meta, everyFigure: true }));
  return JSON.parse(json.toString('utf8')) as ReportJson;
}

describe('the data of a report', () => {
  test.each(['2013-01-17', '2012-01-19', '2012-06-30', '2011-01-01', '2014-01-01', '9999-12-31'])(
    'as at %s: every figure’s query runs and gives its rows',
    async (day) => {
      const { figures } = await jsonAsAt(day);
      const counted = await transact(
        concord.services.pool,
        actor,
        async (tx) => {
          const found: [string, number][] = [];
          for (const { name, query } of figures)
            found.push([name, (await sql.raw(query).execute(tx)).rows.length]);
          return found;
        },
        { readOnly: true },
      );
      expect(counted).toEqual(figures.map(({ name, rows }) => [name, rows]));
      for (const figure of figures) {
        expect(figure.query, figure.name).toMatch(/^(with|select)\b/i);
        expect(figure.asAt, figure.name).toBe(day);
        expect(figure.sentence, figure.name).not.toBe('');
        expect(figure.source, figure.name).not.toBe('');
      }
    },
  );

  test('lists every figure that stands on facts of the date, also those that its prose does not cite', async () => {
    const { figures } = await jsonAsAt('2012-06-30');
    const named = new Map(figures.map((one) => [one.name, one]));
    expect(named.get('indicator.recorded-crime.change')).toMatchObject({ value: -705, cited: false });
    expect(named.get('indicator.recorded-crime.latest')).toMatchObject({ value: 5803, cited: true });
    expect(named.get('indicator.safe-after-dark.status')).toMatchObject({ value: 'cannot-tell' });
  });
});
