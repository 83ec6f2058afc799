import { listInWords, plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Context } from '../../../../platform/http/route.ts';
import { SummaryList } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import type { Column } from '../../../../ui/table/index.ts';
import { type Act, ActLinks } from '../../acts.tsx';
import { PartsTable, PersonLink, RowLink } from '../../parts.tsx';
import { actsFor } from '../forms/people.tsx';
import type { MatterView } from '../queries.ts';
import { CONSENTS, KEPT, KINDS, NOT_BECAUSE, ROLES, SATISFIED, SIDES, SOURCES, STATES } from '../words.ts';

export interface MatterPageProps {
  readonly view: MatterView;
  readonly acts: readonly Act<MatterView>[];
  readonly c: Context;
  readonly own: string | undefined;
  readonly mayWrite: boolean;
  readonly cases: readonly { readonly id: string; readonly code: string }[];
  readonly today: PlainDate;
}

/** A restorative matter: how it stands, who takes part, what was agreed and whether it was kept. */
export function MatterPage(props: MatterPageProps) {
  const { view, mayWrite } = props;
  const { row } = view;
  const path = `/casework/restorative/${row.id}`;
  return (
    <>
      <PageHeading caption={KINDS[row.kind]} heading={view.code} lead={leadOf(view, props.today)} />
      {mayWrite ? <ActLinks acts={props.acts} view={view} path={path} c={props.c} /> : null}
      <SummaryList
        rows={[
          { key: 'Run by', value: view.runBy },
          { key: 'Takes part', value: listInWords(view.agencies.map(({ name }) => name)) },
          { key: 'Asked for by', value: `${SOURCES[row.source]}, ${longDate(row.referred_on)}` },
          row.held_on === null ? undefined : { key: 'Held on', value: longDate(row.held_on) },
          row.not_because === null
            ? undefined
            : { key: 'Not taken up because', value: NOT_BECAUSE[row.not_because] },
          row.restricted ? { key: 'Restricted', value: 'Only who may see restricted records' } : undefined,
          props.cases.length === 0
            ? undefined
            : {
                key: 'Case',
                value: props.cases.map(({ id, code }) => (
                  <a class="govuk-link" href={`/casework/cases/${id}`}>
                    {code}
                  </a>
                )),
              },
        ]}
      />
      <People {...props} path={path} />
      <Agreement {...props} path={path} />
      <Course {...props} path={path} />
    </>
  );
}

function leadOf({ row, items }: MatterView, today: PlainDate): string {
  const open = items.filter(({ kept }) => kept === null);
  const late = open.filter(({ dueOn }) => dueOn < today).length;
  const agreed =
    items.length === 0
      ? ''
      : open.length === 0
        ? ' Everything agreed was checked.'
        : ` ${plural(open.length, 'thing agreed is', 'things agreed are')} still to be checked${late > 0 ? `, ${late} late` : ''}.`;
  const due =
    row.due_on === null
      ? ''
      : row.due_on < today
        ? ` The next step was due on ${longDate(row.due_on)} and is late.`
        : ` The next step is due by ${longDate(row.due_on)}.`;
  return `${STATES[row.state]} ${row.state === 'held' ? 'on' : 'since'} ${longDate(row.state_on)}.${due}${agreed}`;
}

type PartProps = MatterPageProps & { readonly path: string };

