import { expect, test } from 'vitest';
import { pageDesk, revisionIn } from './testing/pages.ts';

const { manager, reader, visitor, id, template, write } = pageDesk();

test('a template is changed on its page, and a report begun before keeps its own', async () => {
  const path = `/reports/templates/${template()}`;
  const page = await manager().get(path);
  const added = await manager().form(path, {
    _revision: revisionIn(page.body),
    act: 'add',
    title: 'Love Your Street',
  });
  expect(added.statusCode).toBe(303);
  expect((await manager().get(path)).body).toContain('Love Your Street');
  expect((await manager().get(`/reports/${id()}`)).body).not.toContain('Love Your Street');
});

test('a template is downloaded, changed and brought back, with a look at what it would do first', async () => {
  const file = await manager().get(`/reports/templates/${template()}/template.json`);
  const json = JSON.stringify({ ...JSON.parse(file.body), title: 'Quarterly update' });
  const preview = await manager().form('/reports/templates', { json, act: 'preview' });
  expect(preview.statusCode).toBe(200);
  expect(preview.body).toContain('becomes the next version');
  expect((await manager().get(`/reports/templates/${template()}`)).body).not.toContain('Quarterly update');
  expect((await manager().form('/reports/templates', { json: '{', act: 'import' })).body).toContain(
    'This is not JSON',
  );
  const imported = await manager().form('/reports/templates', { json, act: 'import' });
  expect(imported.headers.location).toBe(`/reports/templates/${template()}`);
  expect((await manager().get(`/reports/templates/${template()}`)).body).toContain('Quarterly update');
});

test('approval tells how far it is, freezes the report, and the public reads what is published', async () => {
  await write('section.purpose', 'There were {{figure:indicator.crime.latest}} crimes.');
  const draft = await manager().get(`/reports/${id()}/approval`);
  await manager().form(`/reports/${id()}/submission`, { _revision: revisionIn(draft.body) });
  const waiting = await manager().get(`/reports/${id()}/approval`);
  const unseen = await manager().form(`/reports/${id()}/approval`, { _revision: revisionIn(waiting.body) });
  expect(unseen.statusCode).toBe(422);
  const asked = await manager().form(`/reports/${id()}/approval`, {
    _revision: revisionIn(waiting.body),
    acknowledged: 'yes',
  });
  const progress = String(asked.headers.location);
  expect(progress).toMatch(/^\/progress\//);
  const events = await manager().get(`${progress}/events`);
  expect(events.headers['content-type']).toContain('text/event-stream');
  const last = JSON.parse(events.body.trim().split('\n\n').at(-1)?.replace('data: ', '') ?? '') as {
    href: string;
    done: boolean;
  };
  expect(last).toMatchObject({ done: true, href: expect.stringMatching(/^\/editions\//) });
  expect((await reader().get(progress)).statusCode).toBe(404);
  const edition = await manager().get(last.href);
  expect(edition.body).toContain('Every file is exactly what was approved');
  const slug = `${template()}-2013-01-17`;
  expect((await visitor().get(`/published/${slug}`)).statusCode).toBe(404);
  await manager().form(`${last.href}/publication`, {});
  const published = await visitor().get(`/published/${slug}`);
  expect(published.statusCode).toBe(200);
  expect(published.body).toContain('5,803');
  const files = await Promise.all(
    ['html', 'pdf', 'docx', 'json'].map((format) => visitor().get(`/published/${slug}/report.${format}`)),
  );
  expect(files.map((file) => file.statusCode)).toEqual([200, 200, 200, 200]);
  expect((await visitor().get('/published')).body).toContain(`/published/${slug}`);
  expect((await visitor().get(last.href)).statusCode).toBe(303);
});
