import readXlsxFile from 'read-excel-file/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { FIGURE_NAMES } from './figures.ts';
import type { Part } from './queries.ts';
import type { Statement } from './statement.ts';

const concord = testApp({ example: true });
let reader: SignedInCaller;
beforeAll(async () => {
  reader = await concord().signInAs();
});

const YEAR = 'from=2012-04-01&until=2013-01-17';
const read = async (query: string) =>
  (await reader.get(`/api/v1/fund-statement?${query}`)).json<
    Omit<Statement, 'streams'> & { streams: { stream: string; figures: Record<string, number> }[] }
  >();

describe('the statement of the fund', () => {
  test('says before the fold what was held, is held and is committed, and that the sums agree', async () => {
    const { body, statusCode } = await reader.get('/fund/statement');
    expect(statusCode).toBe(200);
    expect(body).toContain(
      '£0 was held at the start and £110,902 at the end, of which £81,000 is committed and £29,902 is left. All sums agree.',
    );
    expect(body).toContain('1 April 2012 to 17 January 2013');
    expect(body).not.toContain('style=');
  });

  test('a period before the decisions holds what came in, and commits nothing', async () => {
    const { total } = await read('from=2012-04-01&until=2012-12-13');
    expect(total.figures).toMatchObject({ received: 110_902_00, committed: 0, leftClosing: 110_902_00 });
    const after = await read('from=2012-12-14&until=2012-12-31');
    expect(after.total.figures).toMatchObject({
      opening: 110_902_00,
      received: 0,
      committed: 81_000_00,
      committedClosing: 81_000_00,
      closing: 110_902_00,
    });
  });

  test('every figure leads to entries that come to it, for every stream and for all', async () => {
    const statement = await read(YEAR);
    for (const figure of FIGURE_NAMES)
      for (const { stream, amount } of [
        { stream: undefined, amount: statement.total.figures[figure] },
        ...statement.streams.map((line) => ({ stream: line.stream, amount: line.figures[figure] })),
      ]) {
        const query = `${YEAR}&figure=${figure}${stream ? `&stream=${stream}` : ''}`;
        const { items } = (await reader.get(`/api/v1/fund-statement/entries?${query}&limit=200`)).json<{
          items: Part[];
        }>();
        expect([figure, stream, items.reduce((sum, { pence }) => sum + pence, 0)]).toEqual([
          figure,
          stream,
          amount,
        ]);
        expect((await reader.get(`/fund/statement/entries?${query}`)).statusCode).toBe(200);
      }
  });

  test('entries are given by pages that go on where the last one ended', async () => {
    const first = (await reader.get(`/api/v1/fund-statement/entries?${YEAR}&figure=committed&limit=2`)).json<{
      items: Part[];
      next: string;
    }>();
    const rest = (await reader.get(first.next)).json<{ items: Part[]; next: null }>();
    expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, null]);
    expect(new Set([...first.items, ...rest.items].map(({ id }) => id)).size).toBe(3);
  });

  test('it leaves as a workbook of numbers, as CSV and as JSON', async () => {
    const { rawPayload } = await reader.get(`/fund/statement.xlsx?${YEAR}`);
    const sheets = await readXlsxFile(rawPayload);
    expect(sheets.map(({ sheet }) => sheet)).toEqual(['Statement', 'Entries']);
    const last = sheets[0]?.data.at(-1);
    expect(last?.slice(0, 7)).toEqual(['All streams', 0, 110_902, 0, 0, 0, 110_902]);
    expect(sheets[1]?.data).toHaveLength(1 + 6);
    expect((await reader.get(`/fund/statement.csv?${YEAR}`)).body).toContain(
      'All streams,0,110902,0,0,0,110902,81000',
    );
    expect((await reader.get(`/fund/statement/entries.csv?${YEAR}&figure=received`)).body).toContain(
      'LSP funding',
    );
    const csv = await reader.get(`/api/v1/fund-statement?${YEAR}&format=csv`);
    expect(csv.headers['content-type']).toContain('text/csv');
  });

  test('a period that ends before it begins is refused, on the page and by the API', async () => {
    const page = await reader.get('/fund/statement?from=2013-01-01&until=2012-01-01');
    expect([page.statusCode, page.body.includes('The period must end on its first day or later')]).toEqual([
      422,
      true,
    ]);
    const answer = await reader.get('/api/v1/fund-statement?from=2013-01-01&until=2012-01-01');
    expect(answer.json()).toMatchObject({ name: 'period-is-backwards' });
    expect((await reader.get('/fund/statement?from-day=30&from-month=2&from-year=2013')).statusCode).toBe(
      422,
    );
    expect((await reader.get('/fund/statement/entries?figure=unheard-of')).statusCode).toBe(404);
    expect((await reader.get('/fund/statement/entries?figure=spent&stream=none')).statusCode).toBe(404);
  });

  test('nobody reads it without being a member', async () => {
    expect((await concord().visitor.get('/fund/statement')).statusCode).not.toBe(200);
    expect((await concord().visitor.get('/api/v1/fund-statement')).statusCode).toBe(401);
  });
});
