import { longDate } from '../../../kernel/plain-date.ts';
import type { SeriesBreak } from '../course/break-queries.ts';
import { assuranceFor, type Stretch, sharesAnswers } from '../course/control-series.ts';
import { sayAssurance, sayFlags, sayLimits, sayTrend } from '../course/course-words.ts';
import { sayYear } from '../course/year-words.ts';
import type { Standing } from '../types.ts';

interface CourseProps {
  readonly standing: Standing;
  readonly stretches: readonly Stretch[];
  readonly screened: boolean;
  readonly mayEdit: boolean;
}

/** Whether it is really changing: usual variation, what stands out of it, trend, the year so far and its end. */
export function Course({ standing, stretches, screened, mayEdit }: CourseProps) {
  const { indicator, breaks, targets } = standing;
  const path = `/indicators/${indicator.slug}`;
  const newest = stretches.at(-1);
  if (!newest) return null;
  const stage = targets[0]?.target.stages.findLast(({ value }) => value !== null);
  const assurance = sharesAnswers(newest.points) ? undefined : assuranceFor(indicator, newest, stage?.value);
  const said = sharesAnswers(newest.points)
    ? ['The figures overlap and share part of their answers, so no usual variation can be told.']
    : [
        ...sayFlags(newest),
        sayLimits(indicator, newest),
        ...(assurance ? [sayAssurance(assurance)] : []),
        ...sayYear(indicator, newest.points),
      ];
  const steps = newest.limits !== undefined && !sharesAnswers(newest.points);
  return (
    <section aria-labelledby="course">
      <h2 class="govuk-heading-m" id="course">
        Is it really changing?
      </h2>
      <ul class="govuk-list govuk-list--bullet">
        {[...said, sayTrend(indicator, newest.points)].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <BreakList breaks={breaks} path={path} mayEdit={mayEdit} />
      <p class="govuk-body">
        {steps ? (
          <a class="govuk-link" href={screened ? `${path}#course` : `${path}?limits=screened#course`}>
            {screened
              ? 'Take all steps into the limits again'
              : 'Leave unusually large steps out of the limits'}
          </a>
        ) : null}
        {steps ? ' · ' : ''}
        <a class="govuk-link" href={`${path}/alerts`}>
          Alerts, and mail about them
        </a>
        {mayEdit ? ' · ' : ''}
        {mayEdit ? (
          <a class="govuk-link" href={`${path}/breaks/new`}>
            Record a break in the series
          </a>
        ) : null}
      </p>
    </section>
  );
}

function BreakList(props: {
  readonly breaks: readonly SeriesBreak[];
  readonly path: string;
  readonly mayEdit: boolean;
}) {
  if (props.breaks.length === 0) return null;
  return (
    <>
      <h3 class="govuk-heading-s">Breaks in the series</h3>
      <ul class="govuk-list govuk-list--bullet">
        {props.breaks.map(({ id, startsOn, reason }) => (
          <li key={id}>
            From {longDate(startsOn)}: {reason}{' '}
            {props.mayEdit ? (
              <a class="govuk-link" href={`${props.path}/breaks/${id}/withdrawal`}>
                Take back<span class="govuk-visually-hidden"> the break of {longDate(startsOn)}</span>
              </a>
            ) : null}
          </li>
        ))}
      </ul>
    </>
  );
}
