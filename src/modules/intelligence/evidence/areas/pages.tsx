import { listInWords, plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { formatNumber } from '../../../../ui/charts/index.ts';
import { Button, InsetText } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import { type Contents, type Criterion, type Ranked, rank, reasonsMissing } from './contents.ts';
import type { Selection } from './queries.ts';

const chosenOf = ({ contents }: Selection): readonly string[] =>
  contents.candidates.filter(({ chosen }) => chosen).map(({ name }) => name);

const listColumns: readonly Column<Selection>[] = [
  {
    key: 'title',
    header: 'Selection',
    cell: ({ slug, title }) => (
      <a class="govuk-link" href={`/evidence/target-areas/${slug}`}>
        {title}
      </a>
    ),
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ adoptedOn, decidedBy }) =>
      adoptedOn === null ? 'In preparation' : `Adopted on ${longDate(adoptedOn)} by ${decidedBy}`,
  },
  {
    key: 'chosen',
    header: 'Taken',
    cell: (selection) => listInWords(chosenOf(selection)) || 'None yet',
  },
  {
    key: 'of',
    header: 'Of',
    cell: ({ contents }) => plural(contents.candidates.length, 'place'),
  },
];

/** Which places were taken for what, and what is being prepared. */
export const SelectionsPage = ({
  selections,
  mayEdit,
}: {
  readonly selections: readonly Selection[];
  readonly mayEdit: boolean;
}) => (
  <>
    <PageHeading
      heading="How target areas were selected"
      lead={
        selections.length === 0
          ? 'No selection has been prepared.'
          : `${plural(selections.filter(({ adoptedOn }) => adoptedOn !== null).length, 'selection is adopted', 'selections are adopted')} and kept with all data and reasons; ${selections.filter(({ adoptedOn }) => adoptedOn === null).length} in preparation.`
      }
      actions={mayEdit ? <Button href="/evidence/target-areas/new">Prepare a selection</Button> : null}
    />
    <DataTable
      caption="Selections"
      captionHidden
      columns={listColumns}
      rows={selections}
      rowKey={({ id }) => id}
      path="/evidence/target-areas"
      empty="Selections of target areas will stand here, with the places that could be chosen, the data, the weights and the reasons. Whoever edits indicators prepares one."
    />
  </>
);

const valueAt = (row: Ranked, at: number): string => {
  const value = row.values[at];
  if (!value) return 'Not known';
  const period =
    value.period === '' ? '' : ` (${value.period}${value.quality === 'final' ? '' : `, ${value.quality}`})`;
  return `${formatNumber(value.value, 2)}${period}`;
};

const rankColumns = (criteria: number): readonly Column<Ranked>[] => [
  { key: 'place', header: 'Place', cell: ({ name }) => name },
  {
    key: 'rank',
    header: 'Rank',
    numeric: true,
    cell: ({ rank: at }) => (at === null ? 'None' : String(at)),
    csv: ({ rank: at }) => at,
  },
  {
    key: 'score',
    header: 'Score',
    numeric: true,
    cell: ({ score, known }) =>
      score === null
        ? 'Not known'
        : `${formatNumber(score, 1, true)}${known < criteria ? `, by ${known} of ${criteria}` : ''}`,
    csv: ({ score }) => score,
  },
  {
    key: 'taken',
    header: 'Taken',
    cell: ({ chosen }) => (chosen ? <StatusTag tone="good">Taken</StatusTag> : 'Not taken'),
    csv: ({ chosen }) => (chosen ? 'yes' : 'no'),
  },
  { key: 'reason', header: 'Why', cell: ({ reason }) => reason || 'Not said', csv: ({ reason }) => reason },
];

const dataColumns = ({ criteria }: Pick<Contents, 'criteria'>): readonly Column<Ranked>[] => [
  { key: 'place', header: 'Place', cell: ({ name }) => name, csv: false },
  { key: 'geography', header: 'Kind of place', cell: ({ geography }) => geography },
  // Not aligned as numbers: their headings are names of criteria, which must be able to break.
  ...criteria.map((criterion, at) => ({
    key: `criterion-${at}`,
    header: criterion.name,
    cell: (row: Ranked) => valueAt(row, at),
    csv: (row: Ranked) => row.values[at]?.value ?? null,
  })),
];

