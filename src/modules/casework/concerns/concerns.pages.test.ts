/** The pages and the API of concerns. Everybody in here is made up. */
import type { LightMyRequestResponse } from 'fastify';
import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import type { Member } from '../../../platform/actor.ts';
import { agree, aPurpose, CASEWORKER, PURPOSE } from '../testing/working.ts';

const concord = testApp();

interface Worker {
  readonly actor: Member;
  readonly get: (url: string) => Promise<LightMyRequestResponse>;
  readonly form: (url: string, fields: Readonly<Record<string, string>>) => Promise<LightMyRequestResponse>;
  readonly send: (url: string, body: object, headers?: object) => Promise<LightMyRequestResponse>;
}

async function worker(...permissions: readonly string[]): Promise<Worker> {
  await aPurpose(concord().db);
  const { actor, secret } = await concord().token(...(permissions.length > 0 ? permissions : CASEWORKER));
  const headers = { authorization: `Bearer ${secret}`, 'concord-purpose': PURPOSE };
  return {
    actor,
    get: (url) => concord().inject({ method: 'GET', url, headers }),
    form: (url, fields) =>
      concord().inject({
        method: 'POST',
        url,
        headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams(fields).toString(),
      }),
    send: (url, body, more = {}) =>
      concord().inject({ method: 'POST', url, headers: { ...headers, ...more }, payload: body }),
  };
}

const FORM = {
  type: 'verbal-abuse',
  'happenedOn-day': '3',
  'happenedOn-month': '1',
  'happenedOn-year': '2013',
  atTime: '21:30',
  address: '5 Specimen Lane, Testwick',
  postcode: 'WS11 8ZZ',
  atHome: 'yes',
  'affected-given': 'Mabel',
  'affected-surname': 'Madeup',
  reportedBy: 'victim',
  happenedBefore: 'yes',
  feelsTargeted: 'yes',
  narrative: 'Shouting through the letterbox again.',
};

describe('recording a concern', () => {
  test('one screen asks what, when, where, whom, who told, and the four questions; what was typed comes back with its errors', async () => {
    const who = await worker();
    const page = (await who.get('/casework/concerns/new')).body;
    for (const words of [
      'What happened?',
      'Has it happened before?',
      'Do you feel that you, or your household',
    ])
      expect(page).toContain(words);
    const refused = await who.form('/casework/concerns', { ...FORM, reportedBy: '', 'happenedOn-day': '' });
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('Choose who told you');
    expect(refused.body).toContain('5 Specimen Lane');
  });

  test('it is shown with its people to its agency, and nothing of it stands in clear in the database', async () => {
    const who = await worker();
    const saved = await who.form('/casework/concerns', FORM);
    expect(saved.statusCode).toBe(303);
    const done = String(saved.headers.location);
    expect((await who.get(done)).body).toContain('Nobody else has told of this incident');
    const path = done.replace(/\/recorded.*$/, '');
    const shown = (await who.get(path)).body;
    for (const words of ['Mabel Madeup', 'Shouting through the letterbox', '5 Specimen Lane', 'at 21:30'])
      expect(shown).toContain(words);
    expect(/<title>[^<]*/.exec(shown)?.[0]).not.toContain('Madeup');
    const { rows } = await concord().db.ownerPool.query(
      `select c::text || (select string_agg(d::text, '') from platform.audit_detail d) as all from casework.concern c`,
    );
    for (const row of rows) expect(row.all).not.toMatch(/Madeup|Shouting|Specimen/);
  });

  test('who may record and not read is told what came of it, and reads no other concern', async () => {
    const doorstep = await worker('concern.record@own');
    const saved = await doorstep.form('/casework/concerns', FORM);
    const done = await doorstep.get(String(saved.headers.location));
    expect(done.statusCode).toBe(200);
    expect(done.body).toContain('Your reference: C-');
    // Not whether others told of it, and not whether there is a pattern: neither here, nor in the address, nor by program.
    const path = String(saved.headers.location).replace(/\?.*$/, '');
    expect(saved.headers.location).toBe(path);
    const tried = (await doorstep.get(`${path}?told=too&pattern=yes&reports=7`)).body;
    expect(tried).not.toMatch(/others told of the same|nobody else has told|there is a pattern/i);
    const told = { type: 'noise', onDay: '2013-01-05', reportedBy: 'witness', postcode: 'WS11 8ZZ' };
    const api = (await doorstep.send('/api/v1/casework/concerns', told)).json();
    expect(Object.keys(api).sort()).toEqual(['concernId', 'incidentId']);
    const reader = (await (await worker()).send('/api/v1/casework/concerns', told)).json();
    expect(reader).toHaveProperty('reports');
    expect((await doorstep.get('/casework/concerns')).statusCode).toBe(403);
  });

  test('another agency reads a concern only when an agreement shares concerns for the purpose', async () => {
    const [teller, other] = [await worker(), await worker()];
    const saved = await teller.form('/casework/concerns', { ...FORM, 'affected-surname': 'Unshared' });
    const path = String(saved.headers.location).replace(/\/recorded.*$/, '');
    expect((await other.get(path)).statusCode).toBe(404);
    await agree(concord().db, teller.actor, other.actor, ['concerns']);
    const shown = await other.get(path);
    expect(shown.statusCode).toBe(200);
    expect(shown.body).not.toContain('Unshared');
    await agree(concord().db, teller.actor, other.actor, ['identity']);
    expect((await other.get(path)).body).toContain('Unshared');
  });

  test('a concern is closed with an outcome and a reason, once', async () => {
    const who = await worker();
    const saved = await who.form('/casework/concerns', { ...FORM, 'affected-surname': 'Closer' });
    const path = String(saved.headers.location).replace(/\/recorded.*$/, '');
    expect((await who.form(`${path}/closure`, { outcome: 'resolved' })).body).toContain(
      'Say why it is closed',
    );
    const closing = { outcome: 'resolved', reason: 'Spoke to the family.' };
    expect((await who.form(`${path}/closure`, closing)).statusCode).toBe(303);
    expect((await who.get(path)).body).toContain('Spoke to the family.');
    expect((await who.form(`${path}/closure`, closing)).body).toContain('closed already');
  });
});

