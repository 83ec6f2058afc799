/** Everything that no part speaks for, read from the catalogue: a table that a migration adds tomorrow is in the answer too. */
import { type RawBuilder, sql } from 'kysely';
import { isUuid } from '../../../kernel/ids.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import type { HeldRow } from './part.ts';
import { codeInWords, isSilent, labelOf, titleOf } from './words.ts';

/** Tables that say nothing of the person beyond what others say, with the reason. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  cluster: 'holds nothing about anybody',
  link: 'says which records matching took for one person; the records themselves are given',
  match_question: 'says which records may be of one person; it may be about somebody else',
  unusual_reading: 'is about who read, not about whom',
  unusual_answer: 'is about who read, not about whom',
};

interface TableOfPerson {
  readonly name: string;
  readonly says: string;
  readonly column: string;
  readonly by: 'record' | 'cluster';
}

/** Every table of casework with a row for a record or a cluster. */
export async function tablesOfPersons(tx: Tx): Promise<readonly TableOfPerson[]> {
  const { rows } = await sql<TableOfPerson>`
    select c.relname as name, coalesce(obj_description(c.oid), c.relname) as says, a.attname as column,
      case when a.attname like '%record_id' then 'record' else 'cluster' end as by
    from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'casework'
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid = 'uuid'::regtype
    where c.relkind = 'r' and (a.attname like '%record\_id' or a.attname like '%cluster\_id' or a.attname = 'joined_into')
    order by c.relname, a.attname`.execute(tx);
  return rows;
}

