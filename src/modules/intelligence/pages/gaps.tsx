import { plural } from '../../../kernel/names.ts';
import { daysBetween, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../ui/table/index.ts';
import { type DataGap, type DataGaps, GAPS_PAGE_SIZE, type Named } from '../page-queries.ts';

export interface GapsProps extends DataGaps {
  readonly names: ReadonlyMap<string, Named>;
  readonly today: PlainDate;
  readonly query: TableQuery;
}

const ownerOf = ({ agency, post }: DataGap): string =>
  [post, agency].filter(Boolean).join(', ') || 'Nobody yet';

/** The columns of the list of gaps, on the page and as CSV. */
export const gapColumns = ({
  names,
  today,
}: Pick<GapsProps, 'names' | 'today'>): readonly Column<DataGap>[] => [
  {
    key: 'title',
    header: 'Indicator, project or plan',
    cell: ({ path, title }) => (
      <a class="govuk-link" href={path}>
        {title}
      </a>
    ),
    csv: ({ title }) => title,
  },
  {
    key: 'missing',
    header: 'What is missing',
    cell: ({ missing, expectedOn }) => (
      <StatusTag tone={expectedOn !== null && expectedOn < today ? 'bad' : 'unknown'}>{missing}</StatusTag>
    ),
    csv: ({ missing }) => missing,
  },
  {
    key: 'says',
    header: 'In words',
    cell: ({ says, subject }) => {
      const named = subject && names.get(`${subject.kind} ${subject.id}`);
      return named ? `${says} (${named.title})` : says;
    },
  },
  { key: 'owner', header: 'Owner', cell: ownerOf },
  {
    key: 'expected',
    header: 'Expected',
    cell: ({ expectedOn }) =>
      expectedOn === null ? 'No date' : `${longDate(expectedOn)}${expectedOn < today ? ' (passed)' : ''}`,
  },
  {
    key: 'age',
    header: 'Open for',
    numeric: true,
    cell: ({ since }) => plural(Math.max(0, daysBetween(since, today)), 'day'),
  },
];

/** What is not known yet, whose turn it is, and for how long. */
export function GapsPage(props: GapsProps) {
  const { total, passed } = props;
  return (
    <>
      <PageHeading
        heading="Data gaps"
        lead={
          total === 0
            ? 'Nothing is missing.'
            : `${plural(total, 'thing')} ${total === 1 ? 'is' : 'are'} not known yet${passed > 0 ? `, ${passed} of them past the date they were expected` : ''}.`
        }
      />
      <DataTable
        caption="Data gaps"
        captionHidden
        columns={gapColumns(props)}
        rows={props.gaps}
        total={total}
        pageSize={GAPS_PAGE_SIZE}
        rowKey={({ missing, path, says }) => `${missing} ${path} ${says}`}
        path="/data-gaps"
        csvPath="/data-gaps.csv"
        query={props.query}
        empty="Awaited baselines and figures, targets to be agreed, late returns, and what project plans leave open will be listed here with their owner. There are none."
      />
    </>
  );
}
