import { type Block, type Cell, plainText, type Table } from '../../ui/document/index.ts';
import type { DraftFacts, KeptFigure, KeptRow } from './model.ts';

/** Something that was added, removed, or has another value; both values stand where there are two. */
export interface Change {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly name: string;
  /** What it says: the figure's sentence, or table, row and column. */
  readonly says: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

export interface Changes {
  readonly figures: readonly Change[];
  readonly plan: readonly Change[];
}

/** What changed since the last edition, in figures and in the tables that modules offer; empty without an edition. */
export function changesOf(
  facts: Pick<DraftFacts, 'previous' | 'figures' | 'fed' | 'texts' | 'template'>,
): Changes {
  const before = facts.previous?.contents;
  if (before === undefined) return { figures: [], plan: [] };
  return {
    figures: figureChanges(before.figures, facts.figures, new Set(before.known)),
    plan: rowChanges(before.rows, rowsOf([...facts.fed.values()].flat())),
  };
}

function figureChanges(
  before: Readonly<Record<string, KeptFigure>>,
  now: DraftFacts['figures'],
  known: ReadonlySet<string>,
): readonly Change[] {
  const added = [...now].filter(
    ([name, figure]) => isKnownLatest(name, figure) && !known.has(name) && before[name] === undefined,
  );
  return [
    ...Object.entries(before).flatMap(([name, old]): Change[] => {
      const current = now.get(name);
      if (current === undefined)
        return [{ kind: 'removed', name, says: old.sentence, before: old.text, after: undefined }];
      const same = current.value === old.value && current.text === old.text;
      return same
        ? []
        : [{ kind: 'changed', name, says: current.sentence, before: old.text, after: current.text }];
    }),
    ...added.map(
      ([name, figure]): Change => ({
        kind: 'added',
        name,
        says: figure.sentence,
        before: undefined,
        after: figure.text,
      }),
    ),
  ];
}

/** `indicator.x.latest` with a value; what projects repeat of their indicators is not told twice. */
const isKnownLatest = (name: string, { value }: { readonly value: unknown }): boolean =>
  value !== null && name.endsWith('.latest') && name.split('.').length === 3;

/** The latest figures that are known. Rule: a figure is news once it becomes known, not because a report left it out. */
export const knownIn = (figures: DraftFacts['figures']): readonly string[] =>
  [...figures].filter(([name, figure]) => isKnownLatest(name, figure)).map(([name]) => name);

/** The rows of all tables among the blocks, by table and first cell, so that a row can be found again. */
export function rowsOf(blocks: readonly Block[]): Readonly<Record<string, KeptRow>> {
  const rows: Record<string, KeptRow> = {};
  for (const table of blocks.flatMap(tableIn)) {
    const caption = plainText(table.caption);
    for (const row of table.rows) {
      const cells = table.columns.map((column, index) => [column.header, cellWords(row.cells[index] ?? '')]);
      let name = `${caption}: ${cells[0]?.[1] ?? ''}`;
      for (let twin = 2; name in rows; twin += 1) name = `${caption}: ${cells[0]?.[1] ?? ''} (${twin})`;
      rows[name] = { table: caption, cells: Object.fromEntries(cells) };
    }
  }
  return rows;
}

const tableIn = (block: Block): readonly Table[] => (block.kind === 'table' ? [block] : []);

/** The words of a table's cell without their look. */
export const cellWords = (cell: Cell): string => {
  if (typeof cell === 'string' || Array.isArray(cell))
    return plainText(cell as Parameters<typeof plainText>[0]);
  const { blocks } = cell as Extract<Cell, { blocks: unknown }>;
  return blocks
    .map((block) =>
      block.kind === 'paragraph'
        ? plainText(block.inlines)
        : block.items.map((item) => plainText(item.inlines)).join('; '),
    )
    .join(' ');
};

function rowChanges(
  before: Readonly<Record<string, KeptRow>>,
  now: Readonly<Record<string, KeptRow>>,
): readonly Change[] {
  const changed = Object.entries(now).flatMap(([name, row]): Change[] => {
    const old = before[name];
    if (old === undefined) return [{ kind: 'added', name, says: name, before: undefined, after: whole(row) }];
    return Object.entries(row.cells).flatMap(([column, after]): Change[] =>
      (old.cells[column] ?? '') === after
        ? []
        : [{ kind: 'changed', name, says: `${name}, ${column}`, before: old.cells[column] ?? '', after }],
    );
  });
  const removed = Object.entries(before)
    .filter(([name]) => now[name] === undefined)
    .map(
      ([name, row]): Change => ({ kind: 'removed', name, says: name, before: whole(row), after: undefined }),
    );
  return [...changed, ...removed];
}

const whole = (row: KeptRow): string =>
  Object.entries(row.cells)
    .slice(1)
    .filter(([, words]) => words !== '')
    .map(([column, words]) => `${column}: ${words}`)
    .join('; ');
