import { longDate } from '../../../../kernel/plain-date.ts';
import { Button, Tag } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import { isOpenToAll, type Survey, type SurveyWave } from '../types.ts';

export const SURVEYS = '/surveys';
export const surveyPath = ({ slug }: { slug: string }): string => `${SURVEYS}/${slug}`;
export const wavePath = (survey: { slug: string }, wave: { slug: string }): string =>
  `${surveyPath(survey)}/waves/${wave.slug}`;
export const publicPath = ({ slug }: { slug: string }): string => `/have-your-say/${slug}`;

type Today = SurveyWave['startsOn'];

/** Where a wave stands, in words with a shape. */
export function WaveState({ wave, today }: { readonly wave: SurveyWave; readonly today: Today }) {
  if (wave.published) return <StatusTag tone="good">Published</StatusTag>;
  if (wave.closed) return <StatusTag tone="good">Counted</StatusTag>;
  if (isOpenToAll(wave, today)) return <StatusTag tone="active">Open to all</StatusTag>;
  if (wave.sampleSize === null && wave.endsOn < today && !wave.opened)
    return <StatusTag tone="unknown">Sample not known</StatusTag>;
  return <StatusTag tone="neutral">Not counted yet</StatusTag>;
}

/** Says of a survey whose answers are invented that they are. */
export const SyntheticTag = ({ survey }: { readonly survey: Pick<Survey, 'synthetic'> }) =>
  survey.synthetic ? (
    <p class="govuk-body">
      <Tag class="govuk-tag--purple">Synthetic</Tag> The answers of this survey are invented.
    </p>
  ) : null;

interface Row {
  readonly survey: Survey;
  readonly waves: readonly SurveyWave[];
}

const columns = (today: Today): readonly Column<Row>[] => [
  {
    key: 'title',
    header: 'Survey',
    cell: ({ survey }) => (
      <a class="govuk-link" href={surveyPath(survey)}>
        {survey.title}
      </a>
    ),
  },
  { key: 'waves', header: 'Waves', numeric: true, cell: ({ waves }) => waves.length },
  {
    key: 'latest',
    header: 'Latest wave',
    cell: ({ survey, waves }) =>
      waves[0] ? (
        <a class="govuk-link" href={wavePath(survey, waves[0])}>
          {waves[0].title}
        </a>
      ) : (
        'None yet'
      ),
  },
  { key: 'ends', header: 'Asked until', cell: ({ waves }) => (waves[0] ? longDate(waves[0].endsOn) : '') },
  {
    key: 'state',
    header: 'It is',
    cell: ({ waves }) => (waves[0] ? <WaveState wave={waves[0]} today={today} /> : ''),
  },
];

/** What is asked of residents, and what the last wave of each is worth. */
export function SurveysPage(props: {
  readonly rows: readonly Row[];
  readonly today: Today;
  readonly mayEdit: boolean;
}) {
  const open = props.rows.flatMap(({ waves }) => waves.filter((wave) => isOpenToAll(wave, props.today)));
  return (
    <>
      <PageHeading
        heading="Surveys"
        lead={
          open.length === 0
            ? 'What residents were asked, wave by wave. None is open to the public today.'
            : `What residents were asked, wave by wave. ${open.length === 1 ? 'One is' : `${open.length} are`} open to the public today.`
        }
        actions={props.mayEdit ? <Button href={`${SURVEYS}/new`}>Define a survey</Button> : null}
      />
      <DataTable
        caption="Surveys"
        captionHidden
        columns={columns(props.today)}
        rows={props.rows}
        rowKey={({ survey }) => survey.id}
        path={SURVEYS}
        empty="Surveys will stand here with their waves: what was asked, of how many, and what changed. Start by defining one."
      />
    </>
  );
}
