import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { selectionCheck } from './offers.ts';

const concord = testApp({ example: true });
let editor: SignedInCaller;
let reader: SignedInCaller;
let program: SignedInCaller;
beforeAll(async () => {
  editor = await concord().signInAs('indicators.edit');
  reader = await concord().signInAs();
  program = await concord().token('indicators.edit');
});

const NEED = '/strategy/needs/young-people-entering-the-justice-system';
const day = (name: string, year: number, month: number, of: number) => ({
  [`${name}-day`]: String(of),
  [`${name}-month`]: String(month),
  [`${name}-year`]: String(year),
});
const offered = async (view: 'duties' | 'kinds' | 'thread', condition: string) => {
  const offers = concord().services.offers[view] ?? '';
  const { rows } = await concord().db.does(concord().db.with('read', 'indicators.edit'), (tx) =>
    sql<Record<string, string>>`select * from (${sql.raw(offers)}) v where ${sql.raw(condition)}`.execute(tx),
  );
  return rows;
};

describe('the evidence library', () => {
  test('says first what rests on nothing, and finds an entry by words', async () => {
    const library = (await reader.get('/evidence')).body;
    expect(library).toMatch(/\d+ needs, priorities and projects rest on nothing in the library/);
    expect(library).not.toContain('Add evidence');
    const found = (await reader.get('/evidence?words=feeling+the')).body;
    expect(found).toContain('Feeling the Difference, waves 10 to 13');
    expect(found).not.toContain('State of Staffordshire');
    expect((await reader.get('/search?q=Feeling+the+Difference')).body).toContain(
      '/evidence/feeling-the-difference-waves-10-13',
    );
  });
  test('an entry that is added for a need supports it, and the need is a gap no more', async () => {
    const gaps = async () => (await reader.get('/evidence/gaps')).body.includes(NEED);
    expect(await gaps()).toBe(true);
    expect((await editor.get(`/evidence/new?for=${NEED}`)).body).toContain('It will support');
    const added = await editor.form('/evidence/new', {
      title: 'Youth justice needs assessment',
      kind: 'needs-assessment',
      publisher: 'The County Council',
      for: NEED,
      ...day('reviewOn', 2013, 6, 30),
    });
    expect(added.headers.location).toBe('/evidence/youth-justice-needs-assessment');
    expect(await gaps()).toBe(false);
    for (const path of [NEED, '/strategy/priorities/community-safety', '/projects/life-course'])
      expect((await reader.get(path)).body).toContain(`/evidence?for=${encodeURIComponent(path)}`);
    expect((await reader.get(`/evidence?for=${NEED}`)).body).toContain('1 entry of the library supports it.');
    expect(await offered('duties', "kind = 'evidence-review'")).toContainEqual(
      expect.objectContaining({ title: 'Look again at Youth justice needs assessment' }),
    );
    const entry = (await program.get('/api/v1/evidence/youth-justice-needs-assessment')).json();
    expect(entry.supported).toMatchObject([{ kind: 'need', path: NEED }]);
    expect(await offered('thread', `from_kind = 'evidence' and from_id = '${entry.id}'`)).toHaveLength(1);
  });
  test('what is withdrawn supports nothing any more, and stays to be read', async () => {
    const withdrawn = await editor.form('/evidence/youth-justice-needs-assessment/withdraw', {
      withdrawnSays: 'A newer one has come.',
      _revision: '1',
    });
    expect(withdrawn.statusCode).toBe(303);
    expect((await reader.get('/evidence/gaps')).body).toContain(NEED);
    expect((await reader.get('/evidence/youth-justice-needs-assessment')).body).toContain(
      'A newer one has come.',
    );
  });
  test('what is withdrawn changes no more, by the form or past it', async () => {
    const base = '/evidence/youth-justice-needs-assessment';
    expect((await editor.get(base)).body).not.toContain(`${base}/edit`);
    expect((await editor.get(`${base}/edit`)).statusCode).toBe(404);
    const again = await editor.form(`${base}/withdraw`, { withdrawnSays: 'Another reason', _revision: '2' });
    expect([again.statusCode, (await reader.get(base)).body.includes('Another reason')]).toEqual([
      404,
      false,
    ]);
    const actor = concord().db.with('read', 'indicators.edit');
    const past = (values: object) =>
      concord().db.does(actor, (tx) =>
        tx
          .updateTable('intelligence.evidence')
          .set(values)
          .where('slug', '=', 'youth-justice-needs-assessment')
          .executeTakeFirst(),
      );
    expect((await past({ withdrawn_on: null })).numUpdatedRows).toBe(0n);
    await expect(past({ added_on: '2012-01-01' })).rejects.toMatchObject({
      refusal: { refused: 'not-allowed' },
    });
  });
  test('what it supports is looked for among the things of all modules, said once and taken back', async () => {
    const base = '/evidence/state-of-staffordshire';
    const { body } = await editor.get(`${base}/supports?words=ill+health`);
    const subject = /value="(need [0-9a-f-]{36})"/.exec(body)?.[1] ?? '';
    const say = () => editor.form(`${base}/supports?words=ill+health`, { subject, says: 'Chapter 3' });
    expect((await say()).statusCode).toBe(303);
    expect((await reader.get(base)).body).toContain('Chapter 3');
    const twice = await say();
    expect([twice.statusCode, twice.body.includes('It is said already')]).toEqual([422, true]);
    const [kind, id] = subject.split(' ');
    const back = await editor.form(`${base}/supports/${kind}/${id}/end`, {});
    expect(back.headers.location).toBe(base);
    expect((await reader.get(base)).body).not.toContain('Chapter 3');
    expect((await reader.get(`${base}/supports`)).statusCode).toBe(403);
  });
  test('a form with something wrong comes back with what was typed; a link that is none is refused by name', async () => {
    const wrong = await editor.form('/evidence/new', { title: 'Kept words', kind: 'report', publisher: '' });
    expect([wrong.statusCode, wrong.body.includes('Kept words')]).toEqual([422, true]);
    const link = await program.post('/api/v1/evidence', {
      title: 'With a link',
      kind: 'report',
      publisher: 'Somebody',
      url: 'javascript:alert(1)',
    });
    expect(link.json()).toMatchObject({ name: 'evidence-link-is-an-address' });
    const twice = await program.post('/api/v1/evidence', {
      title: 'State of Staffordshire',
      kind: 'report',
      publisher: 'Somebody',
    });
    expect(twice.json()).toMatchObject({ name: 'library-slug-unique' });
    expect((await reader.form('/evidence/new', { title: 'x' })).statusCode).toBe(403);
  });
});

