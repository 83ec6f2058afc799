import { longDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf } from '../../../../platform/http/form.ts';
import { DateInput, Radios, Select, Textarea, TextInput } from '../../../../ui/govuk/index.ts';
import { StatusTag } from '../../../../ui/layout/index.ts';
import { OUTCOMES, type Outcome } from '../../decisions/words.ts';
import { Act, attemptOf, type MeetingView, More, Part, typed } from './parts.tsx';

/** What was decided at the item. */
export function DecisionsTaken({ view }: { readonly view: MeetingView }) {
  const taken = view.meeting.decisions.filter(({ itemId }) => itemId === view.item?.id);
  return (
    <Part name="decided" label="Decisions">
      <h3 class="govuk-heading-s">Decisions</h3>
      {taken.length === 0 ? <p class="govuk-body app-quiet">Nothing was decided at this item yet.</p> : null}
      {taken.map((decision) => (
        <article key={decision.id} class="app-meeting-fact">
          <p class="govuk-body">
            <a class="govuk-link" href={`/decisions/${decision.reference}`}>
              {decision.reference}
            </a>{' '}
            <StatusTag tone={decision.standing === 'stands' ? 'good' : 'warning'}>
              {decision.standing === 'stands'
                ? (OUTCOMES[decision.outcome as Outcome] ?? decision.outcome)
                : 'Awaits ratification'}
            </StatusTag>
          </p>
          <p class="govuk-body">{decision.words}</p>
          <p class="govuk-body app-quiet">
            {decision.quorumSays}
            {decision.deferredTo ? ` Deferred to ${longDate(decision.deferredTo)}.` : ''}
            {decision.effectSays ? ` ${decision.effectSays}` : ''}
          </p>
        </article>
      ))}
      {view.mayRecord ? <DecisionForm view={view} /> : null}
    </Part>
  );
}

const OFFERED: readonly Outcome[] = [
  'agreed',
  'noted',
  'recommended',
  'endorsed',
  'endorsed-on-condition',
  'deferred',
  'referred-back',
  'refused',
];

const dateOf = (name: string) => (values: Readonly<Record<string, string | readonly string[]>>) =>
  datePartsOf(values, name);

/** Records a decision at the item: what the decisions register then keeps for good. */
function DecisionForm({ view }: { readonly view: MeetingView }) {
  const { item, meeting } = view;
  if (!item) return null;
  const attempt = attemptOf(view, 'decisions');
  const { errors } = attempt;
  const open = meeting.motions.filter(
    (one) =>
      one.itemId === item.id &&
      one.struckOut === null &&
      !meeting.decisions.some(({ motionId }) => motionId === one.id),
  );
  const [first] = open;
  return (
    <More id="decide" summary="Record a decision" open={Object.keys(errors).length > 0}>
      <Act view={view} to="decisions" button="Record the decision">
        {item.keyDecision && view.quorum.applies && !view.quorum.quorate ? (
          <p class="govuk-inset-text">
            The sitting is not quorate for this item: the decision will wait to be ratified.
          </p>
        ) : null}
        <TextInput
          name="title"
          id="decision-title"
          label="Title"
          value={typed(attempt, 'title') || item.title}
          error={errors.title}
        />
        <Textarea
          name="words"
          id="decision-words"
          label="What was decided"
          rows={3}
          value={typed(attempt, 'words') || first?.words || item.proposal}
          error={errors.words}
        />
        <Select
          name="outcome"
          label="Outcome"
          items={[
            { value: '', text: 'Choose' },
            ...OFFERED.map((value) => ({ value, text: OUTCOMES[value] })),
          ]}
          value={typed(attempt, 'outcome')}
          error={errors.outcome}
        />
        <Radios
          name="method"
          legend="How"
          inline
          small
          items={[
            { value: 'consensus', text: 'By consensus' },
            { value: 'vote', text: 'By the recorded vote' },
          ]}
          value={typed(attempt, 'method') || (first && first.votes.length > 0 ? 'vote' : 'consensus')}
          error={errors.method}
        />
        {open.length > 0 ? (
          <Select
            name="motionId"
            label="On the motion"
            items={[
              ...open.map(({ id, words }) => ({ value: id, text: words.slice(0, 80) })),
              { value: '', text: 'None of them' },
            ]}
            value={typed(attempt, 'motionId') || first?.id}
            error={errors.motionId}
          />
        ) : null}
        {errors.keyReason || typed(attempt, 'keyReason') ? (
          <TextInput
            name="keyReason"
            label="Why that is other than the terms of reference define"
            value={typed(attempt, 'keyReason')}
            error={errors.keyReason}
          />
        ) : null}
        <TextInput
          name="condition"
          label="Condition"
          hint="For what is endorsed on condition."
          value={typed(attempt, 'condition')}
          error={errors.condition}
        />
        <DateInput
          name="conditionDueOn"
          legend="Condition met by"
          values={dateOf('conditionDueOn')(attempt.values)}
          error={errors.conditionDueOn}
        />
        <DateInput
          name="deferredTo"
          legend="Deferred to"
          hint="For what is deferred."
          values={dateOf('deferredTo')(attempt.values)}
          error={errors.deferredTo}
        />
        <TextInput
          name="reason"
          id="decision-reason"
          label="Reason"
          hint="For what is deferred, referred back or refused."
          value={typed(attempt, 'reason')}
          error={errors.reason}
        />
        <Select
          name="dissentBy"
          label="Dissent of"
          items={[
            { value: '', text: 'Nobody asked that dissent be recorded' },
            ...meeting.members.map(({ id, title }) => ({ value: id, text: title })),
          ]}
          value={typed(attempt, 'dissentBy')}
        />
        <TextInput
          name="dissent"
          label="Their words"
          value={typed(attempt, 'dissent')}
          error={errors.dissent}
        />
      </Act>
    </More>
  );
}
