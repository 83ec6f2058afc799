import { plural } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../ui/table/index.ts';
import { LIST_PAGE_SIZE } from '../page-queries.ts';
import { LaterNote } from '../pages/later-note.tsx';
import { marked, sayMarked } from '../seen.ts';
import type { Indicator } from '../types.ts';
import type { SeriesQuality } from './series-quality.ts';
import { sayCompleteness, sayOutliers, sayProvisional, sayTimeliness } from './words.ts';

export interface QualityRow {
  readonly indicator: Indicator;
  readonly quality: SeriesQuality;
  /** Figures that are being checked. */
  readonly open: number;
  /** True where its figures are of a later time than today. */
  readonly later: boolean;
}

/** The columns of the quality of all indicators, on the page and as CSV. */
export const QUALITY_COLUMNS: readonly Column<QualityRow>[] = [
  {
    key: 'title',
    header: 'Indicator',
    cell: ({ indicator: { slug, title }, later }) => (
      <>
        <a class="govuk-link" href={`/indicators/${slug}/quality`}>
          {title}
        </a>
        {marked('', later)}
      </>
    ),
    csv: ({ indicator }) => indicator.title,
  },
  {
    key: 'complete',
    header: 'Complete',
    cell: ({ quality }) =>
      quality.completeness && quality.completeness.missing.length > 0 ? (
        <StatusTag tone="warning">{sayCompleteness(quality)}</StatusTag>
      ) : (
        sayCompleteness(quality)
      ),
    csv: ({ quality }) => sayCompleteness(quality),
  },
  {
    key: 'timely',
    header: 'Days to return',
    cell: ({ quality }) => (quality.timeliness === null ? 'Not known' : sayTimeliness(quality)),
  },
  { key: 'outliers', header: 'Stands out', cell: ({ quality }) => sayOutliers(quality) },
  { key: 'provisional', header: 'Not final', cell: ({ quality }) => sayProvisional(quality) },
  {
    key: 'open',
    header: 'Being checked',
    numeric: true,
    cell: ({ open }) => (open === 0 ? '' : String(open)),
  },
];

/** How good the figures of all indicators are. */
export function QualityList(props: {
  readonly rows: readonly QualityRow[];
  readonly total: number;
  readonly openChecks: number;
  readonly today: PlainDate;
  readonly query: TableQuery;
}) {
  const { rows, total, openChecks, today, query } = props;
  return (
    <>
      <PageHeading
        caption="Indicators"
        heading="Quality of the figures"
        lead={
          total === 0
            ? 'No indicators are defined yet.'
            : `${plural(openChecks, 'figure')} ${openChecks === 1 ? 'is' : 'are'} being checked. Figures that are late or odd stay in use and say so until their owner has answered.`
        }
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/indicators/quality/checks">
          Figures that are being checked
        </a>
      </p>
      <LaterNote note={rows.some(({ later }) => later) ? sayMarked(today) : undefined} />
      <DataTable
        caption="Quality of the figures"
        captionHidden
        columns={QUALITY_COLUMNS}
        rows={rows}
        rowKey={({ indicator }) => indicator.id}
        path="/indicators/quality"
        query={query}
        total={total}
        pageSize={LIST_PAGE_SIZE}
        empty="How complete, timely and final the figures of each indicator are will stand here. Start by defining an indicator."
      />
    </>
  );
}
