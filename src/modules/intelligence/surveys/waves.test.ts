import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { answerPublicly } from './testing.ts';

const concord = testApp();
const WAVE = '/surveys/street-voices/waves/street-voices-1';

const day = (name: string, text: string) => {
  const [year = '', month = '', of = ''] = text.split('-');
  return { [`${name}-day`]: of, [`${name}-month`]: month, [`${name}-year`]: year };
};

const says = (slug: string, fields: Record<string, string | string[]>) =>
  answerPublicly(concord(), slug, fields);

async function defined() {
  const analyst = await concord().signInAs('read', 'indicators.edit', 'observations.record');
  await analyst.post('/surveys', { title: 'Street voices', slug: 'street-voices', about: 'Asked at doors' });
  const add = (path: string, fields: Record<string, string>) =>
    analyst.post(`/surveys/street-voices/${path}`, fields);
  await add('questions', {
    wording: 'How safe do you feel after dark?',
    slug: 'safe-after-dark',
    kind: 'single',
    choices: '+ Very safe\n+ Fairly safe\nUnsafe',
    needed: 'yes',
  });
  await add('questions', {
    wording: 'What bothers you?',
    slug: 'bothers',
    kind: 'multiple',
    choices: 'Litter\nNoise\nSpeeding',
  });
  await add('questions', { wording: 'Anything else?', slug: 'else', kind: 'text' });
  await add('groups', { title: 'Sex', slug: 'sex', choices: 'Female\nMale' });
  await add('waves', {
    title: 'Winter 2012',
    slug: 'street-voices-1',
    ...day('startsOn', '2012-12-01'),
    ...day('endsOn', '2013-01-31'),
    method: 'mixed',
    weights: 'unweighted',
  });
  return analyst;
}

test('a survey is defined, opened, answered by anybody without an account, entered from paper, closed and counted', async () => {
  const analyst = await defined();
  const opened = await analyst.post(`${WAVE}/opening`, {
    ...day('closesOn', '2013-01-31'),
    welcome: 'Tell us',
  });
  expect(opened.statusCode).toBe(303);

  const { visitor } = concord();
  const list = await visitor.get('/have-your-say');
  expect(list.body).toContain('href="/have-your-say/street-voices-1"');
  const form = await visitor.get('/have-your-say/street-voices-1');
  expect(form.body).toContain('How safe do you feel after dark?');
  expect(form.body).toContain('Leave out names');

  const refused = await says('street-voices-1', { bothers: 'noise', else: 'The corner is dark' });
  expect(refused.statusCode).toBe(422);
  expect(refused.body).toContain('Choose an answer to “How safe do you feel after dark?”');
  expect(refused.body).toContain('The corner is dark');
  expect(refused.body).toMatch(/value="noise" checked/);

  for (let at = 0; at < 12; at++) {
    const sent = await says('street-voices-1', {
      'safe-after-dark': at < 7 ? 'very-safe' : 'unsafe',
      bothers: ['litter', 'noise'],
      sex: at % 2 ? 'female' : 'male',
      else: at === 0 ? 'The corner is dark' : '',
    });
    expect(sent.headers.location).toBe('/have-your-say/street-voices-1/thanks');
  }

  const wrong = await analyst.post(`${WAVE}/responses`, {
    'safe-after-dark': '9',
    bothers: '1 3',
    entered: '0',
  });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('Enter the number of an answer, from 1 to 3');
  expect(wrong.body).toContain('value="1 3"');
  const right = await analyst.post(`${WAVE}/responses`, {
    'safe-after-dark': '2',
    bothers: '1 3',
    entered: '0',
  });
  expect(right.headers.location).toBe(`${WAVE}/responses/new?entered=1`);

  const before = await analyst.get(WAVE);
  expect(before.body).toContain('13 responses so far');
  expect(before.body).not.toContain('53.8%');
  expect((await analyst.post(`${WAVE}/closing`, {})).statusCode).toBe(303);
  const after = await analyst.get(WAVE);
  expect(after.body).toContain('13 responses.');
  expect(after.body).toContain('53.8%');
  expect(after.body).toContain('61.5%');
  const late = await visitor.get('/have-your-say/street-voices-1');
  expect(late.statusCode).toBe(410);
  expect(late.body).toContain('takes no answers today');
});

test('what respondents answered is kept without account, address or time of day, and read by nobody', async () => {
  const rows = await concord().db.ownerPool.query('select * from intelligence.survey_response limit 1');
  expect(Object.keys(rows.rows[0]).sort()).toEqual(
    [
      'answers',
      'groups',
      'id',
      'partnership_id',
      'place_slug',
      'received_on',
      'source_key',
      'wave_id',
      'way',
      'weight',
    ].sort(),
  );
  const { db } = concord();
  const ids = await db.ownerPool.query(
    'select id from intelligence.survey_response union all select id from intelligence.survey_comment',
  );
  expect(ids.rows.length).toBeGreaterThan(12);
  // A UUIDv7 begins with the millisecond that it was made in: it would tell when, and which comment goes with which answers.
  expect(ids.rows.filter(({ id }) => id[14] !== '4')).toEqual([]);
  const everybody = db.with('read', 'indicators.edit', 'observations.record', 'surveys.comments');
  const seen = await db.does(everybody, (tx) =>
    tx.selectFrom('intelligence.survey_response').select('id').execute(),
  );
  expect(seen).toEqual([]);
  const events = await db.ownerPool.query(
    "select actor_kind, account_id, subject_kind from platform.audit_event where action = 'survey-wave.answered' and account_id is null",
  );
  expect(events.rows.length).toBe(12);
});

test('by sex, groups of fewer than ten stay hidden', async () => {
  const reader = await concord().signInAs('read');
  const page = await reader.get(`${WAVE}?by=sex`);
  expect(page.body).toContain('Hidden');
  expect(page.body).not.toMatch(/Female<\/th>\s*<td[^>]*>\s*<div[^>]*>6</);
  const csv = await reader.get(`${WAVE}/results.csv`);
  expect(csv.body).toContain('safe-after-dark,sex,female,(positive),yes,,,,,,');
});

test('a form sent twice by its key counts once', async () => {
  const analyst = await concord().signInAs('read', 'indicators.edit', 'observations.record');
  await analyst.post('/surveys/street-voices/waves', {
    title: 'Spring 2013',
    slug: 'street-voices-2',
    ...day('startsOn', '2013-01-01'),
    ...day('endsOn', '2013-03-31'),
    method: 'online',
    weights: 'unweighted',
  });
  const wave = '/surveys/street-voices/waves/street-voices-2';
  await analyst.post(`${wave}/opening`, day('closesOn', '2013-03-31'));
  const page = await concord().visitor.get('/have-your-say/street-voices-2');
  const value = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(page.body)?.[1] ?? '';
  const send = () =>
    concord().inject({
      method: 'POST',
      url: '/have-your-say/street-voices-2',
      headers: {
        cookie: String(page.headers['set-cookie'] ?? '').split(';')[0] ?? '',
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams({
        _csrf: value('_csrf'),
        _form: value('_form'),
        'safe-after-dark': 'unsafe',
      }).toString(),
    });
  await send();
  const again = await send();
  expect(again.headers.location).toBe('/have-your-say/street-voices-2/thanks');
  expect((await analyst.get(wave)).body).toContain('1 response so far');
});
