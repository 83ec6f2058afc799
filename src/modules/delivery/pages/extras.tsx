import { longDate } from '../../../kernel/plain-date.ts';
import { typed } from '../../../ui/forms/typed.ts';
import { Radios, Textarea, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { CONSENTS } from '../case-study.ts';
import { EQUALITY_STEPS } from '../equality.ts';
import type { CaseStudyView, EqualityStepView } from '../queries/attached.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { attemptOf, DateField, dateTargets, type Forms, Problems } from './action-parts.tsx';
import { ActionForm } from './parts.tsx';

export interface CaseStudiesView extends Forms {
  readonly summary: ProjectSummary;
  readonly stories: readonly CaseStudyView[];
  readonly mayReport: boolean;
  readonly mayEdit: boolean;
}

const CONSENT_SAYS = {
  given: 'Given',
  'not-needed': 'Not needed: nobody is told of',
  'not-yet': 'Not yet',
} as const;

/** The form below a case study or step calls its field by that id. */
const targetsOf = (form: string) => (form === 'add' ? dateTargets('due') : { says: `says-${form}` });

/** Case studies of a project: the difference it made, anonymised. */
export function CaseStudiesPage(view: CaseStudiesView) {
  const { summary, stories } = view;
  const add = attemptOf(view, 'add');
  const path = `/projects/${summary.slug}/case-studies`;
  return (
    <>
      <Problems attempts={view.attempts} targets={targetsOf} />
      <PageHeading
        caption={summary.title}
        heading="Case studies"
        lead="The difference a project made, told so that nobody can be recognised."
      />
      {stories.length === 0 ? (
        <p class="govuk-body app-empty">
          Case studies will be here. Start by adding one; it can be published once it is signed off.
        </p>
      ) : null}
      {stories.map((story) => (
        <section key={story.id}>
          <h2 class="govuk-heading-m">{story.title}</h2>
          {story.body
            .split('\n')
            .filter(Boolean)
            .map((line) => (
              <p key={line} class="govuk-body">
                {line}
              </p>
            ))}
          <p class="govuk-body app-quiet">
            {story.source ? `${story.source}. ` : ''}
            {longDate(story.toldOn)}.{' '}
            {story.signedOn ? `Signed off on ${longDate(story.signedOn)}.` : 'Not signed off yet.'}
          </p>
          {view.mayEdit && !story.signedOn ? (
            <ActionForm
              action={`${path}/${story.id}/sign-off`}
              keys={view.keys}
              button="Sign it off"
              secondary
            >
              <Textarea
                name="says"
                id={`says-${story.id}`}
                label="How did you check that nobody can be recognised?"
                rows={2}
                value={typed(attemptOf(view, story.id), 'says')}
                error={attemptOf(view, story.id).errors.says}
              />
            </ActionForm>
          ) : null}
        </section>
      ))}
      {view.mayReport ? (
        <>
          <h2 class="govuk-heading-m">Add a case study</h2>
          <ActionForm action={path} keys={view.keys} button="Add the case study">
            <TextInput name="title" label="Title" value={typed(add, 'title')} error={add.errors.title} />
            <Textarea
              name="body"
              label="Case study"
              hint="No names, ages or addresses."
              rows={6}
              value={typed(add, 'body')}
              error={add.errors.body}
            />
            <TextInput
              name="source"
              label="Who tells it"
              hint="Such as: Housing officer."
              value={typed(add, 'source')}
            />
            <Radios
              name="consent"
              legend="Consent of whom it tells"
              items={CONSENTS.map((one) => ({ value: one, text: CONSENT_SAYS[one] }))}
              value={typed(add, 'consent')}
              error={add.errors.consent}
            />
          </ActionForm>
        </>
      ) : null}
    </>
  );
}

export interface EqualityView extends Forms {
  readonly summary: ProjectSummary;
  readonly steps: readonly EqualityStepView[];
  readonly mayEdit: boolean;
}

/** Equality impact: what is due and what was found. */
export function EqualityPage(view: EqualityView) {
  const { summary, steps } = view;
  const add = attemptOf(view, 'add');
  const path = `/projects/${summary.slug}/equality`;
  return (
    <>
      <Problems attempts={view.attempts} targets={targetsOf} />
      <PageHeading caption={summary.title} heading="Equality impact" />
      {steps.length === 0 ? (
        <p class="govuk-body app-empty">
          Screening, assessment and review of the equality impact will be here. Start by saying when the
          screening is due.
        </p>
      ) : null}
      {steps.map((step) => (
        <section key={step.id}>
          <h2 class="govuk-heading-m">{step.step.charAt(0).toUpperCase() + step.step.slice(1)}</h2>
          <p class="govuk-body">
            {step.doneOn
              ? `Done on ${longDate(step.doneOn)}: ${step.says}`
              : `Due by ${longDate(step.dueOn)}.`}
          </p>
          {view.mayEdit && !step.doneOn ? (
            <ActionForm
              action={`${path}/${step.id}`}
              keys={view.keys}
              button="Record what was found"
              secondary
            >
              <Textarea
                name="says"
                id={`says-${step.id}`}
                label="What was found"
                rows={2}
                value={typed(attemptOf(view, step.id), 'says')}
                error={attemptOf(view, step.id).errors.says}
              />
            </ActionForm>
          ) : null}
        </section>
      ))}
      {view.mayEdit ? (
        <>
          <h2 class="govuk-heading-m">Plan a step</h2>
          <ActionForm action={path} keys={view.keys} button="Plan it">
            <Radios
              name="step"
              legend="Step"
              items={EQUALITY_STEPS.map((one) => ({
                value: one,
                text: one.charAt(0).toUpperCase() + one.slice(1),
              }))}
              value={typed(add, 'step')}
              error={add.errors.step}
            />
            <DateField name="due" legend="Due by" attempt={add} />
          </ActionForm>
        </>
      ) : null}
    </>
  );
}
