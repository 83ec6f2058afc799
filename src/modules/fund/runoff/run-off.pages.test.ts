import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';

const concord = testApp({ example: true });
let keeper: SignedInCaller;
let reader: SignedInCaller;
let program: SignedInCaller;
beforeAll(async () => {
  keeper = await concord().signInAs('fund.keep');
  reader = await concord().signInAs();
  program = await concord().token('fund.keep');
});

const CONTRACT = {
  kind: 'contract',
  title: 'Support of victims',
  'endsOn-day': '28',
  'endsOn-month': '2',
  'endsOn-year': '2013',
  noticeDays: '60',
  quality: 'final',
  note: '',
};

describe('the run-off of the fund', () => {
  test('says before the fold in which month the first stream fails', async () => {
    const { body, statusCode } = await reader.get('/fund/run-off');
    expect(statusCode).toBe(200);
    expect(body).toContain('LSP funding is used up in March 2013');
    expect(body).toContain('Held at the end of each month');
    expect(body).toContain('December 2014');
    expect(body).not.toContain('style=');
  });

  test('a scenario is a link: what is approved without money is short, and nothing is written', async () => {
    const path =
      '/fund/run-off?approve-life-course=yes&amount-life-course=6500&from-life-course=lsp-funding&months=12';
    const { body } = await reader.get(path);
    expect(body).toContain('LSP funding cannot pay £6,500 of what is planned for January 2013.');
    expect(body).toContain('As decided: LSP funding is used up in March 2013');
    expect((await reader.get('/fund/run-off')).body).not.toContain('cannot pay');
  });

  test('stopping a request leaves what was set aside for it', async () => {
    const { body } = await reader.get('/fund/run-off?stop-erdf-programme=yes');
    expect(body).toContain('No stream fails before December 2014 is over.');
  });

  test('an amount that is none is said beside its field', async () => {
    const { body, statusCode } = await reader.get(
      '/fund/run-off?approve-life-course=yes&amount-life-course=much',
    );
    expect(statusCode).toBe(422);
    expect(body).toContain('Enter an amount in pounds');
  });

  test('each number has a slider beside it, which is nothing without a script', async () => {
    const { body } = await reader.get('/fund/run-off');
    const sliders = [...body.matchAll(/<input type="range"[^>]*>/g)].map(([slider]) => slider);
    expect(sliders.length).toBeGreaterThan(6);
    for (const slider of sliders) {
      expect(slider).toMatch(/ hidden/);
      expect(slider).not.toContain(' name=');
      const [, field] = /data-slider-for="([^"]+)"/.exec(slider) ?? [];
      expect(body).toContain(`for="${field}"`);
      expect(slider).toMatch(/aria-label="[^"]+: slider"/);
    }
    expect(body).toContain('max="6500" step="250"');
  });

  test('a stream that may not pay for what is approved says why, and nothing is taken from it', async () => {
    const path =
      '/fund/run-off?approve-life-course=yes&amount-life-course=6500&from-life-course=safer-and-stronger-communities-fund-2012-13';
    const { body } = await reader.get(path);
    expect(body).toContain('may not pay.</strong>');
    expect(body).toContain('It would be eligible if its project plan addressed');
    expect(body).toContain('may not be used for it, and is left out of the figures.');
    const own = await reader.get('/fund/run-off.csv');
    const asked = await reader.get(path.replace('run-off?', 'run-off.csv?'));
    expect(asked.body).toBe(own.body);
  });

  test('a request can begin later or stop after some months, and a number of months that is none is said', async () => {
    const { body: at } = await reader.get('/fund/run-off.csv?stop-erdf-programme=yes&after-erdf-programme=0');
    const { body: after } = await reader.get(
      '/fund/run-off.csv?stop-erdf-programme=yes&after-erdf-programme=12',
    );
    expect(at).not.toBe(after);
    expect(after).toBe((await reader.get('/fund/run-off.csv')).body);
    const wrong = await reader.get('/fund/run-off?approve-life-course=yes&later-life-course=-2');
    expect([wrong.statusCode, wrong.body.includes('Enter a number of months from 0 to 36')]).toEqual([
      422,
      true,
    ]);
  });

  test('it leaves as CSV with what is paid, lapses and is not paid', async () => {
    const { body } = await reader.get('/fund/run-off.csv?months=12');
    expect(body).toContain('Stream,Month,Opening,Paid,Lapsed,Closing,Not paid');
    expect(body).toContain('LSP funding,2013-03,81000,81000,0,0,0');
  });

  test('programs ask the same', async () => {
    const answer = (await program.get('/api/v1/fund-run-off?stop=erdf-programme&months=12')).json<{
      says: string[];
      all: { months: { closing: number }[] };
    }>();
    expect(answer.says).toEqual([]);
    expect(answer.all.months.at(-1)?.closing).toBe(59_902_00);
    expect((await program.get('/api/v1/fund-run-off?approve=unheard-of')).statusCode).toBe(404);
  });
});

