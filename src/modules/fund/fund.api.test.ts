import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';

const concord = testApp();
let keeper: SignedInCaller;
let reader: SignedInCaller;
let agencyId: string;

const FUND = { kind: 'grant', arrangement: 'grant', carriesOver: true };
const REQUEST = { title: 'Youth work', shape: 'one-off', spending: 'revenue', pence: 40_000 };

beforeAll(async () => {
  keeper = await concord().token(
    'fund.keep',
    'fund.request',
    'governance.edit',
    'meeting.record',
    'project.endorse',
    'partners.edit',
  );
  reader = await concord().token('read');
  const agency = await keeper.post('/api/v1/agencies', {
    name: 'Council',
    shortName: 'CCDC',
    sector: 'district-council',
    statutory: true,
  });
  agencyId = agency.json<{ id: string }>().id;
  for (const [name, kind] of [
    ['Executive Board', 'executive'],
    ['Strategic Board', 'strategic'],
  ])
    expect((await keeper.post('/api/v1/bodies', { name, kind, purpose: 'Decides' })).statusCode).toBe(201);
});

const decide = (body: string, outcome: string, subject: string, more: object = {}) =>
  keeper.post('/api/v1/decisions', {
    body,
    decidedOn: '2013-01-10',
    title: 'Youth work',
    words: 'Resolved.',
    outcome,
    method: 'recorded-from-minutes',
    subject: { kind: 'request', id: subject },
    ...more,
  });

