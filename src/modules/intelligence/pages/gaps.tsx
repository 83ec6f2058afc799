import { plural } from '../../../kernel/names.ts';
import { daysBetween, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../ui/table/index.ts';
import { type DataGap, type DataGaps, GAPS_PAGE_SIZE, type Named } from '../page-queries.ts';

const KINDS: Readonly<Record<DataGap['kind'], string>> = {
  'awaited-baseline': 'Baseline awaited',
  'unset-target': 'Target to be agreed',
  'awaited-figure': 'Figure awaited',
  'late-return': 'Return is late',
};

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
    header: 'Indicator',
    cell: ({ slug, title }) => (
      <a class="govuk-link" href={`/indicators/${slug}`}>
        {title}
      </a>
    ),
    csv: ({ title }) => title,
  },
  {
    key: 'kind',
    header: 'What is missing',
    cell: ({ kind }) => (
      <StatusTag tone={kind === 'late-return' ? 'bad' : 'unknown'}>{KINDS[kind]}</StatusTag>
    ),
    csv: ({ kind }) => KINDS[kind],
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
        rowKey={({ kind, slug, says }) => `${kind} ${slug} ${says}`}
        path="/data-gaps"
        csvPath="/data-gaps.csv"
        query={props.query}
        empty="Awaited baselines, targets to be agreed, awaited figures and late returns will be listed here with their owner. There are none."
      />
    </>
  );
}
