import { monthAndYear, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import { LineChart } from '../../../ui/charts/index.ts';
import { type Document, DocumentView } from '../../../ui/document/index.ts';
import { type Choice, ChooseField, WordsField } from '../../../ui/forms/fields.tsx';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import type { Keys } from '../../../ui/forms/typed.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import type { MonthGrade } from './grade.ts';
import { gradeInWords } from './report.ts';

/** `2012-12` */
export const monthKey = (month: PlainDate): string => month.slice(0, 7);

const columns: readonly Column<MonthGrade>[] = [
  {
    key: 'month',
    header: 'Month',
    cell: ({ month }) => (
      <a class="govuk-link" href={`/tension/months/${monthKey(month)}`}>
        {monthAndYear(month)}
      </a>
    ),
    csv: ({ month }) => monthKey(month),
  },
  { key: 'grade', header: 'Grade', cell: (grade) => gradeInWords(grade) },
  { key: 'reason', header: 'Why', cell: ({ reason }) => reason },
  { key: 'by', header: 'Graded by', cell: ({ by }) => by },
];

/** How tense each month was over all, and the way to its reports. */
export function MonthsPage({
  grades,
  thisMonth,
}: {
  readonly grades: readonly MonthGrade[];
  readonly thisMonth: PlainDate;
}) {
  const oldestFirst = grades.toReversed();
  const [latest] = grades;
  return (
    <>
      <PageHeading
        heading="Tension month by month"
        lead={
          latest
            ? `${monthAndYear(latest.month)}: ${gradeInWords(latest)}.`
            : 'No month has been graded yet. The tension group grades each month.'
        }
      />
      {grades.length > 2 && latest ? (
        <LineChart
          id="tension-grades"
          headline={`Tension in ${monthAndYear(latest.month)}: ${latest.levelName}`}
          subtitle="Overall grade of each month, by the tension group"
          source="Grades of the tension group"
          periods={oldestFirst.map(({ month }) => monthAndYear(month))}
          series={[
            {
              name: 'Overall grade',
              points: oldestFirst.map(({ month, level }) => ({ period: monthAndYear(month), value: level })),
            },
          ]}
          unit={{ kind: 'number' }}
        />
      ) : null}
      <DataTable
        caption="Months"
        captionHidden
        columns={columns}
        rows={grades}
        rowKey={({ id }) => id}
        path="/tension/months"
        empty="The grade of each month will stand here, with its reason and its reports."
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`/tension/months/${monthKey(thisMonth)}`}>
          {`The report of ${monthAndYear(thisMonth)} as it stands`}
        </a>
      </p>
    </>
  );
}

/** A report of a month as a page, with its files and its version for others. */
export function ReportPage({
  document,
  path,
  other,
}: {
  readonly document: Document;
  readonly path: string;
  readonly other: { readonly href: string; readonly text: string };
}) {
  return (
    <>
      <p class="govuk-body">
        <a class="govuk-link" href={`${path}.pdf`}>
          Download as PDF
        </a>
        {', '}
        <a class="govuk-link" href={`${path}.docx`}>
          as a Word document
        </a>
        {', '}
        <a class="govuk-link" href={other.href}>
          {other.text}
        </a>
      </p>
      <DocumentView document={document} />
    </>
  );
}

/** How tense a month was over all, and why. */
export function GradeForm(props: {
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly months: readonly Choice[];
  readonly levels: readonly Choice[];
}) {
  const { attempt, keys } = props;
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading="Grade a month"
      lead="A month that is graded again keeps its earlier grades. A rise is a warning to the boards."
      action="/tension/grade"
      back="/tension"
      submit="Give this grade"
    >
      <ChooseField name="month" label="Which month?" choices={props.months} attempt={attempt} />
      <ChooseField name="level" label="How tense was it overall?" choices={props.levels} attempt={attempt} />
      <WordsField
        name="reason"
        label="Why this grade?"
        hint="All members read this: write nothing that only the tension group may know."
        attempt={attempt}
      />
      <WordsField
        name="forumSays"
        label="What are forums told?"
        hint="May be left empty: they are told the grade then."
        rows={3}
        attempt={attempt}
      />
    </FormPage>
  );
}
