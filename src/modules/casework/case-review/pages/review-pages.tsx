import { plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { Button } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import { FIGURE_NAMES, type ReviewFigures, type ShownFigures } from '../figures.ts';
import type { ReviewLine } from '../queries.ts';
import { STEPS } from '../states.ts';

const columns = (today: PlainDate): readonly Column<ReviewLine>[] => [
  {
    key: 'code',
    header: 'Case review',
    cell: (row) => (
      <a class="govuk-link" href={`/casework/case-reviews/${row.id}`}>
        {row.code}
      </a>
    ),
  },
  { key: 'applied', header: 'Applied', cell: (row) => longDate(row.appliedOn) },
  {
    key: 'state',
    header: 'State',
    cell: (row) => <StatusTag tone={row.dueOn ? 'active' : 'neutral'}>{STEPS[row.step]}</StatusTag>,
  },
  {
    key: 'due',
    header: 'Next step due',
    cell: (row) =>
      row.dueOn === null ? (
        'Nothing is due'
      ) : row.dueOn < today ? (
        <StatusTag tone="bad">{`Late: ${longDate(row.dueOn)}`}</StatusTag>
      ) : (
        longDate(row.dueOn)
      ),
  },
  { key: 'agency', header: 'Received by', cell: (row) => row.agency },
];

/** Every case review that the agency takes part in, what is due first first. Codes and days only. */
export function ReviewsPage(view: {
  readonly reviews: readonly ReviewLine[];
  readonly today: PlainDate;
  readonly mayReceive: boolean;
}) {
  const waiting = view.reviews.filter(({ dueOn }) => dueOn !== null).length;
  return (
    <>
      <PageHeading
        heading="ASB case reviews"
        lead={
          waiting === 0
            ? 'No case review waits for its next step.'
            : `${plural(waiting, 'case review')} ${waiting === 1 ? 'waits' : 'wait'} for the next step.`
        }
        actions={
          view.mayReceive ? (
            <Button href="/casework/case-reviews/new">Take in an application</Button>
          ) : undefined
        }
      />
      <DataTable
        caption="Case reviews"
        captionHidden
        columns={columns(view.today)}
        rows={view.reviews}
        rowKey={(row) => row.id}
        path="/casework/case-reviews"
        empty="Applications by victims of anti-social behaviour will be here (2014 Act, section 104), with the threshold computed and each clock in working days. Take in the first when somebody asks."
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/published/asb-case-reviews">
          Yearly figures, as everybody reads them
        </a>
      </p>
    </>
  );
}

/** The yearly figures that the Act has published. */
export function FiguresPage(view: {
  readonly year: string;
  readonly years: readonly string[];
  readonly figures: ShownFigures;
}) {
  const names = Object.keys(FIGURE_NAMES) as (keyof ReviewFigures)[];
  return (
    <>
      <PageHeading
        caption="Anti-social behaviour case reviews"
        heading={`Figures of ${view.year}`}
        lead="What section 104 of the Anti-social Behaviour, Crime and Policing Act 2014 has published each year. Counts of 1 to 4 are written so that nobody can be recognised."
      />
      <DataTable
        caption={`Case reviews of ${view.year}`}
        captionHidden
        columns={[
          { key: 'figure', header: 'Figure', cell: (name) => FIGURE_NAMES[name] },
          { key: 'value', header: 'Number', numeric: true, cell: (name) => view.figures[name] },
        ]}
        rows={names}
        rowKey={(name) => name}
        path="/published/asb-case-reviews"
        empty="The figures of the year will be here."
        csvPath={`/published/asb-case-reviews.csv?year=${view.year}`}
      />
      <p class="govuk-body">
        {view.years.map((year, at) => (
          <>
            {at > 0 ? ' · ' : ''}
            <a class="govuk-link" href={`/published/asb-case-reviews?year=${year}`}>
              {year}
            </a>
          </>
        ))}
      </p>
    </>
  );
}
