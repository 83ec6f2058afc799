import { expect, test } from 'vitest';
import { pageDesk, revisionIn } from './testing/pages.ts';

const { manager, reader, id, template, write } = pageDesk();

test('the draft page shows its warnings first, each with the way to mend it', async () => {
  const page = await manager().get(`/reports/${id()}`);
  expect(page.statusCode).toBe(200);
  const warning = page.body.indexOf('Purpose of report: nothing stands in this section.');
  expect(warning).toBeGreaterThan(0);
  expect(warning).toBeLessThan(page.body.indexOf('class="app-document"'));
  expect(page.body).toContain(`href="/reports/${id()}/sections/section.purpose"`);
});

test('every page of a report opens for who may only read, without a form to write', async () => {
  const paths = [
    '',
    '/sections/purpose',
    '/recommendations',
    '/interests',
    '/figures',
    '/changes',
    '/case-studies',
    '/approval',
  ];
  const pages = await Promise.all(paths.map((path) => reader().get(`/reports/${id()}${path}`)));
  expect(pages.map((page) => page.statusCode)).toEqual(paths.map(() => 200));
  for (const page of pages) expect(page.body).not.toMatch(/<form action="\/reports[^"]*" method="post"/);
  expect((await reader().get('/reports/new')).statusCode).toBe(403);
  expect((await reader().form(`/reports/${id()}/sections/purpose`, { words: 'No' })).statusCode).toBe(403);
});

test('a preview shows the words with their figures and saves nothing', async () => {
  const words = 'There were {{figure:indicator.crime.latest}} crimes.';
  const preview = await write('section.purpose', words, { act: 'preview' });
  expect(preview.statusCode).toBe(200);
  expect(preview.body).toContain('Preview (not saved)');
  expect(preview.body).toContain('<data value="5803">5,803</data>');
  expect((await manager().get(`/reports/${id()}`)).body).not.toContain(
    '<data value="5803">5,803</data> crimes',
  );
  const saved = await write('section.purpose', words, { act: 'save' });
  expect(saved.statusCode).toBe(303);
  expect((await manager().get(`/reports/${id()}`)).body).toContain('5,803');
});

test('what was typed stays when somebody else was faster', async () => {
  await write('section.purpose', 'First');
  const late = await manager().form(`/reports/${id()}/sections/purpose`, {
    _revision: '0',
    words: 'My long text',
  });
  expect(late.statusCode).toBe(409);
  expect(late.body).toContain('Somebody else has changed this');
  expect(late.body).toContain('My long text');
  expect(late.body).toContain('What stands there now');
  expect(revisionIn(late.body)).toBe('1');
});

test('figures are found by words and give the reference to copy', async () => {
  const found = await manager().get(`/reports/${id()}/figures?q=crimes+recorded`);
  expect(found.body).toContain('{{figure:indicator.crime.latest}}');
  expect((await manager().get(`/reports/${id()}/figures?q=fires`)).body).toContain('No figures match');
  const csv = await manager().get(`/reports/${id()}/figures.csv`);
  expect(csv.body).toContain('indicator.crime.latest');
});

test('a request of Cabinet is recorded and then answered on the page', async () => {
  const recorded = await manager().form(`/reports/${id()}/interests`, {
    askedBy: 'Cabinet',
    'askedOn-day': '21',
    'askedOn-month': '6',
    'askedOn-year': '2012',
    words: 'The Blake projects',
  });
  expect(recorded.statusCode).toBe(303);
  const page = await manager().get(`/reports/${id()}/interests`);
  const interest = /interests\/([0-9a-f-]{36})"/.exec(page.body)?.[1] ?? '';
  expect(page.body).toContain('Unanswered');
  const empty = await manager().form(`/reports/${id()}/interests/${interest}`, {
    interest,
    _revision: '0',
    sectionKey: '',
  });
  expect(empty.statusCode).toBe(422);
  expect(empty.body).toContain('say why the report does not');
  await manager().form(`/reports/${id()}/interests/${interest}`, {
    interest,
    _revision: '0',
    sectionKey: 'detail',
  });
  expect((await manager().get(`/reports/${id()}/interests`)).body).toContain('Answered in');
});

test('a case study comes into the draft when it is signed off', async () => {
  expect((await manager().get(`/reports/${id()}`)).body).not.toContain('Somebody felt safer.');
  const page = await manager().get(`/reports/${id()}/case-studies`);
  const hash = /name="hash" value="([0-9a-f]{64})"/.exec(page.body)?.[1] ?? '';
  expect((await manager().form(`/reports/${id()}/case-studies`, { hash, checked: ' ' })).statusCode).toBe(
    422,
  );
  await manager().form(`/reports/${id()}/case-studies`, { hash, checked: 'No name, street or date.' });
  expect((await manager().get(`/reports/${id()}`)).body).toContain('Somebody felt safer.');
});

test('a report is begun on its page, and a day that is none is pointed at', async () => {
  const dates = { 'periodStart-day': '18', 'periodStart-month': '1', 'periodStart-year': '2013' };
  const wrong = await manager().form('/reports/new', {
    template: template(),
    ...dates,
    'asAt-day': '31',
    'asAt-month': '2',
    'asAt-year': '2013',
  });
  expect(wrong.statusCode).toBe(422);
  expect(wrong.body).toContain('href="#asAt-day"');
  const begun = await manager().form('/reports/new', {
    template: template(),
    ...dates,
    'asAt-day': '18',
    'asAt-month': '4',
    'asAt-year': '2013',
  });
  expect(begun.headers.location).toMatch(/^\/reports\/[0-9a-f-]{36}$/);
  expect((await manager().get('/reports')).body).toContain(String(begun.headers.location));
});

test('a draft is downloaded in every format, and says in its data that it is a draft', async () => {
  const formats = ['html', 'pdf', 'docx', 'json'];
  const files = await Promise.all(formats.map((format) => manager().get(`/reports/${id()}/draft.${format}`)));
  expect(files.map((file) => file.statusCode)).toEqual([200, 200, 200, 200]);
  expect(JSON.parse(files[3]?.body ?? '{}')).toMatchObject({
    report: { state: 'draft', edition: null, asAt: '2013-01-17' },
    figures: [{ name: 'indicator.crime.latest', value: 5803, asAt: '2013-01-17' }],
  });
});
