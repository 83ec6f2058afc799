import type { Choice } from '../../../ui/forms/fields.tsx';
import { typed } from '../../../ui/forms/typed.ts';
import { Button, Form, Select, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { attemptOf, type Forms, Problems } from './action-parts.tsx';
import { ActionForm } from './parts.tsx';

export interface LinesView extends Forms {
  readonly summary: ProjectSummary;
  readonly plans: readonly Choice[];
  readonly outcomes: readonly Choice[];
  readonly lines: readonly {
    readonly planTitle: string;
    readonly planSlug: string;
    readonly outcome: string;
    readonly outcomeSlug: string;
    readonly state: string;
  }[];
}

/** Puts a project into a plan. */
export function LinesPage(view: LinesView) {
  const attempt = attemptOf(view, 'add');
  return (
    <>
      <Problems attempts={view.attempts} />
      <PageHeading caption={view.summary.title} heading="Put it into a plan" />
      {view.lines.length > 0 ? (
        <ul class="govuk-list govuk-list--bullet">
          {view.lines.map((line) => (
            <li key={`${line.planSlug} ${line.outcome}`}>
              <a class="govuk-link" href={`/plans/${line.planSlug}`}>
                {line.planTitle}
              </a>
              : {line.outcome}
              {line.state === 'draft' ? (
                <Form
                  action={`/projects/${view.summary.slug}/plans/removal`}
                  csrf={view.keys.csrf}
                  formId={`${view.keys.formId}-${line.planSlug}-${line.outcomeSlug}`.slice(0, 100)}
                >
                  <input type="hidden" name="plan" value={line.planSlug} />
                  <input type="hidden" name="outcome" value={line.outcomeSlug} />
                  <Button kind="secondary">Take it out of this draft</Button>
                </Form>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <p class="govuk-body app-empty">The plans in which this project stands will be listed here.</p>
      )}
      <ActionForm
        action={`/projects/${view.summary.slug}/plans`}
        keys={view.keys}
        button="Put it into the plan"
      >
        <Select
          name="plan"
          label="Plan"
          items={[{ value: '', text: 'Choose a plan' }, ...view.plans]}
          value={typed(attempt, 'plan')}
          error={attempt.errors.plan}
        />
        <Select
          name="outcome"
          label="Under which outcome"
          items={[{ value: '', text: 'Choose an outcome' }, ...view.outcomes]}
          value={typed(attempt, 'outcome')}
          error={attempt.errors.outcome}
        />
        <TextInput
          name="objective"
          label="Objective"
          value={typed(attempt, 'objective')}
          error={attempt.errors.objective}
        />
      </ActionForm>
    </>
  );
}
