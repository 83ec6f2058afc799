import { type Line as AnyLine, type ParsedFile, parseTable } from './table.ts';

/** The columns of an observations file, in the order in which they are exported. */
export const COLUMNS = [
  'indicator',
  'period',
  'value',
  'numerator',
  'denominator',
  'place',
  'quality',
  'source',
  'note',
] as const;

export type ColumnName = (typeof COLUMNS)[number];

export type Line = AnyLine<ColumnName>;

/** Reads an observations file. Cells may be empty except in its first three columns. */
export const parseFile = (text: string): ParsedFile<ColumnName> =>
  parseTable(text, { columns: COLUMNS, needed: ['indicator', 'period', 'value'] });
