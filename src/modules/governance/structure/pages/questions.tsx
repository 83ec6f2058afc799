import { plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import {
  Button,
  DateInput,
  ErrorSummaryFor,
  Form,
  Select,
  SummaryList,
  Textarea,
} from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { MeetingLoad } from '../load.ts';
import type { Question, QuestionAnswer } from '../questions.ts';

const isLate = (one: Question, today: PlainDate): boolean => one.answeredOn === null && one.answerBy < today;

const standing = (one: Question, today: PlainDate) =>
  one.answeredOn !== null ? (
    <StatusTag tone="good">Answered</StatusTag>
  ) : isLate(one, today) ? (
    <StatusTag tone="bad">Overdue</StatusTag>
  ) : (
    <StatusTag tone="active">Waiting</StatusTag>
  );

/** The questions by which bodies called agencies to account. */
export function QuestionsPage(props: {
  readonly questions: readonly Question[];
  readonly today: PlainDate;
  readonly mayAsk: boolean;
}) {
  const late = props.questions.filter((one) => isLate(one, props.today)).length;
  return (
    <>
      <PageHeading
        heading="Agencies called to account"
        lead={late === 0 ? 'No answer is overdue.' : `${plural(late, 'answer is', 'answers are')} overdue.`}
        actions={props.mayAsk ? <Button href="/questions/new">Ask an agency</Button> : undefined}
      />
      <DataTable
        caption="Questions"
        captionHidden
        columns={[
          {
            key: 'asked',
            header: 'Question',
            cell: (one) => (
              <a class="govuk-link" href={`/questions/${one.id}`}>
                {one.asked}
              </a>
            ),
          },
          { key: 'body', header: 'Asked by', cell: ({ body }) => body },
          { key: 'agency', header: 'To', cell: ({ agency }) => agency },
          { key: 'stands', header: 'Stands', cell: (one) => standing(one, props.today) },
          { key: 'by', header: 'Answer by', cell: ({ answerBy }) => longDate(answerBy) },
        ]}
        rows={props.questions}
        rowKey={({ id }) => id}
        path="/questions"
        empty="Questions that a body puts to a partner agency will be listed here, with their answers. Ask the first one."
      />
    </>
  );
}

/** One question with its answers, and the form to answer it. */
export function QuestionPage(props: {
  readonly question: Question;
  readonly answers: readonly QuestionAnswer[];
  readonly today: PlainDate;
  readonly mayAnswer: boolean;
  readonly attempt: Attempt;
  readonly keys: { readonly csrf: string; readonly formId: string };
}) {
  const { question, answers, attempt } = props;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        caption={`The ${question.body} asks ${question.agency}`}
        heading={question.asked}
        lead={`Asked on ${longDate(question.askedOn)}; to be answered by ${longDate(question.answerBy)}.`}
      />
      <SummaryList
        rows={[
          { key: 'Stands', value: standing(question, props.today) },
          ...answers.map((one) => ({ key: longDate(one.answeredOn), value: one.answered })),
        ]}
      />
      {props.mayAnswer ? (
        <Form action={`/questions/${question.id}/answers`} {...props.keys}>
          <Textarea
            name="answered"
            label={answers.length === 0 ? 'Answer' : 'Add to the answer'}
            rows={5}
            value={textIn(attempt.values, 'answered')}
            error={attempt.errors.answered}
          />
          <Button preventDoubleClick>Answer</Button>
        </Form>
      ) : null}
    </>
  );
}

/** Calls an agency to account. */
export function QuestionForm(
  props: FormPageProps & { readonly bodies: readonly Choice[]; readonly agencies: readonly Choice[] },
) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props} submit="Ask">
      <Select
        {...field('bodyId')}
        label="Which body asks?"
        items={[{ value: '', text: 'Choose' }, ...props.bodies]}
      />
      <Select
        {...field('agencyId')}
        label="Which agency is to answer?"
        items={[{ value: '', text: 'Choose' }, ...props.agencies]}
      />
      <Textarea {...field('asked')} label="What is asked?" rows={4} />
      <DateInput
        name="answerBy"
        legend="By which day is an answer due?"
        values={datePartsOf(values, 'answerBy')}
        error={errors.answerBy}
      />
    </FormPage>
  );
}

const loadColumns = (who: string): readonly Column<MeetingLoad>[] => [
  { key: 'name', header: who, cell: ({ name }) => name },
  { key: 'sittings', header: 'Sittings', numeric: true, cell: ({ sittings }) => String(sittings) },
  { key: 'bodies', header: 'Bodies', numeric: true, cell: ({ bodies }) => String(bodies) },
  {
    key: 'hours',
    header: 'Hours',
    numeric: true,
    cell: ({ hours, unknown, sittings }) =>
      unknown === sittings
        ? 'Not known'
        : unknown === 0
          ? String(hours)
          : `${hours}, ${plural(unknown, 'sitting')} of no known length`,
  },
];

/** How many sittings ask for each agency and person in a period. */
export function LoadPage(props: {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly agencies: readonly MeetingLoad[];
  readonly people: readonly MeetingLoad[];
}) {
  const [most] = props.agencies;
  return (
    <>
      <PageHeading
        heading="Load of meetings"
        lead={`From ${longDate(props.from)} to ${longDate(props.to)}${most ? `, ${most.name} is asked to ${plural(most.sittings, 'sitting')}, more than any other.` : ' no sitting asks for anybody.'}`}
      />
      <DataTable
        caption="By agency"
        columns={loadColumns('Agency')}
        rows={props.agencies}
        rowKey={({ key }) => key}
        path="/structure/load"
        empty="The agencies with seats on bodies that sit in the period will be listed here. Add members to a body, or choose another period."
      />
      <DataTable
        caption="By person or post"
        columns={loadColumns('Person or post')}
        rows={props.people}
        rowKey={({ key }) => key}
        path="/structure/load"
        empty="The people and posts with seats on bodies that sit in the period will be listed here."
      />
      <form method="get" action="/structure/load" class="app-filter">
        <div class="app-filter__fields">
          <DateInput name="from" legend="From" values={parts(props.from)} />
          <DateInput name="to" legend="To" values={parts(props.to)} />
        </div>
        <div class="app-filter__actions">
          <button type="submit" class="govuk-button govuk-button--secondary app-button--small">
            Show that period
          </button>
        </div>
      </form>
    </>
  );
}

const parts = (date: PlainDate) =>
  datePartsOf(
    {
      'x-day': String(Number(date.slice(8))),
      'x-month': String(Number(date.slice(5, 7))),
      'x-year': date.slice(0, 4),
    },
    'x',
  );
