import { formatPence } from '../../../kernel/pence.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { KeyFigures, PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../ui/table/index.ts';
import { pounds } from '../pages.tsx';
import { periodInWords } from '../statement/page.tsx';
import type { Period } from '../statement/queries.ts';
import {
  attendanceInWords,
  type Contribution,
  inOneSentence,
  type Line,
  linesOf,
  updatesInWords,
} from './contribution.ts';
import { PeriodForm, periodQuery } from './period.tsx';
import { PROMISE_KINDS } from './promises.ts';
import type { Delivered, Promised } from './queries.ts';

const STATES: Readonly<Record<Promised['state'], readonly ['good' | 'active' | 'neutral', string]>> = {
  promised: ['active', 'Promised'],
  'delivered-in-part': ['active', 'Delivered in part'],
  delivered: ['good', 'Delivered'],
  ended: ['neutral', 'Nothing more awaited'],
};

const promiseColumns = (slug: string, mayKeep: boolean): readonly Column<Promised>[] => [
  {
    key: 'says',
    header: 'Promise',
    cell: ({ id, says, endedOn }) =>
      mayKeep && endedOn === null ? (
        <a class="govuk-link" href={`/fund/contributions/${slug}/promises/${id}`}>
          {says}
        </a>
      ) : (
        says
      ),
  },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => PROMISE_KINDS[kind] },
  { key: 'on', header: 'Promised on', cell: ({ promisedOn }) => longDate(promisedOn) },
  { key: 'amount', header: 'Amount', numeric: true, cell: ({ pence }) => pounds(pence) },
  { key: 'kept', header: 'Delivered', numeric: true, cell: ({ kept }) => formatPence(kept) },
  {
    key: 'for',
    header: 'For',
    cell: ({ request, requestSlug, project, projectSlug, stream }) =>
      requestSlug ? (
        <a class="govuk-link" href={`/fund/requests/${requestSlug}`}>
          {request}
        </a>
      ) : projectSlug ? (
        <a class="govuk-link" href={`/projects/${projectSlug}`}>
          {project}
        </a>
      ) : (
        (stream ?? 'Not said')
      ),
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ state }) => <StatusTag tone={STATES[state][0]}>{STATES[state][1]}</StatusTag>,
  },
];

const deliveryColumns = (slug: string, mayKeep: boolean): readonly Column<Delivered>[] => [
  { key: 'says', header: 'Of what', cell: ({ says }) => says },
  { key: 'on', header: 'Day', cell: ({ on }) => longDate(on) },
  { key: 'amount', header: 'Amount', numeric: true, cell: ({ pence }) => formatPence(pence) },
  { key: 'evidence', header: 'Shown by', cell: ({ evidence }) => evidence },
  {
    key: 'struck',
    header: 'Counts',
    cell: ({ id, struckReason }) =>
      struckReason === null ? (
        mayKeep ? (
          <a class="govuk-link" href={`/fund/contributions/${slug}/deliveries/${id}`}>
            Strike out<span class="govuk-visually-hidden"> this delivery</span>
          </a>
        ) : (
          'Yes'
        )
      ) : (
        `Struck out: ${struckReason}`
      ),
  },
];

export const LINE_COLUMNS: readonly Column<Line>[] = [
  { key: 'part', header: 'Part', cell: ({ part }) => part, csv: ({ part }) => part },
  { key: 'what', header: 'What', cell: ({ what }) => what, csv: ({ what }) => what },
  {
    key: 'promised',
    header: 'Promised or valued (£)',
    cell: ({ part, promised }) => (part === 'Attendance' || part === 'Timeliness' ? '' : pounds(promised)),
    csv: ({ promised }) => (promised === null ? null : promised / 100),
  },
  {
    key: 'delivered',
    header: 'Delivered (£)',
    cell: ({ delivered }) => pounds(delivered),
    csv: ({ delivered }) => (delivered === null ? null : delivered / 100),
  },
  { key: 'says', header: 'Note', cell: ({ says }) => says, csv: ({ says }) => says },
];

/** The statement of one partner: what it promised and delivered, whom it seconded, whether it came and reported in time. */
export function PartnerPage(props: {
  readonly one: Contribution;
  readonly period: Period;
  readonly mayKeep: boolean;
}) {
  const { one, period, mayKeep } = props;
  const base = `/fund/contributions/${one.slug}`;
  const query = parseTableQuery({ from: period.from, until: period.until }, []);
  return (
    <>
      <PageHeading
        heading={`Contributions of ${one.agency}`}
        caption={periodInWords(period)}
        lead={inOneSentence(one)}
        actions={
          mayKeep ? (
            <a class="govuk-button app-button--small" href={`${base}/promises/new`}>
              Record a promise
            </a>
          ) : null
        }
      />
      <KeyFigures
        figures={[
          {
            label: 'Cash delivered',
            value: formatPence(one.cash.delivered),
            detail: `${formatPence(one.cash.promised)} promised`,
          },
          {
            label: 'In kind delivered',
            value: formatPence(one.inKind.delivered),
            detail: `${formatPence(one.inKind.promised)} promised`,
          },
          {
            label: 'Match delivered',
            value: formatPence(one.match.delivered),
            detail: `${formatPence(one.match.promised)} promised`,
          },
          { label: 'Attendance', value: attendanceInWords(one) },
          { label: 'Updates of projects', value: updatesInWords(one) },
        ]}
      />
      <DataTable
        caption="Promises"
        columns={promiseColumns(one.slug, mayKeep)}
        rows={one.promises}
        rowKey={({ id }) => id}
        path={base}
        empty="What the partner promised, in cash, in kind or as match, will be here."
      />
      <DataTable
        caption="Delivered in this period"
        columns={deliveryColumns(one.slug, mayKeep)}
        rows={one.deliveries}
        rowKey={({ id }) => id}
        path={base}
        empty="What the partner delivered, with what shows it, will be here. Open a promise to record it."
      />
      <DataTable
        caption="Staff, attendance and timeliness"
        columns={LINE_COLUMNS.filter(({ key }) => key !== 'delivered')}
        rows={linesOf(one).slice(one.promises.length)}
        rowKey={({ part, what, says }) => `${part} ${what} ${says}`}
        path={base}
        query={query}
        csvPath={`${base}/statement.csv`}
        empty=""
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`${base}/statement.xlsx?${periodQuery(period)}`}>
          Download the statement (XLSX)
        </a>
      </p>
      <PeriodForm {...period} action={base} />
    </>
  );
}
