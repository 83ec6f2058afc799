import type { Attempt } from '../../../platform/http/route.ts';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { type Keys, typed } from '../../../ui/forms/typed.ts';
import { Button, ErrorSummaryFor, Form, Select, Textarea, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { ActionForm } from './parts.tsx';

export interface AgencyLinesView {
  readonly lines: readonly {
    readonly id: string;
    readonly agency: string;
    readonly document: string;
    readonly says: string;
    readonly outcome: string;
    readonly outcome_slug: string;
  }[];
  readonly agencies: readonly Choice[];
  readonly outcomes: readonly Choice[];
  readonly attempt: Attempt;
  readonly keys: Keys;
  readonly mayEdit: boolean;
}

/** Which lines of agencies' own business plans serve which outcome. */
export function AgencyLinesPage(view: AgencyLinesView) {
  const { attempt } = view;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} />
      <PageHeading
        heading="Agencies’ own business plans"
        lead="Partners have due regard to the partnership’s priorities when agreeing their own business plans: these lines serve its outcomes."
      />
      {view.lines.length === 0 ? (
        <p class="govuk-body app-empty">
          Lines of agencies’ own business plans will be here, each with the outcome it serves. Start by
          recording one of your agency.
        </p>
      ) : (
        view.lines.map((line) => (
          <section key={line.id}>
            <h2 class="govuk-heading-s">
              {line.agency}, {line.document}
            </h2>
            <p class="govuk-body">
              {line.says} Serves{' '}
              <a class="govuk-link" href={`/strategy/outcomes/${line.outcome_slug}`}>
                {line.outcome}
              </a>
              .
            </p>
            {view.mayEdit ? (
              <Form
                action={`/plans/agency-lines/${line.id}/removal`}
                csrf={view.keys.csrf}
                formId={`${view.keys.formId}-${line.id.slice(0, 8)}`}
              >
                <Button kind="secondary">Take it out</Button>
              </Form>
            ) : null}
          </section>
        ))
      )}
      {view.mayEdit ? (
        <>
          <h2 class="govuk-heading-m">Record a line</h2>
          <ActionForm action="/plans/agency-lines" keys={view.keys} button="Record the line">
            <Select
              name="agency"
              label="Agency"
              items={[{ value: '', text: 'Choose an agency' }, ...view.agencies]}
              value={typed(attempt, 'agency')}
              error={attempt.errors.agency}
            />
            <TextInput
              name="document"
              label="Business plan"
              value={typed(attempt, 'document')}
              error={attempt.errors.document}
            />
            <Textarea
              name="says"
              label="The line"
              rows={3}
              value={typed(attempt, 'says')}
              error={attempt.errors.says}
            />
            <Select
              name="outcome"
              label="Outcome it serves"
              items={[{ value: '', text: 'Choose an outcome' }, ...view.outcomes]}
              value={typed(attempt, 'outcome')}
              error={attempt.errors.outcome}
            />
          </ActionForm>
        </>
      ) : null}
    </>
  );
}
