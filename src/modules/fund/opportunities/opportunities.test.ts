import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Spending } from './queries.ts';
import { importPartnerSpend, matrixOf } from './spend.ts';

const concord = testApp({ example: true });
let keeper: SignedInCaller;
let reader: SignedInCaller;
let program: SignedInCaller;
beforeAll(async () => {
  keeper = await concord().signInAs('fund.keep');
  reader = await concord().signInAs();
  program = await concord().token('fund.keep');
});

describe('external funding in sight', () => {
  test('the example has what its reports name, with what they do not print as unknown', async () => {
    const { body } = await reader.get('/fund/opportunities');
    expect(body).toContain('2 opportunities of an amount nobody knows yet can still be bid for.');
    expect(body).toContain('Community Learning Partnership Trust');
    expect(body).not.toContain('Add an opportunity');
    expect(body).not.toContain('style=');
  });

  test('from in sight to the stream it became: each stage is a row, in its order', async () => {
    const made = await keeper.form('/fund/opportunities/new', {
      name: 'Youth fund',
      funder: 'A foundation',
      amount: '20,000',
      matchPercent: '50',
      'day-day': '2',
      'day-month': '1',
      'day-year': '2013',
      'deadlineOn-day': '31',
      'deadlineOn-month': '1',
      'deadlineOn-year': '2013',
      quality: 'final',
    });
    expect([made.statusCode, made.headers.location]).toEqual([303, '/fund/opportunities/youth-fund']);
    const page = (await reader.get('/fund/opportunities/youth-fund')).body;
    expect(page).toContain('Bids must be in by 31 January 2013, in 14 days.');
    expect(page).toContain('50%, £10,000');
    expect(await offered('duties', 'title')).toContain('Bid for Youth fund');
    expect(await offered('warnings', 'sentence')).toContain(
      'Bids for Youth fund must be in by 31 January 2013.',
    );
    const take = (stage: string, more: object) =>
      program.post('/api/v1/opportunities/youth-fund/stages', { stage, on: '2013-01-10', ...more });
    expect((await take('won', { pence: 1 })).json()).toMatchObject({ name: 'not-from-this-stage' });
    expect((await take('bid', {})).json()).toMatchObject({ name: 'opportunity-bid-has-an-amount' });
    expect((await take('bid', { pence: 18_000_00, on: '2013-01-01' })).json()).toMatchObject({
      name: 'before-the-last-stage',
    });
    expect((await take('bid', { pence: 18_000_00 })).statusCode).toBe(201);
    expect(await offered('warnings', 'sentence')).not.toContain(
      'Bids for Youth fund must be in by 31 January 2013.',
    );
    expect((await take('lost', {})).json()).toMatchObject({ name: 'opportunity-result-says-why' });
    const { rows } = await concord().db.ownerPool.query<{ id: string }>(
      "select id from fund.stream where slug = 'lsp-funding'",
    );
    const won = await take('won', { pence: 17_000_00, streamId: rows[0]?.id, on: '2013-01-15' });
    expect([won.statusCode, won.json()]).toMatchObject([
      201,
      { stage: 'won', stagePence: 17_000_00, stream: 'lsp-funding' },
    ]);
    expect((await reader.get('/fund/opportunities')).body).toContain('£17,000, now LSP funding');
    expect((await reader.get('/api/v1/opportunities?stage=won')).json()).toMatchObject({
      items: [{ slug: 'youth-fund' }],
    });
    expect((await reader.get('/fund/opportunities.csv')).body).toContain('Youth fund');
  });

  test('what is typed wrong is said beside its field', async () => {
    const answer = await keeper.form('/fund/opportunities/new', {
      name: '',
      matchPercent: 'half',
      quality: 'final',
    });
    expect(answer.statusCode).toBe(422);
    for (const says of [
      'Enter a name',
      'Enter a percentage, such as 50',
      'Say since which day it is in sight',
    ])
      expect(answer.body).toContain(says);
    const stale = await keeper.form('/fund/opportunities/erdf/edit', {
      name: 'ERDF',
      quality: 'final',
      _revision: '9',
    });
    expect(stale.statusCode).toBe(409);
    expect((await reader.get('/fund/opportunities/new')).statusCode).toBe(403);
  });
});

