import { plural } from '../../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { datePartsOf, dateValues, textIn } from '../../../../platform/http/form.ts';
import type { Attempt } from '../../../../platform/http/route.ts';
import {
  Button,
  DateInput,
  ErrorSummaryFor,
  Form,
  Select,
  SummaryList,
  Textarea,
} from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, filterOf, type TableQuery } from '../../../../ui/table/index.ts';
import type { Body } from '../../queries.ts';
import { CLOSURES } from './action.ts';
import { type Action, type ActionState, stateOfAction } from './queries.ts';

const STATES: Readonly<Record<ActionState, readonly [Tone, string]>> = {
  open: ['active', 'Open'],
  late: ['bad', 'Late'],
  closed: ['good', 'Closed'],
};

export interface ActionRow extends Action {
  readonly state: ActionState;
}

export const rowsOf = (actions: readonly Action[], today: PlainDate): readonly ActionRow[] =>
  actions.map((action) => ({ ...action, state: stateOfAction(action, today) }));

function ActionTag({ action }: { readonly action: ActionRow }) {
  const [tone, says] = STATES[action.state];
  return <StatusTag tone={tone}>{action.outcome ? CLOSURES[action.outcome] : says}</StatusTag>;
}

export const actionColumns: readonly Column<ActionRow>[] = [
  {
    key: 'says',
    header: 'Action',
    cell: (action) => (
      <a class="govuk-link" href={`/actions/${action.id}`}>
        {action.says}
      </a>
    ),
  },
  { key: 'owner', header: 'By whom', cell: ({ owner }) => owner },
  {
    key: 'body',
    header: 'Set by',
    cell: ({ body, bodySlug }) => (
      <a class="govuk-link" href={`/bodies/${bodySlug}`}>
        {body}
      </a>
    ),
  },
  { key: 'due', header: 'Due', cell: ({ dueOn }) => longDate(dueOn) },
  {
    key: 'state',
    header: 'State',
    cell: (action) => <ActionTag action={action} />,
    csv: ({ state }) => state,
  },
  {
    key: 'carried',
    header: 'Carried forward',
    cell: ({ carriedTimes }) => (carriedTimes === 0 ? 'No' : plural(carriedTimes, 'time')),
  },
];

/** Actions across all bodies: what is owed, by whom, by when. */
export function ActionList(props: {
  readonly rows: readonly ActionRow[];
  readonly bodies: readonly Body[];
  readonly query: TableQuery;
  readonly mayImport: boolean;
}) {
  const { rows, query } = props;
  const late = rows.filter(({ state }) => state === 'late').length;
  const open = rows.filter(({ state }) => state !== 'closed').length;
  return (
    <>
      <PageHeading
        heading="Actions"
        lead={`${open === 0 ? 'None is open' : `${plural(open, 'action')} open`}${late > 0 ? `, ${late} of them late` : ''}.`}
        actions={
          props.mayImport ? (
            <Button href="/actions/import" kind="secondary">
              Import actions
            </Button>
          ) : undefined
        }
      />
      <form method="get" action="/actions" class="app-filter" aria-label="Choose which actions are listed">
        <div class="app-filter__fields">
          <Select
            name="state"
            label="State"
            items={[
              { value: '', text: 'Open ones, late ones too' },
              { value: 'late', text: 'Late' },
              { value: 'closed', text: 'Closed' },
              { value: 'all', text: 'All' },
            ]}
            value={filterOf(query, 'state')}
          />
          <Select
            name="mine"
            label="Owed by"
            items={[
              { value: '', text: 'Every agency' },
              { value: 'yes', text: 'My agency' },
            ]}
            value={filterOf(query, 'mine')}
          />
          <Select
            name="body"
            label="Set by"
            items={[
              { value: '', text: 'Every body' },
              ...props.bodies.map(({ slug, name }) => ({ value: slug, text: name })),
            ]}
            value={filterOf(query, 'body')}
          />
        </div>
        <div class="app-filter__actions">
          <Button kind="secondary">Show</Button>
        </div>
      </form>
      <DataTable
        caption="Actions"
        captionHidden
        columns={actionColumns}
        rows={rows}
        rowKey={({ id }) => id}
        path="/actions"
        query={query}
        empty="Actions that bodies set at their meetings will be listed here. Set one on the screen of a meeting."
      />
    </>
  );
}

export interface ActionPageView {
  readonly action: ActionRow;
  readonly meeting: string | null;
  readonly reminders: readonly {
    readonly step: string;
    readonly sentOn: PlainDate;
    readonly sentTo: string;
  }[];
  readonly mayClose: boolean;
  readonly mayRecord: boolean;
  readonly mayCarry: boolean;
  readonly keys: { readonly csrf: string; readonly formId: string };
  readonly attempt: Attempt;
}

/** One action: what is to be done, how it stands, and what became of it. */
export function ActionPage(view: ActionPageView) {
  const { action, attempt, keys } = view;
  const path = `/actions/${action.id}`;
  return (
    <>
      <ErrorSummaryFor errors={attempt.errors} targets={{ dueOn: 'dueOn-day' }} />
      <PageHeading caption={`Action of the ${action.body}`} heading={action.says} />
      <SummaryList
        rows={[
          { key: 'State', value: <ActionTag action={action} /> },
          { key: 'By whom', value: action.owner },
          { key: 'Due', value: longDate(action.dueOn) },
          {
            key: 'Set',
            value: view.meeting ? (
              <a class="govuk-link" href={view.meeting}>
                {longDate(action.setOn)}
              </a>
            ) : (
              longDate(action.setOn)
            ),
          },
          {
            key: 'Carried forward',
            value: action.carriedTimes === 0 ? 'No' : plural(action.carriedTimes, 'time'),
          },
          ...(action.closedOn
            ? [{ key: 'Closed', value: `${longDate(action.closedOn)}: ${action.evidence ?? ''}` }]
            : []),
          ...view.reminders.map(({ step, sentOn, sentTo }) => ({
            key: step === 'chased' ? 'Chased' : 'Reminded',
            value: `${longDate(sentOn)}: ${sentTo}`,
          })),
        ]}
      />
      {action.closedOn === null && view.mayClose ? (
        <>
          <h2 class="govuk-heading-m">Close it</h2>
          <Form action={`${path}/closure`} {...keys}>
            <Select
              name="outcome"
              label="What became of it"
              items={Object.entries(CLOSURES).map(([value, text]) => ({ value, text }))}
              value={textIn(attempt.values, 'outcome')}
              error={attempt.errors.outcome}
            />
            <Textarea
              name="evidence"
              label="What shows it"
              rows={3}
              value={textIn(attempt.values, 'evidence')}
              error={attempt.errors.evidence}
            />
            <Button preventDoubleClick>Close the action</Button>
          </Form>
        </>
      ) : null}
      {action.closedOn === null && view.mayRecord ? (
        <>
          <h2 class="govuk-heading-m">Give it another day</h2>
          <Form action={`${path}/day`} {...keys} revision={action.revision}>
            <DateInput
              name="dueOn"
              legend="Due on"
              values={datePartsOf(
                attempt.errors.dueOn ? attempt.values : dateValues('dueOn', action.dueOn),
                'dueOn',
              )}
              error={attempt.errors.dueOn}
            />
            <Button kind="secondary">Change the day</Button>
          </Form>
        </>
      ) : null}
      {action.closedOn === null && view.mayCarry ? (
        <Form action={`${path}/agenda-items`} {...keys}>
          <Button kind="secondary">Put it on the next agenda</Button>
        </Form>
      ) : null}
    </>
  );
}
