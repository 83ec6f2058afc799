import { listInWords, plural } from '../../../kernel/names.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { daysBetween, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { Button, InsetText, SummaryList, WarningText } from '../../../ui/govuk/index.ts';
import { KeyFigures, PageHeading } from '../../../ui/layout/index.ts';
import { type Standing, StandingTag, sayTarget, TrackTag, writeValue } from '../../intelligence/index.ts';
import { cashOf, missingFrom, type ProjectPlan } from '../project-plan.ts';
import type { Happening } from '../queries/story.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { STAGE_SAYS } from '../stages.ts';
import { sayWhen } from '../words.ts';
import { HistoryList } from './history.tsx';
import { day, RagTag } from './parts.tsx';
import { PlanList } from './project-plan-list.tsx';

export interface ProjectView {
  readonly summary: ProjectSummary;
  readonly plan: ProjectPlan;
  readonly standings: readonly Standing[];
  readonly recent: readonly Happening[];
  readonly places: readonly {
    readonly planTitle: string;
    readonly planSlug: string;
    readonly outcome: string;
    readonly objective: string;
  }[];
  /** The places it works in; none for the whole area. */
  readonly worksIn: readonly { readonly name: string }[];
  readonly outcomes: readonly { readonly slug: string; readonly wording: string }[];
  readonly agencies: ReadonlyMap<string, string>;
  readonly posts: ReadonlyMap<string, string>;
  readonly risks: number;
  readonly today: PlainDate;
  readonly mayEdit: boolean;
  readonly mayReport: boolean;
  readonly mayEndorse: boolean;
  /** What other modules let who reads this begin from it. */
  readonly begins: readonly { readonly text: string; readonly href: string }[];
}

/** A project: where it stands, what is next, what is missing; then its whole project plan. */
export function ProjectPage(view: ProjectView) {
  const { summary, plan } = view;
  const path = `/projects/${summary.slug}`;
  return (
    <>
      <PageHeading
        caption={[summary.reference, STAGE_SAYS[summary.stage]].filter(Boolean).join(' · ')}
        heading={plan.title}
        lead={summary.sentence}
        actions={
          <>
            {view.mayReport && summary.stage !== 'ended' ? (
              <Button href={`${path}/update`}>Report progress</Button>
            ) : null}
            {view.mayEdit ? (
              <Button href={`${path}/edit`} kind="secondary">
                Edit the project plan
              </Button>
            ) : null}
          </>
        }
      />
      <p class="govuk-body">
        <RagTag rag={summary.rag} />
      </p>
      {summary.judged.overrideReason === null ? null : (
        <InsetText>
          Judged {summary.rag} because: {summary.judged.overrideReason}. By the rules it would be:{' '}
          {summary.judged.computed.sentence}
        </InsetText>
      )}
      <Answers {...view} />
      <Measures {...view} />
      <h2 class="govuk-heading-l">Project plan</h2>
      <PlanList {...view} />
      <h2 class="govuk-heading-l">Lately</h2>
      <HistoryList
        happenings={view.recent}
        empty="What happens to this project will be here: updates, milestones, decisions."
      />
      <Links {...view} />
    </>
  );
}

