import { plural } from '../../../kernel/names.ts';
import { formatPence } from '../../../kernel/pence.ts';
import { Button } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { periodInWords } from '../plan-period.ts';
import type { PlanSummary } from '../queries/plans.ts';
import { day, PlanTag } from './parts.tsx';

const COLUMNS: readonly Column<PlanSummary>[] = [
  {
    key: 'title',
    header: 'Plan',
    cell: (plan) => (
      <a class="govuk-link" href={`/plans/${plan.slug}`}>
        {plan.title}
      </a>
    ),
  },
  { key: 'priority', header: 'Priority', cell: (plan) => plan.priority ?? 'All priorities' },
  { key: 'period', header: 'Period', cell: (plan) => periodInWords(plan) },
  { key: 'state', header: 'State', cell: (plan) => <PlanTag state={plan.state} /> },
  {
    key: 'adopted',
    header: 'Adopted',
    cell: (plan) => (plan.adoptedOn ? `${day(plan.adoptedOn)} by the ${plan.adoptedBy}` : 'Not yet'),
  },
  { key: 'projects', header: 'Projects', numeric: true, cell: (plan) => plan.projects },
  { key: 'cash', header: 'Cash', numeric: true, cell: (plan) => formatPence(plan.cash) },
];

/** All delivery plans: what is in force first. */
export function PlansPage({
  plans,
  mayEdit,
}: {
  readonly plans: readonly PlanSummary[];
  readonly mayEdit: boolean;
}) {
  const current = plans.filter((plan) => plan.state === 'adopted').length;
  return (
    <>
      <PageHeading
        heading="Delivery plans"
        lead={plans.length > 0 ? `${plural(current, 'plan')} in force.` : undefined}
        actions={
          mayEdit ? (
            <>
              <Button href="/plans/new">Draft a plan</Button>
              <Button href="/plans/import" kind="secondary">
                Import from a spreadsheet
              </Button>
            </>
          ) : undefined
        }
      />
      <DataTable
        caption="Delivery plans"
        captionHidden
        columns={COLUMNS}
        rows={plans}
        rowKey={(plan) => plan.id}
        path="/plans"
        empty="Delivery plans will be here: what the partnership does for each priority, by whom, with what money and by when. Start by drafting a plan or importing one from a spreadsheet."
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/plans/export.csv">
          Download all plans as CSV
        </a>{' '}
        ·{' '}
        <a class="govuk-link" href="/plans/export.xlsx">
          as a workbook (XLSX)
        </a>{' '}
        ·{' '}
        <a class="govuk-link" href="/plans/agency-lines">
          Lines of agencies’ own business plans
        </a>
      </p>
    </>
  );
}
