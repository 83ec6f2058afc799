/** The pages about people. Everybody in here is made up. */
import type { LightMyRequestResponse } from 'fastify';
import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import type { Member } from '../../../platform/actor.ts';
import { agree, aPurpose, CASEWORKER, PURPOSE } from '../testing/working.ts';
import { type Told, tell } from './testing/tell.ts';

const concord = testApp();

interface Worker {
  readonly actor: Member;
  readonly get: (url: string) => Promise<LightMyRequestResponse>;
  readonly form: (url: string, fields: Readonly<Record<string, string>>) => Promise<LightMyRequestResponse>;
}

/** Somebody of an agency of their own who reads for a purpose. */
async function worker(...permissions: readonly string[]): Promise<Worker> {
  await aPurpose(concord().db);
  const { actor, secret } = await concord().token(...CASEWORKER, ...permissions);
  const headers = { authorization: `Bearer ${secret}`, 'concord-purpose': PURPOSE };
  const form = { ...headers, 'content-type': 'application/x-www-form-urlencoded' };
  return {
    actor,
    get: (url) => concord().inject({ method: 'GET', url, headers }),
    form: (url, fields) =>
      concord().inject({
        method: 'POST',
        url,
        headers: form,
        payload: new URLSearchParams(fields).toString(),
      }),
  };
}

const told = (who: Worker, person: Told) =>
  tell(concord().db, concord().services.subjects, { ...who.actor, purpose: PURPOSE }, person);

const HOME = { lines: ['7 Sample Road', 'Rugeley'], postcode: 'WS15 2AA' };

describe('finding a person', () => {
  test('a misspelt name is enough, a search is recorded, and its words stand nowhere in the audit trail', async () => {
    const who = await worker();
    const saved = await told(who, {
      givenNames: 'Catherine',
      surname: 'Braithwaite',
      dateOfBirth: '1984-02-11',
    });
    const page = await who.form('/casework/people/search', { givenNames: 'Kathryn', surname: 'Brathwait' });
    expect(page.body).toContain('Catherine Braithwaite');
    expect(page.body).toContain(`/casework/people/${saved.clusterId}`);
    const { rows } = await concord().db.ownerPool.query(
      `select e.action, d.detail::text from platform.audit_event e join platform.audit_detail d on d.event_id = e.id
       where e.action = 'people.searched'`,
    );
    expect(rows).toHaveLength(1);
    expect(rows[0].detail).not.toMatch(/brathwait|kathryn/i);
  });

  test('who asks for nobody is told what to enter', async () => {
    const who = await worker();
    const page = await who.form('/casework/people/search', {});
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('Enter a name, a date of birth, a postcode or a number');
  });

  test('a date of birth and a postcode find somebody without a name; another agency finds nobody', async () => {
    const [who, other] = [await worker(), await worker()];
    await told(who, { givenNames: 'Ulrike', surname: 'Quorn', dateOfBirth: '1977-10-05', address: HOME });
    const asked = {
      'dateOfBirth-day': '5',
      'dateOfBirth-month': '10',
      'dateOfBirth-year': '1977',
      postcode: 'ws15 2aa',
    };
    expect((await who.form('/casework/people/search', asked)).body).toContain('Ulrike Quorn');
    const elsewhere = await other.form('/casework/people/search', asked);
    expect(elsewhere.body).not.toContain('Quorn');
    expect(elsewhere.body).toContain('Nobody like this');
  });
});

