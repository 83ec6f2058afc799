import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { exampleFile } from '../testing.ts';
import { loadSurveysExample } from './example.ts';
import { importSurveyResponses } from './import-file.ts';

const concord = testApp();
const ALL = ['read', 'indicators.edit', 'observations.record', 'surveys.comments'] as const;
const STREET = '/surveys/street-voices';
const NEW = `${STREET}/waves/street-voices-autumn-2013`;

/** The example's surveys in a partnership that has the places they speak of. */
async function withExample() {
  const { db } = concord();
  const geography = '01940000-0000-7000-8000-000000000001';
  await db.ownerPool.query(
    "insert into places.geography (partnership_id, id, slug, name) values ($1, $2, 'town', 'Town') on conflict do nothing",
    [db.partnershipId, geography],
  );
  for (const [at, slug] of ['cannock', 'hednesford', 'chadsmoor', 'norton-canes', 'brereton'].entries())
    await db.ownerPool.query(
      'insert into places.place (partnership_id, id, geography_id, slug, name) values ($1, $2, $3, $4, $4)',
      [db.partnershipId, `01940000-0000-7000-8000-00000000010${at}`, geography, slug],
    );
  const loader = db.with(...ALL);
  await db.does(loader, (tx) =>
    loadSurveysExample(tx, loader, exampleFile, { offers: concord().services.offers }),
  );
}

const bring = (text: string, more: { write?: boolean; leaveOut?: boolean } = {}) => {
  const { db } = concord();
  const actor = db.with(...ALL);
  return db.does(actor, async (tx) =>
    orThrow(
      await importSurveyResponses(tx, actor, text, {
        survey: 'street-voices',
        wave: 'street-voices-autumn-2013',
        file: 'some.csv',
        write: true,
        leaveOut: false,
        ...more,
      }),
    ),
  );
};
const HEAD = 'response,place,safe-after-dark,bothers,years-here,anything-else\n';

test('one row that cannot be used keeps a file out, until it is said to leave it out, and then it is accounted for', async () => {
  await withExample();
  const file = `${HEAD}r1,brereton,Very safe,litter;noise,4,\nr2,atlantis,very-safe,,3,\nr3,,,,,\nr4,,unsafe?,,,\n`;
  const refused = await bring(file);
  expect(refused.counts).toEqual({ added: 1, changed: 0, unchanged: 0, refused: 3 });
  expect(refused.written).toBe(false);
  expect(refused.rows.map(({ line, outcome }) => `${line} ${outcome}`)).toEqual([
    '2 added',
    '3 refused',
    '4 refused',
    '5 refused',
  ]);
  const used = await bring(file, { leaveOut: true });
  expect(used.written).toBe(true);
  const analyst = await concord().signInAs(...ALL);
  const page = await analyst.get(NEW);
  expect(page.body).toContain('4 rows read, 1 used, 0 here already, 3 not used');
  expect(page.body).toContain('Line 3: place: The place is none of the partnership’s places');
  expect(page.body).not.toContain('atlantis');
  const left = (await analyst.get('/api/v1/imports')).json<{ items: { file: string; id: string }[] }>();
  const [one] = left.items.filter(({ file: name }) => name === 'some.csv');
  expect(one).toMatchObject({
    importer: 'survey-responses',
    source: expect.stringContaining('Street'),
    sha256: null,
    bytes: null,
    read: 4,
    added: 1,
    notUsed: 3,
  });
  const account = (await analyst.get(`/indicators/imports/${one?.id}`)).body;
  for (const says of ['It answers no question', 'Not kept: few answers could be guessed'])
    expect(account).toContain(says);
  expect(account).not.toContain('atlantis');
});

