import { longDate } from '../../kernel/plain-date.ts';
import { type Block, paragraph, type Table } from '../../ui/document/index.ts';
import type { Change, Changes } from './changes.ts';
import type { PreviousEdition } from './model.ts';

const KIND = { added: 'Added', removed: 'Removed', changed: 'Changed' } as const;

/** What changed since the last edition, as blocks of a document. */
export function changeBlocks(changes: Changes, previous: PreviousEdition | undefined): readonly Block[] {
  if (previous === undefined)
    return [paragraph('This is the first edition, so there is nothing to compare it with.')];
  const since = `since the edition as at ${longDate(previous.asAt)}`;
  if (changes.figures.length + changes.plan.length === 0) return [paragraph(`Nothing has changed ${since}.`)];
  return [
    ...(changes.figures.length === 0 ? [] : [tableOf(`Figures that changed ${since}`, changes.figures)]),
    ...(changes.plan.length === 0 ? [] : [tableOf(`Plan lines that changed ${since}`, changes.plan)]),
  ];
}

const tableOf = (caption: string, changes: readonly Change[]): Table => ({
  kind: 'table',
  caption,
  headerColumn: true,
  columns: [
    { header: 'What', width: 4 },
    { header: 'Change', width: 1.2 },
    { header: 'Before', width: 2 },
    { header: 'Now', width: 2 },
  ],
  rows: changes.map((change) => ({
    cells: [change.says, KIND[change.kind], change.before ?? '–', change.after ?? '–'],
  })),
});
