import { plural } from '../../../kernel/names.ts';
import { daysBetween, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Keys } from '../../../ui/forms/typed.ts';
import { Button, Form, Select } from '../../../ui/govuk/index.ts';
import { KeyFigures, PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { mayBeChased } from '../chasing.ts';
import type { Silent, Step } from '../queries/silent.ts';
import { STANDINGS, type UpdatesFilter } from '../updates-filter.ts';
import { day } from './parts.tsx';

/** A running project as this page lists it. */
export interface UpdateRow extends Silent {
  /** Its lead officer, or the leading agency where it has none, is who reads. */
  readonly own: boolean;
  readonly mayReport: boolean;
}

export interface UpdatesView {
  /** Those that the filter lets through. */
  readonly rows: readonly UpdateRow[];
  readonly filter: UpdatesFilter;
  readonly agencies: readonly { readonly id: string; readonly name: string }[];
  readonly today: PlainDate;
  readonly mayChase: boolean;
  readonly keys: Keys;
}

const STEP: Readonly<Record<Step, string>> = {
  reminded: 'Reminded',
  chased: 'Chased',
  escalated: 'Plan owner told',
};
/** More than a manager reads at once; the longest overdue come first. */
const MOST = 100;
const SAID = { 'on-track': 'On track', 'at-risk': 'At risk', 'off-track': 'Off track' } as const;

/** Who has said where their project stands, and who has not: with one button to chase all that are late. */
export function UpdatesPage(view: UpdatesView) {
  const { rows, today, mayChase, filter } = view;
  const whole = filter.agencyId === undefined && filter.standing === undefined;
  const own = rows.filter((row) => row.own);
  const late = rows.filter((row) => row.dueOn < today);
  const toCome = rows.filter((row) => row.dueOn >= today);
  const chaseable = late.filter((row) => mayBeChased(row, today));
  const reported = toCome.filter((row) => row.lastOn !== null);
  const writtenTo = late.filter((row) => row.reminders.some((one) => one.sentOn === today)).length;
  return (
    <>
      <PageHeading
        heading="Progress updates"
        lead={`${late.length === 0 ? 'No update is late.' : `${plural(late.length, 'update')} late.`}${writtenTo > 0 ? ` ${plural(writtenTo, 'lead officer was', 'lead officers were')} written to today.` : ''}`}
        actions={
          mayChase && whole && chaseable.length > 0 ? (
            <ChaseForm
              {...view}
              text={
                chaseable.length === 1
                  ? 'Chase the one that is late'
                  : `Chase all ${chaseable.length} that are late`
              }
            />
          ) : undefined
        }
      />
      <KeyFigures
        figures={[
          { label: 'Late', value: String(late.length) },
          { label: 'Reported, nothing owed', value: String(reported.length) },
          { label: 'First update still to come', value: String(toCome.length - reported.length) },
        ]}
      />
      <Filter {...view} />
      {own.length > 0 ? (
        <Section
          title="Yours"
          rows={own}
          view={view}
          says="Two minutes each: how it goes, what was done, what would help."
        />
      ) : null}
      <Section title="Late" rows={late} view={view} />
      <Section title="Not due yet" rows={toCome} view={view} />
      <p class="govuk-body">
        Lead officers are reminded by mail a week before an update is due and chased a week after; after three
        weeks the owner of the plan is told. Each mail brings a direct link to the form.
      </p>
    </>
  );
}

function Filter({ filter, agencies }: UpdatesView) {
  return (
    <form method="get" action="/updates" class="app-filter" aria-label="Choose which updates are listed">
      <div class="app-filter__fields">
        <Select
          name="agency"
          label="Leading agency"
          value={filter.agencyId ?? ''}
          items={[{ value: '', text: 'All' }, ...agencies.map(({ id, name }) => ({ value: id, text: name }))]}
        />
        <Select
          name="status"
          label="Status"
          value={filter.standing ?? ''}
          items={[
            { value: '', text: 'All' },
            ...Object.entries(STANDINGS).map(([value, text]) => ({ value, text })),
          ]}
        />
      </div>
      <div class="app-filter__actions">
        <button type="submit" class="govuk-button govuk-button--secondary app-button--small">
          Filter
        </button>
        {filter.agencyId !== undefined || filter.standing !== undefined ? (
          <a class="govuk-link" href="/updates">
            Clear filters
          </a>
        ) : null}
      </div>
    </form>
  );
}

function Section({
  title,
  says,
  rows,
  view,
}: {
  readonly title: string;
  readonly says?: string;
  readonly rows: readonly UpdateRow[];
  readonly view: UpdatesView;
}) {
  return (
    <section>
      <h2 class="govuk-heading-m">{title}</h2>
      {says ? <p class="govuk-body">{says}</p> : null}
      {rows.length > MOST ? (
        <p class="govuk-body">
          The first {MOST} of {rows.length}.
        </p>
      ) : null}
      <DataTable
        caption={`Progress updates: ${title.toLowerCase()}`}
        captionHidden
        columns={columnsOf(view)}
        rows={rows.slice(0, MOST)}
        rowKey={(row) => row.projectId}
        path="/updates"
        empty={
          view.filter.agencyId !== undefined || view.filter.standing !== undefined
            ? 'Nothing here is as you chose.'
            : title === 'Late'
              ? 'Updates that are overdue will be here, with a button to chase them. There are none.'
              : 'Updates are due once a project has started. Record its stage on the project’s page.'
        }
      />
    </section>
  );
}

const columnsOf = (view: UpdatesView): readonly Column<UpdateRow>[] => [
  {
    key: 'title',
    header: 'Project',
    cell: (row) => (
      <a class="govuk-link" href={`/projects/${row.slug}`}>
        {row.title}
      </a>
    ),
  },
  { key: 'lead', header: 'Lead officer', cell: (row) => row.lead ?? 'Not named yet' },
  {
    key: 'last',
    header: 'Last update',
    cell: (row) => `${day(row.lastOn, 'None yet')}${row.said ? `: ${SAID[row.said].toLowerCase()}` : ''}`,
  },
  { key: 'due', header: 'Next one due', cell: (row) => <Due {...row} today={view.today} /> },
  { key: 'written', header: 'Written to', cell: (row) => <Reminders {...row} /> },
  { key: 'do', header: 'What you can do', cell: (row) => <Doing row={row} view={view} />, csv: false },
];

function Due({ dueOn, today }: { readonly dueOn: PlainDate; readonly today: PlainDate }) {
  if (dueOn >= today) return <>{longDate(dueOn)}</>;
  return (
    <>
      {longDate(dueOn)} <StatusTag tone="bad">{`${plural(daysBetween(dueOn, today), 'day')} late`}</StatusTag>
    </>
  );
}

function Reminders({ reminders }: Pick<Silent, 'reminders'>) {
  const [last] = reminders;
  if (!last) return <>Not yet</>;
  return (
    <>
      {STEP[last.step]} on {longDate(last.sentOn)}: {last.sentTo}
      {reminders.length > 1 ? ` (${plural(reminders.length, 'time')} in all)` : ''}
    </>
  );
}

function Doing({ row, view }: { readonly row: UpdateRow; readonly view: UpdatesView }) {
  const { mayChase, today } = view;
  const nameless = mayChase && row.leadEmail === null;
  if (!row.mayReport && !mayChase) return <>Nothing</>;
  return (
    <ul class="govuk-list">
      {row.mayReport ? (
        <li>
          <a class="govuk-link" href={`/projects/${row.slug}/update`}>
            Report progress<span class="govuk-visually-hidden"> on {row.title}</span>
          </a>
        </li>
      ) : null}
      {mayChase && mayBeChased(row, today) ? (
        <li>
          <ChaseForm {...view} project={row.slug} text="Chase" about={row.title} />
        </li>
      ) : null}
      {nameless ? (
        <li>
          <a class="govuk-link" href={row.lead === null ? `/projects/${row.slug}/edit` : '/agencies/posts'}>
            {row.lead === null ? 'Name a lead officer' : 'Add an address to write to'}
            <span class="govuk-visually-hidden"> for {row.title}</span>
          </a>
        </li>
      ) : null}
    </ul>
  );
}

function ChaseForm(props: {
  readonly keys: Keys;
  readonly text: string;
  readonly project?: string;
  readonly about?: string;
}) {
  return (
    <Form action="/updates/reminders" csrf={props.keys.csrf}>
      {props.project ? <input type="hidden" name="project" value={props.project} /> : null}
      <Button kind={props.project ? 'secondary' : undefined} preventDoubleClick>
        {props.text}
        {props.about ? <span class="govuk-visually-hidden"> the lead officer of {props.about}</span> : null}
      </Button>
    </Form>
  );
}