test('who may record none sees neither name nor size of a file of answers, which would tell of who answered', async () => {
  const reader = await concord().signInAs('read');
  const { items } = (await reader.get('/api/v1/imports')).json<{
    items: { importer: string; id: string; file: string | null; bytes: number | null }[];
  }>();
  const answers = items.filter(({ importer }) => importer === 'survey-responses');
  expect(answers.length).toBeGreaterThan(0);
  for (const one of answers) expect([one.file, one.bytes]).toEqual([null, null]);
  for (const path of ['/indicators/imports', `/indicators/imports/${answers[0]?.id}`, NEW]) {
    const { body } = await reader.get(path);
    expect(body).toContain('A file of answers');
    expect(body).not.toContain('some.csv');
  }
  const { ownerPool } = concord().db;
  await expect(ownerPool.query('update platform.imported_file set bytes = 17')).rejects.toThrow(
    'imported_file_of_answers_tells_none',
  );
});

test('a file brought again changes nothing, and a column that is no question keeps names out', async () => {
  const again = await bring(`${HEAD}r1,brereton,Very safe,litter;noise,4,\n`);
  expect(again.counts).toMatchObject({ added: 0, unchanged: 1 });
  const { db } = concord();
  const actor = db.with(...ALL);
  const named = await db.as(actor, (tx) =>
    importSurveyResponses(tx, actor, 'name,email,safe-after-dark\nA,b,very-safe\n', {
      survey: 'street-voices',
      wave: 'street-voices-autumn-2013',
      file: 'named.csv',
      write: true,
      leaveOut: true,
    }),
  );
  expect(named).toMatchObject({
    refused: 'columns-unknown',
    message: expect.stringContaining('name and email'),
  });
});

test('a pair before and after a project is made on a page, never of waves that overlap', async () => {
  const analyst = await concord().signInAs(...ALL);
  const page = await analyst.get(`${STREET}/pairs`);
  expect(page.body).toContain('Love Your Street in Brereton');
  expect(page.body).toContain('Significantly higher');
  const form = await analyst.get(`${STREET}/pairs/new`);
  const wave = (title: string) =>
    new RegExp(`<option value="([^"]+)"[^>]*>${title}</option>`).exec(form.body)?.[1] ?? '';
  const backwards = await analyst.post(`${STREET}/pairs`, {
    title: 'Backwards',
    place: 'cannock',
    beforeWaveId: wave('Autumn 2012'),
    afterWaveId: wave('Autumn 2011'),
  });
  expect(backwards.statusCode).toBe(422);
  expect(backwards.body).toContain('Choose a wave that began when the one before was over');
  expect(backwards.body).toContain('value="Backwards"');
});

test('comments are read, coded and quoted by who may, and by nobody else', async () => {
  const reader = await concord().signInAs('read', 'indicators.edit', 'observations.record');
  expect((await reader.get(`${STREET}/comments`)).statusCode).toBe(403);
  const coder = await concord().signInAs('read', 'surveys.comments');
  const list = await coder.get(`${STREET}/comments?words=bins+litter`);
  expect(list.body).toContain('the bins are too small');
  expect(list.body).toContain('Comments and their themes');
  const id = /comments\/([0-9a-f-]{36})/.exec(list.body)?.[1] ?? '';
  const coded = await coder.post(`${STREET}/comments/${id}/codes`, {
    themes: ['litter-and-dogs', 'neighbours'],
  });
  expect(coded.statusCode).toBe(303);
  const filtered = await coder.get(`${STREET}/comments?theme=neighbours`);
  expect(filtered.body).toContain('Litter and dogs (17 January 2013); Neighbours (17 January 2013)');
  expect((await coder.get(`${STREET}/comments?theme=none`)).body).not.toContain('the bins are too small');

  const invented = await coder.post(`${STREET}/comments/${id}/quotation`, {
    words: 'The council is to blame',
  });
  expect(invented.statusCode).toBe(422);
  expect(invented.body).toContain('The council is to blame');
  await coder.post(`${STREET}/comments/${id}/quotation`, {
    words: 'too much litter […] the bins are too small',
  });
  expect((await reader.get(`${STREET}/waves/street-voices-2011`)).body).toContain(
    'too much litter […] the bins are too small',
  );
  const events = await concord().db.ownerPool.query(
    "select 1 from platform.audit_event where action = 'survey-comments.read' and verb = 'read'",
  );
  expect(events.rows.length).toBeGreaterThan(2);
});

