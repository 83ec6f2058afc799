/** What somebody leaves out when an indicator is changed stays as it is, whatever way it is changed. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { orThrow, type Refusal } from '../../kernel/refusal.ts';
import { allWritten } from '../../platform/import-rows.ts';
import { importAgencies, importPosts } from '../partners/index.ts';
import type { DefinitionReport } from './import/define.ts';
import { importIndicators } from './import/define-indicators.ts';
import { importObservations } from './import/index.ts';
import { changeIndicator, defineIndicator, type IndicatorInput } from './indicators.ts';
import { noOpenFigureOfFew } from './open-data/check.ts';
import { findIndicator } from './queries.ts';
import type { Indicator } from './types.ts';

const concord = testApp();
const editor = () => concord().db.with('read', 'indicators.edit');
let analyst: SignedInCaller;

const ALL: IndicatorInput = {
  slug: 'harmed',
  title: 'People harmed',
  definition: 'Counted by the hub.',
  kind: 'rate',
  unit: 'people',
  decimals: 2,
  direction: 'lower',
  uncertainty: 'complete',
  numeratorSays: 'People harmed',
  denominatorSays: 'People who live there',
  per: 500,
  source: 'The hub',
  frequency: 'quarterly',
  firstPeriodEndsOn: plainDate('2012-06-30'),
  dueDays: 10,
  public: true,
  smallNumbers: true,
};

const now = async (slug = 'harmed'): Promise<Indicator> => {
  const found = await concord().db.does(editor(), (tx) => findIndicator(tx, slug));
  if (!found) throw new Error(`There is no ${slug}`);
  return found;
};
const settings = ({ revision: _revision, definition: _definition, ...rest }: Indicator) => rest;
const bring = (text: string): Promise<DefinitionReport | Refusal> =>
  concord().db.does(editor(), (tx) => importIndicators(tx, editor(), text));
const brought = async (text: string): Promise<DefinitionReport> => orThrow(await bring(text));

beforeAll(async () => {
  analyst = await concord().signInAs('read', 'indicators.edit');
  await concord().db.does(editor(), async (tx) => {
    const part = (slug: string): IndicatorInput => ({
      slug,
      title: slug,
      kind: 'number',
      direction: 'lower',
    });
    const over = orThrow(await defineIndicator(tx, editor(), part('harm')));
    const under = orThrow(await defineIndicator(tx, editor(), part('people')));
    orThrow(await defineIndicator(tx, editor(), { ...ALL, numeratorId: over.id, denominatorId: under.id }));
  });
});

describe('a file of indicators that has no column for a setting', () => {
  test('changes a definition and leaves the mark of few people, and all else, as they are', async () => {
    const before = await now();
    const report = await brought(
      'slug,title,definition,kind,direction\nharmed,People harmed,Counted anew.,rate,lower\n',
    );
    expect(report).toMatchObject({ changed: 1, refused: 0, written: true });
    const after = await now();
    expect(after.definition).toBe('Counted anew.');
    expect(settings(after)).toEqual(settings(before));
  });
  test('or has it with an empty cell, says nothing about it either', async () => {
    const head = 'slug,title,definition,kind,direction,decimals,computed_from,public,small_numbers,due_days';
    const report = await brought(`${head}\nharmed,People harmed,,rate,lower,,,,,\n`);
    expect(report).toMatchObject({ unchanged: 1, changed: 0 });
    expect(await now()).toMatchObject({ smallNumbers: true, public: true, decimals: 2 });
  });
  test('marks a new indicator only where it says so', async () => {
    const head = 'slug,title,kind,direction,small_numbers';
    await brought(`${head}\nnew-few,New,number,lower,Yes\nnew-many,New too,number,lower,\n`);
    expect((await now('new-few')).smallNumbers).toBe(true);
    expect((await now('new-many')).smallNumbers).toBe(false);
  });
  test('takes the mark away where it says no, which the preview tells; other words are refused', async () => {
    const head = 'slug,title,kind,direction,small_numbers';
    const row = (says: string): string => `${head}\nnew-few,New,number,lower,${says}\n`;
    expect((await brought(row('perhaps'))).rows[0]).toMatchObject({
      outcome: 'refused',
      reason: 'small_numbers: Write yes or no.',
    });
    expect((await brought(row('no'))).rows[0]).toMatchObject({
      outcome: 'changed',
      reason:
        'It is no longer marked as counting few people: figures of places that are hidden now will be shown.',
    });
    expect((await now('new-few')).smallNumbers).toBe(false);
  });
});

describe('every other way of changing one', () => {
  test('a command that leaves a setting out leaves it as it is', async () => {
    const before = await now();
    await concord().db.does(editor(), async (tx) => {
      const { slug, title, kind, direction } = before;
      orThrow(
        await changeIndicator(tx, editor(), before.id, before.revision, { slug, title, kind, direction }),
      );
    });
    expect(settings(await now())).toEqual(settings(before));
  });
  test('a program that leaves a setting out leaves it as it is', async () => {
    const program = await concord().token('read', 'indicators.edit');
    const address = '/api/v1/indicators/harmed';
    const before = await now();
    const put = async (body: object) =>
      program.send('PUT', address, body, { 'if-match': String((await program.get(address)).headers.etag) });
    const named = { slug: 'harmed', title: 'People harmed', kind: 'rate', direction: 'lower' };
    expect((await put({ ...named, definition: 'By program' })).json()).toMatchObject({
      smallNumbers: true,
      public: true,
    });
    expect(settings(await now())).toEqual(settings(before));
    expect((await put({ ...named, smallNumbers: false })).json()).toMatchObject({ smallNumbers: false });
    expect((await put({ ...named, smallNumbers: true })).json()).toMatchObject({ smallNumbers: true });
  });
  test('a form without the question leaves it as it is', async () => {
    const before = await now();
    const sent = await analyst.form('/indicators/harmed/edit', {
      _revision: String(before.revision),
      definition: 'Typed',
    });
    expect(sent.statusCode).toBe(303);
    expect(settings(await now())).toEqual(settings(before));
  });
});

test('the owner of an indicator stays its owner when a file names nobody', async () => {
  const partners = concord().db.with('read', 'partners.edit');
  await concord().db.does(partners, async (tx) => {
    const write = { write: true };
    const agencies = 'slug,name,short_name,sector,statutory\nthe-hub,The hub,Hub,district-council,yes\n';
    orThrow(allWritten(await importAgencies(tx, partners, agencies, write)));
    const posts = 'slug,title,agency\nkeeper,Keeper,the-hub\n';
    orThrow(allWritten(await importPosts(tx, partners, posts, write)));
  });
  await brought(
    'slug,title,kind,direction,owner_agency,owner_post\nowned,Owned,number,lower,the-hub,keeper\n',
  );
  const { ownerAgencyId, ownerPostId } = await now('owned');
  expect([ownerAgencyId, ownerPostId]).not.toContain(null);
  await brought('slug,title,kind,direction\nowned,Owned anew,number,lower\n');
  expect(await now('owned')).toMatchObject({ ownerAgencyId, ownerPostId, title: 'Owned anew' });
});

test('taking the mark from what is open data is said back before it happens, and is in the audit trail', async () => {
  const manager = await concord().signInAs('read', 'indicators.edit', 'indicators.publish');
  const terms = { licence: 'ogl-3.0', shows: 'final', provenance: '', _revision: '0' };
  expect((await manager.form('/indicators/harmed/open-data', terms)).statusCode).toBe(303);
  const unmark = async (more: Record<string, string> = {}) =>
    manager.form('/indicators/harmed/edit', {
      _revision: String((await now()).revision),
      smallNumbers: 'no',
      ...more,
    });
  const asked = await unmark();
  expect(asked.statusCode).toBe(422);
  expect(asked.body).toContain('Its open data will at once show everybody');
  expect(asked.body).toContain('name="sure"');
  expect((await now()).smallNumbers).toBe(true);
  expect((await unmark({ sure: 'yes' })).statusCode).toBe(303);
  expect((await now()).smallNumbers).toBe(false);
  const told = await concord().db.does(concord().db.with('audit.read'), (tx) =>
    tx.selectFrom('platform.audit_event').select('action').distinct().execute(),
  );
  expect(told.map(({ action }) => action)).toContain('indicator.small-numbers-unmarked');
});

test('terms of open data that are left out stay as they are: no embargo ends by being left out', async () => {
  const publisher = await concord().token('read', 'indicators.publish');
  const address = '/api/v1/indicators/people/publications';
  await brought('slug,title,kind,direction,public\npeople,people,number,lower,yes\n');
  const terms = { licence: 'cc-by-4.0', shows: 'all', embargoUntil: '2099-01-01', provenance: 'Counted' };
  expect((await publisher.post(address, terms)).json()).toMatchObject({ ...terms, open: false });
  expect((await publisher.post(address, { provenance: 'Counted by hand' })).json()).toMatchObject({
    ...terms,
    provenance: 'Counted by hand',
    open: false,
  });
  const ended = await publisher.post(address, { embargoUntil: null });
  expect(ended.json()).toMatchObject({ embargoUntil: null, open: true });
});

test('the check finds open figures of one to four people of what counts few', async () => {
  const found = () => concord().db.does(concord().db.with('read'), (tx) => noOpenFigureOfFew.find(tx));
  const figure = 'indicator,period,value,place,quality\npeople,2010/11,3,,final\npeople,2011/12,9,,final\n';
  const recorder = concord().db.with('read', 'indicators.edit', 'observations.record');
  await concord().db.does(recorder, async (tx) => {
    orThrow(await importObservations(tx, recorder, figure));
  });
  await concord().runJob('intelligence.open-data');
  expect(await found()).toEqual([]);
  await concord().db.ownerPool.query(
    "update intelligence.indicator set small_numbers = true where slug = 'people'",
  );
  expect(await found()).toEqual([
    'people, 2010/11 is open with a count of one to four, although it counts few people',
  ]);
  await concord().db.ownerPool.query(
    "update intelligence.indicator set revision = revision + 1 where slug = 'people'",
  );
  await concord().runJob('intelligence.open-data');
  expect(await found()).toEqual([]);
});

test('marking what a rate is computed from hides its open data at once; unmarking it is said back first', async () => {
  const found = () => concord().db.does(concord().db.with('read'), (tx) => noOpenFigureOfFew.find(tx));
  const recorder = concord().db.with('read', 'indicators.edit', 'observations.record');
  const figure = 'indicator,period,value,numerator,denominator,quality\nharmed,2010/11,1,2,1000,final\n';
  await concord().db.does(recorder, async (tx) => {
    orThrow(await importObservations(tx, recorder, figure));
  });
  await concord().runJob('intelligence.open-data');
  await brought('slug,title,kind,direction,small_numbers\npeople,people,number,lower,no\n');
  const open = async () => (await concord().visitor.get('/open-data/indicators/harmed.csv')).body;
  expect(await open()).toContain('2010/11,1,2,1000');
  await brought('slug,title,kind,direction,small_numbers\nharm,harm,number,lower,yes\n');
  expect(await open()).not.toContain('2010/11,1,2,1000');
  expect(await found()).toEqual([]);
  const unmarked = { _revision: String((await now('harm')).revision), smallNumbers: 'no' };
  const asked = await analyst.form('/indicators/harm/edit', unmarked);
  expect(asked.body).toContain('Its open data will at once show everybody');
});
