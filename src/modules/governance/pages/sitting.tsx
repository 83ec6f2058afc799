import type { PlainDate } from '../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../platform/http/form.ts';
import { FormPage, type FormPageProps } from '../../../ui/forms/form-page.tsx';
import {
  Button,
  ButtonGroup,
  DateInput,
  ErrorSummaryFor,
  Form,
  Radios,
  Select,
  SummaryList,
  Textarea,
  TextInput,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { BODY_KINDS, NEXT_STATUS } from '../kinds.ts';
import { dayOfSitting, type Sitting } from '../queries.ts';
import { SittingTag } from './bodies.tsx';

export interface SittingPageProps {
  readonly sitting: Sitting;
  readonly today: PlainDate;
  readonly mayEdit: boolean;
  readonly errors: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly csrf: string;
  readonly formId: string;
}

const ACT: Readonly<Record<Sitting['status'], string>> = {
  held: 'It was held',
  cancelled: 'It was cancelled',
  planned: 'It is planned after all',
  inquorate: 'It sat without a quorum',
  adjourned: 'It was adjourned',
};

/** One sitting: when, what kind, and what became of it. */
export function SittingPage(props: SittingPageProps) {
  const { sitting, today, errors, values } = props;
  const path = `/bodies/${sitting.bodySlug}/sittings/${sitting.id}`;
  const next = NEXT_STATUS[sitting.status];
  return (
    <>
      <ErrorSummaryFor errors={errors} />
      <PageHeading caption={sitting.body} heading={dayOfSitting(sitting)} lead={sitting.note ?? undefined} />
      <SummaryList
        rows={[
          { key: 'Status', value: <SittingTag sitting={sitting} today={today} /> },
          { key: 'Kind', value: sitting.kind === 'ordinary' ? 'Ordinary' : 'Extraordinary' },
          sitting.precision === 'month' && { key: 'Day', value: 'Not known, only the month' },
          sitting.reason !== null && { key: 'Why', value: sitting.reason },
          sitting.source !== null && { key: 'Source', value: sitting.source },
        ]}
      />
      {props.mayEdit && next.length > 0 ? (
        <Form action={`${path}/outcome`} csrf={props.csrf} formId={props.formId}>
          <Radios
            name="outcome"
            legend="What became of it?"
            legendSize="m"
            items={next.map((status) => ({ value: status, text: ACT[status] }))}
            value={textIn(values, 'outcome')}
            error={errors.outcome}
          />
          <Textarea
            name="reason"
            label="Why? (needed when it was cancelled)"
            rows={2}
            value={textIn(values, 'reason')}
            error={errors.reason}
          />
          <ButtonGroup>
            <Button preventDoubleClick>Record</Button>
            {sitting.status === 'planned' ? (
              <a class="govuk-link" href={`${path}/day`}>
                Move it to another day
              </a>
            ) : null}
          </ButtonGroup>
        </Form>
      ) : null}
    </>
  );
}

const DAY_HINT = 'Leave the day empty where only the month is known';

/** Adds a sitting to a body. */
export function SittingForm(props: FormPageProps) {
  const { values, errors } = props;
  return (
    <FormPage {...props}>
      <DateInput
        name="day"
        legend="When does it sit?"
        hint={DAY_HINT}
        values={datePartsOf(values, 'day')}
        error={errors.day}
      />
      <Radios
        name="kind"
        legend="What kind of sitting is it?"
        inline
        value={textIn(values, 'kind')}
        error={errors.kind}
        items={[
          { value: 'ordinary', text: 'Ordinary' },
          { value: 'extraordinary', text: 'Extraordinary' },
        ]}
      />
      <Textarea
        name="note"
        label="Note (optional)"
        rows={2}
        value={textIn(values, 'note')}
        error={errors.note}
      />
    </FormPage>
  );
}

/** Moves a planned sitting. */
export function MoveForm(props: FormPageProps) {
  return (
    <FormPage {...props} submit="Move the sitting">
      <DateInput
        name="day"
        legend="When does it sit now?"
        hint={DAY_HINT}
        values={datePartsOf(props.values, 'day')}
        error={props.errors.day}
      />
    </FormPage>
  );
}

interface Choice {
  readonly value: string;
  readonly text: string;
}

/** Adds or changes a body. */
export function BodyForm(props: FormPageProps & { readonly agencies: readonly Choice[] }) {
  const { values, errors } = props;
  const field = (name: string) => ({ name, value: textIn(values, name), error: errors[name] });
  const date = (name: string) => ({ name, values: datePartsOf(values, name), error: errors[name] });
  return (
    <FormPage {...props}>
      <TextInput {...field('name')} label="Name" />
      <Select
        {...field('kind')}
        label="Kind"
        items={[
          { value: '', text: 'Choose' },
          ...Object.entries(BODY_KINDS).map(([value, text]) => ({ value, text })),
        ]}
      />
      <Select
        {...field('agencyId')}
        label="Whose body is it?"
        items={[{ value: '', text: 'The partnership’s' }, ...props.agencies]}
      />
      <Textarea {...field('purpose')} label="What is it for? (optional)" rows={3} />
      <DateInput {...date('startsOn')} legend="Since when does it exist? (optional)" />
      <DateInput {...date('endsOn')} legend="What was its last day? (optional)" />
      <Textarea {...field('note')} label="Note (optional)" rows={2} />
    </FormPage>
  );
}

/** Ends a reporting line on a day. */
export function LineEndingForm(props: FormPageProps) {
  return (
    <FormPage {...props}>
      <DateInput
        name="endsOn"
        legend="On which day did it last answer there?"
        values={datePartsOf(props.values, 'endsOn')}
        error={props.errors.endsOn}
      />
    </FormPage>
  );
}

/** Records to whom a body answers. */
export function ReportingLineForm(props: FormPageProps & { readonly bodies: readonly Choice[] }) {
  const { values, errors } = props;
  return (
    <FormPage {...props}>
      <Select
        name="reportsTo"
        label="To which body does it answer?"
        value={textIn(values, 'reportsTo')}
        error={errors.reportsTo}
        items={[{ value: '', text: 'Choose' }, ...props.bodies]}
      />
      <DateInput
        name="startsOn"
        legend="Since when? (optional)"
        values={datePartsOf(values, 'startsOn')}
        error={errors.startsOn}
      />
      <TextInput
        name="note"
        label="Note (optional)"
        hint="Such as each quarter"
        value={textIn(values, 'note')}
      />
    </FormPage>
  );
}
