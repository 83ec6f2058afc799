import { describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { modules } from '../../modules.ts';
import { collect } from '../../platform/collect.ts';
import { fundingSection } from './offers/sections.ts';
import { listRequests } from './requests/queries.ts';

const concord = testApp({ example: true });
const text = (body: string): string =>
  body
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

describe('the fund of the example', () => {
  test('says before anything else whether anything can be afforded', async () => {
    const reader = await concord().signInAs('read');
    const page = await reader.get('/fund');
    expect(page.statusCode).toBe(200);
    expect(text(page.body)).toContain(
      '£29,902 can still be committed, in 2 streams. 5 requests for £52,139.50 wait for a board.',
    );
    expect(page.body).not.toContain('Add a stream');
  });

  test('the three requests of 30 November are reserved, with what their project plans lack', async () => {
    const reader = await concord().signInAs('read');
    const page = text((await reader.get('/fund/requests/apprenticeship-scheme')).body);
    expect(page).toContain('£50,000 is reserved until the condition is met; none of it can be drawn before.');
    expect(page).toContain('the project plan lacked lead officer, communications requirements');
    expect(page).toContain('14 December 2012: endorsed on condition');
  });

  test('a request says stream by stream which may lawfully pay, and why not', async () => {
    const reader = await concord().signInAs('read');
    const health = text((await reader.get('/fund/requests/apprenticeship-scheme')).body);
    expect(health).toContain('May not pay');
    expect(health).toContain(
      'It would be eligible if its project plan addressed “Increased assurance in the community”.',
    );
    const champion = text((await reader.get('/fund/requests/vulnerable-peoples-champion')).body);
    expect(champion).toContain(
      'Proposed: £23,902 from Safer and Stronger Communities Fund 2012/13 and £6,000 from Housing contribution.',
    );
  });

  test('its amounts are those that the sources print', async () => {
    const { db } = concord();
    const requests = await db.does(db.with('read'), (tx) => listRequests(tx));
    expect(requests.map(({ slug, pence, match }) => [slug, pence / 100, match / 100]).reverse()).toEqual([
      ['vulnerable-peoples-champion', 29_902, 0],
      ['apprenticeship-scheme', 50_000, 0],
      ['business-support-event', 1_000, 0],
      ['erdf-programme', 30_000, 0],
      ['e-cins-licences', 2_737.5, 2_737.5],
      ['life-course', 6_500, 0],
      ['right-stuff-summer-scheme', 3_000, 0],
      ['joint-operations-group-budget', 10_000, 0],
    ]);
    const licences = requests.find(({ slug }) => slug === 'e-cins-licences');
    expect((licences?.pence ?? 0) + (licences?.match ?? 0)).toBe(5_475_00);
  });

  test('every page of it opens, for who may', async () => {
    const keeper = await concord().signInAs('fund.keep', 'fund.request');
    const routes = collect(modules).routes.filter(
      ({ method, path }) => method === 'GET' && path.startsWith('/fund'),
    );
    expect(routes.length).toBeGreaterThan(20);
    const stream = '/fund/streams/lsp-funding';
    for (const address of [
      '/fund',
      '/fund.csv',
      '/fund/streams/new',
      stream,
      `${stream}/edit`,
      `${stream}/entries.csv`,
      `${stream}/rules/new`,
      `${stream}/receipts`,
      `${stream}/year-end`,
      `${stream}/lapse`,
      `${stream}/repayments`,
      ...[
        'priority',
        'outcome',
        'agency',
        'place',
        'spending',
        'dates',
        'match-ratio',
        'largest-request',
        'condition',
      ].map((kind) => `${stream}/rules/new?kind=${kind}`),
      '/fund/requests',
      '/fund/requests?state=submitted',
      '/fund/requests.csv',
      '/fund/requests/new',
      '/fund/requests/new?project=life-course',
      '/fund/requests/life-course',
      ...['edit', 'split', 'withdrawal', 'drawdowns', 'returns', 'end'].map(
        (page) => `/fund/requests/life-course/${page}`,
      ),
      '/fund/streams/import',
      '/fund/requests/import',
    ])
      expect([address, (await keeper.get(address)).statusCode]).toEqual([address, 200]);
    for (const address of [
      '/fund/streams/none',
      '/fund/requests/none',
      '/fund/entries/none/reversal',
      '/fund/streams/lsp-funding/rules/none',
    ])
      expect([address, (await keeper.get(address)).statusCode]).toEqual([address, 404]);
  });

  test('what boards do not see is refused: a reader keeps nothing, an agency asks only for itself', async () => {
    const reader = await concord().signInAs('read');
    for (const address of ['/fund/streams/new', '/fund/streams/lsp-funding/receipts', '/fund/requests/new'])
      expect((await reader.get(address)).statusCode).toBe(403);
  });
});

describe('a keeper, on the pages', () => {
  test('receives money, restricts a stream, and is told what is wrong with a form', async () => {
    const keeper = await concord().signInAs('fund.keep', 'fund.request');
    const path = '/fund/streams/housing-contribution';
    const wrong = await keeper.form(`${path}/receipts`, {
      amount: 'much',
      says: '',
      'day-day': '17',
      'day-month': '1',
      'day-year': '2013',
    });
    expect([wrong.statusCode, text(wrong.body)]).toEqual([
      422,
      expect.stringContaining('Enter an amount in pounds'),
    ]);
    const future = await keeper.form(`${path}/receipts`, {
      amount: '10',
      says: 'x',
      'day-day': '18',
      'day-month': '1',
      'day-year': '2013',
    });
    expect(text(future.body)).toContain('Enter a day that has come: today is 17 January 2013.');
    const received = await keeper.form(`${path}/receipts`, {
      amount: '£250.50',
      says: 'BACS',
      'day-day': '17',
      'day-month': '1',
      'day-year': '2013',
    });
    expect(received.statusCode).toBe(303);
    expect(text((await keeper.get(path)).body)).toContain('£6,250.50 may still be committed.');
    const ruled = await keeper.form(`${path}/rules/new?kind=largest-request`, {
      pence: '5000',
      says: 'No more than £5,000 at once',
    });
    expect(ruled.statusCode).toBe(303);
    expect(text((await keeper.get(path)).body)).toContain(
      'Pays requests of £5,000 or less. In the funder’s words: No more than £5,000 at once',
    );
    const nothing = await keeper.form(`${path}/rules/new?kind=spending`, { says: 'Capital' });
    expect([nothing.statusCode, text(nothing.body)]).toEqual([
      422,
      expect.stringContaining('Say what the rule allows'),
    ]);
  });

  test('asks for money from a project, whose figures flow in, proposes a split that adds up, and submits', async () => {
    const keeper = await concord().signInAs('fund.keep', 'fund.request');
    const form = (await keeper.get('/fund/requests/new?project=life-course')).body;
    expect(form).toContain('value="6500"');
    const made = await keeper.form('/fund/requests/new', {
      title: 'Street wardens',
      shape: 'recurring',
      spending: 'revenue',
      monthly: '500',
      'fromOn-day': '1',
      'fromOn-month': '2',
      'fromOn-year': '2013',
      'untilOn-day': '31',
      'untilOn-month': '7',
      'untilOn-year': '2013',
    });
    expect([made.statusCode, made.headers.location]).toEqual([303, '/fund/requests/street-wardens']);
    const path = '/fund/requests/street-wardens';
    expect(text((await keeper.get(path)).body)).toContain(
      '£500 a month from 1 February 2013 until 31 July 2013, £3,000 in all',
    );
    const { body } = await keeper.get(`${path}/split`);
    const share =
      /name="(share-[0-9a-f-]+)"/.exec(body.slice(body.indexOf('Housing contribution') - 200))?.[1] ?? '';
    const short = await keeper.form(`${path}/split`, { [share]: '2999' });
    expect([short.statusCode, text(short.body)]).toEqual([
      422,
      expect.stringContaining('The streams would pay £2,999, and £3,000 is asked for.'),
    ]);
    expect((await keeper.form(`${path}/split`, { [share]: '3000' })).statusCode).toBe(303);
    expect((await keeper.form(`${path}/submission`, {})).statusCode).toBe(303);
    expect(text((await keeper.get(path)).body)).toContain('Submitted');
    const again = await keeper.form(`${path}/submission`, {});
    expect([again.statusCode, text(again.body)]).toEqual([
      422,
      expect.stringContaining('it cannot become submitted from there'),
    ]);
  });
});

test('the funding section of a report tells what each stream held on its day, and what boards decided in its period', async () => {
  const { db } = concord();
  const reader = db.with('read');
  const blocks = await db.does(reader, (tx) =>
    fundingSection.gather(tx, reader, {
      asAt: plainDate('2012-12-31'),
      periodStart: plainDate('2012-12-01'),
    }),
  );
  const tables = blocks.flatMap((block) =>
    block.kind === 'table' ? [block.rows.map(({ cells }) => JSON.stringify(cells))] : [],
  );
  expect(tables[0]?.find((row) => row.includes('LSP funding'))).toContain(
    '"£81,000","£81,000","£0","£0","£0"',
  );
  expect(tables[1]).toHaveLength(3);
  expect(tables[1]?.[0]).toContain(
    'Endorsed on condition by the Strategic Board on 14 December 2012; the project plan still lacked baselines',
  );
});

test('concord check fund finds nothing wrong with the example', async () => {
  const { db } = concord();
  const checks = [...collect(modules).checks.values()].filter(({ name }) => name.startsWith('fund.'));
  expect(checks.length).toBe(11);
  for (const check of checks)
    expect([
      check.name,
      await db.does(db.with('read', 'fund.keep', 'audit.read'), (tx) => check.find(tx)),
    ]).toEqual([check.name, []]);
});