async function tablesWithASubject(tx: Tx): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'casework'
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'subject_id' and not a.attisdropped
    where c.relkind = 'r' order by 1`.execute(tx);
  return rows.map(({ name }) => name);
}

interface Reference {
  readonly from: string;
  readonly column: string;
  readonly to: string;
}

/** Which table of casework refers to which by one id. */
async function references(tx: Tx): Promise<readonly Reference[]> {
  const { rows } = await sql<Reference>`
    select f.relname as "from", a.attname as column, t.relname as "to"
    from pg_constraint c
    join pg_class f on f.oid = c.conrelid
    join pg_class t on t.oid = c.confrelid
    join pg_namespace n on n.oid = f.relnamespace and n.nspname = 'casework'
    join pg_namespace m on m.oid = t.relnamespace and m.nspname = 'casework'
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey) and a.attname <> 'partnership_id'
    where c.contype = 'f' and cardinality(c.conkey) = 2`.execute(tx);
  return rows;
}

/** What a thing that the person takes part in is not followed to: it is not theirs, or is given elsewhere. */
const NOT_FOLLOWED = new Set([
  'record',
  'cluster',
  'purpose',
  'address',
  'agreement',
  // Everybody else in the cohort, and everybody rated on the same questions.
  'cohort',
  'assessment_template',
  'disclosure',
  'hub_meeting',
]);

export interface Section {
  readonly title: string;
  readonly rows: readonly HeldRow[];
}

type Row = Readonly<Record<string, unknown>>;

/** The rows about the person in every other table: their own, the things they take part in, and what is said of those. */
export async function gatherOthers(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  person: { readonly records: readonly string[]; readonly clusters: readonly string[] },
  spokenFor: ReadonlySet<string>,
): Promise<readonly Section[]> {
  const all = await tablesOfPersons(tx);
  const skip = (name: string): boolean => spokenFor.has(name) || name in LEFT_OUT;
  const found = new Map<string, Map<string, Row>>();
  const keep = (table: string, rows: readonly Row[]): void => {
    const kept = found.get(table) ?? new Map<string, Row>();
    for (const row of rows) kept.set(JSON.stringify([row.id ?? row]), row);
    found.set(table, kept);
  };
  for (const { name, column, by } of all.filter((table) => !skip(table.name)))
    keep(
      name,
      await rowsWhere(tx, machine, name, column, by === 'record' ? person.records : person.clusters),
    );
  const refers = (await references(tx)).filter((one) => !NOT_FOLLOWED.has(one.to));
  const things = new Map<string, Set<string>>();
  for (const { from, column, to } of refers)
    for (const row of found.get(from)?.values() ?? [])
      if (typeof row[column] === 'string') things.set(to, (things.get(to) ?? new Set()).add(row[column]));
  for (const [table, rows] of found)
    if (rows.size > 0 && refers.some(({ to }) => to === table))
      for (const row of rows.values())
        if (typeof row.id === 'string') things.set(table, (things.get(table) ?? new Set()).add(row.id));
  const ofPersons = new Set(all.map(({ name }) => name));
  for (const [table, ids] of things) {
    if (!skip(table)) keep(table, await rowsWhere(tx, machine, table, 'id', [...ids]));
    // What hangs on the thing, but not its rows about other persons.
    for (const { from, column } of refers.filter(({ to }) => to === table))
      if (!skip(from) && !ofPersons.has(from))
        keep(from, await rowsWhere(tx, machine, from, column, [...ids]));
  }
  // What speaks of the person, or of a thing of theirs, as its subject: flags, items of the hub.
  const about = [...person.clusters, ...[...things.values()].flatMap((ids) => [...ids])];
  for (const table of await tablesWithASubject(tx))
    if (!skip(table)) keep(table, await rowsWhere(tx, machine, table, 'subject_id', about));
  const names = await namesOfThings(tx, machine);
  return [...found]
    .filter(([, rows]) => rows.size > 0)
    .map(([table, rows]) => ({
      title: titleOf(table),
      rows: [...rows.values()].map((row) => readable(row, subjects, names)),
    }));
}

async function rowsWhere(
  tx: Tx,
  machine: Actor,
  table: string,
  column: string,
  ids: readonly string[],
): Promise<readonly Row[]> {
  if (ids.length === 0 || !(await has(tx, table, column))) return [];
  const from: RawBuilder<unknown> = sql.table(`casework.${table}`);
  const { rows } = await sql<Row>`select * from ${from}
    where partnership_id = ${machine.partnershipId} and ${sql.ref(column)} = any(${[...ids]}::uuid[])`.execute(
    tx,
  );
  return rows;
}

async function has(tx: Tx, table: string, column: string): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`select exists (select from pg_attribute
    where attrelid = ${`casework.${table}`}::regclass and attname = ${column}) as there`.execute(tx);
  return rows[0]?.there ?? false;
}

/** What may be named by its id: agencies, questions of assessments, services. */
async function namesOfThings(tx: Tx, machine: Actor): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from partners.agency where partnership_id = ${machine.partnershipId}
    union all select id, text from casework.template_question where partnership_id = ${machine.partnershipId}
    union all select id, title from casework.assessment_template where partnership_id = ${machine.partnershipId}
    union all select id, title from casework.programme where partnership_id = ${machine.partnershipId}`.execute(
    tx,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Labels and words; ids of things and staff, hashes and empty values are left out. */
function readable(row: Row, subjects: SubjectKeys, names: ReadonlyMap<string, string>): HeldRow {
  const keys = Object.values(row).filter(
    (value): value is string => typeof value === 'string' && isUuid(value),
  );
  const held: Record<string, string> = {};
  for (const [column, value] of Object.entries(row)) {
    if (isSilent(column, value)) continue;
    if (value instanceof Uint8Array) {
      if (!column.endsWith('hash')) Object.assign(held, opened(column, value, keys, subjects, names));
      continue;
    }
    const text = wordsOf(value, names);
    if (text !== '') held[labelOf(column)] = text;
  }
  return held;
}

function wordsOf(value: unknown, names: ReadonlyMap<string, string>): string {
  if (typeof value === 'string') return isUuid(value) ? (names.get(value) ?? '') : codeInWords(value);
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number') return String(value);
  if (value instanceof Date) return value.toISOString().slice(0, 16).replace('T', ' ');
  if (Array.isArray(value))
    return value
      .map((one) => wordsOf(one, names))
      .filter(Boolean)
      .join(', ');
  if (value === null || value === undefined) return '';
  return Object.entries(value)
    .map(([name, one]) => [names.get(name) ?? labelOf(name), wordsOf(one, names)] as const)
    .flatMap(([label, one]) => (one === '' ? [] : [`${label}: ${one}`]))
    .join('; ');
}

/** What is sealed says under which id it was sealed: a wrong key never opens it. */
function opened(
  column: string,
  sealed: Uint8Array,
  keys: readonly string[],
  subjects: SubjectKeys,
  names: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  for (const key of keys) {
    const text = tryOpen(subjects, key, sealed);
    if (text !== undefined) return flat(labelOf(column), text, names);
  }
  return { [labelOf(column)]: 'Cannot be read any more, or belongs to somebody else' };
}

function tryOpen(subjects: SubjectKeys, key: string, sealed: Uint8Array): string | undefined {
  try {
    return subjects.open(key, sealed);
  } catch {
    return undefined;
  }
}

/** Several fields sealed together are given one by one. */
function flat(
  label: string,
  text: string,
  names: ReadonlyMap<string, string>,
): Readonly<Record<string, string>> {
  if (!text.startsWith('{')) return { [label]: text };
  try {
    return Object.fromEntries(
      Object.entries(JSON.parse(text) as Record<string, unknown>)
        .map(([name, value]) => [names.get(name) ?? labelOf(name), wordsOf(value, names)] as const)
        .filter(([, value]) => value !== ''),
    );
  } catch {
    return { [label]: text };
  }
}