describe('posts and contracts whose funding ends', () => {
  test('one is added, is a duty with its lead time and a warning once that has begun, and is settled', async () => {
    expect((await reader.get('/fund/dependents/new')).statusCode).toBe(403);
    const made = await keeper.form('/fund/dependents/new', CONTRACT);
    expect([made.statusCode, made.headers.location]).toEqual([303, '/fund/dependents/support-of-victims']);
    const page = await reader.get('/fund/dependents/support-of-victims');
    expect(page.body).toContain('it should have been decided by 30 December 2012 what becomes of it');
    const duty =
      'Decide what becomes of the contract Support of victims before its funding ends on 28 February 2013';
    expect((await reader.get('/fund/run-off')).body).toContain('Decide now');
    expect(await view('duties', 'cliff-edge')).toContainEqual([duty, '2012-12-30', null]);
    expect(await view('warnings', 'cliff-edge')).toContainEqual([
      'The funding of the contract Support of victims ends on 28 February 2013: it should have been decided by 30 December 2012 what becomes of it.',
    ]);
    const edit = await keeper.form('/fund/dependents/support-of-victims/edit', {
      ...CONTRACT,
      _revision: '7',
    });
    expect([edit.statusCode, edit.body.includes('Somebody else has changed this contract')]).toEqual([
      409,
      true,
    ]);
    const settled = await program.post('/api/v1/dependents/support-of-victims/settlements', {
      outcome: 'replaced',
      on: '2013-01-10',
      says: 'The board commissions the service anew',
    });
    expect([settled.statusCode, settled.json()]).toMatchObject([201, { outcome: 'replaced' }]);
    expect(await view('duties', 'cliff-edge')).toContainEqual([duty, '2012-12-30', '2013-01-10']);
    expect(JSON.stringify(await view('warnings', 'cliff-edge'))).not.toContain('Support of victims');
    const again = await program.post('/api/v1/dependents/support-of-victims/settlements', {
      outcome: 'ended',
      on: '2013-01-11',
      says: 'Again',
    });
    expect(again.json()).toMatchObject({ name: 'already-settled' });
  });

  test('a form without an end says so', async () => {
    const { 'endsOn-year': _, 'endsOn-month': __, 'endsOn-day': ___, ...rest } = CONTRACT;
    const answer = await keeper.form('/fund/dependents/new', rest);
    expect([answer.statusCode, answer.body.includes('Say on which day its funding ends')]).toEqual([
      422,
      true,
    ]);
  });

  test('the database refuses them to who may not keep the fund', async () => {
    const answer = await concord()
      .db.as(concord().db.with('read'), (tx) =>
        tx
          .insertInto('fund.dependent')
          .values({
            partnership_id: concord().db.partnershipId,
            id: '00000000-0000-7000-8000-000000000001',
            slug: 'x',
            kind: 'post',
            title: 'X',
            ends_on: '2013-01-01' as never,
          })
          .execute(),
      )
      .catch((error: unknown) => String(error));
    expect(JSON.stringify(answer)).toMatch(/row-level security|not-allowed/);
  });
});

/** What a view offers of a kind: sentences, or titles with their days. */
async function view(name: 'duties' | 'warnings', kind: string): Promise<unknown[][]> {
  const columns = name === 'duties' ? 'title, due_on::text, met_on::text' : 'sentence';
  const { rows } = await concord().db.ownerPool.query({
    text: `select ${columns} from fund.${name} where kind = $1 order by 1`,
    values: [kind],
    rowMode: 'array',
  });
  return rows as unknown[][];
}
