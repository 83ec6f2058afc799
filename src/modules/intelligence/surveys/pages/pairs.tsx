import { Button } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { PairResult, PairRow } from '../pairs.ts';
import type { WholeSurvey } from '../types.ts';
import { sayFigure, sayLimits } from '../words.ts';
import { SyntheticTag, surveyPath } from './list.tsx';
import { ChangeCell } from './results.tsx';

const withLimits = (figure: PairRow['before']): string =>
  !figure
    ? 'Not asked or not answered'
    : figure.value === null
      ? sayFigure(figure)
      : `${sayFigure(figure)} (${sayLimits(figure)})`;

const COLUMNS: readonly Column<PairRow>[] = [
  { key: 'question', header: 'Question', cell: ({ question }) => question.wording },
  { key: 'answer', header: 'Answer', cell: ({ label }) => label },
  { key: 'before', header: 'Before', numeric: true, cell: ({ before }) => withLimits(before) },
  { key: 'after', header: 'After', numeric: true, cell: ({ after }) => withLimits(after) },
  { key: 'change', header: 'Change', cell: ({ change }) => <ChangeCell change={change} /> },
];

function leadOf(results: readonly PairResult[]): string {
  const rows = results.flatMap((result) => result.rows);
  if (results.length === 0) return 'The same questions in one place, before and after a project.';
  const real = rows.filter(({ change }) => change.verdict === 'higher' || change.verdict === 'lower').length;
  const unknown = rows.filter(({ change }) => change.verdict === 'cannot-tell').length;
  return `Of ${rows.length} comparisons, ${real} changed by more than chance explains; of ${unknown} nothing can be told.`;
}

/** What changed where projects were, as those who live there see it. */
export function PairsPage(props: {
  readonly survey: WholeSurvey;
  readonly results: readonly PairResult[];
  readonly places: ReadonlyMap<string, string>;
  readonly projects: ReadonlyMap<string, { readonly title: string; readonly path: string }>;
  readonly mayEdit: boolean;
}) {
  const path = `${surveyPath(props.survey)}/pairs`;
  return (
    <>
      <PageHeading
        caption={props.survey.title}
        heading="Before and after projects"
        lead={leadOf(props.results)}
        actions={props.mayEdit ? <Button href={`${path}/new`}>Pair two waves</Button> : null}
      />
      <SyntheticTag survey={props.survey} />
      {props.results.length === 0 ? (
        <p class="govuk-body">
          Pairs will stand here with the change of each question and its interval. Pair a wave before a
          project with one after it.
        </p>
      ) : null}
      {props.results.map(({ pair, before, after, rows }) => {
        const project = pair.project ? props.projects.get(pair.project.id) : undefined;
        return (
          <>
            <DataTable
              caption={pair.title}
              columns={COLUMNS}
              rows={rows}
              rowKey={({ question, label }) => `${question.slug} ${label}`}
              path={path}
              empty="The wave after is not counted yet, or too few answered there: nothing can be told."
            />
            <p class="govuk-hint">
              {props.places.get(pair.place) ?? pair.place}, {before?.title ?? 'a wave'} and{' '}
              {after?.title ?? 'a wave'}.{' '}
              {project ? (
                <a class="govuk-link" href={project.path}>
                  {project.title}
                </a>
              ) : null}
              {' Who answered before and after may be others; other things may have changed too.'}
            </p>
          </>
        );
      })}
    </>
  );
}
