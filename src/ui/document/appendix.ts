import { longDate } from '../../kernel/plain-date.ts';
import { heading, paragraph } from './build.ts';
import type { Block, Document, Figure, Table } from './tree.ts';
import { figuresOf } from './walk.ts';

export const APPENDIX_ID = 'figures-and-sources';

/** The id of a figure's row in the appendix: what its number in the text leads to. */
export const figureRowId = (name: string): string => `figure-${name}`;

/** "Source: Ambulance service; as at 31 March 2026; from 12 rows" */
export const sourceSentence = (figure: Figure): string =>
  `Source: ${figure.source}; as at ${longDate(figure.asAt)}; from ${countOfRows(figure.rows)}`;

/**
 * The appendix "Figures and their sources": a heading, a sentence and one row for each figure of the document,
 * numbered as in the text. Empty when the document has no figures.
 */
export function figuresAppendix(document: Document): readonly Block[] {
  const figures = figuresOf(document);
  if (figures.length === 0) return [];
  return [
    heading(1, APPENDIX_ID, 'Figures and their sources'),
    paragraph(
      'Each numbered figure in this document was taken from the source named here, as at the date given.',
    ),
    tableOf(figures),
  ];
}

const tableOf = (figures: readonly Figure[]): Table => ({
  kind: 'table',
  caption: 'Figures in this document, where each comes from and when',
  headerColumn: true,
  columns: [
    { header: 'No.', width: 0.6 },
    { header: 'Figure', width: 3 },
    { header: 'Value', width: 1.5, align: 'right' },
    { header: 'Source', width: 2.6 },
    { header: 'Query', width: 2.6, onDemand: true },
    { header: 'As at', width: 2.1 },
    { header: 'Rows', width: 0.9, align: 'right' },
  ],
  rows: figures.map((figure, index) => ({
    id: figureRowId(figure.name),
    cells: [
      String(index + 1),
      figure.sentence ?? figure.name,
      valueWithUnit(figure),
      figure.source,
      figure.query,
      longDate(figure.asAt),
      grouped(figure.rows),
    ],
  })),
});

/** The figure as it reads, with its unit unless the words already hold it. */
const valueWithUnit = (figure: Figure): string =>
  figure.unit === '' || figure.text.includes(figure.unit) || figure.value === null
    ? figure.text
    : `${figure.text} ${figure.unit}`;

const grouped = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');
const countOfRows = (rows: number): string => (rows === 1 ? '1 row' : `${grouped(rows)} rows`);