function People({ view, own, mayWrite, path }: PartProps) {
  type Row = MatterView['people'][number];
  const acts = (one: Row) => (mayWrite ? actsFor(view, one, own) : []);
  const columns: readonly Column<Row>[] = [
    {
      key: 'name',
      header: 'Person',
      cell: PersonLink,
    },
    { key: 'role', header: 'Role', cell: ({ role }) => ROLES[role] },
    {
      key: 'consent',
      header: 'Consent',
      cell: ({ consent, consentOn, role }) =>
        consent !== null && consentOn !== null ? (
          <StatusTag
            tone={consent === 'given' ? 'good' : 'warning'}
          >{`${CONSENTS[consent]}, ${longDate(consentOn)}`}</StatusTag>
        ) : SIDES.includes(role) ? (
          'Not asked yet'
        ) : (
          ''
        ),
    },
    {
      key: 'satisfied',
      header: 'Satisfaction',
      cell: ({ satisfied, satisfiedOn }) =>
        satisfied && satisfiedOn ? `${SATISFIED[satisfied]}, ${longDate(satisfiedOn)}` : '',
    },
    {
      key: 'acts',
      header: 'What you can do',
      cell: (one) =>
        acts(one).length > 0 ? (
          <ul class="govuk-list app-inline-list">
            {acts(one).map((act) => (
              <li key={act.path}>
                <RowLink href={`${path}/${act.path}`} text={act.text} of={one.name} />
              </li>
            ))}
          </ul>
        ) : null,
    },
  ];
  return (
    <>
      <PartsTable
        caption="Who takes part"
        columns={columns.filter(
          ({ key }) => key !== 'acts' || view.people.some((one) => acts(one).length > 0),
        )}
        rows={view.people}
        empty="Nobody that your agency knows of yet. Add who was harmed, who is responsible, and who facilitates."
        path={path}
      />
      {view.elsewhere.length === 0 ? null : (
        <ul class="govuk-list govuk-list--bullet">
          {view.elsewhere.map(({ id, role, agency, consent }) => (
            <li key={id}>
              {`${ROLES[role]}: known to ${agency}; ask there. ${consent === null ? 'Consent not recorded yet.' : `${CONSENTS[consent]}.`}`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Agreement({ view, today, mayWrite, path }: PartProps) {
  type Row = MatterView['items'][number];
  if (view.row.held_on === null) return null;
  const columns: readonly Column<Row>[] = [
    { key: 'says', header: 'Agreed', cell: ({ says }) => says },
    { key: 'due', header: 'By', cell: ({ dueOn }) => longDate(dueOn) },
    { key: 'agency', header: 'Checked by', cell: ({ agency }) => agency },
    {
      key: 'kept',
      header: 'Kept?',
      cell: ({ id, kept, keptOn, dueOn, says }) =>
        kept !== null && keptOn !== null ? (
          <StatusTag
            tone={kept === 'kept' ? 'good' : 'warning'}
          >{`${KEPT[kept]}, ${longDate(keptOn)}`}</StatusTag>
        ) : mayWrite && view.row.state === 'held' ? (
          <RowLink
            href={`${path}/agreement/${id}/outcome`}
            text={dueOn < today ? 'Late: was it kept?' : 'Was it kept?'}
            of={says}
          />
        ) : (
          'Not known yet'
        ),
    },
  ];
  return (
    <PartsTable
      caption="What was agreed"
      columns={columns}
      rows={view.items}
      empty="Nothing is written down yet. Write down what both sides agreed, one thing at a time."
      path={path}
    />
  );
}

const Course = ({ view }: PartProps) => (
  <>
    <h2 class="govuk-heading-m">What happened</h2>
    <ul class="govuk-list">
      {view.events.map(({ id, on, agency, state }) => (
        <li key={id}>
          <strong>{STATES[state]}</strong>
          {`, ${longDate(on)}, ${agency}`}
        </li>
      ))}
    </ul>
    {view.notes.length === 0 ? null : (
      <>
        <h2 class="govuk-heading-m">Notes</h2>
        {view.notes.map(({ id, on, agency, words, agencyIds }) => (
          <div key={id}>
            <p class="govuk-body govuk-!-margin-bottom-1">{words}</p>
            <p class="govuk-body app-quiet">
              {`${longDate(on)}, ${agency}; read by ${plural(agencyIds.length, 'agency', 'agencies')}`}
            </p>
          </div>
        ))}
      </>
    )}
  </>
);
