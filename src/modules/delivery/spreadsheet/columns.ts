import { didYouMean } from '../cell-text.ts';

/** The columns of a delivery plan as a spreadsheet, in the order in which they are written. */
export const COLUMNS = [
  'record',
  'plan',
  'period',
  'priority',
  'status',
  'owner',
  'outcome',
  'objective',
  'project',
  'reference',
  'title',
  'programme',
  'activity',
  'resources',
  'resources note',
  'human resources',
  'human resources note',
  'lead officers',
  'timescale',
  'milestones',
  'baseline',
  'target',
  'measures',
  'intended outcomes',
  'communications requirements',
  'sustainability',
  'outcomes served',
  'stage',
  'starts',
  'ends',
  'update every',
  'unknowns',
  'note',
] as const;

export type Column = (typeof COLUMNS)[number];
export type Cells = Readonly<Record<Column, string>>;

/** A row of a file: what stands in the columns that are known, and the line it stands on. */
export interface FileRow {
  readonly line: number;
  readonly cells: Cells;
}

export const emptyCells: Cells = Object.fromEntries(COLUMNS.map((column) => [column, ''])) as Record<
  Column,
  string
>;

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** Headings that plans on paper have, and the column they mean. */
const ALSO: Readonly<Record<string, Column>> = {
  'cash resources': 'resources',
  resources: 'resources',
  'project slug': 'project',
  'project plan': 'project',
  'project title': 'title',
  'lead officer': 'lead officers',
  'lead officer s': 'lead officers',
  lead: 'lead officers',
  'timescale and milestones': 'timescale',
  baselines: 'baseline',
  'baseline s': 'baseline',
  targets: 'target',
  'target s': 'target',
  communications: 'communications requirements',
  'is this project sustainable': 'sustainability',
  'is this project sustainable will future funding be required to maintain': 'sustainability',
  'future funding': 'sustainability',
  'resources human': 'human resources',
  notes: 'note',
};

const BY_NAME = new Map<string, Column>([
  ...Object.entries(ALSO),
  ...COLUMNS.map((column) => [plain(column), column] as const),
]);

/** The column of a heading; undefined when there is none of that name. */
export const columnOf = (heading: string): Column | undefined => BY_NAME.get(plain(heading));

/** What is said of a heading that is no column. */
export const unknownColumn = (heading: string): string =>
  `There is no column "${heading}".${didYouMean(heading, COLUMNS) || ` The columns are: ${COLUMNS.join(', ')}.`}`;
