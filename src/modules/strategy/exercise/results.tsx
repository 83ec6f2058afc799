import { plural } from '../../../kernel/names.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { type ExerciseView, OVERALL, type ScoredNeed } from './queries.ts';
import { AGREEMENT, agreementOf, type Spread } from './weigh.ts';

const shown = (score: number): string => formatNumber(score, 1);

/** Scores from 1 to 5 as a line with the middle half of the members as a bar and the mean as a dot. */
function Strip({ low, high, mean }: Spread) {
  const x = (score: number): number => Math.round((8 + (score - 1) * 36) * 10) / 10;
  return (
    <svg class="app-strip" viewBox="0 0 160 16" width="160" height="16" aria-hidden="true">
      <line x1={x(1)} x2={x(5)} y1="8" y2="8" stroke="currentColor" stroke-width="1" />
      <line
        x1={x(low)}
        x2={x(high)}
        y1="8"
        y2="8"
        stroke="currentColor"
        stroke-width="5"
        stroke-opacity="0.5"
      />
      <circle cx={x(mean)} cy="8" r="4" fill="currentColor" />
    </svg>
  );
}

const resultColumns: readonly Column<ScoredNeed & { readonly rank: number }>[] = [
  {
    key: 'need',
    header: 'Need',
    cell: ({ slug, title }) => (
      <a class="govuk-link" href={`/strategy/needs/${slug}`}>
        {title}
      </a>
    ),
  },
  { key: 'rank', header: 'Rank', numeric: true, cell: ({ rank }) => String(rank) },
  {
    key: 'score',
    header: 'Score of 5',
    numeric: true,
    cell: ({ results }) => shown(results.get(OVERALL)?.mean ?? 0),
  },
  {
    key: 'spread',
    header: 'Middle half of the members',
    cell: ({ results }) => {
      const spread = results.get(OVERALL);
      return spread ? (
        <>
          <Strip {...spread} /> {`${shown(spread.low)}\u00a0to\u00a0${shown(spread.high)}`}
        </>
      ) : null;
    },
  },
  {
    key: 'agreement',
    header: 'Agreement',
    cell: ({ results }) => {
      const spread = results.get(OVERALL);
      const agreement = spread ? agreementOf(spread) : 'agree';
      return (
        <StatusTag tone={agreement === 'differ' ? 'warning' : 'neutral'}>{AGREEMENT[agreement]}</StatusTag>
      );
    },
  },
];

/** What came first, and how many needs members differ about. */
export function sayResult(view: ExerciseView): string {
  const [first] = view.needs;
  const apart = view.needs.filter(({ results }) => {
    const spread = results.get(OVERALL);
    return spread && agreementOf(spread) === 'differ';
  });
  return `${plural(view.answered ?? 0, 'member')} scored ${plural(view.needs.length, 'need')}. First comes ${first ? `“${first.title}”` : 'none'}; members differ about ${apart.length === 0 ? 'none of them' : apart.length === 1 ? `“${apart[0]?.title}”` : `${apart.length} of them`}.`;
}

/** What members put first, and where they differ. */
export function Results({ view }: { readonly view: ExerciseView }) {
  const criterionColumns = (position: number): Column<ScoredNeed> => ({
    key: `criterion-${position}`,
    header: view.criteria.find((one) => one.position === position)?.title ?? '',
    numeric: true,
    cell: ({ results }) => shown(results.get(position)?.mean ?? 0),
  });
  return (
    <>
      <DataTable
        caption="What members put first"
        columns={resultColumns}
        rows={view.needs.map((need, at) => ({ ...need, rank: at + 1 }))}
        rowKey={({ id }) => id}
        path={`/strategy/exercises/${view.id}`}
        empty="No need was scored."
      />
      <p class="govuk-body-s">
        The dot is the mean; the bar holds the middle half of the members. They differ where it is longer than
        one point.
      </p>
      <DataTable
        caption="Mean score by criterion"
        columns={[
          { key: 'need', header: 'Need', cell: ({ title }) => title },
          ...view.criteria.map(({ position }) => criterionColumns(position)),
        ]}
        rows={view.needs}
        rowKey={({ id }) => id}
        path={`/strategy/exercises/${view.id}`}
        empty="No need was scored."
      />
      <p class="govuk-body-s">
        {`Weights: ${view.criteria.map(({ title, weight }) => `${title} ${weight}`).join(', ')}.`}
      </p>
    </>
  );
}
