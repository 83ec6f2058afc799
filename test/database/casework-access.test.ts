/**
 * Who may do what to which row of casework: role × agency × purpose × table × verb, asked of the policies themselves. A table
 * that a migration adds tomorrow is in these tests without a line changed here.
 */
import fc from 'fast-check';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../src/kernel/ids.ts';
import { ROLE_NAMES } from '../../src/modules/access/roles.ts';
import { CATEGORY_NAMES } from '../../src/modules/casework/sharing/index.ts';
import { testDatabase } from '../../src/platform/database/testing.ts';
import {
  type Asker,
  agencyColumns,
  hasColumn,
  holding,
  type PolicyTable,
  policyTables,
  VERBS,
  type Verb,
  verdicts,
} from './casework-policies.ts';

const db = testDatabase();
const [OWN, OTHER, THIRD] = [newId(), newId(), newId()];
const ACCOUNT = newId();
let tables: readonly PolicyTable[] = [];
let client: pg.PoolClient;

beforeAll(async () => {
  tables = await policyTables(db().ownerPool);
  client = await db().ownerPool.connect();
  await client.query('begin');
});
afterAll(async () => {
  await client.query('rollback');
  client.release();
});

/** Tables of persons: what says of an agency's row that it is restricted, or seals words under a key. */
const personal = (): readonly PolicyTable[] => tables.filter((table) => hasColumn(table, 'restricted'));

const asking = (more: Partial<Asker> = {}): Asker => ({
  partnership: db().partnershipId,
  agency: OWN,
  account: ACCOUNT,
  permissions: ['read'],
  purpose: 'safeguarding',
  sharedBy: [],
  ...more,
});

/** A row of the table that belongs to these agencies, each column to one of them. */
const rowOf = (
  table: PolicyTable,
  agencies: readonly string[],
  { restricted = false, accounts = null as string | null } = {},
): Record<string, unknown> => ({
  partnership_id: db().partnershipId,
  ...Object.fromEntries(agencyColumns(table).map((name, at) => [name, agencies[at % agencies.length]])),
  ...(hasColumn(table, 'agency_ids') ? { agency_ids: agencies } : {}),
  // What has left its agency: a draft is shared with nobody.
  ...(hasColumn(table, 'sent_on') ? { sent_on: '2013-01-17' } : {}),
  ...Object.fromEntries(
    table.columns.filter(({ name }) => /(^|_)restricted$/.test(name)).map(({ name }) => [name, restricted]),
  ),
  ...Object.fromEntries(
    table.columns
      .filter(({ name, type }) => type === 'uuid' && /(account|maker)_id$/.test(name))
      .map(({ name }) => [name, accounts]),
  ),
});

const asker = fc.record({
  role: fc.constantFrom(...ROLE_NAMES),
  whole: fc.boolean(),
  purpose: fc.constantFrom(null, 'safeguarding'),
  shared: fc.subarray(CATEGORY_NAMES.map((category) => `${category}@${THIRD}`)),
});

/** Tries every table with every row that the arbitrary gives; collects where the rule does not hold. */
async function where(
  of: readonly PolicyTable[],
  runs: number,
  holds: (given: {
    table: PolicyTable;
    who: Asker;
    role: (typeof ROLE_NAMES)[number];
    restricted: boolean;
  }) => Promise<boolean>,
): Promise<readonly string[]> {
  const broken = new Set<string>();
  await fc.assert(
    fc.asyncProperty(
      asker,
      fc.boolean(),
      fc.constantFrom(...of.map((_, at) => at)),
      async (given, restricted, at) => {
        const table = of[at];
        if (!table) return;
        const who = asking({
          permissions: holding(given.role, OWN, given.whole),
          purpose: given.purpose,
          sharedBy: given.shared,
        });
        if (!(await holds({ table, who, role: given.role, restricted })))
          broken.add(`${table.name} by ${given.role}`);
      },
    ),
    { numRuns: runs, seed: 20130117 },
  );
  return [...broken].sort();
}