/** The ranking with its data as a file. */
export const rankingColumns = ({ criteria }: Pick<Contents, 'criteria'>): readonly Column<Ranked>[] => [
  ...rankColumns(criteria.length),
  ...dataColumns({ criteria }),
];

const criterionColumns: readonly Column<Criterion>[] = [
  {
    key: 'name',
    header: 'Criterion',
    cell: ({ name, indicator }) =>
      indicator === null ? (
        name
      ) : (
        <a class="govuk-link" href={`/indicators/${indicator}`}>
          {name}
        </a>
      ),
  },
  { key: 'weight', header: 'Weight', numeric: true, cell: ({ weight }) => formatNumber(weight, 2) },
  {
    key: 'worse',
    header: 'Speaks for a place',
    cell: ({ worse }) => (worse === 'higher' ? 'A higher value' : 'A lower value'),
  },
  { key: 'source', header: 'Source', cell: ({ source }) => source || 'Not said' },
];

/** One selection: what was taken of what, by which data and weights, and why. */
export function SelectionPage({
  selection,
  mayEdit,
}: {
  readonly selection: Selection;
  readonly mayEdit: boolean;
}) {
  const { contents, adoptedOn } = selection;
  const base = `/evidence/target-areas/${selection.slug}`;
  const ranked = rank(contents);
  const chosen = chosenOf(selection);
  const open = adoptedOn === null && mayEdit;
  const missing = reasonsMissing(ranked);
  return (
    <>
      <PageHeading
        heading={selection.title}
        caption="Selection of target areas"
        lead={
          adoptedOn === null
            ? `In preparation. ${chosen.length === 0 ? 'No place is taken yet' : `${listInWords(chosen)} would be taken`}, of ${plural(contents.candidates.length, 'place')}.`
            : `${listInWords(chosen)} ${chosen.length === 1 ? 'was' : 'were'} taken of ${plural(contents.candidates.length, 'place')}; adopted on ${longDate(adoptedOn)} by ${selection.decidedBy}.`
        }
        actions={open ? <Button href={`${base}/choice`}>Choose places</Button> : null}
      />
      {selection.question ? <p class="govuk-body">{selection.question}</p> : null}
      {adoptedOn === null ? null : <InsetText>{selection.reason}</InsetText>}
      {open ? (
        <p class="govuk-body">
          <a class="govuk-link" href={`${base}/edit`}>
            Change the criteria or take the data anew
          </a>
          {chosen.length > 0 && missing.length === 0 ? (
            <>
              {', '}
              <a class="govuk-link" href={`${base}/adoption`}>
                record its adoption
              </a>
            </>
          ) : null}
        </p>
      ) : null}
      {open && chosen.length > 0 && missing.length > 0 ? (
        <p class="govuk-body">
          {`Before it can be adopted, write why of ${listInWords(missing.map(({ name }) => name))}.`}
        </p>
      ) : null}
      <DataTable
        caption="Ranking"
        columns={rankColumns(contents.criteria.length)}
        rows={ranked}
        rowKey={({ slug }) => slug}
        path={base}
        csvPath={`${base}.csv`}
        empty=""
      />
      <DataTable
        caption={`The data as they were taken, as at ${longDate(contents.asAt)}`}
        columns={dataColumns(contents)}
        rows={ranked}
        rowKey={({ slug }) => slug}
        path={base}
        empty=""
      />
      <DataTable
        caption="Criteria"
        columns={criterionColumns}
        rows={contents.criteria}
        rowKey={({ name }) => name}
        path={base}
        empty=""
      />
      <p class="govuk-body">
        Each criterion gives 100 points to the place for which most speaks and none to the one for which least
        speaks, the others in proportion. The score is the mean by weight of the points that are known. The
        values stay as they were taken, whatever is recorded later.
      </p>
    </>
  );
}
