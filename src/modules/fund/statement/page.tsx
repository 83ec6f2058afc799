import { formatPence } from '../../../kernel/pence.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { datePartsOf, dateValues } from '../../../platform/http/form.ts';
import { Button, DateInput, ErrorSummaryFor, Form, WarningText } from '../../../ui/govuk/index.ts';
import { KeyFigures, PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery, type TableQuery } from '../../../ui/table/index.ts';
import { sayLate } from '../ledger/late-words.ts';
import { COMMITMENTS, definitionOf, type Figure, MONEY } from './figures.ts';
import { LateEntries, type LateEntry } from './late.tsx';
import type { Part, Period } from './queries.ts';
import type { Statement, StatementLine } from './statement.ts';

const ENTRIES = '/fund/statement/entries';

/** Where the entries behind a figure are listed. */
export const partsHref = ({ from, until }: Period, figure: Figure, stream?: string | null): string =>
  `${ENTRIES}?${new URLSearchParams({ from, until, figure, ...(stream ? { stream } : {}) })}`;

const columnsOf = (period: Period, figures: readonly Figure[]): readonly Column<StatementLine>[] => [
  {
    key: 'stream',
    header: 'Stream',
    cell: ({ slug, name }) =>
      slug ? (
        <a class="govuk-link" href={`/fund/streams/${slug}`}>
          {name}
        </a>
      ) : (
        <strong>{name}</strong>
      ),
    csv: ({ name }) => name,
  },
  ...figures.map(
    (figure): Column<StatementLine> => ({
      key: figure,
      header: definitionOf(figure).says,
      numeric: true,
      cell: (line) =>
        line.figures[figure] === 0 ? (
          '£0'
        ) : (
          <a
            class="govuk-link govuk-link--no-visited-state"
            href={partsHref(period, figure, line.slug)}
            aria-label={`${definitionOf(figure).says}, ${line.name}: ${formatPence(line.figures[figure])}, its entries`}
          >
            {formatPence(line.figures[figure])}
          </a>
        ),
      csv: (line) => line.figures[figure] / 100,
    }),
  ),
];

/** Every figure of the statement, each once, for a file. */
export const statementColumns = (period: Period): readonly Column<StatementLine>[] =>
  columnsOf(period, [...new Set([...MONEY, ...COMMITMENTS])]);

export const linesOf = ({ streams, total }: Statement): readonly StatementLine[] => [...streams, total];

export const periodInWords = ({ from, until }: Period): string => `${longDate(from)} to ${longDate(until)}`;

/** What was held, came, went and is held, for a period: every figure leads to its entries. */
export function StatementPage(props: {
  readonly statement: Statement;
  readonly late: readonly LateEntry[];
  readonly errors?: Readonly<Record<string, string>> | undefined;
}) {
  const { statement } = props;
  const { total } = statement;
  const lines = linesOf(statement);
  const period = { from: statement.from, until: statement.until };
  const query = parseTableQuery(statement.streams.length === 0 ? {} : period, []);
  const tables: readonly (readonly [string, readonly Figure[]])[] = [
    ['What was held and moved', MONEY],
    ['What was committed', COMMITMENTS],
  ];
  return (
    <>
      <ErrorSummaryFor errors={props.errors} targets={{ from: 'from-day', until: 'until-day' }} />
      <PageHeading
        heading="Statement of the fund"
        caption={periodInWords(statement)}
        lead={
          statement.streams.length === 0
            ? 'There is no stream yet.'
            : `${formatPence(total.figures.opening)} was held at the start and ${formatPence(total.figures.closing)} at the end, of which ${formatPence(total.figures.committedClosing)} is committed and ${formatPence(total.figures.leftClosing)} is left. ${statement.faults.length === 0 ? 'All sums agree.' : ''}`
        }
      />
      {statement.faults.map((fault) => (
        <WarningText key={fault}>{fault}</WarningText>
      ))}
      <KeyFigures
        figures={(['opening', 'received', 'spent', 'returned', 'closing'] as const).map((figure) => ({
          label: definitionOf(figure).says,
          value: formatPence(total.figures[figure]),
          detail: definitionOf(figure).means,
          href: partsHref(statement, figure),
        }))}
      />
      {tables.map(([caption, figures]) => (
        <DataTable
          key={caption}
          caption={caption}
          columns={columnsOf(statement, figures)}
          rows={statement.streams.length === 0 ? [] : lines}
          rowKey={({ name }) => name}
          path="/fund/statement"
          query={query}
          csvPath={caption === tables[0]?.[0] ? '/fund/statement.csv' : undefined}
          empty={
            <>
              Opening, in, out, committed, returned and closing of every stream will be here.{' '}
              <a class="govuk-link" href="/fund">
                Add a stream first
              </a>
            </>
          }
        />
      ))}
      <LateEntries entries={props.late} />
      <p class="govuk-body">
        <a
          class="govuk-link"
          href={`/fund/statement.xlsx?${new URLSearchParams({ from: statement.from, until: statement.until })}`}
        >
          Download the statement and its entries (XLSX)
        </a>
      </p>
      <PeriodForm {...statement} errors={props.errors ?? {}} />
    </>
  );
}