describe('a quarter of the fund by HTTP alone', () => {
  let requestId = '';

  test('a stream is added, restricted and paid into, by who keeps the fund', async () => {
    const added = await keeper.post('/api/v1/streams', {
      ...FUND,
      name: 'Safety grant',
      holderAgencyId: agencyId,
      lapsesOn: '2013-03-31',
    });
    expect([added.statusCode, added.headers.location]).toEqual([201, '/api/v1/streams/safety-grant']);
    expect(
      (await reader.post('/api/v1/streams', { ...FUND, name: 'Other', holderAgencyId: agencyId })).statusCode,
    ).toBe(403);
    const path = '/api/v1/streams/safety-grant';
    expect(
      (await keeper.post(`${path}/rules`, { kind: 'largest-request', says: 'Small sums' })).json(),
    ).toMatchObject({ name: 'rule-can-be-evaluated' });
    expect(
      (
        await keeper.post(`${path}/rules`, {
          kind: 'largest-request',
          pence: 50_000,
          says: 'No more than £500',
        })
      ).statusCode,
    ).toBe(201);
    const late = await keeper.post(`${path}/receipts`, { pence: 100_000, day: '2013-01-18', says: 'BACS' });
    expect(late.json()).toMatchObject({
      status: 422,
      name: 'entry-is-in-the-future',
      errors: [{ field: 'day' }],
    });
    expect(
      (await keeper.post(`${path}/receipts`, { pence: 100_000, day: '2013-01-05', says: 'BACS' })).json(),
    ).toMatchObject({ received: 100_000, available: 100_000, entries: 1 });
    const read = await reader.get(path);
    const changed = { ...FUND, name: 'Safety grant', holderAgencyId: agencyId, lapsesOn: '2013-06-30' };
    const unproven = await keeper.send('PUT', path, changed, { 'if-match': String(read.headers.etag) });
    expect(unproven.json()).toMatchObject({
      name: 'last-day-moves-on-by-a-letter',
      errors: [{ field: 'letter' }],
    });
    const proven = { ...changed, letter: 'HO/2013/7', letterOn: '2013-01-10' };
    expect(
      (await keeper.send('PUT', path, proven, { 'if-match': String(read.headers.etag) })).json(),
    ).toMatchObject({ lapsesOn: '2013-06-30', revision: 2 });
    expect(
      (await keeper.send('PUT', path, changed, { 'if-match': String(read.headers.etag) })).statusCode,
    ).toBe(412);
  });

  test('a request is made and told which streams may lawfully pay; the split must add up', async () => {
    const made = await keeper.post('/api/v1/requests', REQUEST);
    expect([made.statusCode, made.headers.location]).toEqual([201, '/api/v1/requests/youth-work']);
    requestId = made.json<{ id: string }>().id;
    const eligible = await reader.get('/api/v1/requests/youth-work/eligibility');
    expect(eligible.json()).toMatchObject({
      items: [{ streamSlug: 'safety-grant', verdict: 'allowed', payable: 40_000, lapsesOn: '2013-06-30' }],
    });
    const split = (pence: number, stream = 'safety-grant') =>
      keeper.send('PUT', '/api/v1/requests/youth-work/split', { shares: [{ stream, pence }] });
    expect((await split(39_999)).json()).toMatchObject({ name: 'split-does-not-add-up' });
    expect((await split(40_000, 'none')).json()).toMatchObject({ name: 'no-such-stream' });
    expect((await split(40_000)).json()).toMatchObject({
      split: [{ stream: 'safety-grant', pence: 40_000 }],
    });
    expect((await keeper.post('/api/v1/requests/youth-work/submissions', {})).json()).toMatchObject({
      state: 'submitted',
    });
    expect((await keeper.post('/api/v1/requests/youth-work/submissions', {})).json()).toMatchObject({
      name: 'not-from-this-state',
    });
  });

  test('recommended and endorsed on condition it is reserved; the condition met, it is drawn and a part returned', async () => {
    expect((await decide('executive-board', 'recommended', requestId)).statusCode).toBe(201);
    const conditions = [{ says: 'References are taken up', dueOn: '2013-02-28' }];
    const endorsed = await decide('strategic-board', 'endorsed-on-condition', requestId, { conditions });
    expect(endorsed.json()).toMatchObject({
      effect: '£400 of Safety grant is reserved until the condition is met, by 28 February 2013.',
    });
    const path = '/api/v1/requests/youth-work';
    const draw = { stream: 'safety-grant', pence: 30_000, day: '2013-01-15', evidence: 'Invoice 7' };
    expect((await keeper.post(`${path}/drawdowns`, draw)).json()).toMatchObject({
      name: 'money-is-only-reserved',
    });
    const [condition] = (await reader.get(path)).json<{ conditions: { id: string }[] }>().conditions;
    const met = await keeper.post(`${path}/conditions/${condition?.id}/fulfilments`, {
      day: '2013-01-14',
      evidence: 'Two references',
    });
    expect(met.json()).toMatchObject({ state: 'endorsed', reserved: 0, allocated: 40_000 });
    expect((await keeper.post(`${path}/drawdowns`, { ...draw, pence: 40_001 })).json()).toMatchObject({
      name: 'exceeds-allocation',
      details: { remaining: 40_000 },
    });
    expect((await keeper.post(`${path}/drawdowns`, draw)).json()).toMatchObject({
      allocated: 10_000,
      spent: 30_000,
    });
    const back = await keeper.post(`${path}/returns`, {
      stream: 'safety-grant',
      pence: 5_000,
      from: 'spent',
      day: '2013-01-16',
      reason: 'Cheaper hall',
    });
    expect(back.json()).toMatchObject({ spent: 25_000 });
    expect(
      (await keeper.post(`${path}/endings`, { day: '2013-01-17', reason: 'Done' })).json(),
    ).toMatchObject({ state: 'ended', allocated: 0, spent: 25_000 });
    expect((await reader.get('/api/v1/streams/safety-grant')).json()).toMatchObject({
      available: 75_000,
      spent: 25_000,
    });
  });

  test('the ledger is read by pages, the latest first, each entry with its decision', async () => {
    type Page = { items: { number: number; kind: string; decision: string | null }[]; next: string | null };
    const first = (await reader.get('/api/v1/streams/safety-grant/entries?limit=4')).json<Page>();
    expect(first.items.map(({ number, kind }) => [number, kind])).toEqual([
      [6, 'freed'],
      [5, 'returned'],
      [4, 'drawn'],
      [3, 'posted'],
    ]);
    expect(first.items.every(({ decision }) => decision !== null)).toBe(true);
    const second = (await reader.get(first.next ?? '')).json<Page>();
    expect(second.items.map(({ kind }) => kind)).toEqual(['reserved', 'received']);
    expect(second.next).toBeNull();
  });

  test('a request larger than the rules allow is refused by the board’s own decision, with what would help', async () => {
    const made = await keeper.post('/api/v1/requests', { ...REQUEST, title: 'A hall', pence: 60_000 });
    const { id } = made.json<{ id: string }>();
    await keeper.send('PUT', '/api/v1/requests/a-hall/split', {
      shares: [{ stream: 'safety-grant', pence: 60_000 }],
    });
    await keeper.post('/api/v1/requests/a-hall/submissions', {});
    expect((await decide('executive-board', 'recommended', id)).statusCode).toBe(201);
    expect((await decide('strategic-board', 'endorsed', id)).json()).toMatchObject({
      status: 422,
      name: 'restricted',
      details: {
        reasons: [
          { kind: 'largest-request', eligibleIf: 'It would be eligible if it asked for £500 or less.' },
        ],
      },
    });
    const deferred = await decide('strategic-board', 'deferred', id, {
      deferredTo: '2013-04-30',
      reason: 'A smaller hall is looked for',
    });
    expect(deferred.statusCode).toBe(201);
    expect((await reader.get('/api/v1/requests?state=deferred')).json()).toMatchObject({
      items: [{ slug: 'a-hall', deferredTo: '2013-04-30' }],
    });
  });

  test('undoing a decision frees what it committed, unless some of it was drawn', async () => {
    const made = await keeper.post('/api/v1/requests', { ...REQUEST, title: 'A van' });
    const { id } = made.json<{ id: string }>();
    await keeper.send('PUT', '/api/v1/requests/a-van/split', {
      shares: [{ stream: 'safety-grant', pence: 40_000 }],
    });
    await keeper.post('/api/v1/requests/a-van/submissions', {});
    await decide('executive-board', 'recommended', id);
    const endorsed = (await decide('strategic-board', 'endorsed', id)).json<{ reference: string }>();
    const money = { stream: 'safety-grant', pence: 1_000, day: '2013-01-15' };
    await keeper.post('/api/v1/requests/a-van/drawdowns', { ...money, evidence: 'Deposit' });
    const undo = { undoes: endorsed.reference, reason: 'The van was sold' };
    expect((await decide('strategic-board', 'undone', id, undo)).json()).toMatchObject({
      name: 'money-was-drawn',
      details: { spent: 1_000 },
    });
    await keeper.post('/api/v1/requests/a-van/returns', {
      ...money,
      from: 'spent',
      reason: 'Deposit came back',
    });
    const undone = await decide('strategic-board', 'undone', id, undo);
    expect(undone.json()).toMatchObject({ effect: 'The request is recommended again, and £390 is free.' });
    expect((await reader.get('/api/v1/requests/a-van')).json()).toMatchObject({
      state: 'recommended',
      allocated: 0,
      reserved: 0,
    });
  });
});
