import { parse } from 'csv-parse/sync';
import { sql } from 'kysely';
import { isRefusal, type Refusal, RefusedError, refused } from '../kernel/refusal.ts';
import type { Actor } from './actor.ts';
import { refuseCut, refuseNoText } from './cut-rows.ts';
import { refusalOf } from './database/refusals.ts';
import { stateOf, type Tx } from './database/transaction.ts';

export type RowOutcome = 'added' | 'changed' | 'unchanged' | 'refused';

/** What became of one line of a file, or would become of it. */
export interface ImportedRow {
  /** The line in the file; the heading is line 1. */
  readonly line: number;
  /** What the row is about, in words. */
  readonly what: string;
  readonly outcome: RowOutcome;
  /** Why it was refused, or what changed. */
  readonly says: string | null;
}

export interface ImportResult {
  readonly rows: readonly ImportedRow[];
  readonly counts: Readonly<Record<RowOutcome, number>>;
  /** True when everything was written; false for a preview and when any row was refused. */
  readonly written: boolean;
  /** Sentences about what of the file is not used, beyond its refused rows. */
  readonly remarks?: readonly string[];
  /** How many rows were read and not used, since they are about nothing that is here; none unless given. */
  readonly notUsed?: number;
}

/** What a row did, or why it did nothing. */
type RowAnswer = Exclude<RowOutcome, 'refused'> | { outcome: 'changed'; says: string } | Refusal;

/** How one kind of file is read: its columns, and what a row does. */
export interface ImportSpec<Column extends string> {
  readonly required: readonly Column[];
  readonly optional: readonly Column[];
  what(values: Readonly<Record<Column, string>>): string;
  /** Carries the row out with the module's own commands. */
  row(values: Readonly<Record<Column, string>>): Promise<RowAnswer>;
}

type RowsDone = (done: number, total: number) => Promise<void>;

const listeners = new WeakMap<Tx, RowsDone>();
const ROWS_AT_A_TIME = 50;

/** Lets somebody know how far an import in this transaction is. */
export const whenRowsAreDone = (tx: Tx, tell: RowsDone): void => {
  listeners.set(tx, tell);
};

/** Tells whoever wants to know how many rows of an import are done. */
export const rowsAreDone = async (tx: Tx, done: number, total: number): Promise<void> =>
  listeners.get(tx)?.(done, total);

/**
 * Imports a CSV file row by row with the module's own commands. Every row is tried, so that a preview shows what the
 * real import would do; then everything is taken back unless `write` is set and no row was refused.
 */
export async function importRows<Column extends string>(
  tx: Tx,
  text: string,
  spec: ImportSpec<Column>,
  { write }: Write,
): Promise<ImportResult | Refusal> {
  const read = readTable(text, spec);
  if (isRefusal(read)) return read;
  const rows: ImportedRow[] = [];
  const takeBack = await savepoint(tx, 'whole_import');
  for (const { line, values } of read) {
    const answer = await tryRow(tx, () => spec.row(values));
    const outcome = isRefusal(answer) ? 'refused' : typeof answer === 'string' ? answer : answer.outcome;
    const says = isRefusal(answer) ? inOneSentence(answer) : typeof answer === 'string' ? null : answer.says;
    rows.push({ line, what: spec.what(values), outcome, says });
    if (rows.length % ROWS_AT_A_TIME === 0) await rowsAreDone(tx, rows.length, read.length);
  }
  const counts = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const row of rows) counts[row.outcome] += 1;
  const written = write && counts.refused === 0;
  if (!written) await takeBack();
  return { rows, counts, written };
}

/** Whether an import writes, or only shows what it would do. */
type Write = { readonly write: boolean };

/** Imports one kind of file for an actor. */
type Importer = (tx: Tx, actor: Actor, text: string, options: Write) => Promise<ImportResult | Refusal>;

