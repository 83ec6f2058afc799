import { pipeline, type Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { newId } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { rowsAreDone, savepoint } from '../../../platform/import-rows.ts';
import { listPlaces } from '../../places/index.ts';
import { Counting, type StreetAccount } from './account.ts';
import { countAnew } from './counts.ts';
import { recordStreetFigures } from './figures.ts';
import { rowKeeper } from './keep-rows.ts';
import { listPartMonths, type PartMonth } from './part-months.ts';
import { columnsIn, noStreetFile, rowReader, type StreetRow } from './read-rows.ts';
import { NotUtf8, notUtf8, utf8Only } from './utf8.ts';

/** So many rows are written at once; no more are held in memory. */
const BATCH = 4000;

/** The parser hands on a batch at a time: waking for every row costs as much as reading it. */
const READING = {
  bom: true,
  skip_empty_lines: true,
  relax_column_count: true,
  readableHighWaterMark: BATCH,
};

export interface StreetFile {
  readonly name: string;
  readonly open: () => Readable;
}

export interface StreetImport {
  readonly files: readonly StreetAccount[];
  readonly added: number;
  readonly changed: number;
  /** How many figures of indicators were recorded from the new counts. */
  readonly figures: number;
  readonly written: boolean;
  /** Months of the files of which part seems to be missing: their figures are provisional. */
  readonly partMonths: readonly PartMonth[];
}

/** True for who may import street files: figures of all indicators follow them, and the indicators themselves. */
export const mayImportStreet = (actor: Actor): boolean =>
  may(actor, 'observations.record') && may(actor, 'indicators.edit');

/**
 * Imports street files of police.uk: all of them or nothing. Rows are read one by one and written in batches; a row that
 * was imported before changes nothing but an outcome that was published since. Counts by LSOA and the indicators that
 * follow them are renewed for the months of the files: boundaries or populations may have come since. A row that cannot be
 * read may be where a file was cut: nothing is written then, unless such rows are to be left out. A month with far fewer
 * rows than those around it is named, and its figures are provisional. Refused: not-allowed, columns-missing, file-unreadable.
 */
export async function importStreet(
  tx: Tx,
  actor: Actor,
  files: readonly StreetFile[],
  { write, leaveOut = false }: { readonly write: boolean; readonly leaveOut?: boolean },
): Promise<StreetImport | Refusal> {
  if (!mayImportStreet(actor)) return notAllowed();
  const codes = new Set((await listPlaces(tx)).flatMap(({ code }) => code ?? []));
  const takeBack = await savepoint(tx, 'whole_import');
  const accounts: StreetAccount[] = [];
  const months = new Set<string>();
  const grown = new Set<string>();
  let before = 0;
  for (const file of files) {
    const account = await importFile(tx, actor, file, {
      isPlace: (code) => codes.has(code),
      tell: (rows) => rowsAreDone(tx, before + rows, before + rows),
    });
    if (isRefusal(account)) {
      await takeBack();
      return account;
    }
    before += account.read;
    accounts.push(account);
    for (const month of account.months) months.add(month);
    if (account.added > 0) for (const month of account.months) grown.add(month);
  }
  const sum = (of: 'added' | 'changed'): number => accounts.reduce((total, one) => total + one[of], 0);
  const [added, changed] = [sum('added'), sum('changed')];
  if (grown.size > 0) await countAnew(tx, actor, [...grown]);
  const parts = await listPartMonths(tx);
  const partMonths = parts.filter(({ month }) => months.has(month));
  const told = (account: StreetAccount): StreetAccount => ({ ...account, partMonths: parts });
  if (!write || (!leaveOut && accounts.some(({ unreadable }) => unreadable > 0))) {
    await takeBack();
    return { files: accounts.map(told), added, changed, figures: 0, written: false, partMonths };
  }
  let figures: number | Refusal = 0;
  if (months.size > 0) figures = await recordStreetFigures(tx, actor, [...months].sort());
  if (isRefusal(figures)) return figures;
  for (const account of accounts)
    if (account.added + account.changed > 0) await keepAccount(tx, actor, account);
  return {
    files: accounts.map(told),
    added,
    changed,
    figures,
    written: added + changed + figures > 0,
    partMonths,
  };
}

async function importFile(
  tx: Tx,
  actor: Actor,
  file: StreetFile,
  {
    isPlace,
    tell,
  }: {
    readonly isPlace: (code: string) => boolean;
    readonly tell: (rows: number) => Promise<void>;
  },
): Promise<StreetAccount | Refusal> {
  const counting = new Counting(file.name);
  const keep = rowKeeper(tx, actor);
  const source = file.open();
  // What fails on the way is thrown where the rows are read.
  const parser = pipeline(source, utf8Only(), parse(READING), () => undefined);
  let read: ReturnType<typeof rowReader> | undefined;
  let width = 0;
  let batch: StreetRow[] = [];
  let line = 0;
  let writing: Promise<void> = Promise.resolve();
  // While the database writes one batch, the next is read; there are never more than the two.
  const flush = async (): Promise<void> => {
    await writing;
    const rows = batch;
    batch = [];
    writing = keep(rows).then((kept) => counting.written(kept, rows.length));
    // Awaited before the next batch and at the end; until then a failure is nobody's to hear.
    writing.catch(() => undefined);
  };
  try {
    for await (const one of parser) {
      const record = one as string[];
      line += 1;
      if (!read) {
        const columns = columnsIn(record);
        if ('missing' in columns) return noStreetFile(file.name, columns.missing);
        [read, width] = [rowReader(columns), record.length];
        continue;
      }
      const row = record.length === width ? read(record) : `it has ${record.length} cells, not ${width}`;
      if (typeof row === 'string') counting.unreadable(line, row);
      else {
        counting.row(row, isPlace);
        batch.push(row);
        if (batch.length < BATCH) continue;
        await flush();
        await tell(line);
      }
    }
  } catch (error) {
    if (error instanceof NotUtf8) return notUtf8(file.name);
    if (!(error instanceof CsvError)) throw error;
    return refused('file-unreadable', `${file.name} cannot be read as CSV: ${error.message}`);
  } finally {
    source.destroy();
  }
  if (!read) return refused('file-unreadable', `${file.name} is empty.`);
  await flush();
  await writing;
  await tell(line);
  return counting.account;
}

async function keepAccount(tx: Tx, actor: Actor, account: StreetAccount): Promise<void> {
  const id = newId<'street-import'>();
  await tx
    .insertInto('intelligence.street_import')
    .values({
      partnership_id: actor.partnershipId,
      id,
      file: account.file,
      account: JSON.stringify(account),
      imported_by: accountOf(actor) ?? null,
    })
    .execute();
  const { file, read, added, changed, unchanged, unreadable } = account;
  await recordCommand(tx, actor, {
    action: 'street-crime.import',
    subject: { kind: 'street-import', id },
    detail: { file, read, added, changed, unchanged, unreadable },
  });
}