const FILE = `agency,starts_on,ends_on,place,outcome,arrangement,amount,source,says
staffordshire-police,2012-04-01,2013-03-31,,,aligned,"12,000",Letter of the police,Neighbourhood policing
cannock-chase-council,2012-04-01,2013-03-31,,reduced-offending,pooled,3000.50,Budget book,
cannock-chase-council,2012-04-01,2013-03-31,,,aligned,,Budget book,Community safety`;

describe('what each partner spends here', () => {
  const actor = () => concord().db.with('read', 'fund.keep');
  const bring = (text: string, write: boolean) =>
    concord().db.does(actor(), async (tx) => orThrow(await importPartnerSpend(tx, actor(), text, { write })));

  test('before anything is brought, the page says what will be here', async () => {
    expect((await reader.get('/fund/partner-spend')).body).toContain(
      'Nobody has said yet what they spend here.',
    );
    expect((await keeper.get('/fund/partner-spend/import')).statusCode).toBe(200);
  });

  test('a file is previewed, written, and changes nothing when it is brought again', async () => {
    expect((await bring(FILE, false)).counts).toEqual({ added: 3, changed: 0, unchanged: 0, refused: 0 });
    expect((await bring(FILE, true)).written).toBe(true);
    expect((await bring(FILE, true)).counts).toMatchObject({ unchanged: 3 });
    expect((await bring(FILE.replace('12,000', '13,000'), true)).counts).toMatchObject({
      changed: 1,
      unchanged: 2,
    });
  });

  test('a line that is wrong is refused by line and reason, and nothing is written', async () => {
    const bad = `${FILE.split('\n')[0]}\nnobody,2012-04-01,2013-03-31,,,aligned,1,Book,\nstaffordshire-police,2012-04-01,2013-03-31,,,shared,1,Book,`;
    const result = await bring(bad, true);
    expect([result.written, result.rows.map(({ line, says }) => [line, says])]).toEqual([
      false,
      [
        [2, 'There is no partner "nobody".'],
        [3, 'Say pooled or aligned.'],
      ],
    ]);
  });

  test('the matrix, the chart and the table say the same, by place and by outcome, pooled or aligned', async () => {
    const { body } = await reader.get('/fund/partner-spend?by=outcome');
    expect(body).toContain(
      'Partners spend £16,000.50 here, as far as it is known: £3,000.50 in pooled budgets and £13,000 of their own, aligned.',
    );
    expect(body).toContain('1 of the lines below have no amount that is known');
    expect((await reader.get('/fund/partner-spend?by=place&arrangement=pooled')).body).toContain(
      'By place, pooled only',
    );
    expect((await reader.get('/fund/partner-spend.csv')).body).toContain('Staffordshire Police');
    expect((await reader.get('/api/v1/partner-spending')).json<{ items: unknown[] }>().items).toHaveLength(3);
  });

  test('each known amount stands in the matrix once, whatever is brought', () => {
    const spending = fc.array(
      fc.record({
        agencySlug: fc.constantFrom('a', 'b', 'c'),
        place: fc.constantFrom(null, 'Blake', 'Hednesford'),
        outcome: fc.constantFrom(null, 'Assurance'),
        pence: fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null }),
      }),
    );
    fc.assert(
      fc.property(spending, fc.constantFrom<'place' | 'outcome'>('place', 'outcome'), (rows, axis) => {
        const matrix = matrixOf(
          rows.map((row) => ({ ...row, agency: row.agencySlug })) as unknown as readonly Spending[],
          axis,
        );
        const sum = rows.reduce((all, { pence }) => all + (pence ?? 0), 0);
        const add = (all: number, one: number) => all + one;
        expect(matrix.total).toBe(sum);
        expect(matrix.totals.reduce(add, 0)).toBe(sum);
        expect(matrix.rows.flatMap(({ cells }) => cells).reduce(add, 0)).toBe(sum);
        expect(matrix.unknown).toBe(rows.filter(({ pence }) => pence === null).length);
      }),
    );
  });
});

/** One column of what the fund's view of duties or warnings holds. */
async function offered(view: 'duties' | 'warnings', column: 'title' | 'sentence'): Promise<string[]> {
  const { rows } = await concord().db.ownerPool.query<{ says: string }>(
    `select ${column} as says from fund.${view}`,
  );
  return rows.map(({ says }) => says);
}
