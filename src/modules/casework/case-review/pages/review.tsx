import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { type Choice, ChooseField, DayField, PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { SealedForm } from '../../../../ui/forms/sealed-form.tsx';
import { ErrorSummaryFor, Radios, SummaryList, Textarea } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { Recommendation, ReviewView } from '../queries.ts';
import { NEXT, STEPS } from '../states.ts';
import { VERDICTS } from '../threshold.ts';

export interface ReviewPageView {
  readonly review: ReviewView;
  readonly agencies: readonly Choice[];
  readonly mayHandle: boolean;
  readonly attempt: Attempt;
  readonly csrf: string;
  readonly formId: string;
}

type Judged = ReviewView['threshold']['complaints'][number];

const COMPLAINTS: readonly Column<Judged>[] = [
  { key: 'behaviour', header: 'It happened', cell: (row) => longDate(row.behaviourOn) },
  { key: 'complained', header: 'Complained', cell: (row) => longDate(row.complainedOn) },
  {
    key: 'to',
    header: 'To',
    cell: (row) =>
      row.concernId === null ? (
        row.to
      ) : (
        <a class="govuk-link" href={`/casework/concerns/${row.concernId}`}>
          {row.to}
        </a>
      ),
  },
  {
    key: 'counts',
    header: 'Counts?',
    cell: (row) => (
      <StatusTag tone={row.verdict === 'qualifies' ? 'good' : 'neutral'}>{VERDICTS[row.verdict]}</StatusTag>
    ),
  },
];

/** One case review: where it stands, the threshold as computed, the panel, what it recommends, and the next step. */
export function ReviewPage(view: ReviewPageView) {
  const { review, attempt } = view;
  const { met, qualifying, needed } = review.threshold;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} targets={{ dueOn: 'dueOn-day' }} />
      <PageHeading
        caption={`Case review ${review.code}`}
        heading={STEPS[review.step]}
        lead={`${qualifying} of ${needed} qualifying complaints: the threshold is ${met ? 'met' : 'not met'}.${
          review.dueOn ? ` The next step is due by ${longDate(review.dueOn)}.` : ''
        }`}
      />
      <SummaryList
        rows={[
          { key: 'Victim', value: review.victim },
          review.applicant === 'representative' && {
            key: 'Asked for by',
            value: review.representative ?? 'Disposed of',
          },
          {
            key: 'Applied',
            value: `${longDate(review.appliedOn)}${review.byPublicForm ? ', on the public form' : ''}`,
          },
          { key: 'What has been happening', value: review.story ?? 'Disposed of' },
          { key: 'Panel', value: review.panel.map(({ agency }) => agency).join(', ') },
        ]}
      />
      <DataTable
        caption="Complaints"
        columns={COMPLAINTS}
        rows={review.threshold.complaints}
        rowKey={(row) => row.id}
        path={`/casework/case-reviews/${review.id}`}
        empty="No complaint is known: neither the application nor any agency's concerns name one."
      />
      {review.hiddenComplaints === 0 ? null : (
        <p class="govuk-body">
          {review.hiddenComplaints === 1
            ? 'One more complaint is counted. It is restricted, and its days are not shown to you.'
            : `${review.hiddenComplaints} more complaints are counted. They are restricted, and their days are not shown to you.`}
        </p>
      )}
      <Steps {...view} />
      <Recommendations {...view} />
      {view.mayHandle ? <Handling {...view} /> : null}
    </>
  );
}

const Steps = ({ review }: ReviewPageView) => (
  <>
    <h2 class="govuk-heading-m">What was done</h2>
    <ol class="govuk-list govuk-list--number">
      {review.steps.map((one) => (
        <li key={`${one.on} ${one.step}`}>
          {longDate(one.on)}: {STEPS[one.step]}. {one.says ?? ''}
        </li>
      ))}
    </ol>
  </>
);

const ANSWERED: Readonly<Record<Recommendation['answer'], string>> = {
  awaited: 'waits for an answer',
  accepted: 'accepted',
  refused: 'refused',
  'carried-out': 'carried out',
};

function Recommendations(view: ReviewPageView) {
  const { review } = view;
  if (review.recommendations.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">{plural(review.recommendations.length, 'recommendation')}</h2>
      {review.recommendations.map((one) => (
        <div key={one.id} class="govuk-inset-text">
          <p class="govuk-body">
            To {one.agency}, by {longDate(one.dueOn)}: {one.says ?? 'Disposed of.'} It{' '}
            {one.answer === 'awaited' ? '' : 'was '}
            {ANSWERED[one.answer]}. {one.reason ?? ''}
          </p>
          {one.own && (one.answer === 'awaited' || one.answer === 'accepted') ? (
            <SealedForm
              action={`/casework/case-reviews/recommendations/${one.id}`}
              csrf={view.csrf}
              formId={`${view.formId}-${one.id.slice(-6)}`}
              submit="Answer"
              secondary
            >
              <Radios
                name="answer"
                id={`answer-${one.id}`}
                legend="Your agency’s answer"
                legendSize="s"
                items={[
                  { value: 'accepted', text: 'Accepted' },
                  { value: 'carried-out', text: 'Carried out' },
                  { value: 'refused', text: 'Not carried out, because' },
                ]}
              />
              <Textarea name="reason" id={`reason-${one.id}`} label="Why, or what was done" rows={2} />
            </SealedForm>
          ) : null}
        </div>
      ))}
    </>
  );
}

function Handling(view: ReviewPageView) {
  const { review, attempt, csrf, formId } = view;
  const base = `/casework/case-reviews/${review.id}`;
  const next = NEXT[review.step];
  return (
    <>
      {next.length > 0 ? (
        <section aria-labelledby="next">
          <h2 class="govuk-heading-m" id="next">
            Next step
          </h2>
          <SealedForm action={`${base}/steps`} csrf={csrf} formId={formId} submit="Record step">
            <PickField
              name="step"
              label="Which?"
              choices={next.map((value) => ({ value, text: STEPS[value] }))}
              attempt={attempt}
            />
            <WordsField name="reason" label="Why, as the applicant is told it" rows={3} attempt={attempt} />
          </SealedForm>
        </section>
      ) : null}
      <section aria-labelledby="panel">
        <h2 class="govuk-heading-m" id="panel">
          Panel and recommendations
        </h2>
        <SealedForm
          action={`${base}/panel`}
          csrf={csrf}
          formId={`${formId}-panel`}
          revision={review.revision}
          submit="Add to the panel"
          secondary
        >
          <ChooseField
            name="agencyId"
            label="Agency"
            hint="It sees this review from then on; that stands in the ledger of disclosures"
            choices={view.agencies}
            attempt={attempt}
          />
        </SealedForm>
        <SealedForm
          action={`${base}/recommendations`}
          csrf={csrf}
          formId={`${formId}-recommend`}
          submit="Record recommendation"
          secondary
        >
          <ChooseField
            name="toAgencyId"
            label="Recommended to"
            choices={review.panel.map(({ agencyId, agency }) => ({ value: agencyId, text: agency }))}
            attempt={attempt}
          />
          <WordsField name="says" label="What the panel recommends" rows={3} attempt={attempt} />
          <DayField name="dueOn" label="By when?" attempt={attempt} />
        </SealedForm>
      </section>
    </>
  );
}
