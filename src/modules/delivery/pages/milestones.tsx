import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { typed } from '../../../ui/forms/typed.ts';
import { Textarea, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import type { Precision } from '../project-plan.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { sayWhen } from '../words.ts';
import { attemptOf, DateField, dateTargets, type Forms, Problems } from './action-parts.tsx';
import { ActionForm } from './parts.tsx';

export interface MilestoneRow {
  readonly id: string;
  readonly title: string;
  readonly original_on: PlainDate | null;
  readonly due_on: PlainDate | null;
  readonly precision: Precision;
  readonly slips: number | null;
  readonly slip_reason: string | null;
  readonly met_on: PlainDate | null;
}

export interface MilestonesView extends Forms {
  readonly summary: ProjectSummary;
  readonly milestones: readonly MilestoneRow[];
  readonly today: PlainDate;
  readonly mayEdit: boolean;
  readonly mayReport: boolean;
}

const tagOf = (one: MilestoneRow, today: PlainDate) =>
  one.met_on ? (
    <StatusTag tone="good">Met</StatusTag>
  ) : one.due_on === null ? (
    <StatusTag tone="unknown">No date yet</StatusTag>
  ) : one.due_on < today ? (
    <StatusTag tone="bad">Late</StatusTag>
  ) : (
    <StatusTag tone="active">To come</StatusTag>
  );

/** Every milestone has a form of its own, whose fields are called by its id. */
const targetsOf = (milestone: string) => ({
  ...dateTargets(`to-${milestone}`),
  to: `to-${milestone}-day`,
  reason: `reason-${milestone}`,
});

/** A project's milestones: what was agreed, what it is now, and why it moved. */
export function MilestonesPage(view: MilestonesView) {
  const { summary, milestones, today } = view;
  const add = attemptOf(view, 'add');
  return (
    <>
      <Problems attempts={view.attempts} targets={targetsOf} />
      <PageHeading
        caption={summary.title}
        heading="Milestones"
        lead={
          milestones.length > 0
            ? `${milestones.filter((one) => one.met_on).length} of ${milestones.length} met.`
            : undefined
        }
      />
      {milestones.length === 0 ? (
        <p class="govuk-body app-empty">
          The milestones of this project will be here, each with its date. Start by adding one.
        </p>
      ) : null}
      {milestones.map((one) => (
        <section key={one.id} id={`milestone-${one.id}`}>
          <h2 class="govuk-heading-m">{one.title}</h2>
          <p class="govuk-body">
            {tagOf(one, today)} {one.slips ? sayWhen(one.due_on, 'day') : sayWhen(one.due_on, one.precision)}
            {one.met_on ? `, met on ${longDate(one.met_on)}` : ''}
          </p>
          {one.slips ? (
            <p class="govuk-body">
              First agreed for {sayWhen(one.original_on, one.precision)}; moved{' '}
              {one.slips === 1 ? 'once' : `${one.slips} times`}, last because: {one.slip_reason}
            </p>
          ) : null}
          {view.mayReport && !one.met_on ? <Moves view={view} milestone={one} /> : null}
        </section>
      ))}
      {view.mayEdit ? (
        <>
          <h2 class="govuk-heading-m">Add a milestone</h2>
          <ActionForm
            action={`/projects/${summary.slug}/milestones`}
            keys={view.keys}
            button="Add the milestone"
          >
            <TextInput
              name="title"
              label="What is reached"
              value={typed(add, 'title')}
              error={add.errors.title}
            />
            <TextInput
              name="when"
              label="By when"
              hint="Such as 2013-06-30, 2013-06, 2013 Q2 or 2013. Leave it empty while nobody knows."
              value={typed(add, 'when')}
              error={add.errors.when}
              width={20}
            />
          </ActionForm>
        </>
      ) : null}
    </>
  );
}

function Moves({ view, milestone }: { readonly view: MilestonesView; readonly milestone: MilestoneRow }) {
  const path = `/projects/${view.summary.slug}/milestones/${milestone.id}`;
  const attempt = attemptOf(view, milestone.id);
  const isOpen = Object.keys(attempt.errors).length > 0;
  return (
    <details class="govuk-details" open={isOpen}>
      <summary class="govuk-details__summary">
        <span class="govuk-details__summary-text">
          Reached or moved<span class="govuk-visually-hidden">: {milestone.title}</span>
        </span>
      </summary>
      <div class="govuk-details__text">
        <ActionForm action={`${path}/completion`} keys={view.keys} button="It was reached" secondary />
        <ActionForm action={`${path}/slip`} keys={view.keys} button="Move it" secondary>
          <DateField name={`to-${milestone.id}`} legend="New date" attempt={attempt} />
          <Textarea
            name="reason"
            id={`reason-${milestone.id}`}
            label="Why it moves"
            rows={2}
            value={typed(attempt, 'reason')}
            error={attempt.errors.reason}
          />
        </ActionForm>
      </div>
    </details>
  );
}
