import { plural } from '../../../kernel/names.ts';
import { addMonths, monthAndYear, type PlainDate } from '../../../kernel/plain-date.ts';
import { Details } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import type { Duty } from '../queries.ts';
import { DutyList } from './lists.tsx';

/** This month and those that follow; what is further away is one press away. */
const MONTHS_AHEAD = 2;

/** What is late, what is due this month and in the next two, and what comes after, month by month. */
export function DatesPage(props: {
  readonly duties: readonly Duty[];
  readonly today: PlainDate;
  readonly mine: boolean;
}) {
  const { duties, today, mine } = props;
  const horizon = addMonths(today, MONTHS_AHEAD);
  const isFar = ({ dueOn }: Duty) => dueOn.slice(0, 7) > horizon.slice(0, 7);
  const late = duties.filter(({ dueOn }) => dueOn < today);
  const soon = duties.filter(({ dueOn }) => dueOn >= today).filter((duty) => !isFar(duty));
  const later = duties.filter(isFar);
  return (
    <>
      <PageHeading
        heading="What is due, and what is late"
        lead={`${plural(late.length, 'duty', 'duties')} late, ${soon.length} due by the end of ${monthAndYear(horizon)}, ${later.length} after${mine ? ', yours and your agency’s' : ', of all partners'}.`}
        actions={
          <a class="govuk-link" href={mine ? '/calendar' : '/calendar?whose=mine'}>
            {mine ? 'Show everybody’s' : 'Show mine only'}
          </a>
        }
      />
      {late.length > 0 ? (
        <section aria-labelledby="late">
          <h2 class="govuk-heading-m" id="late">
            Late
          </h2>
          <DutyList duties={late} today={today} />
        </section>
      ) : null}
      <ByMonth duties={soon} today={today} />
      {later.length > 0 ? (
        <Details summary={`${later.length} more after ${monthAndYear(horizon)}`}>
          <ByMonth duties={later} today={today} />
        </Details>
      ) : null}
      {duties.length === 0 ? (
        <p class="govuk-body">
          Nothing is due. Dates appear here by themselves: milestones, progress updates, figures to return,
          conditions to meet, reports.
        </p>
      ) : null}
    </>
  );
}

function ByMonth({ duties, today }: { readonly duties: readonly Duty[]; readonly today: PlainDate }) {
  return (
    <>
      {[...Map.groupBy(duties, ({ dueOn }) => dueOn.slice(0, 7))].map(([month, due]) => (
        <section key={month} aria-labelledby={`month-${month}`}>
          <h2 class="govuk-heading-m" id={`month-${month}`}>
            {due[0] ? monthAndYear(due[0].dueOn) : month}
          </h2>
          <DutyList duties={due} today={today} />
        </section>
      ))}
    </>
  );
}
