import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { Details, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../ui/table/index.ts';
import { addressOf, COLUMNS, provenanceOf } from './csvw.ts';
import type { Labels } from './labels.ts';
import { LICENCES } from './licences.ts';
import type { OpenDataset } from './queries.ts';
import type { OpenFigure } from './small-numbers.ts';

const FILES = [
  { text: 'CSV', suffix: '.csv' },
  { text: 'JSON', suffix: '.json' },
  { text: 'Description of the columns (CSVW)', suffix: '.csv-metadata.json' },
] as const;

const Licence = ({ dataset: { licence } }: { readonly dataset: OpenDataset }) => (
  <a class="govuk-link" href={LICENCES[licence].href} rel="license">
    {LICENCES[licence].title}
  </a>
);

const columns: readonly Column<OpenDataset>[] = [
  {
    key: 'title',
    header: 'Data set',
    cell: ({ slug, title }) => (
      <a class="govuk-link" href={addressOf(slug)}>
        {title}
      </a>
    ),
  },
  {
    key: 'rows',
    header: 'Figures',
    numeric: true,
    cell: ({ rows }) => formatNumber(rows),
  },
  { key: 'publisher', header: 'Published by', cell: ({ about }) => about.publisher },
  { key: 'modified', header: 'Last changed', cell: ({ modifiedOn }) => longDate(modifiedOn) },
  { key: 'licence', header: 'Licence', cell: (dataset) => <Licence dataset={dataset} /> },
  {
    key: 'files',
    header: 'Files',
    cell: ({ slug, title }) => (
      <ul class="govuk-list govuk-!-margin-bottom-0">
        <li>
          <a class="govuk-link" href={`${addressOf(slug)}.csv`}>
            CSV<span class="govuk-visually-hidden"> of {title}</span>
          </a>
        </li>
        <li>
          <a class="govuk-link" href={`${addressOf(slug)}.json`}>
            JSON<span class="govuk-visually-hidden"> of {title}</span>
          </a>
        </li>
      </ul>
    ),
  },
];

/** Everything that is published, for people. */
export function OpenDataPage(props: {
  readonly datasets: readonly OpenDataset[];
  readonly total: number;
  readonly pageSize: number;
  readonly query: TableQuery;
  readonly partnership: string;
}) {
  const { datasets, total } = props;
  return (
    <>
      <PageHeading
        heading="Open data"
        lead={
          total === 0
            ? `What ${props.partnership} publishes of what it measures.`
            : `${plural(total, 'data set')} of what ${props.partnership} measures, free to use under the licence of each. Addresses stay.`
        }
      />
      <DataTable
        caption="Published indicators"
        captionHidden
        columns={columns}
        rows={datasets}
        rowKey={({ slug }) => slug}
        path="/open-data"
        query={props.query}
        total={total}
        pageSize={props.pageSize}
        empty="Indicators that the partnership publishes will be listed here with their licence and their files. None is published yet."
      />
      <p class="govuk-body">
        For programs:{' '}
        <a class="govuk-link" href="/open-data/catalogue.json">
          the catalogue (DCAT, JSON-LD)
        </a>
        .
      </p>
    </>
  );
}

const inThousands = (text: string): string =>
  text.replaceAll(/\d{4,}/g, (digits) => formatNumber(Number(digits)));

const MOST_SHOWN = 24;

/** The figures that the page of a data set has; the files have all. */
export const lastOf = (figures: readonly OpenFigure[]): readonly OpenFigure[] => figures.slice(-MOST_SHOWN);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const figureColumns = ({ placeOf, periodOf }: Labels): readonly Column<OpenFigure>[] => [
  { key: 'place', header: 'Place', cell: placeOf },
  { key: 'period', header: 'Period', cell: periodOf },
  {
    key: 'value',
    header: 'Value',
    numeric: true,
    cell: ({ value }) => (value === null ? 'Hidden' : formatNumber(Number(value), 10)),
  },
  { key: 'quality', header: 'Quality', cell: ({ quality }) => capital(quality) },
];

/** One published indicator: what it is, where it comes from, its files, and how to read them. */
export function OpenDatasetPage(props: {
  readonly dataset: OpenDataset;
  readonly figures: readonly OpenFigure[];
  readonly labels: Labels;
  /** Where members find the indicator; none for others. */
  readonly membersPath: string | undefined;
}) {
  const { dataset, figures, labels } = props;
  const { about } = dataset;
  const row = (key: string, value: string) => (value === '' ? undefined : { key, value });
  return (
    <>
      <PageHeading caption="Open data" heading={dataset.title} lead={about.definition} />
      <ul class="govuk-list">
        {FILES.map(({ text, suffix }) => (
          <li key={suffix}>
            <a class="govuk-link" href={`${addressOf(dataset.slug)}${suffix}`}>
              {text}
            </a>
          </li>
        ))}
      </ul>
      <SummaryList
        rows={[
          { key: 'Licence', value: <Licence dataset={dataset} /> },
          row('Published by', about.publisher),
          row('Source', about.source),
          row('How it came to be', provenanceOf(dataset)),
          row('Unit', [about.unit, inThousands(about.kind)].filter(Boolean).join(', ')),
          row('Numerator', about.numeratorSays),
          row('Denominator', about.denominatorSays),
          row('First published', longDate(dataset.issuedOn)),
          row('Last changed', longDate(dataset.modifiedOn)),
          row('Figures', formatNumber(dataset.rows)),
        ]}
      />
      <DataTable
        caption={
          figures.length > MOST_SHOWN
            ? `The last ${MOST_SHOWN} of ${formatNumber(figures.length)} figures`
            : 'Figures'
        }
        columns={figureColumns(labels)}
        rows={lastOf(figures)}
        rowKey={(figure) => `${figure.place_code} ${figure.place_vintage} ${figure.period}`}
        path={addressOf(dataset.slug)}
        empty="No figure of this indicator may be published yet. They will stand here as they come."
      />
      <Details summary="What the columns of the files are">
        <SummaryList rows={Object.entries(COLUMNS).map(([key, { says }]) => ({ key, value: says }))} />
      </Details>
      {props.membersPath ? (
        <p class="govuk-body">
          <a class="govuk-link" href={props.membersPath}>
            The indicator, for members
          </a>
        </p>
      ) : null}
    </>
  );
}
