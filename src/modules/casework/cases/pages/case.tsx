import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Context } from '../../../../platform/http/route.ts';
import { Details, SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../../ui/table/index.ts';
import { type Act, ActLinks } from '../../acts.tsx';
import type { Template } from '../assessments/template-queries.ts';
import type { Line } from '../chronology.ts';
import type { CaseView, TaskView } from '../queries.ts';
import { ACHIEVED, CASE_KINDS, CASE_OUTCOMES, CASE_ROLES } from '../words.ts';
import { Chronology } from './chronology.tsx';

export interface CasePageProps {
  readonly view: CaseView;
  readonly lines: readonly Line[];
  readonly templates: readonly Template[];
  readonly acts: readonly Act<CaseView>[];
  readonly c: Context;
  readonly mayWrite: boolean;
  readonly ownAgencyId: string | undefined;
  readonly today: PlainDate;
}

/** A case: how it stands, who is in it, what is wanted, who does what, and what happened. */
export function CasePage(props: CasePageProps) {
  const { view, mayWrite } = props;
  const base = `/casework/cases/${view.row.id}`;
  return (
    <>
      <PageHeading heading={view.title} lead={leadOf(props)} />
      {mayWrite ? (
        <ActLinks
          acts={props.acts}
          view={view}
          path={base}
          c={props.c}
          more={[{ text: 'Draft a case study', href: `/casework/case-studies/new?case=${view.row.id}` }]}
        />
      ) : null}
      <SummaryList
        rows={[
          { key: 'Reference', value: view.code },
          { key: 'Kind', value: CASE_KINDS[view.row.kind] },
          {
            key: 'Held under',
            value:
              view.row.regime === 'part-3'
                ? 'Part 3 of the Data Protection Act 2018 (law enforcement)'
                : 'UK GDPR',
          },
          { key: 'Controllers', value: controllersOf(view) },
          ...(view.row.assessment === '' ? [] : [{ key: 'Rests on', value: view.row.assessment }]),
          ...(view.row.restricted
            ? [{ key: 'Restricted', value: 'Only who may see restricted records' }]
            : []),
        ]}
      />
      <People {...props} base={base} />
      <Needs {...props} base={base} />
      <Tasks {...props} base={base} />
      <Agencies {...props} base={base} />
      {mayWrite && view.row.closed_on === null ? <Assessing base={base} templates={props.templates} /> : null}
      <Chronology
        lines={props.lines}
        view={view}
        base={base}
        mayWrite={mayWrite}
        ownAgencyId={props.ownAgencyId}
      />
    </>
  );
}

function leadOf({ view, today }: CasePageProps): string {
  const { row } = view;
  if (row.closed_on !== null)
    return `Closed on ${longDate(row.closed_on)}: ${row.outcome ? CASE_OUTCOMES[row.outcome].toLowerCase() : ''}.`;
  const late = view.tasks.filter(({ state, dueOn }) => state === 'open' && dueOn < today).length;
  const open = view.tasks.filter(({ state }) => state === 'open').length;
  const review =
    row.next_review_on < today
      ? `Its review was due on ${longDate(row.next_review_on)} and is late.`
      : `It is reviewed next by ${longDate(row.next_review_on)}.`;
  return `Open since ${longDate(row.opened_on)}. ${review} ${open === 0 ? 'No task is open.' : `${open} ${open === 1 ? 'task is' : 'tasks are'} open${late > 0 ? `, ${late} late` : ''}.`}`;
}

const controllersOf = ({ members }: CaseView): string =>
  members
    .filter(({ controller, untilOn }) => controller && untilOn === null)
    .map(({ agency }) => agency)
    .join(', ');

type SectionProps = CasePageProps & { readonly base: string };

const query = parseTableQuery({}, []);

function People({ view, base, mayWrite }: SectionProps) {
  const columns: readonly Column<CaseView['people'][number]>[] = [
    {
      key: 'name',
      header: 'Person',
      cell: ({ name, clusterId }) =>
        clusterId === null ? (
          name
        ) : (
          <a class="govuk-link" href={`/casework/people/${clusterId}`}>
            {name}
          </a>
        ),
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
          <a class="govuk-link" href={`${base}/people/${id}/end`}>
            End<span class="govuk-visually-hidden"> the role of {name}</span>
          </a>
        ) : null,
    },
  ];
  return (
    <DataTable
      caption="People"
      columns={columns}
      rows={view.people}
      rowKey={({ id }) => id}
      empty="Nobody is in this case yet. Add who it is about."
      query={query}
      path={base}
    />
  );
}

function Needs({ view, base, mayWrite }: SectionProps) {
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
          <a class="govuk-link" href={`${base}/needs/${id}/judge`}>
            Judge<span class="govuk-visually-hidden">: {wanted}</span>
          </a>
        ) : (
          'Not yet judged'
        ),
    },
  ];
  return (
    <DataTable
      caption="Needs and desired outcomes"
      columns={columns}
      rows={view.needs}
      rowKey={({ id }) => id}
      empty="No need is recorded yet. Add what is needed and which outcome is wanted."
      query={query}
      path={base}
    />
  );
}

function Tasks({ view, base, ownAgencyId, today, mayWrite }: SectionProps) {
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
            <a class="govuk-link" href={`${base}/tasks/${id}/end`}>
              End<span class="govuk-visually-hidden"> the task {says}</span>
            </a>
          ) : null}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption="Plan"
      columns={columns}
      rows={view.tasks}
      rowKey={({ id }) => id}
      empty="The plan has no task yet. Add who does what by when."
      query={query}
      path={base}
    />
  );
}

function Agencies({ view, base, mayWrite }: SectionProps) {
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
          <a class="govuk-link" href={`${base}/agencies/${agencyId}/leave`}>
            Leaves<span class="govuk-visually-hidden">: {agency}</span>
          </a>
        ) : null,
    },
  ];
  return (
    <DataTable
      caption="Who takes part"
      columns={columns}
      rows={view.members}
      rowKey={({ agencyId }) => agencyId}
      empty=""
      query={query}
      path={base}
    />
  );
}

const Assessing = ({ base, templates }: { base: string; templates: readonly Template[] }) => (
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
