import type { Column } from '../../../ui/table/index.ts';
import type { ComparedRow } from './comparison.ts';

const column = (key: keyof ComparedRow, header: string): Column<ComparedRow> => ({
  key,
  header,
  cell: (row) => String(row[key] ?? ''),
  csv: (row) => {
    const value = row[key];
    return typeof value === 'number' || typeof value === 'string' ? value : null;
  },
});

/** The ranked table as a file: numbers in full, each in a column of its own. */
export const COMPARISON_CSV: readonly Column<ComparedRow>[] = [
  column('slug', 'place'),
  column('name', 'name'),
  column('state', 'state'),
  column('rank', 'rank'),
  column('value', 'value'),
  column('lower', 'lower'),
  column('upper', 'upper'),
  column('numerator', 'numerator'),
  column('denominator', 'denominator'),
  column('quality', 'quality'),
  column('compared', 'compared'),
  column('sentence', 'in_words'),
];