function PeriodForm({ from, until, errors }: Period & { readonly errors: Readonly<Record<string, string>> }) {
  return (
    <>
      <h2 class="govuk-heading-m">Another period</h2>
      <Form action="/fund/statement" method="get">
        <DateInput
          name="from"
          legend="First day"
          values={datePartsOf(dateValues('from', from), 'from')}
          error={errors.from}
        />
        <DateInput
          name="until"
          legend="Last day"
          values={datePartsOf(dateValues('until', until), 'until')}
          error={errors.until}
        />
        <Button kind="secondary">Show this period</Button>
      </Form>
    </>
  );
}

export const PART_COLUMNS: readonly Column<Part>[] = [
  { key: 'day', header: 'Day', cell: ({ on }) => longDate(on), csv: ({ on }) => on },
  {
    key: 'stream',
    header: 'Stream',
    cell: ({ stream, streamSlug }) => (
      <a class="govuk-link" href={`/fund/streams/${streamSlug}`}>
        {stream}
      </a>
    ),
    csv: ({ stream }) => stream,
  },
  { key: 'number', header: 'Entry', numeric: true, cell: ({ number }) => String(number) },
  {
    key: 'says',
    header: 'What for',
    cell: (part) => [part.says, sayLate(part)].filter(Boolean).join('. '),
  },
  {
    key: 'request',
    header: 'Request',
    cell: ({ request, requestSlug }) =>
      requestSlug ? (
        <a class="govuk-link" href={`/fund/requests/${requestSlug}`}>
          {request}
        </a>
      ) : (
        'None'
      ),
    csv: ({ request }) => request,
  },
  { key: 'decision', header: 'Decision', cell: ({ decision }) => decision ?? 'None needed' },
  {
    key: 'amount',
    header: 'Amount',
    numeric: true,
    cell: ({ pence }) => formatPence(pence),
    csv: ({ pence }) => pence / 100,
  },
];

export const PARTS_AT_ONCE = 100;

/** The entries behind one figure, and that they come to it. */
export function PartsPage(props: {
  readonly period: Period;
  readonly figure: Figure;
  readonly stream: string | undefined;
  readonly sum: { readonly entries: number; readonly pence: number };
  readonly parts: readonly Part[];
  readonly query: TableQuery;
}) {
  const { says, means } = definitionOf(props.figure);
  return (
    <>
      <PageHeading
        heading={`${says}: ${formatPence(props.sum.pence)}`}
        caption={`${props.stream ?? 'All streams'}, ${periodInWords(props.period)}`}
        lead={`${means}. These entries come to ${formatPence(props.sum.pence)}.`}
      />
      <DataTable
        caption="Entries"
        captionHidden
        columns={PART_COLUMNS}
        rows={props.parts}
        rowKey={({ id }) => id}
        path={ENTRIES}
        csvPath={`${ENTRIES}.csv`}
        query={props.query}
        total={props.sum.entries}
        pageSize={PARTS_AT_ONCE}
        empty="No entry is behind this figure: it is nought because nothing moved."
      />
    </>
  );
}