describe('one incident told to three agencies', () => {
  test('stands as one, is parted by a person with a reason, and joined again', async () => {
    const tellers = [await worker(), await worker(), await worker()];
    const paths: string[] = [];
    for (const who of tellers) {
      const fields = {
        ...FORM,
        address: '9 Specimen Lane, Testwick',
        'affected-given': 'Una',
        'affected-surname': 'Threefold',
      };
      const saved = await who.form('/casework/concerns', fields);
      paths.push(String(saved.headers.location).replace(/\/recorded.*$/, ''));
    }
    const [first, second] = tellers as [Worker, Worker, Worker];
    const [path = '', other = ''] = paths;
    const page = (await first.get(path)).body;
    expect(page).toContain('reports of one incident, which counts once');
    expect(page).toContain('cannot be shown for this purpose');
    expect(page).not.toContain(other);
    const decision = { otherId: other.split('/').at(-1) ?? '', verdict: 'different', reason: '' };
    expect((await first.form(`${path}/incident`, decision)).statusCode).toBe(422);
    const parted = { ...decision, reason: 'One was at noon.' };
    expect((await first.form(`${path}/incident`, parted)).statusCode).toBe(303);
    const incidents = async (): Promise<number> =>
      (
        await concord().db.ownerPool.query(
          'select count(distinct incident_id)::int as n from casework.concern where id = any ($1)',
          [paths.slice(0, 2).map((one) => one.split('/').at(-1))],
        )
      ).rows[0].n;
    expect(await incidents()).toBe(2);
    const joined = { ...parted, otherId: path.split('/').at(-1) ?? '', verdict: 'same' };
    expect((await second.form(`${other}/incident`, joined)).statusCode).toBe(303);
    expect(await incidents()).toBe(1);
  });
});

