import type { ComponentChildren } from 'preact';
import type { ProjectPlan } from '../project-plan.ts';
import type { ProjectSummary } from '../queries/summaries.ts';
import { SUSTAINABILITY_SAYS, sayPerson, sayResource, sayWhen } from '../words.ts';
import { Lines, RagTag } from './parts.tsx';

export interface PlanRow {
  readonly objective: string;
  readonly summary: ProjectSummary;
  readonly plan: ProjectPlan;
  /** Names of agencies by slug, for human resources. */
  readonly agencies: ReadonlyMap<string, string>;
}

const HEADINGS = [
  'Project and activity',
  'Objective',
  '£ Resources',
  'Human resources',
  'Lead officer/s',
  'Timescale and milestones',
  'Baseline',
  'Target',
  'Sustain\u00adable?',
] as const;

/** Cards are made with `display: block`, which takes a table's meaning away; saying the roles gives it back. */
const ROLE = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  header: { role: 'columnheader' },
  rowHeader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;

/** The table of the printed plan; on a phone each project is a card. */
export function PlanTable({
  caption,
  rows,
}: {
  readonly caption: string;
  readonly rows: readonly PlanRow[];
}) {
  if (rows.length === 0)
    return <p class="govuk-body app-quiet">No project serves this outcome in this plan yet.</p>;
  return (
    <table class="govuk-table app-table app-table--cards app-plan-table" {...ROLE.table}>
      <caption class="govuk-visually-hidden">{caption}</caption>
      <thead class="govuk-table__head" {...ROLE.group}>
        <tr class="govuk-table__row" {...ROLE.row}>
          {HEADINGS.map((heading) => (
            <th key={heading} scope="col" class="govuk-table__header" {...ROLE.header}>
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody class="govuk-table__body" {...ROLE.group}>
        {rows.map((row) => (
          <Row key={row.summary.id} {...row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ summary, plan, objective, agencies }: PlanRow) {
  // The words of a timescale name its milestones; only what has moved since must be said beside them.
  const milestones = plan.milestones.filter((one) => one.moved || plan.timescale === '');
  const people = plan.people.map((one) => sayPerson(one, agencies.get(one.agency) ?? '')).join('\n');
  return (
    <tr class="govuk-table__row" {...ROLE.row}>
      <th scope="row" class="govuk-table__header" {...ROLE.rowHeader}>
        <a class="govuk-link" href={`/projects/${summary.slug}`}>
          {plan.title}
        </a>
        <div class="app-plan-table__status">
          <RagTag rag={summary.rag} />
        </div>
        <div class="app-plan-table__activity">
          <Lines text={plan.activity} />
        </div>
      </th>
      <Cell at={1}>{objective || <Unsaid />}</Cell>
      <Cell at={2}>
        <Lines
          text={[...plan.resources.map(sayResource), plan.resourcesSay].filter(Boolean).join('\n')}
          empty="None named"
        />
      </Cell>
      <Cell at={3}>
        <Lines text={[people, plan.peopleSay].filter(Boolean).join('\n')} empty="None named" />
      </Cell>
      <Cell at={4}>{summary.lead || <Unsaid />}</Cell>
      <Cell at={5}>
        <Lines text={plan.timescale} />
        {milestones.length > 0 ? (
          <ul class="app-plan-lines app-plan-lines--milestones">
            {milestones.map((one) => (
              <li key={one.title}>
                {one.metOn ? 'Met: ' : ''}
                {one.title},{' '}
                {one.moved ? sayWhen(one.moved.to, 'day') : sayWhen(one.originalOn, one.precision)}
              </li>
            ))}
          </ul>
        ) : null}
      </Cell>
      <Cell at={6}>
        <Lines text={plan.baseline} empty="Not known yet" />
      </Cell>
      <Cell at={7}>
        <Lines text={plan.target} empty="Not agreed yet" />
      </Cell>
      <Cell at={8}>
        {plan.sustainabilitySays ||
          (plan.sustainability ? SUSTAINABILITY_SAYS[plan.sustainability] : <Unsaid />)}
      </Cell>
    </tr>
  );
}

const Unsaid = () => <span class="app-quiet">Not said yet</span>;

const Cell = ({ at, children }: { readonly at: number; readonly children?: ComponentChildren }) => (
  <td class="govuk-table__cell" {...ROLE.cell} data-label={HEADINGS[at]}>
    <div class="app-table__value">{children}</div>
  </td>
);
