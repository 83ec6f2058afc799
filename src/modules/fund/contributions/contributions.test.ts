import readXlsxFile from 'read-excel-file/node';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';

const concord = testApp({ example: true });
let keeper: SignedInCaller;
let reader: SignedInCaller;
let program: SignedInCaller;
beforeAll(async () => {
  keeper = await concord().signInAs('fund.keep', 'fund.request');
  reader = await concord().signInAs();
  program = await concord().token('fund.keep', 'fund.request');
});

const POLICE = '/fund/contributions/staffordshire-police';
const API = '/api/v1/contributions/staffordshire-police';
interface Statement {
  match: { promised: number; delivered: number; awaited: number };
  inKind: { promised: number; delivered: number; awaited: number };
  unvalued: number;
  updates: { inTime: number; late: number; overdue: number } | null;
  promises: { id: string; says: string; state: string }[];
}
const statement = async (query = ''): Promise<Statement> =>
  (await reader.get(`${API}${query}`)).json<Statement>();

describe('what a partner contributes', () => {
  test('Staffordshire Police promised half of the licences, and nothing of it is delivered yet', async () => {
    expect((await statement()).match).toEqual({ promised: 2_737_50, delivered: 0, awaited: 2_737_50 });
    const { body, statusCode } = await reader.get(POLICE);
    expect(statusCode).toBe(200);
    expect(body).toContain(
      'It promised £2,737.50 and delivered £0 in this time; £2,737.50 is still awaited.',
    );
    expect(body).toContain('Half of the cost of the E-Cins licences for a year');
    expect(body).not.toContain('Record a promise');
    expect(body).not.toContain('style=');
    expect((await reader.get('/fund/contributions')).body).toContain('Staffordshire Police');
  });

  test('a promise is delivered in parts, never beyond what was promised, and a mistake is struck out', async () => {
    const made = await keeper.form(`${POLICE}/promises/new`, {
      kind: 'in-kind',
      says: 'A room for the summer scheme',
      amount: '600',
      'day-day': '10',
      'day-month': '1',
      'day-year': '2013',
      quality: 'final',
    });
    expect([made.statusCode, made.headers.location]).toEqual([303, POLICE]);
    const promise = (await statement()).promises.find(({ says }) => says === 'A room for the summer scheme');
    const at = `/api/v1/promises/${promise?.id ?? ''}`;
    const deliver = (pence: number, on = '2013-01-12') =>
      program.post(`${at}/deliveries`, { pence, on, evidence: 'Booking of the room' });
    expect((await deliver(700_00)).json()).toMatchObject({ name: 'exceeds-promise' });
    expect((await deliver(1_00, '2013-01-09')).json()).toMatchObject({ name: 'promised-later' });
    expect((await deliver(1_00, '2013-02-09')).json()).toMatchObject({ name: 'day-is-in-the-future' });
    const first = await deliver(400_00);
    expect([first.statusCode, first.json()]).toMatchObject([
      201,
      { promise: { state: 'delivered-in-part' } },
    ]);
    expect((await statement()).inKind).toEqual({ promised: 600_00, delivered: 400_00, awaited: 200_00 });
    const mistake = first.json<{ id: string }>().id;
    const form = { reason: 'The room was not used', 'day-day': '13', 'day-month': '1', 'day-year': '2013' };
    expect((await keeper.form(`${POLICE}/deliveries/${mistake}`, form)).statusCode).toBe(303);
    expect((await statement()).inKind).toEqual({ promised: 600_00, delivered: 0, awaited: 600_00 });
    const again = await program.post(`/api/v1/deliveries/${mistake}/strikings`, {
      on: '2013-01-13',
      reason: 'Again',
    });
    expect(again.json()).toMatchObject({ name: 'struck-already' });
    expect((await deliver(600_00)).json()).toMatchObject({ promise: { state: 'delivered' } });
    expect((await keeper.get(`${POLICE}/promises/${promise?.id}`)).statusCode).toBe(200);
    expect(
      (await program.post(`${at}/endings`, { on: '2013-01-14', reason: 'All is there' })).statusCode,
    ).toBe(201);
    expect((await deliver(1_00)).json()).toMatchObject({ name: 'promise-has-ended' });
    expect((await reader.get(POLICE)).body).toContain('Struck out: The room was not used');
  });

  test('what nobody has valued is a promise all the same', async () => {
    const made = await program.post(`${API}/promises`, {
      kind: 'in-kind',
      says: 'Time of officers',
      on: '2013-01-15',
    });
    expect([made.statusCode, made.json()]).toMatchObject([201, { pence: null, state: 'promised' }]);
    expect((await statement()).unvalued).toBe(1);
  });

  test('a promise counts in the period in which it was made', async () => {
    expect((await statement('?from=2012-12-01&until=2013-01-17')).match).toEqual({
      promised: 0,
      delivered: 0,
      awaited: 2_737_50,
    });
  });

  test('the statement leaves as CSV, as a workbook, and by the API', async () => {
    expect((await reader.get(`${POLICE}/statement.csv`)).body).toContain(
      'Match,Half of the cost of the E-Cins licences for a year,2737.5,0',
    );
    const [sheet] = await readXlsxFile((await reader.get(`${POLICE}/statement.xlsx`)).rawPayload);
    expect(sheet?.data[0]).toEqual(['Part', 'What', 'Promised or valued (£)', 'Delivered (£)', 'Note']);
    expect((await reader.get(`${API}?format=csv`)).headers['content-type']).toContain('text/csv');
    expect((await reader.get('/fund/contributions.csv')).body).toContain('Staffordshire Police');
    expect(
      (await reader.get('/api/v1/contributions?limit=200')).json<{ items: unknown[] }>().items.length,
    ).toBeGreaterThan(10);
    expect((await reader.get('/api/v1/contributions/nobody')).statusCode).toBe(404);
  });

  test('a partner speaks for itself and for no other', async () => {
    const { actor } = await concord().signInAs();
    const { rows } = await concord().db.ownerPool.query<{ id: string }>(
      'select id from partners.agency where slug = $1',
      ['staffordshire-police'],
    );
    const police = rows[0]?.id ?? '';
    const own = { ...actor, permissions: ['read', `fund.request@${police}`] };
    const other = { ...actor, permissions: ['read', `fund.request@${actor.agencyId}`] };
    const insert = (by: typeof own) =>
      concord()
        .db.as(by, (tx) =>
          tx
            .insertInto('fund.promise')
            .values({
              partnership_id: by.partnershipId,
              id: crypto.randomUUID(),
              agency_id: police,
              kind: 'cash',
              says: 'Money',
              promised_on: '2013-01-01' as never,
            })
            .execute(),
        )
        .then(
          (answer) => ('refused' in answer ? answer.refused : 'written'),
          (error: unknown) => String(error),
        );
    expect(await insert(other)).toMatch(/row-level security|not-allowed/);
    expect(await insert(own)).toBe('written');
  });
});
