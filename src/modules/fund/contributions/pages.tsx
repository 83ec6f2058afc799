import { formatPence } from '../../../kernel/pence.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../ui/table/index.ts';
import { amountColumn } from '../pages.tsx';
import { periodInWords } from '../statement/page.tsx';
import type { Period } from '../statement/queries.ts';
import { attendanceInWords, type Contribution, contributed, total, updatesInWords } from './contribution.ts';
import { PeriodForm, periodQuery } from './period.tsx';

export const PARTNER_COLUMNS: readonly Column<Contribution>[] = [
  {
    key: 'agency',
    header: 'Partner',
    cell: ({ slug, agency }) => (
      <a class="govuk-link" href={`/fund/contributions/${slug}`}>
        {agency}
      </a>
    ),
    csv: ({ agency }) => agency,
  },
  amountColumn('cash', 'Cash delivered', ({ cash }) => cash.delivered),
  amountColumn('in-kind', 'In kind delivered', ({ inKind }) => inKind.delivered),
  amountColumn('match', 'Match delivered', ({ match }) => match.delivered),
  amountColumn('awaited', 'Still awaited', (one) => total(one, 'awaited')),
  {
    key: 'seconded',
    header: 'Seconded',
    numeric: true,
    cell: ({ seconded }) => String(seconded.length),
    csv: ({ seconded }) => seconded.length,
  },
  amountColumn('staff', 'Staff time', ({ staffPence }) => staffPence),
  { key: 'attendance', header: 'Attendance', cell: attendanceInWords, csv: attendanceInWords },
  { key: 'updates', header: 'Updates', cell: updatesInWords, csv: updatesInWords },
];

/** What every partner put in, in one table. */
export function ContributionsPage(props: { readonly all: readonly Contribution[]; readonly period: Period }) {
  const { period } = props;
  const partners = props.all.filter(contributed);
  const sum = (of: (one: Contribution) => number): number => partners.reduce((all, one) => all + of(one), 0);
  const delivered = sum((one) => total(one, 'delivered'));
  return (
    <>
      <PageHeading
        heading="Contributions of partners"
        caption={periodInWords(period)}
        lead={`${formatPence(delivered)} was delivered in cash, in kind and as match; ${formatPence(sum((one) => total(one, 'awaited')))} is still awaited.`}
      />
      <DataTable
        caption="Partners"
        columns={PARTNER_COLUMNS}
        rows={partners}
        rowKey={({ slug }) => slug}
        path="/fund/contributions"
        csvPath="/fund/contributions.csv"
        query={
          partners.length === 0 ? undefined : parseTableQuery({ from: period.from, until: period.until }, [])
        }
        empty="Every partner’s cash, time, match, attendance and timeliness will be here. Open a partner below to record a promise."
      />
      <h2 class="govuk-heading-m">Partners of whom nothing is recorded</h2>
      <ul class="govuk-list">
        {props.all
          .filter((one) => !contributed(one))
          .map(({ slug, agency }) => (
            <li key={slug}>
              <a class="govuk-link" href={`/fund/contributions/${slug}?${periodQuery(period)}`}>
                {agency}
              </a>
            </li>
          ))}
      </ul>
      <PeriodForm {...period} action="/fund/contributions" />
    </>
  );
}
