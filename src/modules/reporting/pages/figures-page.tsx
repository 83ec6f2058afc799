import { longDate } from '../../../kernel/plain-date.ts';
import type { FigureValue } from '../../../platform/module.ts';
import { Button, Details, Form, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, filterOf, type TableQuery } from '../../../ui/table/index.ts';
import type { ReportRow } from '../queries.ts';
import { ReportNav, titleAsAt } from './parts.tsx';

export interface NamedFigure extends FigureValue {
  readonly name: string;
  readonly used: boolean;
}

export interface FiguresView {
  readonly report: ReportRow;
  readonly figures: readonly NamedFigure[];
  readonly total: number;
  readonly query: TableQuery;
  readonly pageSize: number;
}

export const FIGURE_COLUMNS: readonly Column<NamedFigure>[] = [
  { key: 'sentence', header: 'Figure', cell: (row) => row.sentence, csv: (row) => row.sentence },
  { key: 'text', header: 'Value', numeric: true, cell: (row) => row.text, csv: (row) => row.text },
  {
    key: 'reference',
    header: 'Write it as',
    cell: (row) => <code class="app-reference">{`{{figure:${row.name}}}`}</code>,
    csv: (row) => row.name,
  },
  {
    key: 'used',
    header: 'In the report',
    cell: (row) => (row.used ? 'Yes' : 'No'),
    csv: (row) => (row.used ? 'yes' : 'no'),
  },
  {
    key: 'source',
    header: 'Source',
    cell: (row) => (
      <>
        {row.source}
        <Details summary="Query">
          <p class="govuk-body-s">
            As at {longDate(row.asAt)}, from {row.rows} {row.rows === 1 ? 'row' : 'rows'}
          </p>
          <code class="app-query">{row.query}</code>
        </Details>
      </>
    ),
    csv: (row) => row.source,
  },
];

/** Every figure that can be put into this report, to be found and copied. */
export function FiguresPage({ report, figures, total, query, pageSize }: FiguresView) {
  const path = `/reports/${report.id}/figures`;
  return (
    <>
      <PageHeading
        caption={titleAsAt(report)}
        heading="Figures"
        lead="Every figure is bound to its source. Copy its reference into your words; the value follows."
      />
      <ReportNav id={report.id} current="/figures" />
      <Form action={path} method="get">
        <TextInput name="q" label="Find a figure" value={filterOf(query, 'q') ?? ''} type="search" />
        <Button kind="secondary">Find</Button>
      </Form>
      <DataTable
        caption="Figures"
        captionHidden
        columns={FIGURE_COLUMNS}
        rows={figures}
        rowKey={(row) => row.name}
        empty="No figure has these words. Try fewer, or the name of an indicator or project."
        path={path}
        query={query}
        total={total}
        pageSize={pageSize}
        csvPath={`${path}.csv`}
      />
    </>
  );
}
