/** Keeping, importing, checking and forgetting records. All people here are made up. */
import { describe, expect, test } from 'vitest';
import type { Refusal } from '../../../kernel/refusal.ts';
import { testDatabase } from '../../../platform/database/testing.ts';
import type { ImportResult } from '../../../platform/import-rows.ts';
import { synthetic } from '../linkage/testing/synthetic.ts';
import { asMachine } from '../purpose/working.ts';
import { aCaseworker, testSubjects, works } from '../testing/working.ts';
import { findAddress, saveAddress } from './address.ts';
import { peopleChecks } from './checks.ts';
import { personCode } from './code.ts';
import { forgetRecords } from './forget.ts';
import { importRecords } from './import.ts';
import { matchAgain } from './matching/again.ts';
import { learnModel } from './matching/learn.ts';
import { countRecords } from './matching/model.ts';
import { namesOf } from './names.ts';
import { saveRecord } from './record.ts';
import { layPeople } from './testing/lay.ts';
import { HOME, tell } from './testing/tell.ts';

const db = testDatabase();
const subjects = testSubjects();

const FILE = `reference,given_names,surname,date_of_birth,telephone,address,postcode
T-1,Ingrid,Filewell,12/04/1972,01543 900101,"9 Paper Lane, Cannock",WS11 1AC
T-2,Jasper,Filewell,,07700 900102; 07700 900103,,
`;

describe('an import of records', () => {
  test('is previewed, written once, unchanged the second time, and changes a record whose number is known', async () => {
    const who = await aCaseworker(db());
    const run = (text: string, write: boolean): Promise<Exclude<ImportResult | Refusal, Refusal>> =>
      works(db(), who, (tx, actor) => importRecords(tx, actor, subjects(), text, { write }));
    expect(await run(FILE, false)).toMatchObject({ written: false, counts: { added: 2, refused: 0 } });
    expect(await run(FILE, true)).toMatchObject({ written: true, counts: { added: 2 } });
    expect(await run(FILE, true)).toMatchObject({ counts: { added: 0, changed: 0, unchanged: 2 } });
    const changed = await run(FILE.replace('12/04/1972', '13/04/1972'), true);
    expect(changed).toMatchObject({ written: true, counts: { changed: 1, unchanged: 1 } });
    const moved = await run(FILE.replace('9 Paper Lane', '10 Paper Lane').replace('12/04', '13/04'), true);
    expect(moved).toMatchObject({ counts: { changed: 1, unchanged: 1 } });
  });

  test('names refused rows by line, number and reason, never by name, and writes nothing', async () => {
    const who = await aCaseworker(db());
    const text = `${FILE}T-3,Klara,Wrongdate,31/02/19x,,,\n,,,,,,\n`;
    const result = await works(db(), who, (tx, actor) =>
      importRecords(tx, actor, subjects(), text, { write: true }),
    );
    expect(result.written).toBe(false);
    const refused = result.rows.filter(({ outcome }) => outcome === 'refused');
    expect(refused.map(({ line, what }) => [line, what])).toEqual([
      [4, 'record T-3'],
      [5, 'a record without a number'],
    ]);
    expect(JSON.stringify(result)).not.toContain('Klara');
  });
});

test('the id of a person says nothing of when they became known', async () => {
  const who = await aCaseworker(db());
  const [first, second] = await Promise.all(
    ['Soonest', 'Latest'].map((surname) =>
      works(db(), who, (tx, actor) =>
        saveRecord(tx, actor, subjects(), {
          ...{ agencyId: who.agencyId, source: 'form' as const, givenNames: 'Made', surname },
        }),
      ),
    ),
  );
  // Version 7 begins with the time, version 4 with nothing.
  for (const { clusterId } of [first, second].filter((saved) => saved !== undefined))
    expect(clusterId.charAt(14)).toBe('4');
});

