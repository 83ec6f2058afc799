import { formatPence } from '../../../kernel/pence.ts';
import type { Choice } from '../../../ui/forms/fields.tsx';
import { Button, Select } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, FilterWords, filterOf, type TableQuery } from '../../../ui/table/index.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { STAGE_SAYS, STAGES } from '../stages.ts';
import { day, RagTag } from './parts.tsx';

export const PROJECT_COLUMNS: readonly Column<ProjectSummary>[] = [
  {
    key: 'title',
    header: 'Project',
    cell: (project) => (
      <a class="govuk-link" href={`/projects/${project.slug}`}>
        {project.title}
      </a>
    ),
    csv: (project) => project.title,
  },
  {
    key: 'rag',
    header: 'Status',
    cell: (project) => <RagTag rag={project.rag} />,
    csv: (project) => project.rag,
  },
  { key: 'why', header: 'Why', cell: (project) => project.sentence },
  { key: 'stage', header: 'Stage', cell: (project) => STAGE_SAYS[project.stage] },
  { key: 'lead', header: 'Lead', cell: (project) => project.lead || 'Not named yet' },
  { key: 'update', header: 'Last update', cell: (project) => day(project.lastUpdateOn, 'None yet') },
  {
    key: 'cash',
    header: 'Cash',
    numeric: true,
    cell: (project) => formatPence(project.cash),
    csv: (project) => project.cash / 100,
  },
];

export interface ProjectsView {
  readonly projects: readonly ProjectSummary[];
  readonly total: number;
  readonly pageSize: number;
  readonly query: TableQuery;
  readonly plans: readonly Choice[];
  readonly programmes: readonly Choice[];
  /** What sources say of the programme that is chosen. */
  readonly programme?:
    | { readonly title: string; readonly about: string; readonly notes: readonly string[] }
    | undefined;
  readonly mayEdit: boolean;
}

const RAGS: readonly Choice[] = [
  { value: 'red', text: 'Red' },
  { value: 'amber', text: 'Amber' },
  { value: 'green', text: 'Green' },
  { value: 'unknown', text: 'Not known' },
];

/** All projects with where they stand and why. */
export function ProjectsPage(view: ProjectsView) {
  const { query, programme } = view;
  const any = (text: string): Choice => ({ value: '', text });
  const filters = (
    <>
      <FilterWords name="text" label="Title" query={query} />
      <Select name="rag" label="Status" items={[any('Any status'), ...RAGS]} value={filterOf(query, 'rag')} />
      <Select
        name="stage"
        label="Stage"
        items={[any('Any stage'), ...STAGES.map((stage) => ({ value: stage, text: STAGE_SAYS[stage] }))]}
        value={filterOf(query, 'stage')}
      />
      <Select
        name="plan"
        label="Plan"
        items={[any('Any plan'), ...view.plans]}
        value={filterOf(query, 'plan')}
      />
      {view.programmes.length > 0 ? (
        <Select
          name="programme"
          label="Programme"
          items={[any('Any programme'), ...view.programmes]}
          value={filterOf(query, 'programme')}
        />
      ) : null}
    </>
  );
  return (
    <>
      <PageHeading
        caption={programme ? 'Programme' : undefined}
        heading={programme?.title ?? 'Projects'}
        lead={programme?.about}
        actions={
          <>
            {view.mayEdit ? <Button href="/projects/new">Add a project</Button> : null}
            <Button href="/updates" kind="secondary">
              See who has reported
            </Button>
          </>
        }
      />
      {programme && programme.notes.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">What sources say of it</h2>
          <ul class="govuk-list govuk-list--bullet">
            {programme.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </>
      ) : null}
      <DataTable
        caption="Projects"
        captionHidden
        columns={PROJECT_COLUMNS}
        rows={view.projects}
        rowKey={(project) => project.id}
        path="/projects"
        query={query}
        total={view.total}
        pageSize={view.pageSize}
        filters={filters}
        csvPath="/projects.csv"
        empty="Projects will be here, each with where it stands and why. Start by adding one, or import a delivery plan from a spreadsheet."
      />
    </>
  );
}
