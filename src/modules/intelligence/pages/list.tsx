import type { PlainDate } from '../../../kernel/plain-date.ts';
import { Sparkline } from '../../../ui/charts/index.ts';
import { Button, Select } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, FilterWords, filterOf, type TableQuery } from '../../../ui/table/index.ts';
import { marked, sayMarked } from '../seen.ts';
import { withGaps } from '../standing.ts';
import { STATUS_WORDS, TRACK_WORDS } from '../status-words.ts';
import type { Standing } from '../types.ts';
import { sayPoint, writeValue } from '../words.ts';
import { LaterNote } from './later-note.tsx';
import { StandingTag, TrackTag } from './tags.tsx';

export interface ListRow {
  readonly standing: Standing;
  /** With the figures that are shown: of a later time where none is known until the business day. */
  readonly shown: Standing;
  /** True where its figures are of a later time. */
  readonly later: boolean;
  readonly owner: string;
}

/** The columns of the list, on the page and as CSV. */
export const LIST_COLUMNS: readonly Column<ListRow>[] = [
  {
    key: 'title',
    header: 'Indicator',
    cell: ({ standing: { indicator } }) => (
      <a class="govuk-link" href={`/indicators/${indicator.slug}`}>
        {indicator.title}
      </a>
    ),
    csv: ({ standing }) => standing.indicator.title,
  },
  {
    key: 'latest',
    header: 'Latest',
    numeric: true,
    cell: ({ shown: { indicator, latest } }) => (latest ? writeValue(indicator, latest.value) : 'Not known'),
    csv: ({ shown: { latest } }) => latest?.value ?? null,
  },
  {
    key: 'period',
    header: 'Period',
    cell: ({ shown: { latest }, later }) => marked(latest?.period.label ?? '', later),
    csv: ({ shown: { latest } }) => latest?.period.text ?? '',
  },
  {
    key: 'change',
    header: 'Change',
    cell: ({ shown: { change } }) => change?.text ?? 'Nothing to compare',
  },
  {
    key: 'status',
    header: 'Status',
    cell: ({ standing }) => <StandingTag status={standing.status} />,
    csv: ({ standing }) => STATUS_WORDS[standing.status],
  },
  {
    key: 'track',
    header: 'Target',
    cell: ({ standing }) => <TrackTag track={standing.track.track} />,
    csv: ({ standing }) => TRACK_WORDS[standing.track.track],
  },
  {
    key: 'series',
    header: 'Course',
    cell: ({ shown: { indicator, series, latest } }) =>
      series.filter(({ value }) => value !== null).length > 1 && latest ? (
        <Sparkline
          values={withGaps(series).map(({ value }) => value)}
          label={`${indicator.title}, ${series[0]?.period.label} to ${sayPoint(indicator, latest)}`}
        />
      ) : (
        'One figure or none'
      ),
    csv: false,
  },
  { key: 'owner', header: 'Owner', cell: ({ owner }) => owner },
];

export interface ListProps {
  readonly rows: readonly ListRow[];
  readonly total: number;
  readonly pageSize: number;
  readonly query: TableQuery;
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
  readonly worsening: number;
  readonly offTrack: number;
  readonly today: PlainDate;
  readonly mayEdit: boolean;
  readonly mayImport: boolean;
}

const any = { value: '', text: 'Any' };
const choices = (words: Readonly<Record<string, string>>) => [
  any,
  ...Object.entries(words).map(([value, text]) => ({ value, text })),
];

/** All indicators: how each stands, and whether it is on its way to its target. */
export function IndicatorList(props: ListProps) {
  const { query } = props;
  return (
    <>
      <PageHeading
        heading="Indicators"
        lead={leadOf(props)}
        actions={
          <>
            {props.mayImport ? <Button href="/indicators/import">Import figures</Button> : null}
            {props.mayEdit ? (
              <Button href="/indicators/new" kind="secondary">
                Define an indicator
              </Button>
            ) : null}
          </>
        }
      />
      <nav aria-label="More about indicators">
        <ul class="govuk-list app-links">
          {MORE.map(([href, says]) => (
            <li key={href}>
              <a class="govuk-link" href={href}>
                {says}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <LaterNote note={props.rows.some(({ later }) => later) ? sayMarked(props.today) : undefined} />
      <DataTable
        caption="Indicators"
        captionHidden
        columns={LIST_COLUMNS}
        rows={props.rows}
        rowKey={({ standing }) => standing.indicator.id}
        path="/indicators"
        csvPath="/indicators.csv"
        query={query}
        total={props.total}
        pageSize={props.pageSize}
        empty={
          <>
            Indicators will be listed here with their latest figure, how it changed and whether it is on
            track. Start by defining one, or import figures from a spreadsheet.
          </>
        }
        filters={
          <>
            <FilterWords name="words" label="Words in the title" query={query} />
            <Select
              name="status"
              label="Status"
              items={choices(STATUS_WORDS)}
              value={filterOf(query, 'status')}
            />
            <Select
              name="track"
              label="Target"
              items={choices(TRACK_WORDS)}
              value={filterOf(query, 'track')}
            />
            <Select
              name="owner"
              label="Owner"
              items={[any, ...props.agencies.map(({ id, name }) => ({ value: id, text: name }))]}
              value={filterOf(query, 'owner')}
            />
            <Select
              name="outcome"
              label="Outcome"
              items={[any, { value: 'none', text: 'Named by no outcome' }]}
              value={filterOf(query, 'outcome')}
            />
          </>
        }
      />
    </>
  );
}

const MORE = [
  ['/dashboards', 'Dashboards'],
  ['/indicators/alerts', 'Alerts'],
  ['/data-gaps', 'What is not known yet'],
  ['/indicators/quality', 'How good the figures are'],
  ['/indicators/maps', 'Maps'],
  ['/indicators/street-crime', 'What the police publish by street'],
  ['/surveys', 'What residents were asked'],
  ['/tension', 'Tension monitoring'],
  ['/evidence', 'Evidence library'],
  ['/indicators/families', 'Places like ours'],
  ['/indicators/measures', 'What is counted by itself'],
  ['/indicators/imports', 'Which files were brought in'],
  ['/open-data', 'What everybody may read'],
] as const;

function leadOf({ worsening, offTrack, total }: ListProps): string {
  if (total === 0) return 'No indicators match.';
  const bad = [
    ...(worsening > 0 ? [`${worsening} ${worsening === 1 ? 'is' : 'are'} worsening`] : []),
    ...(offTrack > 0 ? [`${offTrack} ${offTrack === 1 ? 'is' : 'are'} off track`] : []),
  ];
  return bad.length > 0
    ? `Of all indicators, ${bad.join(' and ')}.`
    : 'None is worsening and none is off track.';
}