test('nothing about a person is in clear in any row of the database', async () => {
  const who = await aCaseworker(db());
  await tell(db(), subjects(), who, {
    givenNames: 'Zebulon',
    surname: 'Clearwater',
    dateOfBirth: '1944-11-23',
    telephones: ['07700 900987'],
    address: { lines: ['44 Secret Mews', 'Hednesford'], postcode: 'WS12 1ZZ' },
  });
  const { rows: tables } = await db().ownerPool.query<{ name: string }>(
    `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
     where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
  );
  expect(tables.length).toBeGreaterThan(100);
  for (const { name } of tables) {
    const { rows } = await db().ownerPool.query(
      `select 1 from ${name} t where t::text ~* 'Zebulon|Clearwater|1944-11-23|900987|Secret Mews|WS12 1ZZ' limit 1`,
    );
    expect([name, rows.length]).toEqual([name, 0]);
  }
});

test('forgetting the records of a person leaves none of their rows, and parts nobody else', async () => {
  const [one, other] = [await aCaseworker(db()), await aCaseworker(db())];
  const person = { givenNames: 'Cornelius', surname: 'Forgotten', dateOfBirth: '1930-10-10', address: HOME };
  const first = await tell(db(), subjects(), one, person);
  const second = await tell(db(), subjects(), other, { ...person, sex: 'M' });
  expect(second.clusterId).toBe(first.clusterId);
  const forget = (id: string) => works(db(), one, (tx, actor) => forgetRecords(tx, actor, [id]));
  expect(await forget(first.recordId)).toMatchObject({ records: 1 });
  const left = await db().ownerPool.query(
    'select cluster_id, own_cluster_id from casework.record where id = $1',
    [second.recordId],
  );
  expect(left.rows[0].cluster_id).toBe(left.rows[0].own_cluster_id);
  const old = await db().ownerPool.query('select person_id from casework.person_now where cluster_id = $1', [
    first.clusterId,
  ]);
  expect(old.rows[0].person_id).toBe(left.rows[0].cluster_id);
  const gone = await forget(second.recordId);
  expect(gone.keys).toContain(second.recordId);
  for (const table of ['record', 'presence', 'record_token', 'residence', 'link', 'match_question']) {
    const { rows } = await db().ownerPool.query(
      `select 1 from casework.${table} t where t::text ~ '${first.recordId}|${second.recordId}'`,
    );
    expect([table, rows.length]).toEqual([table, 0]);
  }
  const { rows: clusters } = await db().ownerPool.query('select 1 from casework.cluster where id = $1', [
    first.clusterId,
  ]);
  expect(clusters).toHaveLength(0);
});

test('what cannot be seen is called by its code, and what may not be known is called somebody', async () => {
  const [one, other] = [await aCaseworker(db()), await aCaseworker(db())];
  const saved = await tell(db(), subjects(), one, { givenNames: 'Nadine', surname: 'Named' });
  const names = (who: typeof one) =>
    works(db(), who, (tx, actor) => namesOf(tx, actor, subjects(), [saved.recordId]));
  expect((await names(one)).get(saved.recordId)).toBe('Nadine Named');
  expect((await names(other)).get(saved.recordId)).toBe('Somebody');
  expect(personCode(saved.clusterId)).toMatch(/^P-[0-9A-Z]{7}$/);
});

test('a model is learned from enough records, names nobody, and is used from then on', async () => {
  const who = await aCaseworker(db());
  const people = synthetic({ seed: 11, records: 900, duplicates: 0.4 });
  await layPeople(db().ownerPool, db().partnershipId, [who.agencyId], subjects(), people);
  const learned = await works(db(), who, (tx, actor) =>
    asMachine(tx, actor, (machine) => learnModel(tx, machine, subjects(), 500)),
  );
  expect(learned).toBeGreaterThan(500);
  const { rows } = await db().ownerPool.query('select model::text from casework.match_model');
  expect(rows).toHaveLength(1);
  expect(rows[0].model).not.toMatch(/smith|patel/i);
  const person = { givenNames: 'Wolfgang', surname: 'Learnedly', dateOfBirth: '1955-05-15', address: HOME };
  const one = await tell(db(), subjects(), who, person);
  const two = await tell(db(), subjects(), who, { ...person, surname: 'Learnedley' });
  expect(two.clusterId).toBe(one.clusterId);
}, 60_000);

test('how many records there are is counted, and of very many estimated from a sample', async () => {
  const machine = db().with('read', 'casework.machine');
  const { rows } = await db().ownerPool.query('select count(*)::int as records from casework.presence');
  const { records } = rows[0];
  expect(records).toBeGreaterThan(800);
  expect(await db().does(machine, (tx) => countRecords(tx, machine))).toBe(records);
  const estimated = await db().does(machine, (tx) => countRecords(tx, machine, 8));
  expect(estimated).toBeGreaterThan(records / 2);
  expect(estimated).toBeLessThan(records * 2);
});

test('the checks of people hold after all of this, and find what breaks them', async () => {
  const machine = db().with('read', 'casework.machine');
  const found = async (): Promise<readonly string[]> => {
    const broken: string[] = [];
    for (const { find } of peopleChecks) broken.push(...(await db().does(machine, (tx) => find(tx))));
    return broken;
  };
  expect(peopleChecks.length).toBeGreaterThan(4);
  expect(await found()).toEqual([]);
  await db().does(machine, async (tx) => {
    const ids = await tx.selectFrom('casework.record').select('id').limit(3).execute();
    await matchAgain(
      tx,
      machine,
      subjects(),
      ids.map(({ id }) => id),
    );
  });
  expect(await found()).toEqual([]);
  await db().ownerPool.query(
    'update casework.presence set restricted = not restricted where record_id = (select min(record_id::text)::uuid from casework.presence)',
  );
  expect(await found()).toHaveLength(1);
});

test('who tells the UPRN of an address does not write over what others told of it', async () => {
  const [first, second] = [await aCaseworker(db()), await aCaseworker(db())];
  const save = (who: typeof first, lines: readonly string[], uprn?: string) =>
    works(db(), who, (tx, actor) =>
      saveAddress(tx, actor, subjects(), { lines, postcode: 'WS11 7ZZ', uprn }),
    );
  const told = await save(first, ['31 Kept Lane', 'Cannock']);
  const again = await save(second, ['31', 'Something else altogether'], '100031000001');
  expect(again.addressId).toBe(told.addressId);
  const read = await works(db(), first, (tx, actor) => findAddress(tx, actor, subjects(), told.addressId));
  expect(read).toMatchObject({ lines: ['31 Kept Lane', 'Cannock'], uprn: '100031000001' });
});