test('a closed wave is published to the indicator that its question feeds, with sample, interval and wave', async () => {
  const analyst = await concord().signInAs(...ALL);
  await analyst.post('/indicators/new', {
    slug: 'safe-here',
    title: 'Safe here after dark',
    kind: 'percentage',
    uncertainty: 'sampled',
    direction: 'higher',
    unit: '%',
    frequency: 'each-wave',
  });
  const fed = await analyst.post(`${STREET}/indicators`, {
    question: 'safe-after-dark',
    indicator: 'safe-here',
    places: 'yes',
  });
  expect(fed.statusCode).toBe(303);
  const preview = await analyst.get(`${STREET}/waves/street-voices-2012/publication`);
  expect(preview.body).toContain('Safe here after dark');
  for (const wave of ['street-voices-2011', 'street-voices-2012'])
    expect((await analyst.post(`${STREET}/waves/${wave}/publication`, {})).statusCode).toBe(303);
  const page = await analyst.get('/indicators/safe-here');
  expect(page.body).toContain('Autumn 2012');
  const rows = await concord().db.ownerPool.query(
    'select place_slug, value, denominator, quality, note from intelligence.observation where wave_id is not null order by place_slug nulls first',
  );
  expect(rows.rows.length).toBeGreaterThan(4);
  expect(Number(rows.rows[0].denominator)).toBeGreaterThan(150);
  expect(rows.rows[0].quality).toBe('estimated');
  expect(rows.rows[0].note).toContain('weighted, they tell as much as');
  expect(rows.rows.some(({ place_slug }) => place_slug === 'norton-canes')).toBe(false);
  const twice = await analyst.post(`${STREET}/waves/street-voices-2012/publication`, {});
  expect(twice.statusCode).not.toBe(303);
});

test('with codes each household answers once, and nobody knows which answers are whose', async () => {
  const analyst = await concord().signInAs(...ALL);
  const file = await analyst.post(`${NEW}/codes`, { households: '3' });
  const [, code = ''] = file.body.split('\n');
  expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
  const sheet = { 'safe-after-dark': '1', code };
  expect((await analyst.post(`${NEW}/responses`, sheet)).statusCode).toBe(303);
  const again = await analyst.post(`${NEW}/responses`, {
    ...sheet,
    code: code.toLowerCase().replaceAll('-', ' '),
  });
  expect(again.statusCode).not.toBe(303);
  expect(again.body).toContain('Somebody has answered with this code already');
  const unknown = await analyst.post(`${NEW}/responses`, { ...sheet, code: 'AAAA-BBBB-CCCC' });
  expect(unknown.body).toContain('This code is not known');
});

test('programs read surveys and figures, never a response', async () => {
  const program = await concord().token('read');
  expect(
    (await program.get('/api/v1/surveys')).json().items.map(({ slug }: { slug: string }) => slug),
  ).toEqual(['feeling-the-difference', 'street-voices']);
  const survey = (await program.get('/api/v1/surveys/street-voices')).json();
  expect(survey.waves).toHaveLength(4);
  const wave = (await program.get('/api/v1/surveys/street-voices/waves/street-voices-2012')).json();
  expect(wave.figures.length).toBeGreaterThan(100);
  const hidden = wave.figures.filter((figure: { hidden: boolean }) => figure.hidden);
  expect(
    hidden.every((figure: { value: null; people: null }) => figure.value === null && figure.people === null),
  ).toBe(true);
  expect(
    (await program.get('/api/v1/surveys/street-voices/waves/street-voices-2012?format=csv')).body,
  ).toContain('survey,wave,synthetic,question');
  expect((await program.get('/api/v1/surveys/street-voices/waves/ftd-waves-10-13')).statusCode).toBe(404);
});
