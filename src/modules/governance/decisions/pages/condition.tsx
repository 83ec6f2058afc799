import { longDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, textIn } from '../../../../platform/http/form.ts';
import { Button, ButtonGroup, DateInput, Details, Form, Textarea } from '../../../../ui/govuk/index.ts';
import { StatusTag } from '../../../../ui/layout/index.ts';
import type { DecisionCondition } from '../queries.ts';
import type { DecisionView } from './decision.tsx';

/** What was written as a condition, with one full stop. */
const sentence = (words: string): string => `${words.trim().replace(/\.$/, '')}.`;

/** A condition of a decision: whether it is met, what was missing, and how it is recorded as met. */
export function Condition({
  condition,
  view,
}: {
  readonly condition: DecisionCondition;
  readonly view: Pick<DecisionView, 'decision' | 'mayRecord' | 'values' | 'errors' | 'csrf' | 'formId'>;
}) {
  const { decision, values, errors } = view;
  const mine = textIn(values, 'condition') === condition.id;
  return (
    <div class="govuk-!-margin-bottom-6">
      <p class="govuk-body">
        {condition.metOn ? (
          <StatusTag tone="good">Met</StatusTag>
        ) : (
          <StatusTag tone="warning">Not met yet</StatusTag>
        )}{' '}
        {sentence(condition.says)} Due {longDate(condition.dueOn)}
        {condition.owner ? `; ${condition.owner} sees to it` : ''}.
        {condition.metOn ? ` Met on ${longDate(condition.metOn)}: ${condition.evidence}` : ''}
      </p>
      {condition.missing.length > 0 ? (
        <>
          <p class="govuk-body">Missing when it was decided:</p>
          <ul class="govuk-list govuk-list--bullet">
            {condition.missing.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </>
      ) : null}
      {condition.metOn === null && condition.keptBy === null && view.mayRecord ? (
        <Details
          summary={
            <>
              Record that it is met<span class="govuk-visually-hidden">: {condition.says}</span>
            </>
          }
          open={mine && Object.keys(errors).length > 0}
        >
          <Form action={`/decisions/${decision.reference}/conditions`} csrf={view.csrf} formId={view.formId}>
            <input type="hidden" name="condition" value={condition.id} />
            <DateInput
              name="metOn"
              id={mine ? 'metOn' : `metOn-${condition.id}`}
              legend="When was it met?"
              values={mine ? datePartsOf(values, 'metOn') : {}}
              error={mine ? errors.metOn : undefined}
            />
            <Textarea
              name="evidence"
              id={mine ? 'evidence' : `evidence-${condition.id}`}
              label="What shows it?"
              rows={2}
              value={mine ? textIn(values, 'evidence') : ''}
              error={mine ? errors.evidence : undefined}
            />
            <ButtonGroup>
              <Button>Record that it is met</Button>
            </ButtonGroup>
          </Form>
        </Details>
      ) : null}
    </div>
  );
}
