import { isLater } from '../../../kernel/later.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../ui/table/index.ts';
import { HIDDEN_NOTE } from '../compare/few.ts';
import { PLACES_PAGE_SIZE, type PlaceFigure } from '../page-queries.ts';
import { readPeriod } from '../period.ts';
import { marked, sayMarked } from '../seen.ts';
import type { Indicator } from '../types.ts';
import { QUALITY, shown } from './history.tsx';

const columnsFor = (indicator: Indicator, today: PlainDate): readonly Column<PlaceFigure>[] => [
  { key: 'place', header: 'Place', cell: ({ place }) => place },
  {
    key: 'period',
    header: 'Period',
    cell: ({ period, periodEnd }) => marked(readPeriod(period)?.label ?? period, isLater(periodEnd, today)),
  },
  {
    key: 'value',
    header: 'Value',
    numeric: true,
    cell: ({ value, note }) => (note === HIDDEN_NOTE ? 'Hidden' : shown(indicator, value)),
  },
  {
    key: 'quality',
    header: 'Quality',
    cell: ({ quality, beingChecked }) => `${QUALITY[quality]}${beingChecked ? ', being checked' : ''}`,
  },
  { key: 'note', header: 'Note', cell: ({ note }) => note },
];

const keyOf = ({ place, period }: PlaceFigure): string => `${place} ${period}`;

/** The figures of other places in the latest period, and the way to all of them. */
export function LatestByPlace(props: {
  readonly figures: readonly PlaceFigure[];
  readonly indicator: Indicator;
  readonly today: PlainDate;
  readonly path: string;
}) {
  const { figures, indicator, today, path } = props;
  if (figures.length === 0) return null;
  const columns = columnsFor(indicator, today).filter(
    ({ key }) => key !== 'note' || figures.some(({ note }) => note !== ''),
  );
  return (
    <>
      <DataTable
        caption={
          figures.length < PLACES_PAGE_SIZE
            ? 'Latest figures by place'
            : `Latest figures of the first ${PLACES_PAGE_SIZE} places`
        }
        columns={columns}
        rows={figures}
        rowKey={keyOf}
        path={path}
        empty=""
      />
      <Marked figures={figures} today={today} />
      <p class="govuk-body">
        <a class="govuk-link" href={`${path}/places`}>
          All figures by place, period by period
        </a>
        {', and '}
        <a class="govuk-link" href={`${path}/map`}>
          on a map
        </a>
      </p>
    </>
  );
}

const Marked = ({ figures, today }: Pick<PlaceFiguresProps, 'figures' | 'today'>) =>
  figures.some(({ periodEnd }) => isLater(periodEnd, today)) ? (
    <p class="govuk-body">{sayMarked(today)}</p>
  ) : null;

export interface PlaceFiguresProps {
  readonly indicator: Indicator;
  readonly figures: readonly PlaceFigure[];
  readonly total: number;
  readonly today: PlainDate;
  readonly query: TableQuery;
}

/** All figures of other places than the indicator's own, a page at a time. */
export function PlaceFigures({ indicator, figures, total, today, query }: PlaceFiguresProps) {
  const path = `/indicators/${indicator.slug}`;
  return (
    <>
      <PageHeading caption={indicator.title} heading="Figures by place" />
      <Marked figures={figures} today={today} />
      <DataTable
        caption="Figures by place, the newest first"
        captionHidden
        columns={columnsFor(indicator, today)}
        rows={figures}
        rowKey={keyOf}
        path={`${path}/places`}
        csvPath={`${path}/observations.csv`}
        query={query}
        total={total}
        pageSize={PLACES_PAGE_SIZE}
        empty="Figures of wards and other places will stand here. Import a file with a column for the place."
      />
    </>
  );
}
