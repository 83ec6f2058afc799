/** The tables of a case: who is in it, what is needed, who does what, which agencies take part. */
import { longDate } from '../../../../kernel/plain-date.ts';
import { Details } from '../../../../ui/govuk/index.ts';
import { StatusTag } from '../../../../ui/layout/index.ts';
import type { Column } from '../../../../ui/table/index.ts';
import { PartsTable, PersonLink, RowLink } from '../../parts.tsx';
import type { Template } from '../assessments/template-queries.ts';
import type { CaseView, TaskView } from '../queries.ts';
import { ACHIEVED, CASE_ROLES } from '../words.ts';
import type { CasePageProps } from './case.tsx';

type SectionProps = Pick<CasePageProps, 'view' | 'mayWrite' | 'ownAgencyId' | 'today'> & {
  readonly base: string;
};

export function People({ view, base, mayWrite }: SectionProps) {
  const columns: readonly Column<CaseView['people'][number]>[] = [
    {
      key: 'name',
      header: 'Person',
      cell: PersonLink,
    },
    { key: 'role', header: 'Role', cell: ({ role }) => CASE_ROLES[role] },
    {
      key: 'since',
      header: 'Since',
      cell: ({ fromOn, untilOn }) =>
        untilOn ? `${longDate(fromOn)} until ${longDate(untilOn)}` : longDate(fromOn),
    },
    {
      key: 'act',
      header: 'What can be done',
      cell: ({ id, untilOn, name }) =>
        mayWrite && untilOn === null && view.row.closed_on === null ? (
          <RowLink href={`${base}/people/${id}/end`} text="End this role" of={name} />
        ) : null,
    },
  ];
  return (
    <PartsTable
      caption="People"
      columns={columns}
      rows={view.people}
      empty="Nobody is in this case yet. Add who it is about."
      path={base}
    />
  );
}

export function Needs({ view, base, mayWrite }: SectionProps) {
  const columns: readonly Column<CaseView['needs'][number]>[] = [
    { key: 'says', header: 'Need', cell: ({ says }) => says },
    { key: 'wanted', header: 'Desired outcome', cell: ({ wanted }) => wanted },
    { key: 'by', header: 'By', cell: ({ wantedBy }) => longDate(wantedBy) },
    {
      key: 'achieved',
      header: 'Achieved?',
      cell: ({ id, achieved, wanted }) =>
        achieved ? (
          <StatusTag tone={achieved === 'achieved' ? 'good' : achieved === 'partly' ? 'warning' : 'bad'}>
            {ACHIEVED[achieved]}
          </StatusTag>
        ) : mayWrite && view.row.closed_on === null ? (
          <RowLink href={`${base}/needs/${id}/judge`} text="Judge" of={wanted} />
        ) : (
          'Not yet judged'
        ),
    },
  ];
  return (
    <PartsTable
      caption="Needs and desired outcomes"
      columns={columns}
      rows={view.needs}
      empty="No need is recorded yet. Add what is needed and which outcome is wanted."
      path={base}
    />
  );
}

export function Tasks({ view, base, ownAgencyId, today, mayWrite }: SectionProps) {
  const columns: readonly Column<TaskView>[] = [
    { key: 'says', header: 'Task', cell: ({ says }) => says },
    { key: 'owner', header: 'Agency', cell: ({ owner }) => owner },
    { key: 'due', header: 'Due', cell: ({ dueOn }) => longDate(dueOn) },
    {
      key: 'state',
      header: 'State',
      cell: ({ id, says, state, dueOn, ownerAgencyId }) => (
        <>
          <StatusTag
            tone={
              state === 'done' ? 'good' : state === 'not-done' ? 'bad' : dueOn < today ? 'warning' : 'active'
            }
          >
            {state === 'done' ? 'Done' : state === 'not-done' ? 'Not done' : dueOn < today ? 'Late' : 'Open'}
          </StatusTag>{' '}
          {mayWrite && state === 'open' && ownerAgencyId === ownAgencyId ? (
            <RowLink href={`${base}/tasks/${id}/end`} text="End" of={says} />
          ) : null}
        </>
      ),
    },
  ];
  return (
    <PartsTable
      caption="Plan"
      columns={columns}
      rows={view.tasks}
      empty="The plan has no task yet. Add who does what by when."
      path={base}
    />
  );
}

export function Agencies({ view, base, mayWrite }: SectionProps) {
  const columns: readonly Column<CaseView['members'][number]>[] = [
    {
      key: 'agency',
      header: 'Agency',
      cell: ({ agency, agencyId }) => (agencyId === view.row.lead_agency_id ? `${agency} (leads)` : agency),
    },
    {
      key: 'since',
      header: 'Takes part',
      cell: ({ fromOn, untilOn }) =>
        untilOn ? `${longDate(fromOn)} until ${longDate(untilOn)}` : `since ${longDate(fromOn)}`,
    },
    {
      key: 'act',
      header: 'What can be done',
      cell: ({ agency, agencyId, untilOn }) =>
        mayWrite &&
        untilOn === null &&
        agencyId !== view.row.lead_agency_id &&
        view.row.closed_on === null ? (
          <RowLink href={`${base}/agencies/${agencyId}/leave`} text="Leaves" of={agency} />
        ) : null,
    },
  ];
  return (
    <PartsTable
      caption="Who takes part"
      columns={columns}
      rows={view.members.map((member) => ({ ...member, id: member.agencyId }))}
      empty=""
      path={base}
    />
  );
}

export const Assessing = ({ base, templates }: { base: string; templates: readonly Template[] }) => (
  <Details summary="Assess the risk">
    {templates.length === 0 ? (
      <p class="govuk-body">No assessment is published yet. Who keeps the settings publishes one.</p>
    ) : (
      <ul class="govuk-list">
        {templates.map((template) => (
          <li>
            <a class="govuk-link" href={`${base}/assess/${template.id}`}>
              {template.title}
            </a>
          </li>
        ))}
      </ul>
    )}
  </Details>
);