describe('a record', () => {
  test('is added by a form and shown on the page of the person, whose title and address name nobody', async () => {
    const who = await worker();
    const sent = await who.form('/casework/records/new', {
      givenNames: 'Thaddeus',
      surname: 'Formwell',
      'dateOfBirth-year': '1951',
      address: '1 Form Lane\nCannock',
      postcode: 'WS11 1AA',
      telephones: '01543 900100\n07700 900100',
    });
    const path = String(sent.headers.location);
    expect(path).toMatch(/^\/casework\/people\/[0-9a-f-]{36}$/);
    const page = await who.get(path);
    for (const said of ['Thaddeus Formwell', '1951 (year only)', '1 Form Lane', '07700 900100', 'UK GDPR'])
      expect(page.body).toContain(said);
    expect(/<title>[^<]*/.exec(page.body)?.[0]).not.toContain('Formwell');
  });

  test('that says nobody is refused with a sentence at the field, and what was typed stays', async () => {
    const who = await worker();
    const page = await who.form('/casework/records/new', { sex: 'F', address: '2 Nobody Road' });
    expect(page.statusCode).toBe(422);
    expect(page.body).toContain('Give at least a name');
    expect(page.body).toContain('2 Nobody Road');
  });

  test('is changed by its agency alone, and not over somebody else’s change', async () => {
    const [who, other] = [await worker(), await worker()];
    const saved = await told(who, {
      givenNames: 'Quentin',
      surname: 'Changeling',
      dateOfBirth: '1990-09-09',
    });
    const path = `/casework/records/${saved.recordId}/change`;
    expect((await other.get(path)).statusCode).toBe(404);
    const form = await who.get(path);
    expect(form.body).toContain('Changeling');
    const changed = { givenNames: 'Quentin', surname: 'Changed', 'dateOfBirth-year': '1990', _revision: '1' };
    expect((await who.form(path, changed)).statusCode).toBe(303);
    const again = await who.form(path, { ...changed, surname: 'Overwritten' });
    expect(again.statusCode).toBe(409);
  });

  test('kept from colleagues is seen only with the permission for restricted records', async () => {
    const who = await worker();
    const saved = await told(who, {
      givenNames: 'Rosalind',
      surname: 'Restricted',
      restrictedBecause: 'staff',
    });
    expect((await who.get(`/casework/people/${saved.clusterId}`)).statusCode).toBe(404);
    const found = await who.form('/casework/people/search', { surname: 'Restricted' });
    expect(found.body).not.toContain('Rosalind');
  });
});

describe('what another agency sees', () => {
  test('nothing; then that the person is known, and whom to ask; then what an agreement covers', async () => {
    const [police, health] = [await worker(), await worker()];
    const saved = await told(police, {
      givenNames: 'Wilhelmina',
      surname: 'Sharely',
      dateOfBirth: '1939-03-03',
      address: HOME,
    });
    const path = `/casework/people/${saved.clusterId}`;
    expect((await health.get(path)).statusCode).toBe(404);
    await agree(concord().db, police.actor, health.actor, ['known']);
    const known = await health.get(path);
    expect(known.body).toContain('Also known to');
    expect(known.body).not.toContain('Sharely');
    await agree(concord().db, police.actor, health.actor, ['identity']);
    const named = await health.get(path);
    expect(named.body).toContain('Wilhelmina Sharely');
    expect(named.body).not.toContain('Sample Road');
    await agree(concord().db, police.actor, health.actor, ['contact']);
    expect((await health.get(path)).body).toContain('7 Sample Road');
  });
});

describe('one person or two', () => {
  test('a reviewer sees the evidence in words, decides with a reason, and it is done', async () => {
    const who = await worker();
    const born = { surname: 'Twinning', dateOfBirth: '2002-06-06', address: HOME };
    await told(who, { ...born, givenNames: 'Megan' });
    await told(who, { ...born, givenNames: 'Robert' });
    const list = await who.get('/casework/matches');
    const path = /\/casework\/matches\/[0-9a-f.-]{73}/.exec(list.body)?.[0] ?? '';
    const page = await who.get(path);
    for (const said of ['May be twins', 'Given name', 'Different', 'speaks strongly for it', 'Together'])
      expect(page.body).toContain(said);
    const without = await who.form(path, { verdict: 'different', reason: '' });
    expect(without.body).toContain('what you decided this on');
    const decided = await who.form(path, { verdict: 'same', reason: 'Robert is a slip of the keyboard' });
    expect(decided.headers.location).toContain('/casework/people/');
    const person = await who.get(String(decided.headers.location));
    expect(person.body).toContain('somebody decided that they are one person');
    expect((await who.get('/casework/matches')).body).not.toContain(path);
  });
});

test('an address says who lives there on a day, and who did before', async () => {
  const who = await worker();
  await told(who, {
    givenNames: 'Ottilie',
    surname: 'Homely',
    address: { lines: ['3 House Close'], postcode: 'WS12 4AB' },
    livesFrom: '2010-01-01',
  });
  const { rows } = await concord().db.ownerPool.query(
    'select address_id from casework.residence order by id desc limit 1',
  );
  const path = `/casework/addresses/${rows[0].address_id}`;
  const now = await who.get(path);
  expect(now.body).toContain('One person is known to live here');
  expect(now.body).toContain('Ottilie Homely');
  const before = await who.get(`${path}?on-day=1&on-month=2&on-year=2009`);
  expect(before.body).toContain('Nobody is known to live here on 1 February 2009');
});
