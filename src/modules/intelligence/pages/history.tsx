import { longDate } from '../../../kernel/plain-date.ts';
import { Details } from '../../../ui/govuk/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import type { Revision, Wording } from '../page-queries.ts';
import type { Indicator, Point, Standing } from '../types.ts';
import { writeValue } from '../words.ts';

export const QUALITY = {
  final: 'Final',
  provisional: 'Provisional',
  estimated: 'Estimated',
  awaited: 'Awaited',
} as const;

export const shown = (indicator: Indicator, value: number | null): string =>
  value === null ? 'Awaited' : writeValue(indicator, value);

const parts = ({ numerator, denominator }: Point): string =>
  numerator === null || denominator === null
    ? ''
    : `${numerator.toLocaleString('en-GB')} of ${denominator.toLocaleString('en-GB')}`;

const figureColumns = (indicator: Indicator, checked: ReadonlySet<string>): readonly Column<Point>[] => [
  { key: 'period', header: 'Period', cell: ({ period }) => period.label },
  { key: 'value', header: 'Value', numeric: true, cell: ({ value }) => shown(indicator, value) },
  { key: 'parts', header: 'Of how many', numeric: true, cell: parts },
  {
    key: 'quality',
    header: 'Quality',
    cell: ({ quality, computed, period }) =>
      `${QUALITY[quality]}${computed ? ', computed' : ''}${checked.has(period.text) ? ', being checked' : ''}`,
  },
  { key: 'source', header: 'Source', cell: ({ source }) => source },
  { key: 'note', header: 'Note', cell: ({ note }) => note },
];

/** A source that all of several figures share, told once; undefined where they differ. */
function sharedSource(points: readonly Point[]): string | undefined {
  const [first] = points;
  return points.length > 1 && points.every(({ source }) => source === first?.source)
    ? first?.source
    : undefined;
}

/** Every figure of the indicator's own place, newest first. */
export function FigureTable(props: {
  readonly standing: Standing;
  readonly path: string;
  /** Periods whose figures were raised and not answered yet. */
  readonly checked: ReadonlySet<string>;
}) {
  const { standing, path, checked } = props;
  const { points, indicator } = standing;
  const source = sharedSource(points);
  return (
    <>
      <DataTable
        caption="Figures"
        columns={figureColumns(indicator, checked).filter(
          ({ key }) =>
            (key !== 'source' || source === undefined) &&
            (key !== 'parts' || points.some((point) => parts(point) !== '')),
        )}
        rows={points.toReversed()}
        rowKey={({ period }) => period.text}
        path={path}
        csvPath={`${path}/observations.csv`}
        empty="Figures will stand here, one for each period. Record one, or import a file."
      />
      {source ? <p class="govuk-body-s">Source of all of them: {source}</p> : null}
    </>
  );
}

const WHEN = new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'long' });

/** What figures said before they were corrected. */
export function RevisionTable(props: {
  readonly revisions: readonly Revision[];
  readonly indicator: Indicator;
}) {
  if (props.revisions.length === 0) return null;
  return (
    <Details summary="Corrected figures">
      <DataTable
        caption="Versions of corrected figures"
        captionHidden
        columns={[
          { key: 'period', header: 'Period', cell: ({ period }) => period },
          { key: 'version', header: 'Version', numeric: true, cell: ({ version }) => version },
          {
            key: 'value',
            header: 'Value',
            numeric: true,
            cell: ({ value }) => shown(props.indicator, value),
          },
          { key: 'quality', header: 'Quality', cell: ({ quality }) => QUALITY[quality] },
          { key: 'recorded', header: 'Recorded', cell: ({ recordedAt }) => WHEN.format(recordedAt) },
          { key: 'note', header: 'Note', cell: ({ note }) => note },
        ]}
        rows={props.revisions}
        rowKey={({ period, place, version }) => `${period} ${place} ${version}`}
        path={`/indicators/${props.indicator.slug}`}
        empty=""
      />
    </Details>
  );
}

/** Former wordings; an indicator that is reworded keeps its figures. */
export function WordingList({ wordings }: { readonly wordings: readonly Wording[] }) {
  if (wordings.length < 2) return null;
  return (
    <Details summary="Former wordings">
      <ul class="govuk-list govuk-list--bullet">
        {wordings.map((wording) => (
          <li key={`${wording.since} ${wording.title}`}>
            Since {longDate(wording.since)}: “{wording.title}”. {wording.definition} {wording.reason}
          </li>
        ))}
      </ul>
    </Details>
  );
}
