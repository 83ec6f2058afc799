import type { MinutesContents } from './draft.ts';

export interface Line {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

export interface SectionChange {
  readonly key: string;
  readonly heading: string;
  readonly lines: readonly Line[];
}

/** What differs between two versions, part by part; parts that are the same are left out. */
export function compareMinutes(older: MinutesContents, newer: MinutesContents): readonly SectionChange[] {
  const keys = [...new Set([...older.sections, ...newer.sections].map(({ key }) => key))];
  return keys.flatMap((key) => {
    const [before, after] = [older, newer].map(({ sections }) => sections.find((one) => one.key === key));
    const lines = compareLines(linesOf(before?.markdown), linesOf(after?.markdown));
    return lines.every(({ kind }) => kind === 'same')
      ? []
      : [{ key, heading: (after ?? before)?.heading ?? '', lines }];
  });
}

const linesOf = (markdown = ''): readonly string[] =>
  markdown.split('\n').filter((line) => line.trim() !== '');

/** The shortest way from one list of lines to another that keeps what they share in order. */
export function compareLines(before: readonly string[], after: readonly string[]): readonly Line[] {
  const shared = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  const at = (row: number, column: number): number => shared[row]?.[column] ?? 0;
  for (let i = before.length - 1; i >= 0; i -= 1)
    for (let j = after.length - 1; j >= 0; j -= 1) {
      const row = shared[i];
      if (row) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  const lines: Line[] = [];
  let [i, j] = [0, 0];
  while (i < before.length || j < after.length) {
    const [old, fresh] = [before[i], after[j]];
    if (old !== undefined && old === fresh) {
      lines.push({ kind: 'same', text: old });
      i += 1;
      j += 1;
    } else if (fresh === undefined || (old !== undefined && at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ kind: 'removed', text: old ?? '' });
      i += 1;
    } else {
      lines.push({ kind: 'added', text: fresh });
      j += 1;
    }
  }
  return lines;
}
