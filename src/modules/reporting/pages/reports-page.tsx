import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { Button } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import type { EditionRow } from '../edition-queries.ts';
import type { DueReport, ReportRow, TemplateRow } from '../queries.ts';
import { cadenceInWords } from '../template.ts';
import { periodInWords, StateTag } from './parts.tsx';
import { StandardTemplate } from './standard-template.tsx';

export interface ReportsView {
  readonly today: PlainDate;
  readonly due: readonly DueReport[];
  readonly reports: readonly ReportRow[];
  readonly editions: readonly EditionRow[];
  readonly templates: readonly TemplateRow[];
  readonly mayEdit: boolean;
  readonly csrf: string;
}

/** What is due, what is being written, and what was approved. */
export function ReportsPage(view: ReportsView) {
  const drafts = view.reports.filter((report) => report.state === 'draft' || report.state === 'submitted');
  return (
    <>
      <PageHeading
        heading="Reports"
        lead={leadOf(view)}
        actions={view.mayEdit ? <Button href="/reports/new">Begin a report</Button> : null}
      />
      <DataTable
        caption="Due"
        columns={dueColumns(view)}
        rows={view.due.filter((one) => one.metOn === null)}
        rowKey={(row) => `${row.templateSlug}-${row.periodEnd}`}
        empty="Nothing is due. Reports appear here by the cadence of their template."
        path="/reports"
      />
      <DataTable
        caption="Being written"
        columns={DRAFTS}
        rows={drafts}
        rowKey={(row) => row.id}
        empty={
          view.mayEdit
            ? 'No report is being written. Choose “Begin a report” to gather one from live data.'
            : 'No report is being written.'
        }
        path="/reports"
      />
      <DataTable
        caption="Editions"
        columns={EDITIONS}
        rows={view.editions}
        rowKey={(row) => row.id}
        empty="No edition yet. When a report is approved, it is frozen and stands here for good."
        path="/reports"
      />
      <h2 class="govuk-heading-m">Templates</h2>
      {view.templates.length === 0 ? (
        <NoTemplate {...view} />
      ) : (
        <ul class="govuk-list govuk-list--bullet">
          {view.templates.map((row) => (
            <li>
              <a class="govuk-link" href={`/reports/templates/${row.slug}`}>
                {row.template.title}
              </a>
              : {cadenceInWords(row.template.cadence, row.bodyName)}
            </li>
          ))}
        </ul>
      )}
      {view.mayEdit ? (
        <p class="govuk-body">
          <a class="govuk-link" href="/reports/templates">
            Import a report template
          </a>
        </p>
      ) : null}
      <p class="govuk-body">
        <a class="govuk-link" href="/published">
          Published reports
        </a>
      </p>
    </>
  );
}

const NoTemplate = ({ mayEdit, csrf }: ReportsView) =>
  mayEdit ? (
    <StandardTemplate csrf={csrf} />
  ) : (
    <p class="govuk-body">
      What the reports of the partnership look like will be here. Who writes the report begins with a
      template.
    </p>
  );

function leadOf({ due, today }: ReportsView): string {
  const next = due.filter((one) => one.metOn === null).at(-1);
  if (!next) return 'Nothing is due now.';
  return next.dueOn < today
    ? `The ${next.title} was due on ${longDate(next.dueOn)}.`
    : `The ${next.title} is due on ${longDate(next.dueOn)}.`;
}

const dueColumns = ({ today, mayEdit }: ReportsView): readonly Column<DueReport>[] => [
  {
    key: 'report',
    header: 'Report',
    cell: (row) =>
      row.reportId === null && !mayEdit ? (
        row.title
      ) : (
        <a
          class="govuk-link"
          href={row.reportId ? `/reports/${row.reportId}` : `/reports/new?template=${row.templateSlug}`}
        >
          {row.title}
        </a>
      ),
  },
  { key: 'period', header: 'Period', cell: (row) => periodInWords(row.periodStart, row.periodEnd) },
  {
    key: 'due',
    header: 'Due',
    cell: (row) => (
      <>
        {longDate(row.dueOn)} {row.dueOn < today ? <StatusTag tone="bad">Overdue</StatusTag> : null}
      </>
    ),
  },
];

const DRAFTS: readonly Column<ReportRow>[] = [
  {
    key: 'report',
    header: 'Report',
    cell: (row) => (
      <a class="govuk-link" href={`/reports/${row.id}`}>
        {row.title}, as at {longDate(row.asAt)}
      </a>
    ),
  },
  { key: 'period', header: 'Period', cell: (row) => periodInWords(row.periodStart, row.asAt) },
  { key: 'state', header: 'State', cell: (row) => <StateTag state={row.state} /> },
];

const EDITIONS: readonly Column<EditionRow>[] = [
  {
    key: 'edition',
    header: 'Edition',
    cell: (row) => (
      <a class="govuk-link" href={`/editions/${row.id}`}>
        {row.title}, as at {longDate(row.asAt)}
      </a>
    ),
  },
  { key: 'approved', header: 'Approved', cell: (row) => longDate(row.approvedOn) },
  {
    key: 'published',
    header: 'Published',
    cell: (row) =>
      row.publishedOn ? (
        <a class="govuk-link" href={`/published/${row.slug}`}>
          {longDate(row.publishedOn)}
        </a>
      ) : (
        'Not yet'
      ),
  },
];
