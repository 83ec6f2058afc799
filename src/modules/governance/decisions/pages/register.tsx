import { plural } from '../../../../kernel/names.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import type { Choice } from '../../../../ui/forms/fields.tsx';
import { Button, DateInput, Select } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../../ui/layout/index.ts';
import {
  type Column,
  DataTable,
  FilterWords,
  filterOf,
  type TableQuery,
} from '../../../../ui/table/index.ts';
import type { Decision } from '../queries.ts';
import { keyOf, type Named } from '../subjects.ts';
import { OUTCOMES, type Outcome, STATES, type State } from '../words.ts';

/** A decision with what it is on. */
export interface RegisterRow extends Decision {
  readonly subject: Named | undefined;
}

const TONES: Readonly<Record<State, Tone>> = {
  stands: 'good',
  'awaits-ratification': 'warning',
  ratified: 'neutral',
  undone: 'neutral',
};

/** What a decision counts for now. */
export const StateTag = ({ state }: { readonly state: State }) => (
  <StatusTag tone={TONES[state]}>{STATES[state]}</StatusTag>
);

export const REGISTER_COLUMNS: readonly Column<RegisterRow>[] = [
  {
    key: 'reference',
    header: 'Decision',
    cell: (row) => (
      <a class="govuk-link" href={`/decisions/${row.reference}`}>
        {row.reference} {row.title}
      </a>
    ),
    csv: (row) => row.reference,
  },
  { key: 'title', header: 'Title', cell: (row) => row.title, csv: (row) => row.title },
  { key: 'day', header: 'Date', cell: (row) => longDate(row.decidedOn), csv: (row) => row.decidedOn },
  { key: 'body', header: 'Body', cell: (row) => row.body },
  { key: 'outcome', header: 'Decided', cell: (row) => OUTCOMES[row.outcome], csv: (row) => row.outcome },
  { key: 'words', header: 'Words', cell: (row) => row.words, csv: (row) => row.words },
  {
    key: 'subject',
    header: 'On',
    cell: (row) =>
      row.subject ? (
        <a class="govuk-link" href={row.subject.path}>
          {row.subject.title}
        </a>
      ) : (
        ''
      ),
    csv: (row) => row.subject?.title ?? '',
  },
  {
    key: 'state',
    header: 'Counts for',
    cell: (row) => <StateTag state={row.state} />,
    csv: (row) => row.state,
  },
  { key: 'quorum', header: 'Quorum', cell: (row) => row.quorumSays, csv: (row) => row.quorumSays },
  { key: 'effect', header: 'Effect', cell: (row) => row.effectSays, csv: (row) => row.effectSays },
];

const ON_PAGE = new Set(['reference', 'day', 'body', 'outcome', 'subject', 'state']);

export interface RegisterView {
  readonly rows: readonly RegisterRow[];
  readonly total: number;
  readonly pageSize: number;
  readonly query: TableQuery;
  readonly bodies: readonly Choice[];
  /** What the register is cut down to, where it is of one thing. */
  readonly subject: Named | undefined;
  readonly awaiting: number;
  readonly mayRecord: boolean;
}

const dateParts = (query: TableQuery, name: string) => ({
  day: filterOf(query, `${name}-day`) ?? '',
  month: filterOf(query, `${name}-month`) ?? '',
  year: filterOf(query, `${name}-year`) ?? '',
});

const any = (text: string): Choice => ({ value: '', text });
const OUTCOME_CHOICES = (Object.keys(OUTCOMES) as Outcome[]).map((value) => ({
  value,
  text: OUTCOMES[value],
}));
const STATE_CHOICES = (Object.keys(STATES) as State[]).map((value) => ({ value, text: STATES[value] }));

/** The decisions register: everything any body decided, the latest first. */
export function RegisterPage(view: RegisterView) {
  const { query } = view;
  const filters = (
    <>
      <FilterWords name="words" label="Words" query={query} />
      <Select
        name="body"
        label="Body"
        items={[any('Any body'), ...view.bodies]}
        value={filterOf(query, 'body')}
      />
      <Select
        name="outcome"
        label="Decided"
        items={[any('Anything'), ...OUTCOME_CHOICES]}
        value={filterOf(query, 'outcome')}
      />
      <Select
        name="state"
        label="Counts for"
        items={[any('Anything'), ...STATE_CHOICES]}
        value={filterOf(query, 'state')}
      />
      <DateInput name="from" legend="From" values={dateParts(query, 'from')} />
      <DateInput name="to" legend="To" values={dateParts(query, 'to')} />
      {filterOf(query, 'subject') ? (
        <input type="hidden" name="subject" value={filterOf(query, 'subject')} />
      ) : null}
    </>
  );
  return (
    <>
      <PageHeading
        caption={view.subject ? 'What was decided on' : undefined}
        heading={view.subject?.title ?? 'Decisions'}
        lead={leadOf(view)}
        actions={
          <>
            {view.mayRecord ? <Button href="/decisions/new">Record a decision</Button> : null}
            <Button href="/proposals" kind="secondary">
              See what waits where
            </Button>
          </>
        }
      />
      <DataTable
        caption="Decisions"
        captionHidden
        columns={REGISTER_COLUMNS.filter(({ key }) => ON_PAGE.has(key))}
        rows={view.rows}
        rowKey={(row) => row.id}
        path="/decisions"
        query={query}
        total={view.total}
        pageSize={view.pageSize}
        filters={filters}
        csvPath="/decisions.csv"
        empty="Every decision of a board will be here for good: its words, its route, its quorum and what became of it. Decisions come from the meeting screen; one that was taken before can be recorded from its minutes."
      />
    </>
  );
}

const leadOf = ({ total, awaiting }: RegisterView) => (
  <>
    {plural(total, 'decision')}.{' '}
    {awaiting === 0 ? (
      'None waits to be ratified.'
    ) : (
      <a class="govuk-link" href="/decisions?state=awaits-ratification">
        {awaiting === 1 ? '1 waits to be ratified.' : `${awaiting} wait to be ratified.`}
      </a>
    )}
  </>
);

/** The subject a row names, by what was looked up. */
export const withSubject =
  (names: ReadonlyMap<string, Named>) =>
  (decision: Decision): RegisterRow => ({
    ...decision,
    subject:
      decision.subjectKind !== null && decision.subjectId !== null
        ? names.get(keyOf(decision.subjectKind, decision.subjectId))
        : undefined,
  });
