import { longDate } from '../../../../kernel/plain-date.ts';
import { Button, ErrorSummaryFor, Form, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import type { Decision, DecisionCondition, keyDepartureOf } from '../queries.ts';
import type { Named } from '../subjects.ts';
import { METHODS, OUTCOMES } from '../words.ts';
import { Condition } from './condition.tsx';
import { type Evidence, QuorumTable } from './quorum.tsx';
import { StateTag } from './register.tsx';
import { RouteWalked } from './route.tsx';

interface DecisionRef {
  readonly reference: string;
  readonly title: string;
}

export interface DecisionView {
  readonly departure: Awaited<ReturnType<typeof keyDepartureOf>>;
  readonly decision: Decision;
  readonly subject: Named | undefined;
  readonly sitting: Named | undefined;
  readonly conditions: readonly DecisionCondition[];
  readonly dissents: readonly { readonly member: string; readonly words: string }[];
  /** Everything decided of the same subject, oldest first. */
  readonly history: readonly Decision[];
  readonly ratifies: DecisionRef | undefined;
  readonly undoes: DecisionRef | undefined;
  readonly ratifiedBy: DecisionRef | undefined;
  readonly undoneBy: DecisionRef | undefined;
  readonly published: boolean;
  readonly mayRecord: boolean;
  readonly errors: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string | readonly string[]>>;
  readonly csrf: string;
  readonly formId: string;
}

const link = (to: DecisionRef) => (
  <a class="govuk-link" href={`/decisions/${to.reference}`}>
    {to.reference} {to.title}
  </a>
);

/** One decision: what it says, whether it counts, how it came about and what became of it. */
export function DecisionPage(view: DecisionView) {
  const { decision, conditions, dissents } = view;
  return (
    <>
      <ErrorSummaryFor errors={view.errors} targets={{ metOn: 'metOn-day' }} />
      <PageHeading
        caption={`${decision.reference} · ${decision.body}, ${longDate(decision.decidedOn)}`}
        heading={decision.title}
        lead={
          <>
            <strong>{OUTCOMES[decision.outcome]}.</strong> {decision.words}
          </>
        }
        actions={view.mayRecord ? <Acts {...view} /> : undefined}
      />
      <SummaryList rows={rowsOf(view)} />
      {conditions.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Conditions</h2>
          {conditions.map((condition) => (
            <Condition key={condition.id} condition={condition} view={view} />
          ))}
        </>
      ) : null}
      {dissents.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Dissent</h2>
          <ul class="govuk-list govuk-list--bullet">
            {dissents.map(({ member, words }) => (
              <li key={member}>
                {member}: {words}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <RouteWalked route={decision.route} here={decision} />
      <QuorumTable evidence={decision.quorum as Evidence} />
      <History {...view} />
    </>
  );
}

const rowsOf = ({ decision, ...view }: DecisionView) => [
  { key: 'Counts for', value: <StateTag state={decision.state} /> },
  view.subject && {
    key: 'On',
    value: (
      <a class="govuk-link" href={view.subject.path}>
        {view.subject.title}
      </a>
    ),
  },
  view.sitting && {
    key: 'Taken at',
    value: (
      <a class="govuk-link" href={view.sitting.path}>
        {view.sitting.title}
      </a>
    ),
  },
  { key: 'How', value: howOf(decision) },
  view.departure && {
    key: 'Other than the terms define',
    value: `${view.departure.because} ${decision.keyDecision ? 'Recorded as a key decision all the same' : 'Recorded as no key decision'}: ${view.departure.reason}`,
  },
  { key: 'Quorum', value: decision.quorumSays },
  decision.reason !== '' && { key: 'Why', value: decision.reason },
  decision.deferredTo !== null && {
    key: 'Deferred to',
    value: (
      <>
        {longDate(decision.deferredTo)}; it is back in the{' '}
        <a class="govuk-link" href="/forward-plan">
          forward plan
        </a>
      </>
    ),
  },
  { key: 'Effect', value: effectOf(decision) },
  view.ratifies && { key: 'Ratifies', value: link(view.ratifies) },
  view.undoes && { key: 'Undoes', value: link(view.undoes) },
  view.ratifiedBy && { key: 'Ratified by', value: link(view.ratifiedBy) },
  view.undoneBy && { key: 'Undone by', value: link(view.undoneBy) },
  {
    key: 'Who may read it',
    value: decision.exempt
      ? 'Exempt: members with leave only'
      : view.published
        ? 'Everybody: it is published'
        : 'Members; it is published with the minutes',
  },
];

function howOf({ method, votesFor, votesAgainst, abstained, keyDecision }: Decision): string {
  const votes = votesFor === null ? '' : `: ${votesFor} for, ${votesAgainst} against, ${abstained} abstained`;
  return `${METHODS[method]}${votes}${keyDecision ? '. A key decision' : ''}.`;
}

function effectOf({ effect, effectSays, state, outcome }: Decision): string {
  if (effect === 'done-before') return `${effectSays} (Done before the decision was recorded here.)`;
  if (effectSays !== null) return effectSays;
  if (state === 'awaits-ratification') return 'None until it is ratified.';
  return outcome === 'recommended' ? 'It goes to the next body on its route.' : 'None beyond this register.';
}

function Acts({ decision, published, csrf, formId }: DecisionView) {
  const path = `/decisions/new?body=${decision.bodySlug}`;
  return (
    <>
      {decision.state === 'awaits-ratification' ? (
        <Button href={`${path}&ratifies=${decision.reference}`}>Ratify it</Button>
      ) : null}
      {decision.state === 'stands' && decision.outcome !== 'undone' ? (
        <Button href={`${path}&undoes=${decision.reference}`} kind="secondary">
          Undo it by a new decision
        </Button>
      ) : null}
      {published || decision.exempt ? null : (
        <Form action={`/decisions/${decision.reference}/publication`} csrf={csrf} formId={formId}>
          <Button kind="secondary">Publish it for everybody</Button>
        </Form>
      )}
    </>
  );
}

function History({ decision, subject, history }: DecisionView) {
  if (history.length < 2) return null;
  return (
    <>
      <h2 class="govuk-heading-m">
        Everything decided{subject ? ` on ${subject.title}` : ' on the same thing'}
      </h2>
      <ol class="govuk-list govuk-list--number">
        {history.map((one) => (
          <li key={one.id}>
            {longDate(one.decidedOn)}, {one.body}: {OUTCOMES[one.outcome].toLowerCase()}{' '}
            {one.id === decision.id ? <strong>(this decision)</strong> : link(one)}{' '}
            {one.state === 'stands' ? null : <StateTag state={one.state} />}
          </li>
        ))}
      </ol>
    </>
  );
}
