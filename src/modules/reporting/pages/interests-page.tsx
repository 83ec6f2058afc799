import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  DateInput,
  ErrorSummaryFor,
  Form,
  Select,
  Textarea,
  TextInput,
} from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import type { Interest } from '../model.ts';
import type { ReportRow } from '../queries.ts';
import type { Template } from '../template.ts';
import { ReportNav, titleAsAt, typed } from './parts.tsx';

export interface InterestsView {
  readonly report: ReportRow;
  readonly template: Template;
  readonly interests: readonly Interest[];
  readonly mayEdit: boolean;
  readonly today: PlainDate;
  readonly keys: Keys;
  readonly again?: Typed | undefined;
}

/** The fields of a request's own answer carry its id. */
const targetsOf = (again: Typed | undefined): Readonly<Record<string, string>> => {
  const interest = again?.values.interest;
  return typeof interest === 'string'
    ? { reason: `reason-${interest}`, sectionKey: `section-${interest}` }
    : { askedOn: 'askedOn-day' };
};

/** What was asked, and where this report answers it. */
export function InterestsPage(view: InterestsView) {
  const { report, interests, again } = view;
  const open = interests.filter((interest) => !interest.answer).length;
  return (
    <>
      <ErrorSummaryFor errors={again?.errors} targets={targetsOf(again)} />
      <PageHeading
        caption={titleAsAt(report)}
        heading="Areas of interest"
        lead={
          open === 0
            ? 'Every request is answered in this report.'
            : 'This report has to answer each request, or say why not, before it can be approved.'
        }
      />
      <ReportNav id={report.id} current="/interests" />
      {interests.length === 0 ? (
        <p class="govuk-body">
          Nobody has asked to hear more. Record below what Cabinet asks for; the next report has to answer it.
        </p>
      ) : (
        interests.map((interest) => <InterestCard {...view} interest={interest} />)
      )}
      {view.mayEdit ? <NewInterest {...view} /> : null}
    </>
  );
}

function InterestCard({
  interest,
  report,
  template,
  mayEdit,
  keys,
  again,
}: InterestsView & { readonly interest: Interest }) {
  const { answer } = interest;
  const mine = again?.values.interest === interest.id ? again : undefined;
  const section = template.sections.find((one) => one.key === answer?.sectionKey);
  return (
    <section aria-label={interest.words}>
      <h2 class="govuk-heading-s">
        {interest.words}{' '}
        {answer ? <StatusTag tone="good">Answered</StatusTag> : <StatusTag tone="bad">Unanswered</StatusTag>}
      </h2>
      <p class="govuk-body">
        {interest.askedBy}, {longDate(interest.askedOn)}
        {interest.source ? `. Source: ${interest.source}` : ''}
      </p>
      {answer ? (
        <p class="govuk-body">
          {section ? (
            <>
              Answered in{' '}
              <a class="govuk-link" href={`/reports/${report.id}#section-${section.key}`}>
                {section.title}
              </a>
              .
            </>
          ) : (
            `Not answered: ${answer.reason}`
          )}
        </p>
      ) : null}
      {mayEdit && report.state === 'draft' ? (
        <Form
          action={`/reports/${report.id}/interests/${interest.id}`}
          csrf={keys.csrf}
          formId={`${keys.formId}-${interest.id.slice(-6)}`}
          revision={answer?.revision ?? 0}
        >
          <input type="hidden" name="interest" value={interest.id} />
          <Select
            name="sectionKey"
            id={`section-${interest.id}`}
            label="Answered in"
            error={mine?.errors.sectionKey}
            value={typed(mine, 'sectionKey', answer?.sectionKey ?? '')}
            items={[
              { value: '', text: 'Not in this report' },
              ...template.sections.map((one) => ({ value: one.key, text: one.title })),
            ]}
          />
          <Textarea
            name="reason"
            id={`reason-${interest.id}`}
            label="If not in this report, why not?"
            error={mine?.errors.reason}
            rows={2}
            value={typed(mine, 'reason', answer?.reason ?? '')}
          />
          <Button kind="secondary">Save this answer</Button>
        </Form>
      ) : null}
    </section>
  );
}

function NewInterest({ report, keys, again, today }: InterestsView) {
  const mine = again && again.values.interest === undefined ? again : undefined;
  const errors = mine?.errors ?? {};
  return (
    <section aria-labelledby="new-interest">
      <h2 class="govuk-heading-m" id="new-interest">
        Record a request
      </h2>
      <Form action={`/reports/${report.id}/interests`} {...keys}>
        <TextInput
          name="askedBy"
          label="Who asked?"
          error={errors.askedBy}
          value={typed(mine, 'askedBy', 'Cabinet')}
          width={20}
        />
        <DateInput
          name="askedOn"
          legend="When?"
          legendSize="s"
          error={errors.askedOn}
          values={{
            day: typed(mine, 'askedOn-day', ''),
            month: typed(mine, 'askedOn-month', ''),
            year: typed(mine, 'askedOn-year', today.slice(0, 4)),
          }}
        />
        <Textarea
          name="words"
          label="What do they want to hear more about?"
          error={errors.words}
          rows={3}
          value={typed(mine, 'words', '')}
        />
        <Button>Record request</Button>
      </Form>
    </section>
  );
}
