import { BarChart } from '../../../../ui/charts/index.ts';
import { Button, Select } from '../../../../ui/govuk/index.ts';
import { StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { Change } from '../change.ts';
import { MEAN, POSITIVE, splitChoices } from '../count.ts';
import type { SurveyFigure } from '../figures.ts';
import { labelOf, type QuestionResult, type ResultRow, type SplitRow } from '../results.ts';
import type { SurveyWave, WholeSurvey } from '../types.ts';
import { sayFigure, sayLimits } from '../words.ts';
import { wavePath } from './list.tsx';

const VERDICTS: Readonly<Record<Change['verdict'], { tone: Tone; words: string }>> = {
  higher: { tone: 'active', words: 'Significantly higher' },
  lower: { tone: 'active', words: 'Significantly lower' },
  similar: { tone: 'neutral', words: 'No real change' },
  'cannot-tell': { tone: 'unknown', words: 'Cannot tell' },
};

/** A change in words with its limits. */
export const ChangeCell = ({ change }: { readonly change: Change }) => (
  <>
    <StatusTag tone={VERDICTS[change.verdict].tone}>{VERDICTS[change.verdict].words}</StatusTag>{' '}
    {change.text.replace(/^[^:]+: /, '')}
  </>
);

const columns = (before: SurveyWave | undefined): readonly Column<ResultRow>[] => [
  { key: 'answer', header: 'Answer', cell: ({ label }) => label },
  { key: 'value', header: 'Share', numeric: true, cell: ({ figure }) => sayFigure(figure) },
  { key: 'limits', header: '95% limits', numeric: true, cell: ({ figure }) => sayLimits(figure) },
  {
    key: 'people',
    header: 'People',
    numeric: true,
    cell: ({ figure }) => figure.people?.toLocaleString('en-GB') ?? 'Hidden',
  },
  ...(before
    ? [
        {
          key: 'change',
          header: `Against ${before.title}`,
          cell: ({ change }: ResultRow) => <ChangeCell change={change} />,
        },
      ]
    : []),
];

const splitColumns = (question: QuestionResult['question'], split: string): readonly Column<SplitRow>[] => [
  { key: 'part', header: split === 'place' ? 'Place' : 'Group', cell: ({ label }) => label },
  {
    key: 'answered',
    header: 'Answered',
    numeric: true,
    cell: ({ figures }) => {
      const [first] = figures.values();
      return first?.answered?.toLocaleString('en-GB') ?? 'Hidden';
    },
  },
  ...[
    ...splitChoices(question),
    ...(question.kind === 'number' || question.kind === 'scale' ? [MEAN] : []),
  ].map(
    (choice): Column<SplitRow> => ({
      key: choice,
      header: labelOf(question, choice),
      numeric: true,
      cell: ({ figures }) => inTable(figures.get(choice)),
    }),
  ),
];

const inTable = (figure: SurveyFigure | undefined): string =>
  !figure || figure.value === null ? 'Hidden' : `${sayFigure(figure)} (${sayLimits(figure)})`;

/** Chooses whether figures are shown by place or by a group. */
export function SplitChoice(props: {
  readonly survey: WholeSurvey;
  readonly path: string;
  readonly split: string;
}) {
  return (
    <form method="get" action={props.path} class="app-filter" aria-label="Show the figures by place or group">
      <div class="app-filter__fields">
        <Select
          name="by"
          label="Show the figures"
          items={[
            { value: '', text: 'Of all who answered' },
            { value: 'place', text: 'By place' },
            ...props.survey.groups.map(({ slug, title }) => ({
              value: slug,
              text: `By ${title.toLowerCase()}`,
            })),
          ]}
          value={props.split}
        />
      </div>
      <div class="app-filter__actions">
        <Button kind="secondary">Show</Button>
      </div>
    </form>
  );
}

/** What was answered to one question: picture and table of all, or the table by place or group. */
export function QuestionResults(props: {
  readonly result: QuestionResult;
  readonly before: SurveyWave | undefined;
  readonly split: string;
  readonly rows: readonly SplitRow[];
  readonly survey: WholeSurvey;
  readonly wave: SurveyWave;
}) {
  const { result, before, split, rows, survey, wave } = props;
  const { question, answered, effective } = result;
  const path = wavePath(survey, wave);
  const sample =
    Math.round(effective) === answered
      ? `${answered.toLocaleString('en-GB')} answered`
      : `${answered.toLocaleString('en-GB')} answered; weighted, they tell as much as ${Math.round(effective).toLocaleString('en-GB')}`;
  const shares = result.rows.filter(({ figure }) => figure.choice !== MEAN && figure.choice !== POSITIVE);
  if (split !== '')
    return (
      <>
        <DataTable
          caption={question.wording}
          columns={splitColumns(question, split)}
          rows={rows}
          rowKey={({ part }) => part || 'not-stated'}
          path={path}
          empty="All who answered belong to one group: see the figures of all."
        />
        <p class="govuk-hint">
          {sample}. A place or group of fewer than ten is hidden, counts of one to four within the others too,
          and as many more as it takes that none can be worked out.
        </p>
      </>
    );
  return (
    <>
      {shares.length > 0 ? (
        <BarChart
          id={`q-${question.slug}`}
          headline={question.wording}
          subtitle={`Share of those who answered, ${wave.title}`}
          source={`${survey.title}${survey.synthetic ? ' (synthetic)' : ''}, ${sample}`}
          of="Answer"
          unit={{ kind: 'percent' }}
          bars={shares.map(({ label, figure }) => ({ label, value: figure.value }))}
        />
      ) : null}
      <DataTable
        caption={shares.length > 0 ? `Figures: ${question.wording}` : question.wording}
        columns={columns(before)}
        rows={result.rows}
        rowKey={({ figure }) => figure.choice}
        path={path}
        empty="Nobody answered."
        headingLevel={shares.length > 0 ? 3 : 2}
      />
    </>
  );
}
