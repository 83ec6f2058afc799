import { formatPence } from '../../../kernel/pence.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { BarChart } from '../../../ui/charts/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../ui/table/index.ts';
import { pounds } from '../pages.tsx';
import type { Spending } from './queries.ts';
import { AXES, type Axis, matrixOf, type SpendMatrix } from './spend.ts';

export const SPENDING_COLUMNS: readonly Column<Spending>[] = [
  { key: 'agency', header: 'Partner', cell: ({ agency }) => agency, csv: ({ agency }) => agency },
  {
    key: 'period',
    header: 'Period',
    cell: ({ startsOn, endsOn }) => `${longDate(startsOn)} to ${longDate(endsOn)}`,
    csv: ({ startsOn, endsOn }) => `${startsOn} to ${endsOn}`,
  },
  {
    key: 'place',
    header: 'Place',
    cell: ({ place }) => place ?? 'The whole area',
    csv: ({ place }) => place,
  },
  {
    key: 'outcome',
    header: 'Outcome',
    cell: ({ outcome }) => outcome ?? 'None named',
    csv: ({ outcome }) => outcome,
  },
  {
    key: 'arrangement',
    header: 'Arrangement',
    cell: ({ arrangement }) => (
      <StatusTag tone={arrangement === 'pooled' ? 'active' : 'neutral'}>
        {arrangement === 'pooled' ? 'Pooled' : 'Aligned'}
      </StatusTag>
    ),
    csv: ({ arrangement }) => arrangement,
  },
  {
    key: 'amount',
    header: 'Amount',
    numeric: true,
    cell: ({ pence, quality }) =>
      quality === 'final' || pence === null ? pounds(pence) : `${pounds(pence)} (${quality})`,
    csv: ({ pence }) => (pence === null ? null : pence / 100),
  },
  { key: 'source', header: 'Source', cell: ({ source, says }) => [says, source].filter(Boolean).join('. ') },
];

type MatrixRow = SpendMatrix['rows'][number];

/** What partners spend here: a matrix by place or by outcome, pooled or aligned, with a chart and every figure behind it. */
export function SpendPage(props: {
  readonly spending: readonly Spending[];
  readonly axis: Axis;
  readonly arrangement: 'pooled' | 'aligned' | undefined;
  readonly query: TableQuery;
  readonly mayKeep: boolean;
}) {
  const { spending, axis, query } = props;
  const chosen = spending.filter(
    (one) => props.arrangement === undefined || one.arrangement === props.arrangement,
  );
  const matrix = matrixOf(chosen, axis);
  const pooled = matrixOf(
    spending.filter(({ arrangement }) => arrangement === 'pooled'),
    axis,
  ).total;
  const all = matrixOf(spending, axis).total;
  return (
    <>
      <PageHeading
        heading="What each partner spends here"
        caption={`By ${AXES[axis].toLowerCase()}${props.arrangement ? `, ${props.arrangement} only` : ''}`}
        lead={
          spending.length === 0
            ? 'Nobody has said yet what they spend here.'
            : `Partners spend ${formatPence(all)} here, as far as it is known: ${formatPence(pooled)} in pooled budgets and ${formatPence(all - pooled)} of their own, aligned.`
        }
        actions={
          props.mayKeep ? (
            <a class="govuk-button app-button--small" href="/fund/partner-spend/import">
              Import spending
            </a>
          ) : null
        }
      />
      {spending.length > 0 ? <Views {...props} /> : null}
      {matrix.total > 0 ? (
        <BarChart
          id="spend"
          headline={`${matrix.rows[0]?.agency ?? ''} spends most: ${formatPence(matrix.rows[0]?.total ?? 0)} of ${formatPence(matrix.total)}`}
          subtitle="Spending of each partner in the area, all periods that were brought"
          source="What partners say of their own budgets"
          of="Partner"
          unit={{ kind: 'pence' }}
          bars={matrix.rows.map(({ agency, total }) => ({ label: agency, value: total }))}
        />
      ) : null}
      {matrix.rows.length > 0 ? (
        <DataTable
          caption={`Partners by ${AXES[axis].toLowerCase()}`}
          columns={matrixColumns(matrix)}
          rows={[
            ...matrix.rows,
            { agency: 'All partners', slug: '', cells: matrix.totals, total: matrix.total },
          ]}
          rowKey={({ slug }) => slug}
          path="/fund/partner-spend"
          query={query}
          empty=""
        />
      ) : null}
      {matrix.unknown > 0 ? (
        <p class="govuk-body">{`${matrix.unknown} of the lines below have no amount that is known, and are in no sum.`}</p>
      ) : null}
      <DataTable
        caption="Every line"
        columns={SPENDING_COLUMNS}
        rows={chosen}
        rowKey={({ id }) => id}
        path="/fund/partner-spend"
        csvPath="/fund/partner-spend.csv"
        query={spending.length === 0 ? undefined : query}
        empty={
          <>
            What each partner spends here, by place and outcome, will be here once a file of it is imported.{' '}
            {props.mayKeep ? (
              <a class="govuk-link" href="/fund/partner-spend/import">
                Import spending
              </a>
            ) : null}
          </>
        }
      />
    </>
  );
}

const matrixColumns = ({ columns }: SpendMatrix): readonly Column<MatrixRow>[] => [
  { key: 'agency', header: 'Partner', cell: ({ agency }) => agency },
  ...columns.map(
    (header, at): Column<MatrixRow> => ({
      key: `column-${at}`,
      header,
      numeric: true,
      cell: ({ cells }) => formatPence(cells[at] ?? 0),
    }),
  ),
  { key: 'total', header: 'All', numeric: true, cell: ({ total }) => formatPence(total) },
];

function Views({ axis, arrangement }: { readonly axis: Axis; readonly arrangement: string | undefined }) {
  const href = (change: { by?: string; arrangement?: string | undefined }): string => {
    const next = { by: axis, arrangement, ...change };
    return `/fund/partner-spend?${new URLSearchParams({ by: next.by, ...(next.arrangement ? { arrangement: next.arrangement } : {}) })}`;
  };
  const views: readonly (readonly [string, string, boolean])[] = [
    ['By place', href({ by: 'place' }), axis === 'place'],
    ['By outcome', href({ by: 'outcome' }), axis === 'outcome'],
    ['Pooled and aligned', href({ arrangement: undefined }), arrangement === undefined],
    ['Pooled only', href({ arrangement: 'pooled' }), arrangement === 'pooled'],
    ['Aligned only', href({ arrangement: 'aligned' }), arrangement === 'aligned'],
  ];
  return (
    <ul class="govuk-list">
      {views.map(([text, to, current]) => (
        <li key={text}>
          {current ? (
            <strong>{text}</strong>
          ) : (
            <a class="govuk-link" href={to}>
              {text}
            </a>
          )}
        </li>
      ))}
    </ul>
  );
}