describe('research agreements', () => {
  const base = '/evidence/agreements/partnership-funding-agreement-for-the-staffordshire-observatory';
  test('a deliverable is a duty of its owner until it is delivered with the entry that it became', async () => {
    const due = await offered('duties', "kind = 'research-deliverable' order by due_on");
    expect(due.map(({ met_on }) => met_on)).toEqual(['2012-09-24', null, null]);
    const page = (await editor.get(base)).body;
    expect(page).toContain('£7,500 and 1 funder whose amount is not known');
    const path = /href="([^"]+\/delivery)"/.exec(page)?.[1] ?? '';
    const nothing = await editor.form(path, day('deliveredOn', 2013, 1, 10));
    expect([nothing.statusCode, nothing.body.includes('Choose the entry of the library')]).toEqual([
      422,
      true,
    ]);
    const done = await editor.form(path, { ...day('deliveredOn', 2013, 1, 10), says: 'Fifteen profiles.' });
    expect(done.headers.location).toBe(base);
    expect(
      (await editor.form(path, { ...day('deliveredOn', 2013, 1, 11), says: 'Again' })).statusCode,
    ).toBeGreaterThan(399);
    expect((await reader.get(base)).body).toContain('Delivered: 2 of 3.');
  });
  test('money is whole pence, and what was said wrongly is taken back', async () => {
    expect((await editor.form(`${base}/funding/new`, { funder: 'A trust', amount: 'lots' })).statusCode).toBe(
      422,
    );
    await editor.form(`${base}/funding/new`, { funder: 'A trust', amount: '1,000.50' });
    const [agreement] = (await program.get('/api/v1/research-agreements')).json().items;
    expect(agreement.pence).toBe(850_050);
    const page = (await editor.get(base)).body;
    const path = /href="([^"]+\/remove)"[^>]*>Take it back<span[^>]*>: A trust/.exec(page)?.[1] ?? '';
    expect((await editor.form(path, {})).statusCode).toBe(303);
    expect((await reader.get(base)).body).not.toContain('A trust');
  });
});

