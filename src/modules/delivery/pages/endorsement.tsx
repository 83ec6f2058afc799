import { listInWords } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { EarlierFields, GroundNote } from '../../../ui/forms/earlier.tsx';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { typed } from '../../../ui/forms/typed.ts';
import { Select, Textarea, TextInput, WarningText } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { GroundTold } from '../../governance/index.ts';
import type { ConditionView } from '../queries/attached.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { attemptOf, DateField, dateTargets, type Forms, Problems } from './action-parts.tsx';
import { ActionForm, day } from './parts.tsx';
import { EARLIER_ONLY } from './plan-forms.tsx';
export interface EndorsementView extends Forms {
  readonly summary: ProjectSummary;
  readonly outcomes: readonly string[];
  readonly missing: readonly string[];
  readonly endorsement: { readonly on: PlainDate; readonly by: string } | undefined;
  readonly conditions: readonly ConditionView[];
  readonly posts: readonly Choice[];
  readonly ground: GroundTold | undefined;
  readonly mayEndorse: boolean;
  readonly mayEdit: boolean;
}

/** Whether a project is endorsed, on which condition, and what stands in its way. */
export function EndorsementPage(view: EndorsementView) {
  const { summary, endorsement, conditions, missing, outcomes } = view;
  const attempt = attemptOf(view, 'endorsement');
  return (
    <>
      <Problems attempts={view.attempts} targets={() => dateTargets('on', 'condition_due')} />
      <PageHeading
        caption={summary.title}
        heading="Endorsement"
        lead={
          endorsement
            ? `Endorsed by the ${endorsement.by} on ${longDate(endorsement.on)}.`
            : 'Not endorsed yet.'
        }
      />
      <GroundNote ground={view.ground} />
      {conditions.map((condition) => (
        <section key={condition.id}>
          <h2 class="govuk-heading-m">
            {condition.metOn ? 'Condition met' : `Condition, due by ${longDate(condition.dueOn)}`}
          </h2>
          <p class="govuk-body">The project plan must say {listInWords(condition.missing)}.</p>
          {condition.note ? <p class="govuk-body">{condition.note}</p> : null}
          <p class="govuk-body">
            {condition.owner ? `Owner: ${condition.owner}. ` : ''}
            {condition.metOn ? `Met on ${day(condition.metOn)}.` : ''}
          </p>
          {!condition.metOn && view.mayEdit ? (
            <ActionForm
              action={`/projects/${summary.slug}/conditions/${condition.id}`}
              keys={view.keys}
              button="The condition is met"
              secondary
            />
          ) : null}
        </section>
      ))}
      {endorsement ? null : outcomes.length === 0 ? (
        <WarningText>It addresses no outcome of the strategy, so it cannot be endorsed.</WarningText>
      ) : missing.length > 0 ? (
        <WarningText>
          The project plan does not say {listInWords(missing)}. It can be endorsed only on a dated condition.
        </WarningText>
      ) : (
        <p class="govuk-body">The project plan is complete.</p>
      )}
      {!endorsement && view.mayEndorse && outcomes.length > 0 ? (
        <ActionForm
          action={`/projects/${summary.slug}/endorsement`}
          keys={view.keys}
          button="Record the earlier endorsement"
        >
          <p class="govuk-body">{EARLIER_ONLY}</p>
          <TextInput
            name="by"
            label="Which board endorsed it?"
            value={typed(attempt, 'by') || 'Strategic Board'}
            error={attempt.errors.by}
            width={30}
          />
          <DateField name="on" legend="When" attempt={attempt} />
          <EarlierFields values={attempt.values} errors={attempt.errors} />
          {missing.length > 0 ? (
            <>
              <DateField
                name="condition_due"
                legend="By when must the project plan be complete?"
                attempt={attempt}
              />
              <Select
                name="owner"
                label="Who completes it?"
                items={[{ value: '', text: 'Nobody named' }, ...view.posts]}
                value={typed(attempt, 'owner')}
              />
              <Textarea name="note" label="Note on the condition" rows={2} value={typed(attempt, 'note')} />
            </>
          ) : null}
        </ActionForm>
      ) : null}
    </>
  );
}
