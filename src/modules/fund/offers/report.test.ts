import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { FigureValue } from '../../../platform/module.ts';
import { lapseStream, receive, repay } from '../ledger/money.ts';
import { addStream } from '../streams/stream.ts';
import { fundFigures, fundSection } from './report.ts';
import { fundingSection } from './sections.ts';

const concord = testApp({ example: true });
let reader: Actor;
beforeAll(() => {
  reader = concord().db.with('read');
});

const gather = (app: TestApp, asAt: string, periodStart: string) =>
  app.db.does(reader, (tx) =>
    fundFigures.gather(tx, reader, { asAt: plainDate(asAt), periodStart: plainDate(periodStart) }),
  );

describe('the fund in a report', () => {
  test('its figures are those of the day of the report', async () => {
    const then = await gather(concord(), '2012-12-13', '2012-10-01');
    const now = await gather(concord(), '2013-01-17', '2012-10-01');
    const values = (figures: ReadonlyMap<string, FigureValue>, names: readonly string[]) =>
      names.map((name) => figures.get(name)?.text);
    const names = ['fund.lsp-funding.available', 'fund.lsp-funding.committed', 'fund.requests.endorsed'];
    expect(values(then, names)).toEqual(['£81,000', '£0', '£0']);
    expect(values(now, names)).toEqual(['£0', '£81,000', '£81,000']);
    expect(now.get('fund.requests.endorsed')?.sentence).toBe(
      '£81,000 asked for by requests that were endorsed from 1 October 2012 to 17 January 2013, in 3 requests.',
    );
  });

  test('the query of each figure gives its rows, and they come to its value', async () => {
    const figures = await gather(concord(), '2013-01-17', '2012-10-01');
    expect(figures.size).toBeGreaterThan(10);
    for (const [name, { query, rows, value }] of figures) {
      const found = await concord().db.does(
        reader,
        async (tx) => (await sql.raw<{ pence: number }>(query).execute(tx)).rows,
      );
      const sum = found.reduce((all, { pence }) => all + Number(pence), 0);
      expect([name, found.length, sum / 100]).toEqual([name, rows, value]);
    }
  });

  test('a stream is told of in the period in which its money went back; later it only counts in the sum of all', async () => {
    const { db } = concord();
    const keeper = db.with('read', 'fund.keep', 'fund.request');
    const day = plainDate('2012-08-01');
    await db.does(keeper, async (tx) => {
      const { id: holderAgencyId } = await tx
        .selectFrom('partners.agency')
        .select('id')
        .executeTakeFirstOrThrow();
      const { id: streamId } = orThrow(
        await addStream(tx, keeper, {
          name: 'Old grant',
          kind: 'grant',
          source: 'Home Office',
          sourceAgencyId: null,
          holderAgencyId,
          vatHostAgencyId: null,
          arrangement: 'grant',
          promised: null,
          startsOn: null,
          lapsesOn: plainDate('2012-07-31'),
          carriesOver: true,
          conditions: '',
          quality: 'final',
          note: '',
        }),
      );
      const money = { streamId, pence: 500_00 };
      orThrow(await receive(tx, keeper, { ...money, on: plainDate('2012-07-01'), says: 'The grant' }));
      orThrow(await lapseStream(tx, keeper, { streamId, on: day }));
      orThrow(await repay(tx, keeper, { ...money, on: day, says: 'Paid back' }));
    });
    const told = async (asAt: string, periodStart: string) => {
      const request = { asAt: plainDate(asAt), periodStart: plainDate(periodStart) };
      const blocks = await db.does(reader, (tx) => fundingSection.gather(tx, reader, request));
      const figures = await gather(concord(), asAt, periodStart);
      return [
        JSON.stringify(blocks).includes('Old grant'),
        figures.has('fund.old-grant.owed'),
        figures.get('fund.all-streams.owed')?.rows,
      ];
    };
    expect(await told('2012-08-31', '2012-07-01')).toEqual([true, true, 6]);
    expect(await told('2012-11-30', '2012-10-01')).toEqual([false, false, 6]);
  });

  test('before the first entry there is nothing to tell', async () => {
    const early = { asAt: plainDate('2011-01-01'), periodStart: plainDate('2010-10-01') };
    expect(await concord().db.does(reader, (tx) => fundSection.gather(tx, reader, early))).toEqual([]);
  });
});