describe('a pattern', () => {
  test('is explained, answered with a reason, and counted in the precision of its rules', async () => {
    const who = await worker();
    for (const day of ['2', '8', '14'])
      await who.form('/casework/concerns', {
        ...FORM,
        'happenedOn-day': day,
        address: '21 Specimen Lane, Testwick',
        'affected-given': 'Olga',
        'affected-surname': 'Repeated',
      });
    const list = (await who.get('/casework/patterns')).body;
    expect(list).toContain('3 incidents on one household from 2 January 2013 to 14 January 2013');
    const path = /\/casework\/patterns\/[0-9a-f-]{36}/.exec(list)?.[0] ?? '';
    const page = (await who.get(path)).body;
    expect(page).toContain('3 fell within 30 days, where 3 are flagged');
    expect(page).not.toContain('Repeated');
    const revision = /name="_revision" value="(\d+)"/.exec(page)?.[1] ?? '';
    const answer = { answer: 'dismissed', _revision: revision };
    expect((await who.form(`${path}/answers`, answer)).body).toContain('Say what you found');
    expect(
      (await who.form(`${path}/answers`, { ...answer, reason: 'A party, three weekends.' })).statusCode,
    ).toBe(303);
    expect((await who.get(path)).body).toContain('A party, three weekends.');
    expect((await who.get('/casework/patterns/precision')).body).toContain('0% (0 of 1)');
  });

  test('two who settle it at once do not both settle it', async () => {
    const who = await worker();
    for (const day of ['2', '8', '14'])
      await who.form('/casework/concerns', {
        ...FORM,
        'happenedOn-day': day,
        address: '77 Simultaneous Row, Testwick',
        'affected-given': 'Orla',
        'affected-surname': 'Doubled',
      });
    const path =
      /\/casework\/patterns\/[0-9a-f-]{36}/.exec((await who.get('/casework/patterns')).body)?.[0] ?? '';
    const _revision = /name="_revision" value="(\d+)"/.exec((await who.get(path)).body)?.[1] ?? '';
    const settle = (answer: string) =>
      who.form(`${path}/answers`, { answer, reason: 'Looked into.', _revision });
    const both = await Promise.all([settle('dismissed'), settle('acted')]);
    expect(both.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1);
    const { rows } = await concord().db.ownerPool.query(
      'select 1 from casework.pattern_answer where flag_id = $1',
      [path.split('/').at(-1)],
    );
    expect(rows).toHaveLength(1);
  });

  test('is seen by an agency that knows, by no other, and says no more of others than they share', async () => {
    const [one, two, stranger] = [await worker(), await worker(), await worker()];
    for (const [who, day] of [
      [one, '4'],
      [two, '9'],
      [one, '15'],
    ] as const)
      await who.form('/casework/concerns', {
        ...FORM,
        'happenedOn-day': day,
        address: '33 Specimen Lane, Testwick',
        'affected-given': 'Ivor',
        'affected-surname': 'Crossing',
      });
    const list = (await two.get('/casework/patterns')).body;
    const path = /\/casework\/patterns\/[0-9a-f-]{36}/.exec(list)?.[0] ?? '';
    const page = (await two.get(path)).body;
    expect(page).toContain('1 more agency, with no agreement for this purpose');
    expect(page).toContain('2 incidents more were told to agencies');
    const ledger = await concord().db.ownerPool.query(
      `select count(*)::int as n from casework.disclosure where item_kind = 'pattern' and item_id = $1`,
      [path.split('/').at(-1)],
    );
    expect(ledger.rows[0].n).toBe(2);
    expect((await stranger.get(path)).statusCode).toBe(404);
    expect((await stranger.get('/casework/patterns')).body).not.toContain(path);
    await agree(concord().db, one.actor, two.actor, ['known']);
    const knowing = (await two.get(path)).body;
    expect(knowing).toContain(`Agency ${one.actor.accountId.slice(-12)}`);
    expect(knowing).toContain('2 incidents more were told to agencies');
  });
});

describe('the API of concerns', () => {
  test('records, lists, reads and closes with the same refusals by name', async () => {
    const who = await worker();
    const url = '/api/v1/casework/concerns';
    const body = {
      type: 'noise',
      onDay: '2013-01-05',
      reportedBy: 'witness',
      reference: 'N-1',
      address: { lines: ['44 Specimen Lane'], postcode: 'WS11 8ZZ' },
    };
    const saved = await who.send(url, body);
    expect(saved.statusCode).toBe(201);
    expect((await who.send(url, body)).json().type).toContain('concern-reference-unique');
    expect(
      (await who.send(url, { type: 'noise', onDay: '2013-01-05', reportedBy: 'witness' })).json().type,
    ).toContain('concern-says-nobody-and-nowhere');
    const id = saved.json().concernId;
    expect((await who.get(url)).json().items.map((one: { id: string }) => one.id)).toContain(id);
    expect((await who.get(`${url}/${id}`)).json()).toMatchObject({ address: '44 Specimen Lane, WS11 8ZZ' });
    const closing = { outcome: 'no-action', reason: 'Moved away.' };
    expect((await who.send(`${url}/${id}/closure`, closing)).statusCode).toBe(201);
    expect((await who.send(`${url}/${id}/closure`, closing)).json().type).toContain('concern-closure-pkey');
    expect((await who.get('/api/v1/casework/patterns')).json()).toEqual({ items: [] });
  });

  test('every reading is in the audit trail', async () => {
    const { rows } = await concord().db.ownerPool.query(
      `select distinct action from platform.audit_event where verb = 'read' order by 1`,
    );
    expect(rows.map((row) => row.action)).toEqual(
      expect.arrayContaining(['concern.list', 'concern.read', 'pattern.list', 'pattern.read']),
    );
  });
});
