/**
 * A table's metadata by the W3C's Metadata Vocabulary for Tabular Data (2015): where a CSV reader finds it (the CSV's
 * address with `-metadata.json`), what each column is, and what tells rows apart.
 */
import type { SERIES_COLUMNS } from '../course/series.ts';
import { LICENCES } from './licences.ts';
import type { OpenDataset } from './queries.ts';

/** Addresses of a published indicator, for good. */
export const addressOf = (slug: string): string => `/open-data/indicators/${slug}`;

export const CSV_TYPE = 'text/csv; charset=utf-8; header=present';
export const METADATA_TYPE = 'application/csvm+json';

/** What is published, in words: the source, how the figures came to be, and what was left out on purpose. */
export const provenanceOf = ({ about }: Pick<OpenDataset, 'about'>): string =>
  [
    about.provenance,
    `Published by ${about.publisher} from the figures it returned to the partnership.`,
    about.shows === 'final' ? 'Final figures only.' : 'Provisional and estimated figures are marked.',
    'Counts of one to four people are hidden, with those from which they could be got.',
  ]
    .filter(Boolean)
    .join(' ');

type ColumnName = (typeof SERIES_COLUMNS)[number];

/** What each column of a series is: its type, whether a row may be without it, and what it means. */
export const COLUMNS: Readonly<
  Record<ColumnName, { readonly datatype: unknown; readonly required: boolean; readonly says: string }>
> = {
  place_code: {
    datatype: 'string',
    required: false,
    says: 'The official code of the place, or its short name; empty for the whole area of the partnership',
  },
  place_vintage: {
    datatype: 'string',
    required: false,
    says: 'From when the place’s boundary is, where that is known',
  },
  period: {
    datatype: 'string',
    required: true,
    says: 'A financial year (2011/12), a year (2012), a quarter, a month (2012-04), the short name of a survey wave, or two days with two dots between',
  },
  value: { datatype: 'number', required: false, says: 'The figure, in the unit of the indicator' },
  numerator: { datatype: 'number', required: false, says: 'What was counted' },
  denominator: { datatype: 'number', required: false, says: 'What it is a share or a rate of' },
  lower: {
    datatype: 'number',
    required: false,
    says: 'Lower limit of the 95% interval, where one can be reckoned',
  },
  upper: {
    datatype: 'number',
    required: false,
    says: 'Upper limit of the 95% interval, where one can be reckoned',
  },
  quality: {
    datatype: { base: 'string', format: 'final|provisional|estimated|hidden' },
    required: true,
    says: 'How sure the figure is; hidden when it would tell of one to four people',
  },
};

const PRIMARY_KEY: readonly ColumnName[] = ['place_code', 'place_vintage', 'period'];

const day = (date: string) => ({ '@value': date, '@type': 'xsd:date' });

/** The CSVW description of a published indicator's CSV. */
export const metadataOf = (dataset: OpenDataset) => ({
  '@context': ['http://www.w3.org/ns/csvw', { '@language': 'en' }],
  url: `${dataset.slug}.csv`,
  'dc:title': dataset.title,
  'dc:description': dataset.about.definition || dataset.title,
  'dc:publisher': dataset.about.publisher,
  'dc:license': { '@id': LICENCES[dataset.licence].href },
  'dc:source': dataset.about.source || 'Not stated',
  'dc:provenance': provenanceOf(dataset),
  'dc:issued': day(dataset.issuedOn),
  'dc:modified': day(dataset.modifiedOn),
  dialect: {
    encoding: 'utf-8',
    delimiter: ',',
    lineTerminators: ['\r\n'],
    quoteChar: '"',
    doubleQuote: true,
    header: true,
  },
  tableSchema: {
    columns: Object.entries(COLUMNS).map(([name, { datatype, required, says }]) => ({
      name,
      titles: [name],
      datatype,
      required,
      null: [''],
      'dc:description': says,
    })),
    primaryKey: PRIMARY_KEY,
  },
});
