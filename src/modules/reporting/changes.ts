import { type Block, type Cell, plainText, type Table } from '../../ui/document/index.ts';
import type { DraftFacts, EditionContents, KeptFigure, KeptRow } from './model.ts';

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
    figures: figureChanges(before, facts.figures),
    plan: rowChanges(before.rows, rowsOf([...facts.fed.values()].flat())),
  };
}

/** What the last edition told, what it knew without telling, and what has become known since. */
function figureChanges(before: EditionContents, now: DraftFacts['figures']): readonly Change[] {
  const untold: Readonly<Record<string, KeptFigure>> = namesOnly(before.known) ? {} : before.known;
  const known = new Set(namesOnly(before.known) ? before.known : Object.keys(before.known));
  const told = Object.entries(before.figures).flatMap(([name, old]): readonly Change[] => {
    const current = now.get(name);
    return current === undefined
      ? [{ kind: 'removed', name, says: old.sentence, before: old.text, after: undefined }]
      : differing(name, old, current);
  });
  const others = [...now].flatMap(([name, figure]): readonly Change[] => {
    if (before.figures[name] !== undefined) return [];
    const old = untold[name];
    if (old !== undefined) return differing(name, old, figure);
    return isKnownLatest(name, figure) && !known.has(name)
      ? [{ kind: 'added', name, says: figure.sentence, before: undefined, after: figure.text }]
      : [];
  });
  return [...told, ...others];
}

const namesOnly = (known: EditionContents['known']): known is readonly string[] => Array.isArray(known);

const differing = (
  name: string,
  old: KeptFigure,
  { value, text, sentence }: Pick<KeptFigure, 'value' | 'text' | 'sentence'>,
): readonly Change[] =>
  value === old.value && text === old.text
    ? []
    : [{ kind: 'changed', name, says: sentence, before: old.text, after: text }];

/** `indicator.x.latest` with a value; what projects repeat of their indicators is not told twice. */
const isKnownLatest = (name: string, { value }: { readonly value: unknown }): boolean =>
  value !== null && name.endsWith('.latest') && name.split('.').length === 3;

/**
 * The latest figures that are known, as they are now. Rules: a figure is news once it becomes known, not because a report
 * left it out; and one that changes is news whether a text cites it or not.
 */
export const knownIn = (figures: DraftFacts['figures']): Readonly<Record<string, KeptFigure>> =>
  Object.fromEntries(
    [...figures]
      .filter(([name, figure]) => isKnownLatest(name, figure))
      .map(([name, { text, value, unit, sentence }]) => [name, { text, value, unit, sentence }]),
  );

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
