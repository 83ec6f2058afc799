import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';

const concord = testApp({ example: true });
let manager: SignedInCaller;
let reader: SignedInCaller;

beforeAll(async () => {
  manager = await concord().signInAs('indicators.edit');
  reader = await concord().signInAs();
});

async function idOf(table: string, where: string): Promise<string> {
  const { rows } = await concord().db.ownerPool.query<{ id: string }>(
    `select id from ${table} where ${where} limit 1`,
  );
  const id = rows[0]?.id;
  if (!id) throw new Error(`the example has changed: ${where}`);
  return id;
}

/** The titles of the tiles, in their order. */
const tilesIn = (html: string): string[] =>
  [...html.matchAll(/<h2 class="govuk-heading-s app-tiles__title">\s*<a [^>]*>([^<]+)</g)].map(
    (match) => match[1] ?? '',
  );

const arrange = async (path: string, tiles: string) => {
  const form = (await manager.get(`${path}/edit`)).body;
  const revision = /name="_revision" value="(\d+)"/.exec(form)?.[1] ?? '0';
  return manager.form(`${path}/edit`, { _revision: revision, tiles });
};

describe('the dashboard that nobody chose for', () => {
  test('of a priority shows what the golden thread leads to', async () => {
    const priority = await idOf('strategy.priority_now', "title ilike '%crime%' or title ilike '%safe%'");
    const page = await reader.get(`/dashboards/priority/${priority}`);
    expect(page.statusCode).toBe(200);
    expect(tilesIn(page.body).length).toBeGreaterThan(1);
    expect(page.body).toContain('it follows from the golden thread');
    expect(page.body).not.toContain('Choose what stands here');
  });

  test('of a place shows the indicators that have figures of it, with those figures', async () => {
    const place = await idOf('places.place', "slug = 'hagley-town-centre'");
    const page = (await reader.get(`/dashboards/place/${place}`)).body;
    expect(tilesIn(page).length).toBeGreaterThan(0);
    expect(page).toContain('of this place');
  });

  test('of a board shows what all priorities are measured by, and is led to from its page', async () => {
    const body = await idOf('governance.body', "slug like '%executive%' or slug like '%board%'");
    const page = (await reader.get(`/dashboards/body/${body}`)).body;
    expect(tilesIn(page).length).toBeGreaterThan(3);
    const slug = await concord().db.ownerPool.query<{ slug: string }>(
      'select slug from governance.body where id = $1',
      [body],
    );
    expect((await reader.get(`/bodies/${slug.rows[0]?.slug}`)).body).toContain(`/dashboards/body/${body}`);
    expect((await reader.get('/dashboards')).body).toContain(`/dashboards/body/${body}`);
  });

  test('begins with what worsens', async () => {
    const theft = await idOf('intelligence.indicator', "slug = 'acquisitive-crime'");
    await concord().db.ownerPool.query(
      "update intelligence.judgement set status = 'worsening' where indicator_id = $1",
      [theft],
    );
    const body = await idOf('governance.body', "slug = 'executive-board'");
    expect(tilesIn((await reader.get(`/dashboards/body/${body}`)).body)[0]).toBe('Acquisitive crime');
  });
});

describe('what stands on a dashboard is chosen', () => {
  test('by title or address, in its order, and each tile says value, change, status and target', async () => {
    const theme = await idOf('strategy.theme', 'true');
    const path = `/dashboards/theme/${theme}`;
    const titles = [
      'Recorded crime',
      '/indicators/crime-rate',
      'https://example.org/projects/the-right-stuff',
    ];
    expect((await arrange(path, titles.join('\n'))).statusCode).toBe(303);
    const page = (await reader.get(path)).body;
    expect(tilesIn(page).map((title) => title.toLowerCase())).toEqual([
      'recorded crime',
      'crimes per 1,000 population',
      'the right stuff project',
    ]);
    for (const words of ['app-tiles__value', '2011/12', 'app-small-chart', 'on 2010/11'])
      expect(page).toContain(words);
    expect((await arrange(path, ['/indicators/crime-rate', 'Recorded crime'].join('\n'))).statusCode).toBe(
      303,
    );
    expect(tilesIn((await reader.get(path)).body)[0]).toBe('Crimes per 1,000 population');
    const empty = await arrange(path, '');
    expect(empty.statusCode).toBe(303);
    expect(tilesIn((await reader.get(path)).body)).toEqual([]);
    expect((await reader.get(path)).body).toContain('will stand on this page');
  });

  test('what is not known, stands twice or was changed meanwhile is refused, and nothing typed is lost', async () => {
    const path = `/dashboards/theme/${await idOf('strategy.theme', 'true')}`;
    const unknown = await arrange(path, 'Recorded crime\nRecorded crimme');
    expect(unknown.statusCode).toBe(422);
    expect(unknown.body).toContain('Line 2: there is no indicator or project');
    expect(unknown.body).toContain('Recorded crimme');
    expect((await arrange(path, 'Recorded crime\n/indicators/recorded-crime')).body).toContain(
      'The same stands there twice',
    );
    const late = await manager.form(`${path}/edit`, { _revision: '999', tiles: 'Recorded crime' });
    expect(late.body).toContain('Somebody else has changed this');
  });

  test('who may not edit indicators chooses nothing; what is no dashboard is not there', async () => {
    const path = `/dashboards/theme/${await idOf('strategy.theme', 'true')}`;
    expect((await reader.get(`${path}/edit`)).statusCode).toBe(403);
    expect((await reader.post(`${path}/edit`, { tiles: '' })).statusCode).toBe(403);
    const project = await idOf('delivery.project', 'true');
    expect((await reader.get(`/dashboards/project/${project}`)).statusCode).toBe(404);
    expect((await reader.get('/dashboards/body/not-an-id')).statusCode).toBe(404);
  });

  test('a program reads it and chooses by the same rules, and overwrites nothing that it has not read', async () => {
    const path = `/api/v1/dashboards/place/${await idOf('places.place', 'true')}`;
    const program = await concord().token('indicators.edit');
    const usual = await program.get(path);
    expect(usual.json()).toMatchObject({ chosen: false });
    const crime = { kind: 'indicator', id: await idOf('intelligence.indicator', "slug = 'recorded-crime'") };
    const made = await program.send('PUT', path, { things: [crime] });
    expect(made.json()).toMatchObject({ chosen: true, things: [{ title: 'Recorded crime' }] });
    expect((await program.send('PUT', path, { things: [] })).statusCode).toBe(428);
    const etag = String((await program.get(path)).headers.etag);
    expect((await program.send('PUT', path, { things: [] }, { 'if-match': etag })).json()).toMatchObject({
      chosen: true,
      things: [],
    });
    const nowhere = { kind: 'project', id: crime.id };
    const again = String((await program.get(path)).headers.etag);
    expect((await program.send('PUT', path, { things: [nowhere] }, { 'if-match': again })).statusCode).toBe(
      404,
    );
  });
});
