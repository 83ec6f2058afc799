import { plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { choicesOf, DayField, PickField } from '../../../../ui/forms/fields.tsx';
import { FormPage } from '../../../../ui/forms/form-page.tsx';
import type { Keys, Typed } from '../../../../ui/forms/typed.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import { SOURCES } from '../../restorative/words.ts';
import type { SupportInList } from '../queries.ts';
import { HARMS, OUTCOMES } from '../words.ts';

const PATH = '/casework/victims';

interface Load {
  readonly workerId: string;
  readonly worker: string;
  readonly people: number;
  readonly dueSoon: number;
  readonly missed: number;
}

const DAYS_SOON = 7;

/** How many people each worker supports, and what they owe them. */
const loadsOf = (supports: readonly SupportInList[], soon: PlainDate): readonly Load[] =>
  [...Map.groupBy(supports, ({ workerId }) => workerId)]
    .map(([workerId, all]) => ({
      workerId,
      worker: all[0]?.worker ?? '',
      people: all.length,
      dueSoon: all.filter(({ nextOn, missed }) => missed === 0 && nextOn !== null && nextOn <= soon).length,
      missed: all.filter(({ missed }) => missed > 0).length,
    }))
    .sort((a, b) => b.missed - a.missed || b.people - a.people || a.worker.localeCompare(b.worker));

/** Whom the actor's agency supports: promises that were missed stand on top, then those that come next. */
export function SupportsPage(props: {
  readonly supports: readonly SupportInList[];
  /** Those that the caseloads are counted from: all that are open. */
  readonly all: readonly SupportInList[];
  readonly open: boolean;
  /** Whose caseload alone is shown. */
  readonly worker: string | undefined;
  readonly today: PlainDate;
  readonly soon: PlainDate;
  readonly mayWrite: boolean;
}) {
  const { supports, all, open, worker, today } = props;
  const missed = all.filter((one) => one.missed > 0).length;
  const loads = loadsOf(all, props.soon);
  return (
    <>
      <PageHeading
        heading="Support for victims"
        lead={
          !open
            ? 'Support that has ended.'
            : all.length === 0
              ? undefined
              : `${plural(all.length, 'person is', 'people are')} supported. ${missed === 0 ? 'No promise was missed.' : `${plural(missed, 'person was', 'people were')} not contacted as promised.`}`
        }
      />
      {worker ? (
        <p class="govuk-body">
          {`Only ${loads.find(({ workerId }) => workerId === worker)?.worker ?? 'one worker'}. `}
          <a class="govuk-link" href={PATH}>
            Show everybody
          </a>
        </p>
      ) : null}
      <DataTable
        caption={open ? 'Who is supported, the earliest promise first' : 'Support that has ended'}
        columns={open ? openColumns(today) : closedColumns}
        rows={supports}
        rowKey={({ id }) => id}
        empty={
          open
            ? 'People whom your agency supports will stand here. Find a person and open support from their page.'
            : 'No support has ended yet.'
        }
        path={PATH}
      />
      {open && loads.length > 0 && !worker ? (
        <DataTable
          caption="Caseloads"
          columns={LOADS}
          rows={loads}
          rowKey={({ workerId }) => workerId}
          empty=""
          path={PATH}
        />
      ) : null}
      <p class="govuk-body">
        <a class="govuk-link" href={open ? `${PATH}?state=ended` : PATH}>
          {open ? 'Support that has ended' : 'Who is supported'}
        </a>
        {props.mayWrite ? (
          <>
            {' · '}
            <a class="govuk-link" href="/casework/people">
              Find a person to support
            </a>
          </>
        ) : null}
      </p>
    </>
  );
}

const who: readonly Column<SupportInList>[] = [
  {
    key: 'name',
    header: 'Person',
    cell: ({ id, name, code }) => (
      <>
        <a class="govuk-link" href={`${PATH}/${id}`}>
          {name}
        </a>{' '}
        <span class="app-muted">{code}</span>
      </>
    ),
  },
  { key: 'harm', header: 'Harmed by', cell: ({ harm }) => HARMS[harm] },
  { key: 'agency', header: 'Supported by', cell: ({ agency, worker }) => `${worker}, ${agency}` },
];

const openColumns = (today: PlainDate): readonly Column<SupportInList>[] => [
  ...who,
  {
    key: 'next',
    header: 'Promised contact',
    cell: ({ nextOn }) =>
      nextOn === null ? (
        'None'
      ) : nextOn < today ? (
        <StatusTag tone="warning">{`Missed on ${longDate(nextOn)}`}</StatusTag>
      ) : (
        longDate(nextOn)
      ),
  },
  {
    key: 'last',
    header: 'Last reached',
    cell: ({ lastOn }) => (lastOn === null ? 'Not yet' : longDate(lastOn)),
  },
];

const closedColumns: readonly Column<SupportInList>[] = [
  ...who,
  {
    key: 'end',
    header: 'Ended',
    cell: ({ closedOn, outcome }) =>
      closedOn && outcome ? `${longDate(closedOn)}: ${OUTCOMES[outcome].toLowerCase()}` : '',
  },
];

const LOADS: readonly Column<Load>[] = [
  {
    key: 'worker',
    header: 'Worker',
    cell: ({ workerId, worker }) => (
      <a class="govuk-link" href={`${PATH}?worker=${workerId}`}>
        {worker}
      </a>
    ),
  },
  { key: 'people', header: 'People', numeric: true, cell: ({ people }) => String(people) },
  {
    key: 'soon',
    header: `To contact within ${DAYS_SOON} days`,
    numeric: true,
    cell: ({ dueSoon }) => String(dueSoon),
  },
  { key: 'missed', header: 'Promises missed', numeric: true, cell: ({ missed }) => String(missed) },
];

/** One page that opens support for one person. */
export const NewSupportPage = (props: {
  readonly attempt: Typed;
  readonly keys: Keys;
  readonly person: string;
  readonly records: readonly { readonly value: string; readonly text: string }[];
}) => (
  <FormPage
    sealed
    {...props.attempt}
    {...props.keys}
    heading="Support somebody who was harmed"
    lead="It joins your caseload. Your agency sees it, and those with whom it agreed to share what victims suffered."
    action={`${PATH}/new?person=${props.person}`}
    back={`/casework/people/${props.person}`}
    submit="Open support"
  >
    <PickField name="recordId" label="Whom?" choices={props.records} attempt={props.attempt} />
    <PickField name="harm" label="What harmed them?" choices={choicesOf(HARMS)} attempt={props.attempt} />
    <PickField
      name="source"
      label="Who told you of them?"
      choices={choicesOf(SOURCES)}
      attempt={props.attempt}
    />
    <DayField name="openedOn" label="Since when?" attempt={props.attempt} />
  </FormPage>
);
