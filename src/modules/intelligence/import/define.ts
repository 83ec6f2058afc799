import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Line, parseTable, type Shape } from './table.ts';

/** What becomes of one line of a file of definitions. */
export interface DefinitionRow {
  readonly line: number;
  readonly what: string;
  readonly outcome: 'added' | 'changed' | 'unchanged' | 'refused';
  readonly reason: string;
}

export interface DefinitionReport {
  readonly rows: readonly DefinitionRow[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly written: boolean;
}

/** A line that was understood: whether it is new, changed or the same, and how to write it. */
export interface Understood {
  readonly outcome: 'added' | 'changed' | 'unchanged';
  readonly write: (tx: Tx, actor: Actor) => Promise<unknown | Refusal>;
  /** What else the line does that somebody should know before it is written. */
  readonly says?: string;
  /** Written after the others, since it stands on some of them. */
  readonly late?: boolean;
}

export interface DefinitionFile<Name extends string> extends Shape<Name> {
  /** Names the line in the preview. */
  readonly what: (line: Line<Name>) => string;
  /** What the line would do, or why it cannot. */
  readonly understand: (line: Line<Name>) => Understood | { readonly reason: string };
}

/** Reads a file of definitions and previews it; writes all of it when nothing is refused and `dryRun` is not asked for. */
export async function importDefinitions<Name extends string>(
  tx: Tx,
  actor: Actor,
  text: string,
  file: DefinitionFile<Name>,
  dryRun: boolean,
): Promise<DefinitionReport | Refusal> {
  const { lines, faults } = parseTable(text, file);
  const seen = new Map<string, number>();
  const read = lines.map((line) => {
    const what = file.what(line);
    const twin = seen.get(what);
    seen.set(what, line.line);
    const understood =
      twin === undefined ? file.understand(line) : { reason: `Line ${twin} is about the same. Keep one.` };
    return { line: line.line, what, understood };
  });
  const rows: DefinitionRow[] = [
    ...faults.map(({ line, reason }) => ({ line, what: '', outcome: 'refused' as const, reason })),
    ...read.map(({ line, what, understood }) =>
      'reason' in understood
        ? { line, what, outcome: 'refused' as const, reason: understood.reason }
        : { line, what, outcome: understood.outcome, reason: understood.says ?? '' },
    ),
  ].sort((a, b) => a.line - b.line);
  const count = (outcome: DefinitionRow['outcome']): number =>
    rows.filter((row) => row.outcome === outcome).length;
  const report = {
    rows,
    added: count('added'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: count('refused'),
  };
  if (dryRun || report.refused > 0) return { ...report, written: false };
  const writable = read.flatMap(({ understood }) => ('write' in understood ? [understood] : []));
  for (const understood of writable.toSorted((a, b) => Number(a.late ?? false) - Number(b.late ?? false))) {
    if (understood.outcome === 'unchanged') continue;
    const result = await understood.write(tx, actor);
    if (isRefusal(result)) return result;
  }
  return { ...report, written: report.added + report.changed > 0 };
}
