import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { savepoint, tryRow } from '../../../platform/import-rows.ts';
import type { Ground } from '../../partners/index.ts';
import { CellError, didYouMean } from '../cell-text.ts';
import { adoptPlan } from '../plan.ts';
import { businessToday } from '../queries/today.ts';
import { RefusedCell, refusalOfCell } from './cell-refusal.ts';
import type { FileRow } from './columns.ts';
import { Importing } from './importing.ts';
import { applyOutcome, applyPlan, applyProgramme } from './plan-rows.ts';
import { applyProject } from './project-rows.ts';
import { readPlanFile } from './read-file.ts';

/** What a file says was adopted is a record of before; what a board adopts since goes through its decision. */
const adoptedBefore = (fileName: string, line: number): Ground => ({
  earlier: {
    minutes: `As ${fileName} says in line ${line}`,
    reason: 'Taken over from a file, as it was adopted before the partnership kept its decisions here.',
  },
});

export type RowOutcome = 'added' | 'changed' | 'unchanged' | 'refused';

/** What became of a row, or would: refused ones say why, changed ones what. */
export interface PlanImportRow {
  readonly line: number;
  readonly what: string;
  readonly outcome: RowOutcome;
  readonly reason: string | undefined;
}

export interface PlanImport {
  readonly rows: readonly PlanImportRow[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** False for a dry run and when any row was refused: then nothing was written. */
  readonly written: boolean;
}

export interface Applied {
  readonly outcome: Exclude<RowOutcome, 'refused'>;
  readonly says?: string | undefined;
}

const RECORDS = ['programme', 'plan', 'outcome', 'project'] as const;
type RecordKind = (typeof RECORDS)[number];

const APPLY: Readonly<
  Record<RecordKind, (importing: Importing, row: FileRow) => Promise<Applied | Refusal>>
> = {
  programme: applyProgramme,
  plan: applyPlan,
  outcome: applyOutcome,
  project: applyProject,
};

/**
 * Imports delivery plans from .xlsx or .csv. Every row is tried with the module's own commands; unless all are accepted
 * (and it is no dry run) everything is taken back. Refused: file-unreadable, file-empty, columns-missing, not-allowed.
 */
export async function importDeliveryPlan(
  tx: Tx,
  actor: Actor,
  file: { readonly bytes: Buffer; readonly fileName: string },
  { dryRun = false, today }: { readonly dryRun?: boolean; readonly today?: PlainDate } = {},
): Promise<PlanImport | Refusal> {
  if (!may(actor, 'plan.edit')) return notAllowed();
  const read = await readPlanFile(file);
  if (isRefusal(read)) return read;
  const importing = await Importing.begin(tx, actor, read, today ?? (await businessToday(tx)));
  const results: PlanImportRow[] = read.problems.map(({ line, reason }) => ({
    line,
    what: 'The headings',
    outcome: 'refused',
    reason,
  }));
  const takeBack = await savepoint(tx, 'whole_plan_import');
  for (const kind of RECORDS)
    for (const row of read.rows) if (kindOf(row) === kind) results.push(await resultOf(importing, kind, row));
  for (const adoption of importing.adoptions.toSorted((a, b) => a.on.localeCompare(b.on))) {
    const adopted = await tryRow(tx, () =>
      adoptPlan(tx, actor, { ...adoption, ground: adoptedBefore(file.fileName, adoption.line) }),
    );
    const at = results.findIndex((row) => row.line === adoption.line);
    const row = results[at];
    if (isRefusal(adopted) && row) results[at] = { ...row, outcome: 'refused', reason: adopted.message };
  }
  for (const row of read.rows) if (kindOf(row) === undefined) results.push(unknownRecord(row));
  results.sort((a, b) => a.line - b.line);
  const count = (outcome: RowOutcome): number => results.filter((row) => row.outcome === outcome).length;
  const refusedRows = count('refused');
  const written = !dryRun && refusedRows === 0;
  if (!written) await takeBack();
  return {
    rows: results,
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: refusedRows,
    written,
  };
}

/** A row that does not say what it is describes a project. */
function kindOf({ cells }: FileRow): RecordKind | undefined {
  const said = cells.record.toLowerCase();
  return said === '' ? 'project' : RECORDS.find((kind) => kind === said);
}

const unknownRecord = ({ line, cells }: FileRow): PlanImportRow => ({
  line,
  what: cells.title || cells.project || cells.plan,
  outcome: 'refused',
  reason: `The record "${cells.record}" is none of ${RECORDS.join(', ')}.${didYouMean(cells.record, RECORDS)}`,
});

const whatOf = (kind: RecordKind, { cells }: FileRow): string => {
  const name = {
    programme: cells.title || cells.programme,
    plan: cells.title || cells.plan,
    outcome: cells.outcome,
    project: cells.title || cells.project,
  }[kind];
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${name || '(without a name)'}`;
};

async function resultOf(importing: Importing, kind: RecordKind, row: FileRow): Promise<PlanImportRow> {
  const answer = await tryRow(importing.tx, async () => {
    try {
      return await APPLY[kind](importing, row);
    } catch (error) {
      if (error instanceof CellError || error instanceof RefusedCell) return refusalOfCell(error);
      throw error;
    }
  });
  const what = whatOf(kind, row);
  return isRefusal(answer)
    ? { line: row.line, what, outcome: 'refused', reason: answer.message }
    : { line: row.line, what, outcome: answer.outcome, reason: answer.says };
}
