import { longDate } from '../../../../kernel/plain-date.ts';
import { Button, ButtonGroup, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import {
  METHODS,
  QUESTION_KINDS,
  type Question,
  type SurveyWave,
  WEIGHTS,
  type WholeSurvey,
} from '../types.ts';
import { SyntheticTag, surveyPath, WaveState, wavePath } from './list.tsx';

const waveColumns = (survey: WholeSurvey, today: SurveyWave['startsOn']): readonly Column<SurveyWave>[] => [
  {
    key: 'wave',
    header: 'Wave',
    cell: (wave) => (
      <a class="govuk-link" href={wavePath(survey, wave)}>
        {wave.title}
      </a>
    ),
  },
  { key: 'from', header: 'Asked from', cell: ({ startsOn }) => longDate(startsOn) },
  { key: 'until', header: 'Until', cell: ({ endsOn }) => longDate(endsOn) },
  {
    key: 'sample',
    header: 'Sample',
    numeric: true,
    cell: ({ sampleSize }) => sampleSize?.toLocaleString('en-GB') ?? 'Not known',
  },
  {
    key: 'how',
    header: 'How',
    cell: ({ method, weights }) => `${METHODS[method]}; weights: ${WEIGHTS[weights].toLowerCase()}`,
  },
  { key: 'state', header: 'It is', cell: (wave) => <WaveState wave={wave} today={today} /> },
];

const questionColumns: readonly Column<Question>[] = [
  {
    key: 'wording',
    header: 'Question',
    cell: ({ wording, withdrawnOn }) =>
      withdrawnOn === null ? wording : `${wording} (not asked since ${longDate(withdrawnOn)})`,
  },
  { key: 'slug', header: 'Column of files', cell: ({ slug }) => slug },
  { key: 'kind', header: 'Answered with', cell: ({ kind }) => QUESTION_KINDS[kind] },
  {
    key: 'choices',
    header: 'Answers',
    cell: ({ choices }) =>
      choices
        .map(({ text, positive, exclusive }) =>
          [text, positive && '(positive)', exclusive && '(alone)'].filter(Boolean).join(' '),
        )
        .join('; '),
  },
];

export interface SurveyPageProps {
  readonly survey: WholeSurvey;
  readonly today: SurveyWave['startsOn'];
  readonly mayEdit: boolean;
  readonly mayCode: boolean;
}

/** One survey: its waves, what it asks, and what answers are told apart by. */
export function SurveyPage({ survey, today, mayEdit, mayCode }: SurveyPageProps) {
  const path = surveyPath(survey);
  const edit = (href: string, text: string) =>
    mayEdit ? (
      <Button href={`${path}/${href}`} kind="secondary">
        {text}
      </Button>
    ) : null;
  return (
    <>
      <PageHeading
        caption="Survey"
        heading={survey.title}
        lead={survey.about}
        actions={mayEdit ? <Button href={`${path}/waves/new`}>Plan a wave</Button> : null}
      />
      <SyntheticTag survey={survey} />
      <DataTable
        caption="Waves"
        columns={waveColumns(survey, today)}
        rows={survey.waves}
        rowKey={({ id }) => id}
        path={path}
        empty="Waves will stand here: when people were asked, how, and how many. Plan the first."
      />
      <DataTable
        caption="Questions"
        columns={questionColumns}
        rows={survey.questions}
        rowKey={({ slug }) => slug}
        path={path}
        empty="Questions will stand here in the words they are asked in. Where only printed figures are known, they stand as figures of indicators."
      />
      <ButtonGroup>
        {edit('questions/new', 'Add a question')}
        {edit('withdrawals/new', 'Stop asking a question')}
      </ButtonGroup>
      <h2 class="govuk-heading-m">What answers are told apart by</h2>
      {survey.groups.length === 0 ? (
        <p class="govuk-body">
          Places only. Add broad groups, such as age bands, before the first answers come.
        </p>
      ) : (
        <SummaryList
          rows={survey.groups.map(({ slug, title, choices }) => ({
            key: title,
            value: `${choices.map(({ text }) => text).join('; ')} (column ${slug})`,
          }))}
        />
      )}
      {edit('groups/new', 'Add a group')}
      <h2 class="govuk-heading-m">More of this survey</h2>
      <ul class="govuk-list">
        <li>
          <a class="govuk-link" href={`${path}/pairs`}>
            Before and after projects
          </a>
        </li>
        <li>
          <a class="govuk-link" href={`${path}/indicators`}>
            Indicators that its questions feed
          </a>
        </li>
        {mayCode ? (
          <li>
            <a class="govuk-link" href={`${path}/comments`}>
              Comments and their themes
            </a>
          </li>
        ) : null}
      </ul>
    </>
  );
}