describe('selections of target areas', () => {
  const adopted = '/evidence/target-areas/love-your-street-pilot';
  const open = '/evidence/target-areas/next-love-your-street';
  test('the page says what was taken of what and why, and gives the ranking as a file', async () => {
    const { body } = await reader.get(adopted);
    expect(body).toContain('Brereton was taken of 6 places; adopted on 28 September 2012');
    expect(body).toContain('Big Local');
    const csv = (await reader.get(`${adopted}.csv`)).body.split('\n');
    expect(csv[1]).toMatch(/^Brereton,1,/);
    expect((await reader.get(open)).body).toContain(', by 1 of 2');
    const one = (await program.get('/api/v1/area-selections/love-your-street-pilot')).json();
    expect(one.candidates[0]).toMatchObject({ slug: 'brereton', rank: 1, chosen: true });
  });
  test('what is adopted changes no more, by the form or past it, and the check finds a change by the owner', async () => {
    expect((await editor.get(`${adopted}/edit`)).statusCode).toBe(404);
    const tried = await editor.form(`${adopted}/choice`, { _revision: '3', chosen: 'cannock' });
    expect(tried.statusCode).toBeGreaterThanOrEqual(400);
    const { db } = concord();
    const all = db.with('read', 'indicators.edit');
    const change = await db.does(all, (tx) =>
      tx
        .updateTable('intelligence.area_selection')
        .set({ title: 'Another' })
        .where('slug', '=', 'love-your-street-pilot')
        .executeTakeFirst(),
    );
    expect(change.numUpdatedRows).toBe(0n);
    expect(
      await db.as(all, (tx) =>
        tx.updateTable('intelligence.area_selection_adoption').set({ reason: 'Another' }).execute(),
      ),
    ).toMatchObject({ refused: 'not-allowed' });
    expect(await db.does(all, (tx) => selectionCheck.find(tx))).toEqual([]);
    const lie = (from: string, to: string) =>
      db.ownerPool.query(
        `update intelligence.area_selection_adoption set contents = replace(contents::text, '${from}', '${to}')::jsonb`,
      );
    await lie('"weight": 2', '"weight": 9');
    expect(await db.does(all, (tx) => selectionCheck.find(tx))).toEqual([
      'Pilot area of Love Your Street does not hold what was adopted',
    ]);
    await lie('"weight": 9', '"weight": 2');
    expect(await db.does(all, (tx) => selectionCheck.find(tx))).toEqual([]);
  });
  test('it is adopted only when what is taken, and what is passed over, says why', async () => {
    const adopt = (revision: string) =>
      editor.form(`${open}/adoption`, {
        _revision: revision,
        ...day('adoptedOn', 2013, 1, 15),
        decidedBy: 'Executive Board',
        reason: 'Residents would help.',
      });
    await editor.form(`${open}/choice`, {
      _revision: '2',
      chosen: 'rugeley',
      'reason-rugeley': 'Residents help.',
    });
    const refused = await adopt('3');
    expect(refused.statusCode).toBe(422);
    expect((await reader.get(open)).body).toContain('In preparation');
    await editor.form(`${open}/choice`, {
      _revision: '3',
      chosen: 'chadsmoor',
      'reason-chadsmoor': 'First of all.',
    });
    expect((await adopt('3')).statusCode).toBeGreaterThanOrEqual(400);
    expect((await adopt('4')).headers.location).toBe(open);
    expect((await reader.get(open)).body).toContain(
      'Chadsmoor was taken of 5 places; adopted on 15 January 2013',
    );
  });
  test('data are taken as at their day, from indicators too, with period and quality', async () => {
    const { db } = concord();
    await db.ownerPool.query(`
      insert into intelligence.observation (partnership_id, id, indicator_id, place_slug, period, period_kind, period_start, period_end, value, quality)
      select i.partnership_id, gen_random_uuid(), i.id, p.slug, y.period, 'calendar-year', y.starts, y.ends, y.value + length(p.slug), 'provisional'
      from intelligence.indicator i, (values ('cannock'), ('rugeley')) as p (slug),
        (values ('2011', date '2011-01-01', date '2011-12-31', 100), ('2012', date '2012-01-01', date '2012-12-31', 900)) as y (period, starts, ends, value)
      where i.slug = 'violent-crime'`);
    const made = await editor.form('/evidence/target-areas/new', {
      title: 'Evening patrols',
      ...day('asAtOn', 2012, 6, 30),
      places: 'Cannock\nRugeley',
      'indicator-1': 'violent-crime',
      'weight-1': '1',
      'worse-1': 'higher',
    });
    expect(made.headers.location).toBe('/evidence/target-areas/evening-patrols');
    expect((await reader.get('/evidence/target-areas/evening-patrols')).body).toContain(
      '107 (2011, provisional)',
    );
    const unknown = await editor.form('/evidence/target-areas/new', {
      title: 'Nowhere',
      ...day('asAtOn', 2012, 6, 30),
      places: 'Cannock\nAtlantis',
      'name-1': 'Crime',
      'weight-1': '1',
      'worse-1': 'higher',
      'values-1': 'Cannock: 3',
      'source-1': 'A test',
    });
    expect([unknown.statusCode, unknown.body.includes('There is no place called Atlantis.')]).toEqual([
      422,
      true,
    ]);
  });
});