describe('nobody', () => {
  test('sees a row of a person without a purpose', async () => {
    expect(personal().length).toBeGreaterThan(15);
    const broken = await where(
      personal(),
      400,
      async ({ table, who, restricted }) =>
        !(await verdicts(client, table, { ...who, purpose: null }, rowOf(table, [OWN], { restricted })))
          .select,
    );
    expect(broken).toEqual([]);
  });

  test('sees a row of a person that other agencies hold, where neither an agreement nor a grant covers it', async () => {
    const broken = await where(
      personal(),
      600,
      async ({ table, who, restricted }) =>
        !(await verdicts(client, table, who, rowOf(table, [OTHER], { restricted }))).select,
    );
    expect(broken).toEqual([]);
  });

  test('sees what another agency shares without the permission to read cases', async () => {
    const broken = await where(personal(), 600, async ({ table, who, restricted }) => {
      const permissions = who.permissions.filter((held) => !held.startsWith('casework.read'));
      const row = rowOf(table, [THIRD], { restricted });
      return !(await verdicts(client, table, { ...who, permissions }, row)).select;
    });
    expect(broken).toEqual([]);
  });

  test('sees a restricted row of another agency by an agreement', async () => {
    const broken = await where(
      personal(),
      600,
      async ({ table, who }) =>
        !(await verdicts(client, table, who, rowOf(table, [THIRD], { restricted: true }))).select,
    );
    expect(broken).toEqual([]);
  });

  test('sees a restricted row of the own agency without the permission for it, but who wrote it', async () => {
    const broken = await where(personal(), 600, async ({ table, who, role }) =>
      role === 'information-governance'
        ? true
        : !(await verdicts(client, table, who, rowOf(table, [OWN], { restricted: true }))).select,
    );
    expect(broken).toEqual([]);
  });

  test('changes a restricted row of the own agency without the permission for it, not even without looking', async () => {
    const broken = await where(personal(), 600, async ({ table, who, role }) =>
      role === 'information-governance'
        ? true
        : !(await verdicts(client, table, who, rowOf(table, [OWN], { restricted: true }))).update,
    );
    expect(broken).toEqual([]);
  });

  test('writes, changes or removes a row that only another agency keeps, whatever is shared', async () => {
    const kept = tables.filter((table) => hasColumn(table, 'agency_id') && hasColumn(table, 'restricted'));
    const broken = await where(kept, 600, async ({ table, who, restricted }) => {
      const said = await verdicts(client, table, who, rowOf(table, [OTHER], { restricted }));
      return !said.insert && !said.update && !said.delete;
    });
    expect(broken).toEqual([]);
  });

  test('removes anything about a person by hand: only the machine disposes', async () => {
    const drafts = new Set(['referral_draft']);
    const broken = await where(
      personal().filter(({ name }) => !drafts.has(name)),
      500,
      async ({ table, who }) => !(await verdicts(client, table, who, rowOf(table, [OWN]))).delete,
    );
    expect(broken).toEqual([]);
  });
});

test('a grant for one person opens that person’s rows and no other’s', async () => {
  const [person, stranger] = [newId(), newId()];
  const granted = asking({
    permissions: holding('hub-practitioner', OWN, false),
    sharedBy: CATEGORY_NAMES.map((category) => `${category}:${OTHER}@${person}`),
  });
  const opens: string[] = [];
  for (const table of personal()) {
    const ids = table.columns.filter(({ name }) => name === 'id' || /(^|_)(record|cluster)_id$/.test(name));
    const of = (id: string) => ({
      ...rowOf(table, [OTHER]),
      ...Object.fromEntries(ids.map(({ name }) => [name, id])),
    });
    if ((await verdicts(client, table, granted, of(person))).select) opens.push(table.name);
    expect([table.name, (await verdicts(client, table, granted, of(stranger))).select]).toEqual([
      table.name,
      false,
    ]);
  }
  expect(opens).toEqual(expect.arrayContaining(['record', 'presence', 'residence']));
});

test('the matrix of roles, tables and verbs is as it was agreed', async () => {
  const letters: Readonly<Record<Verb, string>> = { select: 'r', insert: 'a', update: 'c', delete: 'd' };
  const cell = async (table: PolicyTable, who: Asker, agency: string): Promise<string> => {
    const said = await verdicts(client, table, who, rowOf(table, [agency], { accounts: ACCOUNT }));
    return VERBS.filter((verb) => said[verb])
      .map((verb) => letters[verb])
      .join('');
  };
  const lines: string[] = [];
  for (const table of tables) {
    const alike = new Map<string, string[]>();
    for (const role of ROLE_NAMES) {
      const who = asking({ permissions: holding(role, OWN, false) });
      const whole = asking({ permissions: holding(role, OWN, true) });
      const shared = { ...who, sharedBy: CATEGORY_NAMES.map((category) => `${category}@${THIRD}`) };
      const cells = [
        await cell(table, { ...who, purpose: null }, OWN),
        await cell(table, who, OWN),
        await cell(table, shared, THIRD),
        await cell(table, who, OTHER),
        await cell(table, whole, OTHER),
      ];
      if (!cells.some(Boolean)) continue;
      const said = cells.map((one) => one || '–').join(' | ');
      alike.set(said, [...(alike.get(said) ?? []), role]);
    }
    for (const [said, roles] of alike)
      lines.push(
        `| ${table.name} | ${roles.length === ROLE_NAMES.length ? 'every role' : roles.join(', ')} | ${said} |`,
      );
  }
  const document = `# Who may do what in casework

Generated from the policies by \`test/database/casework-access.test.ts\` (\`vitest run -u\` writes it anew): role × agency ×
purpose × table × verb. r reads, a adds, c changes, d removes; a role that is not named for a table may do nothing to it. A
restricted row needs the permission for restricted records besides, or to be named for it, and no agreement shares one. What was
granted on asking, or opened in an emergency, opens rows of that one person alone.

| table | roles | own agency, no purpose | own agency, for a purpose | shared by agreement | another agency | another, role for the whole partnership |
|---|---|---|---|---|---|---|
${lines.join('\n')}
`;
  expect(lines.length).toBeGreaterThan(60);
  await expect(document).toMatchFileSnapshot('../../docs/casework-access.md');
});
