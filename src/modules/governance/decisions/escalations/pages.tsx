import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { FormPage, type FormPageProps } from '../../../../ui/forms/form-page.tsx';
import {
  Button,
  DateInput,
  ErrorSummaryFor,
  Form,
  Radios,
  Select,
  SummaryList,
  Textarea,
  TextInput,
} from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, type TableQuery } from '../../../../ui/table/index.ts';
import { TRIGGERS, type Trigger } from '../../terms/words.ts';
import type { Named } from '../subjects.ts';
import type { Escalation } from './queries.ts';
import { ANSWER_NAMES, ANSWERS, ESCALATION_STATES, type EscalationState } from './words.ts';

const TONES: Readonly<Record<EscalationState, Tone>> = { open: 'active', overdue: 'bad', answered: 'good' };

const Tag = ({ state }: { readonly state: EscalationState }) => (
  <StatusTag tone={TONES[state]}>{ESCALATION_STATES[state]}</StatusTag>
);

const whoRaised = ({ raisedBy, rule, fromBody }: Escalation): string =>
  raisedBy === 'rule'
    ? `By rule of the ${fromBody ?? 'partnership'}: ${(TRIGGERS[rule as Trigger] ?? rule ?? '').toLowerCase()}`
    : fromBody
      ? `From the ${fromBody}`
      : 'By a member';

export const ESCALATION_COLUMNS: readonly Column<Escalation>[] = [
  {
    key: 'title',
    header: 'Problem',
    cell: (row) => (
      <a class="govuk-link" href={`/escalations/${row.id}`}>
        {row.title}
      </a>
    ),
    csv: (row) => row.title,
  },
  { key: 'to', header: 'For', cell: (row) => row.toBody },
  { key: 'from', header: 'Raised', cell: (row) => `${longDate(row.raisedOn)}. ${whoRaised(row)}` },
  { key: 'by', header: 'Answer by', cell: (row) => longDate(row.answerBy), csv: (row) => row.answerBy },
  { key: 'state', header: 'State', cell: (row) => <Tag state={row.state} />, csv: (row) => row.state },
];

/** Every escalation, the unanswered ones first. */
export function EscalationsPage(view: {
  readonly escalations: readonly Escalation[];
  readonly query: TableQuery;
  readonly mayRaise: boolean;
}) {
  const open = view.escalations.filter(({ state }) => state !== 'answered');
  const overdue = open.filter(({ state }) => state === 'overdue').length;
  return (
    <>
      <PageHeading
        heading="Escalations"
        lead={
          open.length === 0
            ? 'No problem waits for an answer.'
            : `${plural(open.length, 'problem')} ${open.length === 1 ? 'waits' : 'wait'} for an answer${overdue > 0 ? `; ${overdue} overdue` : ''}.`
        }
        actions={view.mayRaise ? <Button href="/escalations/new">Raise a problem</Button> : undefined}
      />
      <DataTable
        caption="Escalations"
        captionHidden
        columns={ESCALATION_COLUMNS}
        rows={view.escalations}
        rowKey={(row) => row.id}
        path="/escalations"
        query={view.query}
        empty="Problems that could not be settled where they arose will be here, with the body that has to answer and by when. Anybody with leave can raise one; rules in the terms of reference raise others by themselves."
      />
    </>
  );
}

export interface EscalationView extends Pick<FormPageProps, 'csrf' | 'formId' | 'values' | 'errors'> {
  readonly escalation: Escalation;
  readonly subject: Named | undefined;
  readonly mayAnswer: boolean;
}

/** One escalation: what the problem is, who has to answer by when, and the answer. */
export function EscalationPage(view: EscalationView) {
  const { escalation, subject, values, errors } = view;
  return (
    <>
      <ErrorSummaryFor errors={errors} targets={{ answeredOn: 'answeredOn-day' }} />
      <PageHeading
        caption={`Raised to the ${escalation.toBody}`}
        heading={escalation.title}
        lead={
          escalation.state === 'answered'
            ? 'It is answered.'
            : `The ${escalation.toBody} has until ${longDate(escalation.answerBy)} to answer.`
        }
      />
      <SummaryList
        rows={[
          { key: 'State', value: <Tag state={escalation.state} /> },
          { key: 'Problem', value: escalation.says },
          subject && {
            key: 'About',
            value: (
              <a class="govuk-link" href={subject.path}>
                {subject.title}
              </a>
            ),
          },
          { key: 'Raised', value: `${longDate(escalation.raisedOn)}. ${whoRaised(escalation)}` },
          { key: 'Answer by', value: longDate(escalation.answerBy) },
          escalation.answeredOn !== null &&
            escalation.outcome !== null && {
              key: 'Answer',
              value: `${longDate(escalation.answeredOn)}. ${ANSWERS[escalation.outcome]}: ${escalation.answer}`,
            },
        ]}
      />
      {view.mayAnswer && escalation.state !== 'answered' ? (
        <Form action={`/escalations/${escalation.id}/answer`} csrf={view.csrf} formId={view.formId}>
          <h2 class="govuk-heading-m">Record the answer</h2>
          <Textarea
            name="says"
            label="What does the body answer?"
            rows={3}
            value={textIn(values, 'says')}
            error={errors.says}
          />
          <Radios
            name="outcome"
            legend="What follows?"
            items={ANSWER_NAMES.map((value) => ({ value, text: ANSWERS[value] }))}
            value={textIn(values, 'outcome')}
            error={errors.outcome}
          />
          <DateInput
            name="answeredOn"
            legend="When did it answer?"
            values={datePartsOf(values, 'answeredOn')}
            error={errors.answeredOn}
          />
          <Button preventDoubleClick>Record the answer</Button>
        </Form>
      ) : null}
    </>
  );
}

/** Raises a problem. */
export function EscalationForm(props: FormPageProps & { readonly bodies: readonly Choice[] }) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  return (
    <FormPage {...props} submit="Raise it">
      <input type="hidden" name="subject" value={textIn(values, 'subject')} />
      <TextInput {...field('title')} label="What is it about?" />
      <Textarea {...field('says')} label="What is the problem, and what was tried?" rows={4} />
      <Select
        {...field('fromBody')}
        label="At which body did it arise?"
        hint="Its terms of reference say where it goes and how long there is to answer"
        items={[{ value: '', text: 'At none' }, ...props.bodies]}
      />
      <Select
        {...field('toBody')}
        label="Which body is asked? (where no terms say)"
        items={[{ value: '', text: 'As the terms say' }, ...props.bodies]}
      />
      <DateInput
        name="answerOn"
        legend="By when is an answer needed? (where no terms say)"
        values={datePartsOf(values, 'answerOn')}
        error={errors.answerOn}
      />
    </FormPage>
  );
}
