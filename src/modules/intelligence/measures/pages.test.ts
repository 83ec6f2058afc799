import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';

const concord = testApp();

test('an indicator is told to follow a measure, the job releases it, and the page shows where the figure comes from', async () => {
  const analyst = await concord().signInAs('read', 'indicators.edit', 'observations.record');
  await analyst.post('/indicators/new', {
    slug: 'referrals-sent',
    title: 'Referrals sent',
    kind: 'number',
    direction: 'higher',
    unit: 'referrals',
  });
  const source = await analyst.get('/indicators/referrals-sent/source');
  expect(source.body).toContain('Referrals by the agency that refers');
  await analyst.post('/indicators/referrals-sent/source', {
    measure: 'referrals-by-source',
    group: '',
    years: 'calendar',
    _revision: '0',
  });
  await analyst.post('/indicators/measures/settings', {
    roundTo: '5',
    settleDays: '14',
    'countsFromOn-day': '1',
    'countsFromOn-month': '10',
    'countsFromOn-year': '2012',
    _revision: '0',
  });
  await concord().runJob('intelligence.release-measures');

  const page = await analyst.get('/indicators/referrals-sent');
  expect(page.body).toContain('/indicators/measures/referrals-by-source');
  expect(page.body).toContain('0 referrals in October to December 2012');
  const measure = await analyst.get('/indicators/measures/referrals-by-source');
  expect(measure.body).toContain('rounded to the nearest 5');
  expect(measure.body).toContain('Referrals sent');
  expect((await analyst.get('/indicators/measures')).body).toContain('Repeat victims');
  expect((await analyst.get('/indicators/measures/referrals-by-source/figures.csv')).body).toContain(
    '2012/13 Q3,,,0',
  );
});

test('what training brought stands beside what led to it: who was trained, and what their agencies referred', async () => {
  const reader = await concord().signInAs('read');
  const page = await reader.get('/indicators/measures/training-yield?period=2012%2F13%20Q3');
  const headings = [...page.body.matchAll(/<th[^>]*scope="col"[^>]*>(.*?)<\/th>/g)].map(([, says]) =>
    says?.replaceAll(/<[^>]+>/g, '').trim(),
  );
  expect(headings).toEqual([
    'Agency that refers',
    'People trained to spot vulnerability',
    'Referrals by trained agencies',
    'Referrals that training brought',
  ]);
  expect((await reader.get('/training')).body).toContain('href="/indicators/measures/training-yield"');
});

test('programs read the same released figures', async () => {
  const reader = await concord().token('read');
  expect((await reader.get('/api/v1/measures')).json()).toMatchObject({ items: expect.any(Array) });
  expect((await reader.get('/api/v1/measures/referrals-by-source')).json()).toMatchObject({
    name: 'referrals-by-source',
    releases: [{ period: '2012/13 Q3', roundTo: 5, figures: [{ group: '', value: 0 }] }],
  });
  expect((await reader.get('/api/v1/measures/no-such-measure')).statusCode).toBe(404);
});

test('only who edits indicators changes how measures are released, and never to a day to come', async () => {
  const reader = await concord().signInAs('read');
  expect((await reader.get('/indicators/measures/settings')).statusCode).toBe(403);
  const analyst = await concord().signInAs('read', 'indicators.edit');
  const refused = await analyst.post('/indicators/measures/settings', {
    roundTo: '1',
    settleDays: '14',
    'countsFromOn-day': '1',
    'countsFromOn-month': '10',
    'countsFromOn-year': '2019',
    _revision: '1',
  });
  expect(refused.body).toContain('still to come');
});
