import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../ui/table/index.ts';
import { HIDDEN_NOTE } from '../compare/few.ts';
import { PLACES_PAGE_SIZE, type PlaceFigure } from '../page-queries.ts';
import type { Indicator } from '../types.ts';
import { QUALITY, shown, WHOLE } from './history.tsx';

const columnsFor = (indicator: Indicator): readonly Column<PlaceFigure>[] => [
  { key: 'place', header: 'Place', cell: ({ place }) => place },
  { key: 'period', header: 'Period', cell: ({ period }) => period },
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
  readonly path: string;
}) {
  const { figures, indicator, path } = props;
  if (figures.length === 0) return null;
  const columns = columnsFor(indicator).filter(
    ({ key }) => key !== 'note' || figures.some(({ note }) => note !== ''),
  );
  return (
    <>
      <DataTable
        caption="Latest figures by place"
        columns={columns}
        rows={figures}
        rowKey={keyOf}
        path={path}
        query={WHOLE}
        empty=""
      />
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

export interface PlaceFiguresProps {
  readonly indicator: Indicator;
  readonly figures: readonly PlaceFigure[];
  readonly total: number;
  readonly query: TableQuery;
}

/** All figures of other places than the indicator's own, a page at a time. */
export function PlaceFigures({ indicator, figures, total, query }: PlaceFiguresProps) {
  const path = `/indicators/${indicator.slug}`;
  return (
    <>
      <PageHeading caption={indicator.title} heading="Figures by place" />
      <DataTable
        caption="Figures by place, the newest first"
        captionHidden
        columns={columnsFor(indicator)}
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
