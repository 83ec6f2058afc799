import { scaleLinear } from 'd3-scale';
import {
  addMonths,
  daysBetween,
  longDate,
  monthAndYear,
  type PlainDate,
} from '../../../kernel/plain-date.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { Precision } from '../project-plan.ts';
import type { PlanSummary } from '../queries/plans.ts';
import { sayWhen } from '../words.ts';

export interface TimelineProject {
  readonly slug: string;
  readonly title: string;
  readonly milestones: readonly {
    readonly title: string;
    readonly dueOn: PlainDate | null;
    readonly originalOn: PlainDate | null;
    readonly precision: Precision;
    readonly metOn: PlainDate | null;
  }[];
}

export interface TimelineView {
  readonly plan: PlanSummary;
  readonly projects: readonly TimelineProject[];
  readonly today: PlainDate;
}

const LEFT = 250;
const BESIDE_LABEL = 16;
/** How wide a letter of a label is on average. */
const LETTER = 7.6;
const LABEL_LENGTH = Math.floor((LEFT - BESIDE_LABEL) / LETTER);
const WIDTH = 960;
const ROW = 34;
const TOP = 40;

/** The plan over time: a line for each project, a mark for each milestone, and the same as a list. */
export function TimelinePage({ plan, projects, today }: TimelineView) {
  const dated = projects.filter((project) => project.milestones.some((one) => one.dueOn !== null));
  const without = projects.filter((project) => !dated.includes(project));
  return (
    <>
      <PageHeading
        caption={plan.title}
        heading="Timeline"
        lead={`${monthAndYear(plan.startsOn)} to ${monthAndYear(plan.endsOn)}. A filled mark has been met; a ring is still to come or late.`}
      />
      {dated.length > 0 ? (
        <Picture plan={plan} projects={dated} today={today} />
      ) : (
        <p class="govuk-body app-empty">
          The milestones of this plan's projects will be here once they have dates.
        </p>
      )}
      <h2 class="govuk-heading-m">The same as a list</h2>
      {dated.map((project) => (
        <section key={project.slug}>
          <h3 class="govuk-heading-s">
            <a class="govuk-link" href={`/projects/${project.slug}/milestones`}>
              {project.title}
            </a>
          </h3>
          <ul class="govuk-list govuk-list--bullet">
            {project.milestones.map((one) => (
              <li key={one.title}>
                {one.title}:{' '}
                {one.dueOn !== one.originalOn ? sayWhen(one.dueOn, 'day') : sayWhen(one.dueOn, one.precision)}
                {one.metOn
                  ? `, met on ${longDate(one.metOn)}`
                  : one.dueOn && one.dueOn < today
                    ? ', late'
                    : ''}
                {one.originalOn && one.dueOn !== one.originalOn
                  ? ` (first agreed for ${sayWhen(one.originalOn, one.precision)})`
                  : ''}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {without.length > 0 ? (
        <>
          <h3 class="govuk-heading-s">Projects without a dated milestone</h3>
          <ul class="govuk-list govuk-list--bullet">
            {without.map((project) => (
              <li key={project.slug}>
                <a class="govuk-link" href={`/projects/${project.slug}/milestones`}>
                  {project.title}
                </a>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

function Picture({ plan, projects, today }: TimelineView) {
  const days = daysBetween(plan.startsOn, plan.endsOn) + 1;
  const scale = scaleLinear()
    .domain([0, days])
    .range([LEFT, WIDTH - 12])
    .clamp(true);
  const x = (date: PlainDate): number => Math.round(scale(daysBetween(plan.startsOn, date)));
  const height = TOP + projects.length * ROW + 10;
  const months = monthsOf(plan);
  const step = Math.ceil(months.length / 12);
  return (
    <div class="app-timeline">
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        role="img"
        aria-label={`Milestones of ${projects.length} projects; the list below says the same`}
      >
        {months
          .filter((_, index) => index % step === 0)
          .map((month) => (
            <g key={month}>
              <line class="app-chart__grid" x1={x(month)} x2={x(month)} y1={TOP - 10} y2={height - 6} />
              <text class="app-timeline__month" x={x(month) + 3} y={TOP - 16}>
                {monthAndYear(month).slice(0, 3)} {month.slice(2, 4)}
              </text>
            </g>
          ))}
        {today >= plan.startsOn && today <= plan.endsOn ? (
          <line class="app-timeline__today" x1={x(today)} x2={x(today)} y1={TOP - 12} y2={height - 6} />
        ) : null}
        {projects.map((project, index) => {
          const y = TOP + index * ROW + ROW / 2;
          return (
            <g key={project.slug}>
              <text class="app-timeline__label" x="0" y={y + 4}>
                {shortened(project.title)}
                <title>{project.title}</title>
              </text>
              <line class="app-timeline__row" x1={LEFT} x2={WIDTH - 12} y1={y} y2={y} />
              {project.milestones.map((one) =>
                one.dueOn === null ? null : (
                  <circle
                    key={one.title}
                    class={`app-timeline__mark${one.metOn ? ' app-timeline__mark--met' : one.dueOn < today ? ' app-timeline__mark--late' : ''}`}
                    cx={x(one.dueOn)}
                    cy={y}
                    r="6"
                  >
                    <title>{`${one.title}: ${sayWhen(one.dueOn, one.precision)}`}</title>
                  </circle>
                ),
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** A name that ends before the axis begins, at a word where it can. */
function shortened(title: string): string {
  if (title.length <= LABEL_LENGTH) return title;
  const cut = title.slice(0, LABEL_LENGTH);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LABEL_LENGTH - 10)).replace(/[\s/,:;–-]+$/, '')}…`;
}

function monthsOf({ startsOn, endsOn }: PlanSummary): PlainDate[] {
  const months: PlainDate[] = [];
  for (let month = `${startsOn.slice(0, 7)}-01` as PlainDate; month <= endsOn; month = addMonths(month, 1))
    months.push(month);
  return months;
}
