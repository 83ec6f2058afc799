import { type Refusal, refused } from '../kernel/refusal.ts';

/** One row as its file holds it: the line it stands on, and its cells. */
interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** How many cells a row needs to reach the last column that the heading names. */
const widthOf = (heading: readonly string[]): number =>
  heading.findLastIndex((name) => name.trim() !== '') + 1;

/**
 * Why a row is not whole: it has fewer cells than the heading names columns. Spreadsheets write every comma, so that such a
 * row is what a broken transfer left, and its last number may be the beginning of a longer one. A blank line is no row.
 */
export function cutShort(heading: readonly string[], { line, cells }: Row): string | undefined {
  const width = widthOf(heading);
  if (cells.length >= width || cells.every((cell) => cell.trim() === '')) return undefined;
  return `Line ${line} has ${cells.length} of ${width} cells: the file seems to be cut. Bring it whole.`;
}

/** Why a text is none: it holds a NUL, which no spreadsheet writes and no database keeps. */
export function notText(text: string): { readonly line: number; readonly says: string } | undefined {
  const at = text.indexOf('\u0000');
  if (at < 0) return undefined;
  const line = text.slice(0, at).split(/\r\n|\n|\r/).length;
  return {
    line,
    says: `Line ${line} holds a NUL, a character that no text has: the file seems to be damaged. Bring it again.`,
  };
}

/** The refusal of a file that holds what no text has. */
export function refuseNoText(text: string): Refusal | undefined {
  const found = notText(text);
  return found && refused('file-unreadable', found.says, { field: 'file' });
}

/** The refusal of a whole file for its first row that is not whole. Nothing of a cut file is right: rows may be missing. */
export function refuseCut(heading: readonly string[], rows: readonly Row[]): Refusal | undefined {
  for (const row of rows) {
    const says = cutShort(heading, row);
    if (says) return refused('file-cut', says, { field: 'file' });
  }
  return undefined;
}
