import { listInWords, plural } from '../../../kernel/names.ts';
import { Button, SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { DataTable, type TableQuery } from '../../../ui/table/index.ts';
import { WaysToCompare } from '../compare/ways.tsx';
import { LaterNote } from '../pages/later-note.tsx';
import { marked } from '../seen.ts';
import type { Indicator } from '../types.ts';
import { writeValue } from '../words.ts';
import { ChecksTable } from './checks-page.tsx';
import type { FigureCheck } from './queries.ts';
import type { Outlier, SeriesQuality } from './series-quality.ts';
import { sayCompleteness, sayProvisional, sayTimeliness } from './words.ts';

/** How many of the places of a geography have a figure in its newest period. */
export interface PlacesThere {
  readonly label: string;
  readonly period: string;
  readonly places: number;
  readonly there: number;
  /** True where that period is of a later time than today. */
  readonly later: boolean;
}

/** An outlier with the place that it is of; the indicator's own under the empty slug. */
export interface PlacedOutlier extends Outlier {
  readonly slug: string;
  readonly place: string;
  readonly raised: boolean;
}

export interface QualityPageProps {
  readonly indicator: Indicator;
  readonly quality: SeriesQuality;
  readonly places: readonly PlacesThere[];
  readonly outliers: readonly PlacedOutlier[];
  readonly query: TableQuery;
  readonly checks: readonly FigureCheck[];
  /** Where its figures are of a later time: that they are. */
  readonly note: string | undefined;
  readonly mayRaise: boolean;
}

const MISSING_NAMED = 12;
const OUTLIERS_PAGE = 25;

/** How good the figures of one indicator are: complete, timely, final, and what stands out. */
export function QualityPage(props: QualityPageProps) {
  const { indicator, quality, places } = props;
  const path = `/indicators/${indicator.slug}`;
  const { completeness } = quality;
  const missing = completeness?.missing.map(({ label }) => label) ?? [];
  return (
    <>
      <PageHeading
        caption={indicator.title}
        heading="Quality of the figures"
        lead={leadOf(props)}
        actions={
          props.mayRaise ? (
            <Button href={`${path}/checks/new`} kind="secondary">
              Raise a figure
            </Button>
          ) : undefined
        }
      />
      <LaterNote note={props.note} />
      <WaysToCompare path={path} here="quality" />
      <SummaryList
        rows={[
          {
            key: 'Complete',
            value:
              missing.length === 0
                ? sayCompleteness(quality)
                : `${sayCompleteness(quality)}; missing: ${listInWords(missing.slice(0, MISSING_NAMED))}${missing.length > MISSING_NAMED ? ` and ${missing.length - MISSING_NAMED} more` : ''}`,
          },
          ...places.map(({ label, period, places: all, there, later }) => ({
            key: `Complete: ${label}`,
            value: `${there} of ${plural(all, 'place')} in ${marked(period, later)}`,
          })),
          { key: 'Days from the end of a period to its return', value: sayTimeliness(quality) },
          { key: 'Not final', value: sayProvisional(quality) },
        ]}
      />
      <Outliers {...props} />
      <ChecksTable
        caption="Figures of it that were raised"
        checks={props.checks}
        path={`${path}/quality`}
        total={props.checks.length}
      />
    </>
  );
}

function leadOf({ quality, outliers, checks }: QualityPageProps): string {
  const open = checks.filter(({ state }) => state === 'raised' || state === 'asked').length;
  const missing = quality.completeness?.missing.length ?? 0;
  return [
    missing > 0 ? `${plural(missing, 'period')} missing` : 'No period is missing',
    outliers.length > 0
      ? `${plural(outliers.length, 'figure')} ${outliers.length === 1 ? 'stands' : 'stand'} out`
      : 'none stands out',
    `${open === 0 ? 'none' : open} ${open < 2 ? 'is' : 'are'} being checked.`,
  ].join(', ');
}

function Outliers({ indicator, outliers, query, mayRaise }: QualityPageProps) {
  const from = (query.page - 1) * OUTLIERS_PAGE;
  const path = `/indicators/${indicator.slug}`;
  return (
    <DataTable
      caption="Figures that stand out"
      columns={[
        { key: 'period', header: 'Period', cell: ({ period }: PlacedOutlier) => period.label },
        { key: 'place', header: 'Place', cell: ({ place }) => place },
        { key: 'value', header: 'Value', numeric: true, cell: ({ value }) => writeValue(indicator, value) },
        { key: 'why', header: 'Why', cell: ({ why }) => listInWords(why) },
        {
          key: 'next',
          header: 'Next',
          cell: ({ period, slug, place, raised }) =>
            raised ? (
              'Raised'
            ) : mayRaise ? (
              <a
                class="govuk-link"
                href={`${path}/checks/new?${new URLSearchParams({ period: period.text, place: slug })}`}
              >
                Raise<span class="govuk-visually-hidden">{` ${place}, ${period.label}`}</span>
              </a>
            ) : (
              ''
            ),
        },
      ]}
      rows={outliers.slice(from, from + OUTLIERS_PAGE)}
      rowKey={({ slug, period }) => `${slug} ${period.text}`}
      path={`${path}/quality`}
      query={query}
      total={outliers.length}
      pageSize={OUTLIERS_PAGE}
      empty="Figures outside their usual variation, or far from the middle, will be listed here. None is."
    />
  );
}
