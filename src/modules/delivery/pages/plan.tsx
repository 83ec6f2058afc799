import { formatPence } from '../../../kernel/pence.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { GroundNote } from '../../../ui/forms/earlier.tsx';
import { Button, InsetText } from '../../../ui/govuk/index.ts';
import { KeyFigures, PageHeading } from '../../../ui/layout/index.ts';
import type { GroundTold } from '../../governance/index.ts';
import { type Standing, StandingTag, TrackTag, writeValue } from '../../intelligence/index.ts';
import { periodInWords } from '../plan-period.ts';
import type { PlanOutcomeView, PlanSummary } from '../queries/plans.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { PlanTag } from './parts.tsx';
import { type PlanRow, PlanTable } from './plan-table.tsx';

export interface PlanView {
  readonly plan: PlanSummary;
  readonly outcomes: readonly {
    readonly outcome: PlanOutcomeView;
    readonly standings: readonly Standing[];
    readonly rows: readonly PlanRow[];
  }[];
  readonly projects: readonly ProjectSummary[];
  readonly mayEdit: boolean;
  readonly mayAdopt: boolean;
  readonly mayDecide: boolean;
  readonly ground: GroundTold | undefined;
}

const count = (projects: readonly ProjectSummary[], rag: string): number =>
  projects.filter((project) => project.rag === rag).length;

/** A delivery plan as the table that boards know: outcome, baselines and targets, then project by project. */
export function PlanPage({ plan, outcomes, projects, ground, mayEdit, mayAdopt, mayDecide }: PlanView) {
  const path = `/plans/${plan.slug}`;
  const unknowns = projects.reduce((sum, project) => sum + project.unknowns, 0);
  return (
    <>
      <PageHeading
        caption={plan.priority ?? undefined}
        heading={plan.title}
        lead={`${periodInWords(plan)}. ${plan.adoptedOn ? `Adopted by the ${plan.adoptedBy} on ${longDate(plan.adoptedOn)}.` : 'No board has adopted it yet.'}${plan.owner ? ` Owner: ${plan.owner}.` : ''}`}
        actions={
          <>
            {mayEdit && plan.state !== 'superseded' ? (
              <Button href={`/projects/new?plan=${plan.slug}`}>Add a project</Button>
            ) : null}
            {mayAdopt && plan.state === 'draft' ? (
              <Button href={`${path}/adoption`} kind="secondary">
                Record an earlier adoption
              </Button>
            ) : null}
            {mayDecide && plan.state === 'draft' ? (
              <Button href={`/decisions/new?subject=plan:${plan.id}`}>Record a decision on it</Button>
            ) : null}
            <Button href={`${path}/timeline`} kind="secondary">
              See it as a timeline
            </Button>
          </>
        }
      />
      <GroundNote ground={ground} />
      <p class="govuk-body">
        <PlanTag state={plan.state} />
      </p>
      <KeyFigures
        figures={[
          { label: 'Projects', value: String(projects.length), href: `/projects?plan=${plan.slug}` },
          {
            label: 'Red',
            value: String(count(projects, 'red')),
            detail: `${count(projects, 'amber')} amber, ${count(projects, 'green')} green, ${count(projects, 'unknown')} not known yet`,
            href: `/projects?plan=${plan.slug}&rag=red`,
          },
          {
            label: 'Cash',
            value: formatPence(plan.cash),
            detail: `of which ${formatPence(plan.requested)} requested; options left out`,
          },
          { label: 'Still unknown', value: String(unknowns), detail: 'in project plans', href: '/data-gaps' },
        ]}
      />
      {plan.note ? <InsetText>{plan.note}</InsetText> : null}
      {outcomes.length === 0 ? (
        <p class="govuk-body app-empty">
          The outcomes of this plan and the projects that serve them will be here. Start by adding a project,
          or import the plan from a spreadsheet.
        </p>
      ) : (
        outcomes.map((one) => <Outcome key={one.outcome.outcomeId} {...one} />)
      )}
      <PlanLinks plan={plan} mayEdit={mayEdit} />
    </>
  );
}

function Outcome({ outcome, standings, rows }: PlanView['outcomes'][number]) {
  return (
    <section class="app-plan-outcome">
      <h2 class="govuk-heading-l">
        <a class="govuk-link govuk-link--no-visited-state" href={`/strategy/outcomes/${outcome.slug}`}>
          {outcome.wording}
        </a>
      </h2>
      <div class="app-plan-outcome__statements">
        <Statement title="Baselines" text={outcome.baseline} empty="No baseline is stated." />
        <Statement title="Targets" text={outcome.target} empty="No target is stated." />
      </div>
      {outcome.unknowns.length > 0 ? (
        <InsetText>
          <strong>Still unknown</strong>
          <ul class="govuk-list govuk-list--bullet">
            {outcome.unknowns.map((unknown) => (
              <li key={unknown.says}>
                {unknown.says} ({unknown.owner ? `owed by the ${unknown.owner}, ` : ''}since{' '}
                {longDate(unknown.since)})
              </li>
            ))}
          </ul>
        </InsetText>
      ) : null}
      {standings.length > 0 ? (
        <ul class="app-plan-standings" aria-label={`Indicators of ${outcome.wording}`}>
          {standings.map(({ indicator, latest, status, track }) => (
            <li key={indicator.id}>
              <a class="govuk-link" href={`/indicators/${indicator.slug}`}>
                {indicator.title}
              </a>
              : {latest ? writeValue(indicator, latest.value) : 'not known yet'}{' '}
              <StandingTag status={status} /> <TrackTag track={track.track} />
            </li>
          ))}
        </ul>
      ) : null}
      <h3 class="govuk-heading-m">How will we achieve these targets?</h3>
      <PlanTable caption={`Projects for ${outcome.wording}`} rows={rows} />
    </section>
  );
}

function Statement({
  title,
  text,
  empty,
}: {
  readonly title: string;
  readonly text: string;
  readonly empty: string;
}) {
  const lines = text.split('\n').filter(Boolean);
  return (
    <div>
      <h3 class="govuk-heading-s">{title}</h3>
      {lines.length === 0 ? (
        <p class="govuk-body app-quiet">{empty}</p>
      ) : (
        lines.map((line) => (
          <p key={line} class="govuk-body">
            {line}
          </p>
        ))
      )}
    </div>
  );
}

function PlanLinks({ plan, mayEdit }: { readonly plan: PlanSummary; readonly mayEdit: boolean }) {
  const path = `/plans/${plan.slug}`;
  return (
    <ul class="govuk-list">
      <li>
        <a class="govuk-link" href={`${path}/export.csv`}>
          Download this plan as CSV
        </a>
      </li>
      <li>
        <a class="govuk-link" href={`${path}/export.xlsx`}>
          Download this plan as a workbook (XLSX)
        </a>
      </li>
      {mayEdit ? (
        <>
          <li>
            <a class="govuk-link" href={`${path}/edit`}>
              Change title, period or owner
            </a>
          </li>
          <li>
            <a class="govuk-link" href={`${path}/refresh`}>
              Draft the next plan from this one
            </a>
          </li>
        </>
      ) : null}
    </ul>
  );
}
