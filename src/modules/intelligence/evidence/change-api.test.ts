import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';

const concord = testApp({ example: true });
let program: SignedInCaller;
let reading: SignedInCaller;
beforeAll(async () => {
  program = await concord().token('indicators.edit');
  reading = await concord().token();
});

const ENTRIES = '/api/v1/evidence';
const entry = (fields: object = {}) => ({
  title: 'Nuisance at the canal',
  kind: 'report',
  publisher: 'The Council',
  ...fields,
});
const seen = (answer: { readonly headers: object }) => ({
  'if-match': String((answer.headers as { etag?: string }).etag),
});

describe('the library by program', () => {
  test('an entry is added, changed by who has read it, and withdrawn with a reason for good', async () => {
    const added = await program.post(ENTRIES, entry());
    const address = String(added.headers.location);
    const again = entry({ says: 'Eleven complaints.' });
    expect((await program.send('PUT', address, again)).statusCode).toBe(428);
    expect((await reading.send('PUT', address, again, seen(added))).statusCode).toBe(403);
    const changed = await program.send('PUT', address, again, seen(added));
    expect(changed.json()).toMatchObject({ says: 'Eleven complaints.' });
    expect((await program.send('PUT', address, again, seen(added))).statusCode).toBe(412);
    const silent = await program.send('POST', `${address}/withdrawals`, { reason: ' ' }, seen(changed));
    expect(silent.json()).toMatchObject({ errors: [{ field: 'reason' }] });
    const gone = await program.send(
      'POST',
      `${address}/withdrawals`,
      { reason: 'A newer one.' },
      seen(changed),
    );
    expect([gone.statusCode, gone.json().withdrawnSays]).toEqual([201, 'A newer one.']);
    expect((await program.send('PUT', address, again, seen(gone))).json()).toMatchObject({
      name: 'withdrawn-already',
    });
  });

  test('what it supports is said and taken back', async () => {
    const { rows } = await concord().db.ownerPool.query<{ id: string }>(
      'select id from strategy.need limit 1',
    );
    const id = rows[0]?.id;
    const supports = `${ENTRIES}/state-of-staffordshire/supports`;
    const unknown = await program.post(supports, {
      kind: 'need',
      id: '01890000-0000-7000-8000-000000000000',
    });
    expect(unknown.json()).toMatchObject({ name: 'subject-unknown', errors: [{ field: 'id' }] });
    const said = await program.post(supports, { kind: 'need', id, says: 'Chapter 3' });
    expect(said.json().supported).toContainEqual(expect.objectContaining({ id, says: 'Chapter 3' }));
    const back = await program.post(`${supports}/need/${id}/withdrawals`, {});
    expect(back.json().supported).not.toContainEqual(expect.objectContaining({ id }));
    expect((await program.post(`${supports}/need/${id}/withdrawals`, {})).statusCode).toBe(404);
  });
});

describe('a selection of target areas by program', () => {
  const SELECTIONS = '/api/v1/area-selections';
  const typed = {
    weight: 1,
    worse: 'higher',
    name: 'Complaints',
    source: 'The council',
    values: [
      { place: 'Cannock', value: 12 },
      { place: 'Brereton', value: 30 },
    ],
  };
  const body = (fields: object = {}) => ({
    title: 'Where to send the wardens',
    asAt: '2012-12-31',
    places: ['Cannock', 'Brereton'],
    criteria: [typed],
    ...fields,
  });

  test('is prepared, chosen and adopted with its reasons, and changes no more', async () => {
    const made = await program.post(SELECTIONS, body());
    expect(made.statusCode).toBe(201);
    expect(made.json().candidates[0]).toMatchObject({ name: 'Brereton', rank: 1, chosen: false });
    const address = String(made.headers.location);
    const [first] = made.json().candidates;
    const anew = await program.send('PUT', address, body({ question: 'Where now?' }), seen(made));
    expect(anew.json()).toMatchObject({ question: 'Where now?' });
    const choice = { candidates: [{ place: first.slug, chosen: true, reason: '' }] };
    const chosen = await program.send('PUT', `${address}/choice`, choice, seen(anew));
    expect(chosen.json().candidates.map((one: { chosen: boolean }) => one.chosen)).toEqual([true, false]);
    const elsewhere = { candidates: [{ place: 'atlantis', chosen: true, reason: '' }] };
    expect((await program.send('PUT', `${address}/choice`, elsewhere, seen(chosen))).json()).toMatchObject({
      name: 'place-unknown',
      errors: [{ field: 'candidates.0.place' }],
    });
    const adoption = { adoptedOn: '2013-01-10', decidedBy: 'The Executive Board', reason: 'Most complaints' };
    const adopt = (answer: Parameters<typeof seen>[0]) =>
      program.send('POST', `${address}/adoptions`, adoption, seen(answer));
    expect((await adopt(chosen)).json()).toMatchObject({ name: 'reasons-missing' });
    const why = { candidates: [{ place: first.slug, chosen: true, reason: 'The most complaints' }] };
    const given = await program.send('PUT', `${address}/choice`, why, seen(chosen));
    const adopted = await adopt(given);
    expect([adopted.statusCode, adopted.json().decidedBy]).toEqual([201, 'The Executive Board']);
    expect((await program.send('PUT', address, body(), seen(adopted))).json()).toMatchObject({
      name: 'adopted-already',
    });
  });

  test('what is wrong is said at the criterion and place where it is', async () => {
    for (const [fields, name, field] of [
      [{ places: ['Cannock', 'Atlantis'] }, 'place-unknown', 'places'],
      [
        { criteria: [typed, { weight: 1, worse: 'higher', indicator: 'none-such' }] },
        'indicator-unknown',
        'criteria.1.indicator',
      ],
      [
        { criteria: [{ ...typed, values: [{ place: 'Rugeley', value: 1 }] }] },
        'value-elsewhere',
        'criteria.0.values',
      ],
      [{ criteria: [{ ...typed, source: '' }] }, 'invalid', 'criteria.0.source'],
    ] as const)
      expect((await program.post(SELECTIONS, body({ title: 'Wrong', ...fields }))).json()).toMatchObject({
        name,
        errors: [{ field }],
      });
    expect((await reading.post(SELECTIONS, body())).statusCode).toBe(403);
  });
});
