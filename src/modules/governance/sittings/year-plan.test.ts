import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { EARLIER } from '../../partners/testing.ts';

const concord = testApp();
let clerk: SignedInCaller;
let program: SignedInCaller;
const own = '/api/v1/bodies/commissioning-partnership';

beforeAll(async () => {
  clerk = await concord().signInAs('governance.edit');
  program = await concord().token('governance.edit', 'terms.adopt');
  await program.post('/api/v1/bodies', { name: 'Commissioning Partnership', kind: 'commissioning' });
  const terms = (await program.post(`${own}/terms`, { sittingsAYear: 6, papersDaysBefore: 7 })).json<{
    id: string;
  }>();
  const adoption = { on: '2012-12-14', by: 'Strategic Board', ...EARLIER.earlier };
  await program.post(`/api/v1/terms/${terms.id}/adoptions`, adoption);
});

const plan = async (on = '2013-01-17') =>
  (await program.get(`${own}/year-plan?on=${on}`)).json<{ there: number; proposed: { day: string }[] }>();

test('a year of sittings is proposed from the terms, on working days, late enough for the papers', async () => {
  expect(await plan()).toMatchObject({
    from: '2012-12-14',
    to: '2013-12-13',
    wanted: 6,
    there: 0,
    proposed: [
      { number: 1, from: '2012-12-14', to: '2013-02-11', day: '2013-02-01' },
      { number: 2, day: '2013-03-14' },
      { number: 3, day: '2013-05-14' },
      { number: 4, day: '2013-07-15' },
      { number: 5, day: '2013-09-13' },
      { number: 6, day: '2013-11-13' },
    ],
  });
  const none = await program.post('/api/v1/bodies', { name: 'Panel', kind: 'panel' });
  expect(none.statusCode).toBe(201);
  expect((await program.get('/api/v1/bodies/panel/year-plan')).json()).toMatchObject({
    name: 'terms-ask-for-no-sittings',
  });
});

test('it is looked at, changed and saved together, or not at all', async () => {
  const path = '/bodies/commissioning-partnership/sittings/year';
  const { body } = await clerk.get(path);
  expect(body).toContain('Sitting 6 of 6');
  expect(body).toContain(
    'Its terms ask for 6 sittings in the year; 0 are held or planned and 6 are proposed.',
  );
  const day = (number: number, [year, month, dayOf]: readonly [string, string, string]) => ({
    [`sitting${number}On-day`]: dayOf,
    [`sitting${number}On-month`]: month,
    [`sitting${number}On-year`]: year,
  });
  const first = day(1, ['2013', '2', '6']);
  const easter = { ...first, ...day(2, ['2013', '3', '29']), startsAt: '14:00' };
  const refused = await clerk.form(path, easter);
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('29 March 2013 is a weekend or a bank holiday');
  expect((await plan()).there).toBe(0);
  const saved = await clerk.form(path, {
    ...easter,
    ...day(2, ['2013', '3', '28']),
    ...day(3, ['', '', '']),
  });
  expect([saved.statusCode, saved.headers.location]).toEqual([
    303,
    '/sittings?body=commissioning-partnership',
  ]);
  const after = await plan();
  expect([after.there, after.proposed.map((one) => one.day)]).toEqual([
    2,
    ['2013-05-14', '2013-07-15', '2013-09-13', '2013-11-13'],
  ]);
});

test('the same refusals come back by name over HTTP', async () => {
  const post = async (days: readonly string[]) => {
    const answer = (await program.post(`${own}/year-plan`, { days })).json();
    return [answer.name, answer.errors?.[0]?.field];
  };
  expect(await post([])).toEqual(['no-sitting-to-plan', 'days']);
  expect(await post(['2013-05-14', '2013-01-16'])).toEqual(['sitting-day-is-over', 'days.1']);
  expect(await post(['2013-05-14', '2013-05-14'])).toEqual(['sitting-day-twice', 'days.1']);
  expect(await post(['2013-05-14', '2013-03-28'])).toEqual(['sits-on-that-day-already', 'days.1']);
  const left = (await plan()).proposed.map((one) => one.day);
  expect((await program.post(`${own}/year-plan`, { days: left })).json()).toMatchObject({
    sittings: [expect.any(String), expect.any(String), expect.any(String), expect.any(String)],
  });
  expect((await plan()).proposed).toEqual([]);
});