function Answers({ summary, plan, today, posts }: ProjectView) {
  const next = plan.milestones
    .filter((one) => !one.metOn && one.originalOn !== null)
    .toSorted((a, b) => dueOf(a).localeCompare(dueOf(b)))[0];
  const missing = missingFrom(plan);
  return (
    <>
      <KeyFigures
        figures={[
          {
            label: 'Next milestone',
            value: next
              ? sayWhen(next.moved?.to ?? next.originalOn, next.moved ? 'day' : next.precision)
              : 'None dated',
            detail: next ? `${next.title}${dueOf(next) < today ? ' (late)' : ''}` : undefined,
            href: `/projects/${summary.slug}/milestones`,
          },
          {
            label: 'Last update',
            value: day(summary.lastUpdateOn, 'None yet'),
            detail: updateDue(summary.updateDueOn, today),
          },
          {
            label: 'Cash',
            value: formatPence(cashOf(plan.resources)),
            detail: `${formatPence(summary.requested)} requested${plan.resources.some((one) => one.basis === 'option') ? '; options left out' : ''}`,
          },
        ]}
      />
      {missing.length > 0 ? (
        <WarningText>The project plan does not yet say {listInWords(missing)}.</WarningText>
      ) : null}
      {plan.unknowns.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">{plural(plan.unknowns.length, 'unknown')}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {plan.unknowns.map((one) => (
              <li key={`${one.about} ${one.says}`}>
                {one.says} <span class="app-quiet">({one.about}; </span>
                <span class="app-quiet">
                  {one.owner ? `owed by the ${posts.get(one.owner) ?? one.owner}, ` : ''}since{' '}
                  {longDate(one.since)}
                  {one.dueOn ? `, due ${longDate(one.dueOn)}` : ''})
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

function updateDue(dueOn: PlainDate | null, today: PlainDate): string {
  if (dueOn === null) return 'none is due before it starts';
  return dueOn < today
    ? `one was due on ${longDate(dueOn)}, ${plural(daysBetween(dueOn, today), 'day')} ago`
    : `next due on ${longDate(dueOn)}`;
}

const dueOf = (one: ProjectPlan['milestones'][number]): string => one.moved?.to ?? one.originalOn ?? '9999';

function Measures({ standings, summary, plan }: ProjectView) {
  if (standings.length === 0) return null;
  const quotas = new Map(plan.measures.map((one) => [one.indicator, one.perYear]));
  return (
    <>
      <h2 class="govuk-heading-m">How it is measured</h2>
      <SummaryList
        rows={standings.map((standing) => {
          const { indicator, latest, targets } = standing;
          const own =
            targets.find((one) => one.target.subject?.id === summary.id) ??
            targets.find((one) => one.target.subject === null);
          const quota = quotas.get(indicator.slug);
          return {
            key: (
              <a class="govuk-link" href={`/indicators/${indicator.slug}`}>
                {indicator.title}
              </a>
            ),
            value: (
              <>
                <p class="govuk-body">
                  <strong>{latest ? writeValue(indicator, latest.value) : 'Not known yet'}</strong>
                  {latest ? ` (${latest.period.label})` : ''} <StandingTag status={standing.status} />{' '}
                  <TrackTag track={(own?.tracking ?? standing.track).track} />
                </p>
                <p class="govuk-body">
                  {own ? `Target: ${sayTarget(indicator, own.target)}` : 'No target is set.'}
                  {quota ? ` Quota: ${quota} a year.` : ''}
                </p>
              </>
            ),
          };
        })}
      />
    </>
  );
}

function Links({ summary, risks, mayEdit, begins }: ProjectView) {
  const path = `/projects/${summary.slug}`;
  const links: readonly (readonly [string, string, boolean])[] = [
    ['history', 'Its whole history', true],
    ['milestones', 'Milestones', true],
    ['risks', `Risks and issues (${risks} open)`, true],
    ['case-studies', 'Case studies', true],
    ['equality', 'Equality impact', true],
    ['endorsement', 'Endorsement and its conditions', true],
    ['stage', 'Change the stage, close it, or judge it otherwise', mayEdit],
    ['plans', 'Put it into a plan', mayEdit],
  ];
  return (
    <>
      <h2 class="govuk-heading-m">More about this project</h2>
      <ul class="govuk-list">
        {links
          .filter(([, , shown]) => shown)
          .map(([at, text]) => (
            <li key={at}>
              <a class="govuk-link" href={`${path}/${at}`}>
                {text}
              </a>
            </li>
          ))}
        <li>
          <a class="govuk-link" href={`/thread/project/${summary.id}`}>
            The golden thread through this project
          </a>
        </li>
        {begins.map(({ text, href }) => (
          <li key={href}>
            <a class="govuk-link" href={href}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
