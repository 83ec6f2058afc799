import { BarChart, formatNumber } from '../../../ui/charts/index.ts';
import { Button, Select } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { LaterNote } from '../pages/later-note.tsx';
import type { Contribution } from '../statistics/contribution.ts';
import { excludesZero } from '../statistics/interval.ts';
import type { Indicator } from '../types.ts';
import type { Contributed } from './contribution.ts';
import type { ContributionFound, ContributionTold } from './contribution-assemble.ts';
import { WaysToCompare } from './ways.tsx';

const signed = (value: number): string => `${value > 0 ? '+' : ''}${formatNumber(value)}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const columnsOf = (of: string, { from, to }: ContributionTold): readonly Column<Contribution<string>>[] => [
  { key: 'of', header: of, cell: (part) => capital(part.of) },
  { key: 'before', header: from.label, numeric: true, cell: ({ before }) => formatNumber(before) },
  { key: 'now', header: to.label, numeric: true, cell: ({ now }) => formatNumber(now) },
  { key: 'change', header: 'Change', numeric: true, cell: ({ change }) => signed(change.value) },
  {
    key: 'limits',
    header: '95% interval',
    numeric: true,
    cell: ({ change: { low, high } }) =>
      `${formatNumber(Math.round(low))} to ${formatNumber(Math.round(high))}`,
  },
  {
    key: 'points',
    header: 'Adds, in percentage points',
    numeric: true,
    cell: ({ points }) => (points === null ? '' : formatNumber(points, 1, true)),
  },
  {
    key: 'chance',
    header: 'More than chance',
    cell: ({ change }) => (excludesZero(change) ? 'Yes' : 'No'),
  },
];

/** More bars than these are read in the table. */
const MOST_BARS = 20;

function Parts(props: {
  readonly id: string;
  readonly of: string;
  readonly indicator: Indicator;
  readonly told: ContributionTold;
  readonly found: Contributed;
}) {
  const { id, of, indicator, told, found } = props;
  return (
    <>
      <BarChart
        id={id}
        headline={capital(found.sentence)}
        subtitle={`${indicator.title}: change by ${of.toLowerCase()}, ${told.from.label} to ${told.to.label}`}
        source={indicator.source || 'not stated'}
        of={of}
        unit={{ kind: 'count' }}
        bars={found.parts
          .slice(0, MOST_BARS)
          .map((part) => ({ label: capital(part.of), value: part.change.value }))}
      />
      {found.parts.length > MOST_BARS ? (
        <p class="govuk-body">
          The picture has the {MOST_BARS} that add most, the table all {found.parts.length}.
        </p>
      ) : null}
      <DataTable
        caption={`What each ${of.toLowerCase()} adds`}
        columns={columnsOf(of, told)}
        rows={found.parts}
        rowKey={(part) => part.of}
        path={`/indicators/${indicator.slug}/contribution`}
        empty=""
      />
      <p class="govuk-body">
        Together: {formatNumber(found.before)} before, {formatNumber(found.now)} now, a change of{' '}
        {signed(found.now - found.before)}.
      </p>
    </>
  );
}

/** Who contributes what to a change between two periods: the sentence, the picture, the table, and their sum. */
export function ContributionPage({ indicator, told }: ContributionFound) {
  const path = `/indicators/${indicator.slug}`;
  return (
    <>
      <PageHeading
        caption={indicator.title}
        heading="Who contributes to a change"
        lead={
          told === undefined
            ? 'No two periods with figures of places are known yet.'
            : 'because' in told.byPlace
              ? told.byPlace.because
              : capital(told.byPlace.sentence)
        }
      />
      <WaysToCompare path={path} here="contribution" />
      {told ? (
        <>
          <Chooser told={told} path={`${path}/contribution`} />
          <LaterNote note={told.note} />
          {'because' in told.byPlace ? null : (
            <Parts id="contribution-places" of="Place" found={told.byPlace} {...{ indicator, told }} />
          )}
          {told.byType ? (
            <Parts id="contribution-types" of="Type" found={told.byType} {...{ indicator, told }} />
          ) : null}
        </>
      ) : (
        <p class="govuk-body">
          What each place adds to a change will stand here once figures of places within ours are recorded for
          two comparable periods.
        </p>
      )}
    </>
  );
}

function Chooser({ told, path }: { readonly told: ContributionTold; readonly path: string }) {
  const periods = told.periods.map(({ text, label }) => ({ value: text, text: label }));
  return (
    <form method="get" action={path} class="app-filter" aria-label="Choose places and periods">
      <div class="app-filter__fields">
        <Select
          name="places"
          label="Places"
          items={told.sets.map(({ value, label }) => ({ value, text: label }))}
          value={told.set.value}
        />
        <Select name="since" label="From" items={periods} value={told.from.text} />
        <Select name="until" label="To" items={periods} value={told.to.text} />
      </div>
      <div class="app-filter__actions">
        <Button kind="secondary">Show the change</Button>
      </div>
    </form>
  );
}
