/** Records of people for programs. Everybody in here is made up. */
import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { aPurpose, CASEWORKER, PURPOSE } from '../testing/working.ts';

const concord = testApp();
const FOR = { 'concord-purpose': PURPOSE };

async function program(...permissions: readonly string[]) {
  await aPurpose(concord().db);
  return concord().token(...(permissions.length === 0 ? CASEWORKER : permissions));
}

const RECORDS = '/api/v1/casework/records';
const PERSON = {
  givenNames: 'Lavinia',
  surname: 'Programmed',
  dateOfBirth: '1969-07-20',
  reference: 'A-100',
};

test('a program saves, reads, lists and changes records; a change needs the revision it read', async () => {
  const who = await program();
  const saved = await who.post(RECORDS, PERSON, FOR);
  expect(saved.statusCode).toBe(201);
  expect(saved.json()).toMatchObject({ joined: false, asked: 0 });
  const path = String(saved.headers.location);
  const read = await who.get(path, FOR);
  expect(read.json()).toMatchObject({ ...PERSON, regime: 'uk-gdpr', revision: 1, disposedOf: false });
  const list = await who.get(`${RECORDS}?limit=1`, FOR);
  expect(list.json().items).toHaveLength(1);
  const change = { surname: 'Reprogrammed' };
  expect((await who.send('PATCH', path, change, FOR)).statusCode).toBe(428);
  const changed = await who.send('PATCH', path, change, { ...FOR, 'if-match': String(read.headers.etag) });
  expect(changed.statusCode).toBe(200);
  expect((await who.get(path, FOR)).json()).toMatchObject({ surname: 'Reprogrammed', givenNames: 'Lavinia' });
  const late = await who.send('PATCH', path, change, { ...FOR, 'if-match': String(read.headers.etag) });
  expect(late.statusCode).toBe(412);
});

test('saving a record does not tell that agencies which share nothing know the person', async () => {
  const [first, second] = [await program(), await program()];
  const known = {
    givenNames: 'Perpetua',
    surname: 'Knownelsewhere',
    dateOfBirth: '1958-11-02',
    telephones: ['01543 900155'],
    address: { lines: ['4 Silent Lane', 'Cannock'], postcode: 'WS11 1AD' },
  };
  expect((await first.post(RECORDS, known, FOR)).statusCode).toBe(201);
  const saved = await second.post(RECORDS, known, FOR);
  expect(saved.json()).toMatchObject({ joined: false, asked: 0 });
  const { rows } = await concord().db.ownerPool.query(
    'select 1 from casework.record where partnership_id = $1 and cluster_id = $2',
    [concord().db.partnershipId, saved.json().person],
  );
  expect(rows).toHaveLength(2);
  expect((await second.post(RECORDS, known, FOR)).json()).toMatchObject({ joined: true });
});

test('refusals are the same by name as on the pages; without a purpose nothing is read', async () => {
  const who = await program();
  const nobody = await who.post(RECORDS, { sex: 'F' }, FOR);
  expect(nobody.json().type).toContain('says-nobody');
  const twice = await who.post(RECORDS, { surname: 'Once', reference: 'B-1' }, FOR);
  expect(twice.statusCode).toBe(201);
  const again = await who.post(RECORDS, { surname: 'Otherwise', reference: 'B-1' }, FOR);
  expect(again.json().type).toContain('record-reference-unique');
  expect((await who.get(RECORDS)).json().type).toContain('choose-a-purpose');
});

test('a search by a program finds the misspelt and is not kept', async () => {
  const who = await program();
  await who.post(RECORDS, { givenNames: 'Bernadette', surname: 'Ashbrook', dateOfBirth: '1988-01-02' }, FOR);
  const found = await who.post('/api/v1/casework/people/searches', { surname: 'Ashbrok' }, FOR);
  expect(found.json().items).toMatchObject([{ name: 'Bernadette Ashbrook', dateOfBirth: '1988-01-02' }]);
  const kept = await who.post(
    '/api/v1/casework/people/searches',
    { surname: 'Ashbrook' },
    {
      ...FOR,
      'idempotency-key': 'a-key-of-a-search-01',
    },
  );
  expect(kept.json().type).toContain('not-kept');
});

test('a program decides on a match with a reason', async () => {
  const who = await program();
  const one = (await who.post(RECORDS, { givenNames: 'Leopold', surname: 'Twice' }, FOR)).json();
  const two = (await who.post(RECORDS, { givenNames: 'Poldi', surname: 'Twise' }, FOR)).json();
  const sent = { records: [one.id, two.id], verdict: 'same', reason: 'Both signed the same form' };
  const decided = await who.post('/api/v1/casework/matches', sent, FOR);
  expect(decided.statusCode).toBe(201);
  expect(decided.json().people).toHaveLength(1);
  const person = await who.get(`/api/v1/casework/people/${decided.json().people[0]}`, FOR);
  expect(person.json().records).toHaveLength(2);
});
