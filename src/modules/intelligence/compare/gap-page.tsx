import { IntervalChart } from '../../../ui/charts/index.ts';
import { Button, InsetText, Select } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { QUALITY } from '../pages/history.tsx';
import { LaterNote } from '../pages/later-note.tsx';
import { excludesZero } from '../statistics/interval.ts';
import type { Indicator } from '../types.ts';
import { chartUnit, writeValue } from '../words.ts';
import { finer } from './finer.ts';
import { isTold, type Side } from './gap.ts';
import type { Gap, GapShown, GapTold } from './gap-assemble.ts';
import { WaysToCompare } from './ways.tsx';

const VERDICTS = {
  narrowing: ['good', 'Narrowing'],
  widening: ['bad', 'Widening'],
  'cannot-tell': ['unknown', 'Can’t tell'],
} as const;

const sideText = (indicator: Indicator, side: Side): string =>
  'because' in side ? 'Not told' : writeValue(finer(indicator), side.value);

const number = (indicator: Indicator, value: number): string =>
  writeValue(finer(indicator), value).replace(/ per .*/, '');

const columnsOf = (indicator: Indicator, told: GapTold): readonly Column<GapShown>[] => [
  { key: 'period', header: 'Period', cell: ({ period }) => period.label },
  {
    key: 'one',
    header: capital(told.pair.one.name),
    numeric: true,
    cell: ({ one }) => sideText(indicator, one),
  },
  {
    key: 'other',
    header: capital(told.pair.other.name),
    numeric: true,
    cell: ({ other }) => sideText(indicator, other),
  },
  {
    key: 'gap',
    header: 'Gap',
    numeric: true,
    cell: ({ gap }) => (isTold(gap) ? number(indicator, gap.value) : 'Cannot tell'),
  },
  {
    key: 'limits',
    header: '95% interval',
    numeric: true,
    cell: ({ gap }) =>
      isTold(gap) && !gap.exact ? `${number(indicator, gap.low)} to ${number(indicator, gap.high)}` : '',
  },
  { key: 'quality', header: 'Quality', cell: ({ quality }) => QUALITY[quality] },
  { key: 'why', header: 'Why not', cell: ({ gap }) => (isTold(gap) ? '' : gap.because) },
];

const isFinal = (quality: GapShown['quality']): boolean => quality === 'final';

/** Which of the two periods have figures that may still change. */
const notFinal = ({ before, now }: GapTold): string =>
  [before, now]
    .filter((gap) => gap !== undefined && !isFinal(gap.quality))
    .map((gap) => ` Figures of ${gap?.period.label} are ${gap?.quality}.`)
    .join('');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Whether a gap closes: the verdict, the gaps over time, and how to look at another. */
export function GapPage({ indicator, told }: Gap) {
  const path = `/indicators/${indicator.slug}`;
  const [tone, verdict] = VERDICTS[told?.judged.verdict ?? 'cannot-tell'];
  return (
    <>
      <PageHeading
        caption={indicator.title}
        heading="Closing the gap"
        lead={told?.judged.sentence ?? 'No figures of places are known yet.'}
      />
      {told ? (
        <p class="govuk-body">
          <StatusTag tone={tone}>{verdict}</StatusTag> Between {told.pair.one.name} and {told.pair.other.name}
          {told.before ? `, ${told.before.period.label} to ${told.now.period.label}` : ''}.{notFinal(told)}
        </p>
      ) : null}
      <WaysToCompare path={path} here="gap" />
      {told ? (
        <>
          <Chooser told={told} path={`${path}/gap`} />
          <LaterNote note={told.note} />
          <IntervalChart
            id={`gap-${indicator.slug}`}
            headline={told.judged.sentence}
            subtitle={`${indicator.title}: ${told.pair.one.name} less ${told.pair.other.name}, with 95% intervals`}
            source={indicator.source || 'not stated'}
            of="Period"
            unit={chartUnit(finer(indicator))}
            rows={told.gaps.map(({ period, gap, quality }) =>
              isTold(gap)
                ? {
                    key: period.text,
                    label: isFinal(quality) ? period.label : `${period.label}, ${quality}`,
                    value: gap.value,
                    lower: gap.low,
                    upper: gap.high,
                    mark: excludesZero(gap) ? (gap.value > 0 ? 'higher' : 'lower') : 'similar',
                  }
                : {
                    key: period.text,
                    label: period.label,
                    value: null,
                    lower: null,
                    upper: null,
                    mark: 'untold',
                    why: 'Cannot tell',
                  },
            )}
          />
          {told.pair.says ? <InsetText>{told.pair.says}</InsetText> : null}
          <DataTable
            caption="The gap in each period"
            columns={columnsOf(indicator, told).filter(
              ({ key }) =>
                (key !== 'why' || told.gaps.some(({ gap }) => !isTold(gap))) &&
                (key !== 'quality' || told.gaps.some(({ quality }) => !isFinal(quality))),
            )}
            rows={told.gaps}
            rowKey={({ period }) => period.text}
            path={`${path}/gap`}
            empty=""
          />
        </>
      ) : (
        <p class="govuk-body">
          The gap between places will stand here once their figures are recorded. Import a file of figures
          with a column for the place; with the Indices of Deprivation imported too, the most and the least
          deprived fifth are held against each other.
        </p>
      )}
    </>
  );
}

function Chooser({ told, path }: { readonly told: GapTold; readonly path: string }) {
  return (
    <form method="get" action={path} class="app-filter" aria-label="Choose a gap">
      <div class="app-filter__fields">
        <Select
          name="of"
          label="Between"
          items={told.pairs.map(({ value, text }) => ({ value, text }))}
          value={told.pair.value}
        />
        <Select
          name="since"
          label="Since"
          items={told.periods
            .filter(({ end }) => end < told.now.period.end)
            .map(({ text, label }) => ({ value: text, text: label }))}
          value={told.before?.period.text}
        />
        <Select
          name="until"
          label="Until"
          items={told.periods.map(({ text, label }) => ({ value: text, text: label }))}
          value={told.now.period.text}
        />
      </div>
      <div class="app-filter__actions">
        <Button kind="secondary">Show the gap</Button>
      </div>
    </form>
  );
}
