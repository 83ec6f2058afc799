import { unstopFormula } from '../../../kernel/formula.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { cutShort } from '../../../platform/cut-rows.ts';
import { readSpreadsheet, type SheetRow } from '../../../platform/spreadsheet.ts';
import { tidy } from '../cell-text.ts';
import { type Cells, type Column, columnOf, emptyCells, type FileRow, unknownColumn } from './columns.ts';

export interface Problem {
  readonly line: number;
  readonly reason: string;
}

export interface ReadFile {
  readonly rows: readonly FileRow[];
  /** The columns that the file has; what it leaves out stays as it is. */
  readonly columns: ReadonlySet<Column>;
  /** Headings that are no columns: nothing may be lost unseen. */
  readonly problems: readonly Problem[];
}

/** Most rows that one file may have. */
const MOST_ROWS = 20_000;

/** Reads a CSV or XLSX file into rows of known columns; refused when it is neither. */
export async function readPlanFile(file: {
  readonly bytes: Buffer;
  readonly fileName: string;
}): Promise<ReadFile | Refusal> {
  const grid = await readSpreadsheet(file.bytes);
  if (isRefusal(grid)) return grid;
  const filled = grid.filter(({ values }) => values.some((value) => value !== ''));
  const [head, ...body] = filled.slice(titleRows(filled));
  if (!head)
    return refused('file-empty', 'The file is empty. Its first row names the columns.', { field: 'file' });
  if (body.length > MOST_ROWS)
    return refused(
      'file-too-long',
      `The file has more than ${MOST_ROWS.toLocaleString('en-GB')} rows. Split it.`,
      { field: 'file' },
    );
  return rowsOf(head, body);
}

/** How many rows above the headings hold one cell only: the title that spreadsheets like to print over a table. */
function titleRows(rows: readonly SheetRow[]): number {
  const heading = rows.findIndex(({ values }) => values.filter((value) => value !== '').length > 1);
  return Math.max(0, heading);
}

function rowsOf(head: SheetRow, body: readonly SheetRow[]): ReadFile | Refusal {
  const columns = head.values.map((heading) => columnOf(heading));
  if (!columns.includes('project') && !columns.includes('title'))
    return refused(
      'columns-missing',
      'The first row must name the columns, among them "title" or "project". Export a plan to see them all.',
      { field: 'file' },
    );
  const problems: Problem[] = [];
  const seen = new Set<Column>();
  for (const [at, heading] of head.values.entries()) {
    const column = columns[at];
    const isUsed = body.some((row) => (row.values[at] ?? '') !== '');
    if (!column && (heading !== '' || isUsed))
      problems.push({
        line: head.line,
        reason: heading === '' ? `Column ${at + 1} has values but no heading.` : unknownColumn(heading),
      });
    if (column && seen.has(column))
      problems.push({ line: head.line, reason: `Two columns are called "${column}".` });
    if (column) seen.add(column);
  }
  for (const { line, values } of body) {
    const cut = cutShort(head.values, { line, cells: values });
    if (cut) problems.push({ line, reason: cut });
  }
  const rows = body.map(({ line, values }) => {
    const cells: Record<Column, string> = { ...emptyCells };
    for (const [at, column] of columns.entries()) if (column) cells[column] = fromCell(values[at] ?? '');
    return { line, cells: cells as Cells };
  });
  return { rows, columns: seen, problems };
}

/** Text that a spreadsheet would run as a formula is written with an apostrophe before it. */
const fromCell = (text: string): string => tidy(unstopFormula(text));
