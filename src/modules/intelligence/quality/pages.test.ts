import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';

const concord = testApp({ example: true });
const wordsOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
const slug = 'synthetic-asb-incidents';

test('every indicator says how complete, timely and final it is, and which figures stand out', async () => {
  const reader = await concord().signInAs('read');
  const all = wordsOf((await reader.get('/indicators/quality')).body);
  expect(all).toContain('Anti-social behaviour month by month (synthetic)');
  expect(all).toContain('45 of 45 periods');
  const page = wordsOf((await reader.get(`/indicators/${slug}/quality`)).body);
  expect(page).toContain('February 2012 Rugeley 171');
  expect(page).toContain('robust standard deviations above the middle');
  expect(page).toContain('7% (3 of 45)');
  expect(page).toContain('Usually 44 days (60 allowed), 1 of 9 late');
  const told = (await (await concord().token('read')).get(`/api/v1/indicators/${slug}/quality`)).json();
  expect(told.outliers).toContainEqual(
    expect.objectContaining({ place: 'rugeley', period: '2012-02', value: 171 }),
  );
  expect((await reader.get('/indicators/nothing/quality')).statusCode).toBe(404);
});

test('a figure that is being checked stays in use and says so, wherever it is shown', async () => {
  const reader = await concord().signInAs('read');
  expect(wordsOf((await reader.get(`/indicators/${slug}`)).body)).toContain('Provisional, being checked');
  const places = wordsOf((await reader.get(`/indicators/${slug}/places?page=3`)).body);
  expect(
    wordsOf((await reader.get(`/indicators/${slug}/compare?places=town&period=2012-02`)).body),
  ).toContain('This figure is being checked.');
  expect(places).toContain('being checked');
});

test('an odd figure goes back to its owner, who confirms it and says why; what was asked stays', async () => {
  const analyst = await concord().signInAs('indicators.edit');
  const form = { why: 'odd', period: '2011-08', place: 'Cannock', says: '' };
  const refused = await analyst.post(`/indicators/${slug}/checks`, form);
  expect(refused.body).toContain('Say what is odd about the figure');
  expect(refused.body).toContain('2011-08');
  const raised = await analyst.post(`/indicators/${slug}/checks`, {
    ...form,
    says: 'Twice the July figure?',
  });
  const check = String(raised.headers.location);
  const again = await analyst.post(`/indicators/${slug}/checks`, { ...form, says: 'Once more' });
  expect(again.body).toContain('This figure was raised already');
  const past = { 'dueOn-day': '1', 'dueOn-month': '1', 'dueOn-year': '2013', _revision: '0' };
  expect((await analyst.post(`${check}/asking`, past)).body).toContain('still to come');
  await analyst.post(`${check}/asking`, { ...past, 'dueOn-day': '31' });
  expect((await analyst.get(`${check}/confirmation`)).statusCode).toBe(403);
  const duties = await concord().db.ownerPool.query(
    "select title, due_on::text as due from intelligence.duties where kind = 'figure-check' and path = $1",
    [check],
  );
  expect(duties.rows).toEqual([
    {
      title: 'Confirm or correct Anti-social behaviour month by month (synthetic), 2011-08',
      due: '2013-01-31',
    },
  ]);

  const owner = await concord().signInAs('observations.record');
  const unsaid = await owner.post(`${check}/confirmation`, { reason: '', _revision: '1' });
  expect(unsaid.body).toContain('Say why, so that who reads the figure can rely on it');
  await owner.post(`${check}/confirmation`, { reason: 'A fair came to town.', _revision: '1' });
  const page = wordsOf((await owner.get(check)).body);
  expect(page).toContain('A fair came to town.');
  expect(page).toContain('to answer by 31 January 2013');
  const late = await owner.post(`${check}/confirmation`, { reason: 'Again.', _revision: '2' });
  expect(late.body).toContain('This was answered meanwhile');
});

test('a figure that was corrected is so by its later version; the first stays in the history', async () => {
  const analyst = await concord().signInAs('indicators.edit', 'observations.record');
  const [open] = (await (await concord().token('read')).get('/api/v1/figure-checks'))
    .json()
    .items.filter(({ period }: { period: string }) => period === '2012-12');
  expect(open).toMatchObject({ indicator: slug, place: null, state: 'raised' });
  await analyst.post(`/indicators/${slug}/observations/new`, {
    period: '2012-12',
    value: '231',
    quality: 'final',
    source: 'Corrected return',
  });
  const check = await analyst.get(`/indicators/quality/checks/${open.id}`);
  expect(wordsOf(check.body)).toContain('Corrected A later version of the figure is recorded');
  expect(wordsOf((await analyst.get(`/indicators/${slug}`)).body)).not.toContain('being checked');
});

test('only who looks after the indicator raises, asks and takes back; nobody changes what was written', async () => {
  const reader = await concord().signInAs('read');
  expect((await reader.get(`/indicators/${slug}/checks/new`)).statusCode).toBe(403);
  const queue = wordsOf((await reader.get('/indicators/quality/checks')).body);
  expect(queue).toContain('Owner asked');
  expect((await reader.get('/indicators/quality/checks/no-such')).statusCode).toBe(404);
  for (const verb of [
    'update intelligence.figure_check set says = $1',
    'delete from intelligence.figure_check_step where reason = $1',
  ])
    await expect(concord().db.pool.query(verb, ['x'])).rejects.toThrow(/permission denied/);
});

test('programs raise, ask and answer by the same rules', async () => {
  const analyst = await concord().token('indicators.edit');
  const body = { why: 'odd', period: '2010-05', place: 'cannock', says: 'Is this right?' };
  const raised = await analyst.post(`/api/v1/indicators/${slug}/figure-checks`, body);
  expect([raised.statusCode, raised.json().state]).toEqual([201, 'raised']);
  const path = `/api/v1/figure-checks/${raised.json().id}`;
  expect((await analyst.post(`${path}/asking`, { dueOn: '2012-12-31' })).json().type).toContain(
    'day-has-passed',
  );
  expect((await analyst.post(`${path}/asking`, { dueOn: '2013-02-01' })).json()).toMatchObject({
    state: 'asked',
    dueOn: '2013-02-01',
  });
  expect((await analyst.post(`${path}/confirmation`, { reason: 'x' })).statusCode).toBe(403);
  const owner = await concord().token('observations.record');
  expect(
    (await owner.post(`${path}/confirmation`, { reason: 'Counted twice over: it is right.' })).json().state,
  ).toBe('confirmed');
  expect((await analyst.post(`${path}/withdrawal`, { reason: 'x' })).json().type).toContain('check-is-over');
  expect((await owner.post(`/api/v1/indicators/${slug}/figure-checks`, body)).statusCode).toBe(403);
});