/** The importer of one kind of file; see `importRows`. */
export const importer =
  <Column extends string>(
    spec: Omit<ImportSpec<Column>, 'row'> & {
      row(tx: Tx, actor: Actor, values: Readonly<Record<Column, string>>): Promise<RowAnswer>;
    },
  ): Importer =>
  (tx, actor, text, options) =>
    importRows(tx, text, { ...spec, row: (values) => spec.row(tx, actor, values) }, options);

/** What a row did by a command that may have refused it. */
export const did = (outcome: 'added' | 'changed', answer: unknown): RowAnswer =>
  isRefusal(answer) ? answer : outcome;

/** Whether a thing says already what these fields say. */
export const saysTheSame = (present: object, fields: object): boolean =>
  Object.entries(fields).every(([name, value]) => (present as Record<string, unknown>)[name] === value);

/** What a refusal says, of all its fields where it names several. */
const inOneSentence = (refusal: Refusal): string =>
  Object.values((refusal.details?.fields ?? {}) as Record<string, string>).join('. ') || refusal.message;

/** For a caller that needs all of a file or nothing: the first refused rows as one refusal. */
export function allWritten(result: ImportResult | Refusal): ImportResult | Refusal {
  if (isRefusal(result) || result.written) return result;
  const bad = result.rows.filter((row) => row.outcome === 'refused');
  const says = bad.slice(0, 5).map((row) => `line ${row.line} (${row.what}): ${row.says}`);
  return refused('rows-refused', `Nothing was written: ${says.join('; ')}`, { details: { refused: bad } });
}

/** Marks a point to which the transaction can be taken back, with what it has told of as changed. */
export async function savepoint(tx: Tx, name: string): Promise<() => Promise<void>> {
  const state = stateOf(tx);
  const { audited } = state;
  const told = state.changed.length;
  await sql`savepoint ${sql.raw(name)}`.execute(tx);
  return async () => {
    await sql`rollback to savepoint ${sql.raw(name)}`.execute(tx);
    state.audited = audited;
    state.changed.length = told;
  };
}

/** Tries one row; a refusal, and a constraint that the database names, take back what the row did. */
export async function tryRow<T>(tx: Tx, work: () => Promise<T | Refusal>): Promise<T | Refusal> {
  const takeBack = await savepoint(tx, 'one_row');
  let answer: T | Refusal;
  try {
    answer = await work();
  } catch (error) {
    const refusal = error instanceof RefusedError ? error.refusal : refusalOf(error);
    if (!refusal) throw error;
    answer = refusal;
  }
  if (isRefusal(answer)) await takeBack();
  else await sql`release savepoint one_row`.execute(tx);
  return answer;
}

type Line<Column extends string> = {
  readonly line: number;
  readonly values: Readonly<Record<Column, string>>;
};

function readTable<Column extends string>(
  text: string,
  { required, optional }: ImportSpec<Column>,
): readonly Line<Column>[] | Refusal {
  const broken = refuseNoText(text);
  if (broken) return broken;
  let table: readonly { readonly info: { readonly lines: number }; readonly record: readonly string[] }[];
  try {
    const options = { bom: true, info: true, trim: true, skip_empty_lines: true, relax_column_count: true };
    table = parse(text, options) as unknown as typeof table;
  } catch {
    return refused(
      'file-unreadable',
      'This is not a CSV file that can be read. Save it as CSV (UTF-8) and try again.',
    );
  }
  const header = table[0]?.record.map((name) => name.toLowerCase().replaceAll(' ', '_')) ?? [];
  const missing = required.filter((name) => !header.includes(name));
  if (missing.length > 0)
    return refused('columns-missing', `The first line must name the columns ${missing.join(', ')}.`);
  const rows = table.slice(1);
  const cut = refuseCut(
    header,
    rows.map(({ info, record }) => ({ line: info.lines, cells: record })),
  );
  if (cut) return cut;
  const columns = [...required, ...optional];
  return rows.map(({ info, record }) => ({
    line: info.lines,
    values: Object.fromEntries(columns.map((name) => [name, record[header.indexOf(name)] ?? ''])) as Record<
      Column,
      string
    >,
  }));
}
