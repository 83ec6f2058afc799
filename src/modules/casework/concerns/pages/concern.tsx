import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import { choicesOf, PickField, WordsField } from '../../../../ui/forms/fields.tsx';
import { SealedForm } from '../../../../ui/forms/sealed-form.tsx';
import { ErrorSummaryFor, Radios, SummaryList, Textarea } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import type { PairView } from '../incidents/decide.ts';
import type { ConcernLine, ConcernView } from '../queries.ts';
import {
  ANSWERS,
  codeOf,
  OUTCOMES,
  QUESTION_NAMES,
  QUESTIONS,
  REPORTERS,
  ROLES,
  typeTitle,
} from '../types.ts';
import { timeInWords } from '../when.ts';
import { ConcernState } from './concerns.tsx';

export interface ConcernPageView {
  readonly concern: ConcernView;
  /** Other reports of the same incident that the actor may see. */
  readonly reports: readonly ConcernLine[];
  /** How many reports of it there are in agencies that do not show theirs. */
  readonly unseen: number;
  readonly pairs: readonly (PairView & { readonly agency: string })[];
  readonly mayClose: boolean;
  readonly mayDecide: boolean;
  readonly attempt: Attempt;
  readonly csrf: string;
  readonly formId: string;
}

/** One concern: what happened, to whom, which incident it is of, and its end. */
export function ConcernPage(view: ConcernPageView) {
  const { concern, attempt } = view;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        caption={concern.code}
        heading={typeTitle(concern.type)}
        lead={`${longDate(concern.onDay)}${timeInWords(concern)}, told to ${concern.agency} on ${longDate(concern.reportedOn)}.`}
      />
      <SummaryList rows={rowsOf(concern)} />
      <Incident {...view} />
      {view.mayClose && concern.outcome === null ? (
        <section aria-labelledby="closing">
          <h2 class="govuk-heading-m" id="closing">
            Close it
          </h2>
          <SealedForm
            action={`/casework/concerns/${concern.id}/closure`}
            csrf={view.csrf}
            formId={view.formId}
            submit="Close concern"
          >
            <PickField
              name="outcome"
              label="What came of it?"
              choices={choicesOf(OUTCOMES)}
              attempt={attempt}
            />
            <WordsField
              name="reason"
              label="Why is it closed?"
              hint="A closed concern still counts in patterns."
              rows={2}
              attempt={attempt}
            />
          </SealedForm>
        </section>
      ) : null}
    </>
  );
}

const rowsOf = (concern: ConcernView) => [
  { key: 'State', value: <ConcernState concern={concern} /> },
  concern.closingReason !== undefined && { key: 'Closed because', value: concern.closingReason },
  {
    key: 'Where',
    value: concern.address ? (
      <AddressLink concern={concern} />
    ) : (
      (concern.place ?? concern.outward ?? 'Not known')
    ),
  },
  ...concern.people.map(({ role, name, clusterId }) => ({
    key: ROLES[role],
    value:
      clusterId === null ? (
        name
      ) : (
        <a class="govuk-link" href={`/casework/people/${clusterId}`}>
          {name}
        </a>
      ),
  })),
  { key: 'Told by', value: REPORTERS[concern.reportedBy] },
  ...QUESTION_NAMES.map((name) => ({ key: QUESTIONS[name], value: ANSWERS[concern.answers[name]] })),
  concern.narrative !== undefined && { key: 'What was said or seen', value: concern.narrative },
  concern.restricted && { key: 'Restricted', value: 'Only for colleagues with leave for restricted records' },
];

const AddressLink = ({ concern }: { readonly concern: ConcernView }) => (
  <a class="govuk-link" href={`/casework/addresses/${concern.addressId}`}>
    {concern.address}
  </a>
);

/** The same incident as others were told of it, and what may be the same. */
function Incident(view: ConcernPageView) {
  const { concern, reports, unseen, pairs } = view;
  const open = pairs.filter(({ verdict }) => verdict === 'possible');
  const joined = pairs.filter(({ verdict }) => verdict === 'likely' || verdict === 'same');
  const total = 1 + reports.length + unseen;
  return (
    <section aria-labelledby="incident">
      <h2 class="govuk-heading-m" id="incident">
        Incident {codeOf('I', concern.incidentId)}
      </h2>
      <p class="govuk-body">
        {total === 1
          ? 'This is the only report of it.'
          : `${plural(total, 'report')} of one incident, which counts once.`}
        {unseen > 0 ? ` ${plural(unseen, 'report')} of other agencies cannot be shown for this purpose.` : ''}
      </p>
      {reports.length > 0 ? (
        <ul class="govuk-list govuk-list--bullet">
          {reports.map((one) => (
            <li key={one.id}>
              <a class="govuk-link" href={`/casework/concerns/${one.id}`}>
                {one.code}
              </a>{' '}
              told to {one.agency}: {typeTitle(one.type)}
            </li>
          ))}
        </ul>
      ) : null}
      {[...open, ...joined].map((pair) => (
        <Pair key={pair.otherId} view={view} pair={pair} />
      ))}
    </section>
  );
}

function Pair({
  view,
  pair,
}: {
  readonly view: ConcernPageView;
  readonly pair: ConcernPageView['pairs'][number];
}) {
  const isJoined = pair.verdict !== 'possible';
  const says = `${isJoined ? 'Grouped' : 'May be the same'}: ${pair.because.join(', ') || 'somebody decided it'}`;
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body">
        <StatusTag tone={isJoined ? 'neutral' : 'warning'}>{codeOf('C', pair.otherId)}</StatusTag> {says} (
        {pair.agency}).
      </p>
      {view.mayDecide ? (
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">
              {isJoined ? 'Part them: two incidents' : 'Decide: one incident or two'}
            </span>
          </summary>
          <div class="govuk-details__text">
            <SealedForm
              action={`/casework/concerns/${view.concern.id}/incident`}
              csrf={view.csrf}
              formId={`${view.formId}-${pair.otherId.slice(-6)}`}
              submit="Record decision"
              secondary
            >
              <input type="hidden" name="otherId" value={pair.otherId} />
              <Radios
                name="verdict"
                id={`verdict-${pair.otherId}`}
                legend="What is it?"
                legendSize="s"
                items={[
                  { value: 'same', text: 'One incident' },
                  { value: 'different', text: 'Two incidents' },
                ]}
              />
              <Textarea
                name="reason"
                id={`reason-${pair.otherId}`}
                label="What do you decide this on?"
                rows={2}
              />
            </SealedForm>
          </div>
        </details>
      ) : null}
    </div>
  );
}
