import { longDate } from '../../../kernel/plain-date.ts';
import { IntervalChart, type IntervalRow } from '../../../ui/charts/index.ts';
import { Button, InsetText, Select } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../ui/table/index.ts';
import { QUALITY } from '../pages/history.tsx';
import { LaterNote } from '../pages/later-note.tsx';
import type { Indicator } from '../types.ts';
import { chartUnit, chartValue, writeValue } from '../words.ts';
import type { Comparison, Told } from './assemble.ts';
import { sayBoundaries } from './boundaries.ts';
import type { ComparedRow } from './comparison.ts';
import { finer } from './finer.ts';
import { WaysToCompare } from './ways.tsx';

const TAGS = {
  better: ['good', 'Better'],
  worse: ['bad', 'Worse'],
} as const;
const COMPARED = { higher: 'Higher', lower: 'Lower', similar: 'Not to be told apart' } as const;
const STATES = { told: '', hidden: 'Hidden', awaited: 'Awaited', missing: 'Not known' } as const;

const written = (indicator: Indicator, value: number | null): string =>
  value === null ? '' : writeValue(finer(indicator), value);

/** The columns of the ranked table. */
const comparisonColumns = (indicator: Indicator): readonly Column<ComparedRow>[] => [
  { key: 'place', header: 'Place', cell: ({ name }) => name },
  { key: 'rank', header: 'Rank', numeric: true, cell: ({ rank }) => rank ?? '' },
  {
    key: 'value',
    header: 'Value',
    numeric: true,
    cell: ({ state, value }) => (state === 'told' ? written(indicator, value) : STATES[state]),
  },
  {
    key: 'limits',
    header: '95% interval',
    numeric: true,
    cell: ({ lower, upper }) =>
      lower === null || upper === null
        ? ''
        : `${written(indicator, lower).replace(/ per .*/, '')} to ${written(indicator, upper).replace(/ per .*/, '')}`,
  },
  {
    key: 'compared',
    header: 'Compared',
    cell: ({ compared, judged }) => {
      if (compared === null) return 'Cannot tell';
      const [tone, text] = judged ? TAGS[judged] : ['unknown' as const, ''];
      return (
        <>
          {judged ? <StatusTag tone={tone}>{text}</StatusTag> : null} {COMPARED[compared]}
        </>
      );
    },
  },
  {
    key: 'words',
    header: 'In words',
    cell: ({ sentence, quality, beingChecked }) =>
      [
        sentence,
        quality !== null && quality !== 'final' ? `${QUALITY[quality]}.` : '',
        beingChecked ? 'This figure is being checked.' : '',
      ]
        .filter(Boolean)
        .join(' '),
  },
];

const markOf = ({ compared }: ComparedRow): IntervalRow['mark'] => compared ?? 'untold';

export interface ComparePageProps {
  readonly comparison: Comparison;
  readonly query: TableQuery;
  readonly mayEdit: boolean;
}

/** Each place beside a comparator: the finding, the picture, the ranked table. */
export function ComparePage({ comparison, query, mayEdit }: ComparePageProps) {
  const { indicator, told } = comparison;
  const path = `/indicators/${indicator.slug}`;
  return (
    <>
      <PageHeading
        caption={indicator.title}
        heading="Places compared"
        lead={told?.sentence ?? 'No figures of places are known yet.'}
      />
      <WaysToCompare path={path} here="compare" />
      {told ? (
        <>
          <Chooser comparison={comparison} told={told} path={`${path}/compare`} />
          <LaterNote note={told.note} />
          <IntervalChart
            id={`compare-${indicator.slug}`}
            headline={told.sentence}
            subtitle={`${indicator.title}, ${told.set.label}, ${told.period.label}, with 95% intervals`}
            source={indicator.source || 'not stated'}
            of="Place"
            unit={chartUnit(finer(indicator))}
            reference={
              told.comparator.figure
                ? {
                    label: told.comparator.name,
                    value: chartValue(indicator.kind, told.comparator.figure.value) ?? 0,
                  }
                : undefined
            }
            rows={told.rows.map((row) => ({
              key: row.slug,
              label: row.name,
              value: chartValue(indicator.kind, row.value),
              lower: chartValue(indicator.kind, row.lower),
              upper: chartValue(indicator.kind, row.upper),
              mark: markOf(row),
              why: STATES[row.state],
            }))}
          />
          {told.boundaries ? <InsetText>{sayBoundaries(told.boundaries)}</InsetText> : null}
          <Ranked {...{ indicator, told, query }} path={`${path}/compare`} />
          <Reading told={told} />
        </>
      ) : (
        <p class="govuk-body">
          Places will be ranked here once figures of wards, districts or other places are recorded. Import a
          file of figures with a column for the place, each with its numerator and denominator.
        </p>
      )}
      <p class="govuk-body">
        <a class="govuk-link" href="/indicators/families">
          Families of similar places{mayEdit ? ': look at them or record one' : ''}
        </a>
      </p>
    </>
  );
}

function Ranked(props: {
  readonly indicator: Indicator;
  readonly told: Told;
  readonly query: TableQuery;
  readonly path: string;
}) {
  return (
    <DataTable
      caption="Places in order"
      columns={comparisonColumns(props.indicator)}
      rows={props.told.rows}
      rowKey={({ slug }) => slug}
      path={props.path}
      csvPath={`${props.path}.csv`}
      query={props.query}
      empty=""
    />
  );
}

function Chooser({ comparison, told, path }: { comparison: Comparison; told: Told; path: string }) {
  return (
    <form method="get" action={path} class="app-filter" aria-label="Choose what to compare">
      <div class="app-filter__fields">
        <Select
          name="places"
          label="Places"
          items={comparison.sets.map(({ value, label }) => ({ value, text: label }))}
          value={told.set.value}
        />
        <Select name="with" label="Compared with" items={[...told.choices]} value={told.with} />
        <Select
          name="period"
          label="Period"
          items={told.periods.map(({ text, label }) => ({ value: text, text: label }))}
          value={told.period.text}
        />
      </div>
      <div class="app-filter__actions">
        <Button kind="secondary">Compare</Button>
      </div>
    </form>
  );
}

/** How to read it, and where a list of similar places comes from. */
function Reading({ told }: { readonly told: Told }) {
  const { family } = told.set;
  return (
    <>
      {family ? (
        <p class="govuk-body">
          {family.title}: the list that counts from {longDate(family.startsOn)}. Source: {family.source}
          {family.note ? ` ${family.note}` : ''}
        </p>
      ) : null}
      <p class="govuk-body">
        A place that lies in what it is compared with is compared with the rest of it. Of twenty places that
        do not differ at all, one will look different by chance.
      </p>
    </>
  );
}
