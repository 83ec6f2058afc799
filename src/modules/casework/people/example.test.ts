/** The people of the example, of whom everybody is made up. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { sealedChecks } from '../sealed-checks.ts';
import { peopleChecks } from './checks.ts';
import { openRecords } from './matching/read.ts';

const concord = testApp({ example: true });

test('each row of the example’s records says that the person is made up', () => {
  const [head, ...rows] = readFileSync('examples/cannock-chase/casework/records.csv', 'utf8')
    .trim()
    .split('\n');
  expect(head).toMatch(/,synthetic$/);
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) expect(row).toMatch(/^SYN-.*,made up$/);
});

test('the example’s agencies know one person under several spellings, and twins are two', async () => {
  const machine = concord().db.with('read', 'casework.machine');
  const people = await concord().db.does(machine, async (tx) => {
    const rows = await tx.selectFrom('casework.record').select('id').execute();
    return openRecords(
      tx,
      machine,
      concord().services.subjects,
      rows.map(({ id }) => id),
    );
  });
  const of = (reference: string): string | undefined =>
    people.find(({ identity }) => identity.reference === reference)?.clusterId;
  expect(of('SYN-P-001')).toBe(of('SYN-C-001'));
  expect(of('SYN-H-001')).toBe(of('SYN-C-001'));
  expect(of('SYN-C-002')).not.toBe(of('SYN-C-001'));
  expect(of('SYN-P-006')).toBe(of('SYN-C-006'));
  expect(of('SYN-C-004')).not.toBe(of('SYN-C-003'));
  expect(of('SYN-P-010')).not.toBe(of('SYN-P-009'));
});

test('the checks of people hold in the example', async () => {
  const machine = concord().db.with('read', 'casework.machine');
  for (const { name, find } of [...peopleChecks, ...sealedChecks])
    expect([
      name,
      ...(await concord().db.does(machine, (tx) => find(tx, undefined, concord().services.subjects))),
    ]).toEqual([name]);
});
