import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { orThrow } from '../../kernel/refusal.ts';
import { access } from '../access/module.ts';
import { partners } from '../partners/module.ts';
import { findPlace, listPlaces, loadPlacesExample } from './index.ts';
import { places } from './module.ts';

const concord = testApp({ modules: [partners, access, places] });
const files = (name: string) => readFileSync(`examples/cannock-chase/${name}`, 'utf8');
const EDIT = 'places.edit';

beforeAll(async () => {
  const { db } = concord();
  const actor = db.with('read', EDIT);
  await db.does(actor, async (tx) => orThrow((await loadPlacesExample(tx, actor, files)) ?? true));
});

const place = async (slug: string) => {
  const { db } = concord();
  const found = await db.does(db.with('read'), (tx) => findPlace(tx, slug));
  if (!found) throw new Error(`There is no place ${slug}`);
  return found;
};

const fieldsOf = async (slug: string) => {
  const { name, geographyName, vintage, withinSlug, revision } = await place(slug);
  return { name, geography: geographyName, vintage, within: withinSlug ?? '', _revision: String(revision) };
};

test('the form of a place shows what is said of it, and saves its name, kind, boundaries and last day', async () => {
  const editor = await concord().signInAs(EDIT);
  const shown = await editor.get('/places/rugeley/edit');
  expect(shown.body).toContain('value="Rugeley"');
  const fields = await fieldsOf('rugeley');
  const saved = await editor.form('/places/rugeley', {
    ...fields,
    name: 'Rugeley town',
    vintage: '2003',
    'validTo-day': '31',
    'validTo-month': '3',
    'validTo-year': '2012',
  });
  expect(saved.headers.location).toBe('/places/rugeley');
  expect(await place('rugeley')).toMatchObject({
    name: 'Rugeley town',
    vintage: '2003',
    validTo: '2012-03-31',
  });
});

test('a place that was changed meanwhile is not overwritten, and what was typed is shown again', async () => {
  const editor = await concord().signInAs(EDIT);
  const fields = await fieldsOf('hednesford');
  const first = await editor.form('/places/hednesford', { ...fields, note: 'First' });
  expect(first.statusCode).toBe(303);
  const second = await editor.form('/places/hednesford', { ...fields, note: 'Second' });
  expect(second.statusCode).toBe(409);
  expect(second.body).toContain('Somebody else has changed this place');
  expect(second.body).toContain('>Second</textarea>');
  expect(second.body).toContain(`name="_revision" value="${fields._revision}"`);
  expect((await place('hednesford')).note).toBe('First');
});

test('a place cannot lie in a place that lies in it', async () => {
  const editor = await concord().signInAs(EDIT);
  const { db } = concord();
  const all = await db.does(db.with('read'), (tx) => listPlaces(tx));
  const inner = all.find(({ within }) => within === 'Cannock Chase');
  const fields = { ...(await fieldsOf('cannock-chase')), within: inner?.slug ?? '' };
  const answer = await editor.form('/places/cannock-chase', fields);
  expect(answer.statusCode).toBe(422);
  expect(answer.body).toContain('Choose a place that does not itself lie in Cannock Chase.');
});

test('a corrected population keeps its day, and of two corrections of one number the second is told', async () => {
  const editor = await concord().signInAs(EDIT);
  const page = await editor.get('/places/cannock-chase');
  const [, path = ''] = /href="([^"]+\/correction)"/.exec(page.body) ?? [];
  const form = await editor.get(path);
  expect(form.body).toContain('value="95130"');
  const corrected = { persons: '97500', quality: 'final', source: 'Census', note: '' };
  expect((await editor.form(path, corrected)).headers.location).toBe('/places/cannock-chase');
  expect((await editor.get('/places/cannock-chase')).body).toContain('97,500');
  const late = await editor.form(path, { ...corrected, persons: '97000' });
  expect(late.statusCode).toBe(409);
  expect(late.body).toContain('Somebody else has changed this population');
});

test('who may not edit places is offered no form and given none', async () => {
  const reader = await concord().signInAs();
  expect((await reader.get('/places/rugeley')).body).not.toContain('/edit"');
  expect((await reader.get('/places/rugeley/edit')).statusCode).toBe(403);
  expect((await reader.form('/places/rugeley', await fieldsOf('rugeley'))).statusCode).toBe(403);
});
