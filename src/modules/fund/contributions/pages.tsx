import { formatPence } from '../../../kernel/pence.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { datePartsOf, dateValues } from '../../../platform/http/form.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import { FormPage } from '../../../ui/forms/form-page.tsx';
import { Button, DateInput, Form, Radios, Select } from '../../../ui/govuk/index.ts';
import { KeyFigures, PageHeading, StatusTag } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../ui/table/index.ts';
import { type Choice, DayField, type Keys, PoundsField, pounds, typed, WordsField } from '../pages.tsx';
import { periodInWords } from '../statement/page.tsx';
import type { Period } from '../statement/queries.ts';
import { QUALITIES } from '../words.ts';
import {
  attendanceInWords,
  type Contribution,
  contributed,
  inOneSentence,
  type Line,
  linesOf,
  total,
  updatesInWords,
} from './contribution.ts';
import { PROMISE_KINDS } from './promises.ts';
import type { Delivered, Promised } from './queries.ts';

const money = (key: string, header: string, of: (one: Contribution) => number): Column<Contribution> => ({
  key,
  header,
  numeric: true,
  cell: (one) => formatPence(of(one)),
  csv: (one) => of(one) / 100,
});

export const PARTNER_COLUMNS: readonly Column<Contribution>[] = [
  {
    key: 'agency',
    header: 'Partner',
    cell: ({ slug, agency }) => (
      <a class="govuk-link" href={`/fund/contributions/${slug}`}>
        {agency}
      </a>
    ),
    csv: ({ agency }) => agency,
  },
  money('cash', 'Cash delivered', ({ cash }) => cash.delivered),
  money('in-kind', 'In kind delivered', ({ inKind }) => inKind.delivered),
  money('match', 'Match delivered', ({ match }) => match.delivered),
  money('awaited', 'Still awaited', (one) => total(one, 'awaited')),
  {
    key: 'seconded',
    header: 'Seconded',
    numeric: true,
    cell: ({ seconded }) => String(seconded.length),
    csv: ({ seconded }) => seconded.length,
  },
  money('staff', 'Staff time', ({ staffPence }) => staffPence),
  { key: 'attendance', header: 'Attendance', cell: attendanceInWords, csv: attendanceInWords },
  { key: 'updates', header: 'Updates', cell: updatesInWords, csv: updatesInWords },
];

/** A table that is empty is so in this period, not because of a filter. */
const NO_QUERY = parseTableQuery({}, []);

const periodQuery = ({ from, until }: Period): string => `${new URLSearchParams({ from, until })}`;

function PeriodForm({ from, until, action }: Period & { readonly action: string }) {
  return (
    <>
      <h2 class="govuk-heading-m">Another period</h2>
      <Form action={action} method="get">
        <DateInput name="from" legend="First day" values={datePartsOf(dateValues('from', from), 'from')} />
        <DateInput name="until" legend="Last day" values={datePartsOf(dateValues('until', until), 'until')} />
        <Button kind="secondary">Show this period</Button>
      </Form>
    </>
  );
}

/** What every partner put in, in one table. */
export function ContributionsPage(props: { readonly all: readonly Contribution[]; readonly period: Period }) {
  const { period } = props;
  const partners = props.all.filter(contributed);
  const sum = (of: (one: Contribution) => number): number => partners.reduce((all, one) => all + of(one), 0);
  const delivered = sum((one) => total(one, 'delivered'));
  return (
    <>
      <PageHeading
        heading="Contributions of partners"
        caption={periodInWords(period)}
        lead={`${formatPence(delivered)} was delivered in cash, in kind and as match; ${formatPence(sum((one) => total(one, 'awaited')))} is still awaited.`}
      />
      <DataTable
        caption="Partners"
        columns={PARTNER_COLUMNS}
        rows={partners}
        rowKey={({ slug }) => slug}
        path="/fund/contributions"
        csvPath="/fund/contributions.csv"
        query={
          partners.length === 0 ? NO_QUERY : parseTableQuery({ from: period.from, until: period.until }, [])
        }
        empty="Every partner’s cash, time, match, attendance and timeliness will be here. Open a partner below to record a promise."
      />
      <h2 class="govuk-heading-m">Partners of whom nothing is recorded</h2>
      <ul class="govuk-list">
        {props.all
          .filter((one) => !contributed(one))
          .map(({ slug, agency }) => (
            <li key={slug}>
              <a class="govuk-link" href={`/fund/contributions/${slug}?${periodQuery(period)}`}>
                {agency}
              </a>
            </li>
          ))}
      </ul>
      <PeriodForm {...period} action="/fund/contributions" />
    </>
  );
}

const STATES: Readonly<Record<Promised['state'], readonly ['good' | 'active' | 'neutral', string]>> = {
  promised: ['active', 'Promised'],
  'delivered-in-part': ['active', 'Delivered in part'],
  delivered: ['good', 'Delivered'],
  ended: ['neutral', 'Nothing more awaited'],
};

const promiseColumns = (slug: string, mayKeep: boolean): readonly Column<Promised>[] => [
  {
    key: 'says',
    header: 'Promise',
    cell: ({ id, says, endedOn }) =>
      mayKeep && endedOn === null ? (
        <a class="govuk-link" href={`/fund/contributions/${slug}/promises/${id}`}>
          {says}
        </a>
      ) : (
        says
      ),
  },
  { key: 'kind', header: 'Kind', cell: ({ kind }) => PROMISE_KINDS[kind] },
  { key: 'on', header: 'Promised on', cell: ({ promisedOn }) => longDate(promisedOn) },
  { key: 'amount', header: 'Amount', numeric: true, cell: ({ pence }) => pounds(pence) },
  { key: 'kept', header: 'Delivered', numeric: true, cell: ({ kept }) => formatPence(kept) },
  {
    key: 'for',
    header: 'For',
    cell: ({ request, requestSlug, project, projectSlug, stream }) =>
      requestSlug ? (
        <a class="govuk-link" href={`/fund/requests/${requestSlug}`}>
          {request}
        </a>
      ) : projectSlug ? (
        <a class="govuk-link" href={`/projects/${projectSlug}`}>
          {project}
        </a>
      ) : (
        (stream ?? 'Not said')
      ),
  },
  {
    key: 'state',
    header: 'State',
    cell: ({ state }) => <StatusTag tone={STATES[state][0]}>{STATES[state][1]}</StatusTag>,
  },
];

const deliveryColumns = (slug: string, mayKeep: boolean): readonly Column<Delivered>[] => [
  { key: 'says', header: 'Of what', cell: ({ says }) => says },
  { key: 'on', header: 'Day', cell: ({ on }) => longDate(on) },
  { key: 'amount', header: 'Amount', numeric: true, cell: ({ pence }) => formatPence(pence) },
  { key: 'evidence', header: 'Shown by', cell: ({ evidence }) => evidence },
  {
    key: 'struck',
    header: 'Counts',
    cell: ({ id, struckReason }) =>
      struckReason === null ? (
        mayKeep ? (
          <a class="govuk-link" href={`/fund/contributions/${slug}/deliveries/${id}`}>
            Strike out<span class="govuk-visually-hidden"> this delivery</span>
          </a>
        ) : (
          'Yes'
        )
      ) : (
        `Struck out: ${struckReason}`
      ),
  },
];

export const LINE_COLUMNS: readonly Column<Line>[] = [
  { key: 'part', header: 'Part', cell: ({ part }) => part, csv: ({ part }) => part },
  { key: 'what', header: 'What', cell: ({ what }) => what, csv: ({ what }) => what },
  {
    key: 'promised',
    header: 'Promised or valued (£)',
    cell: ({ part, promised }) => (part === 'Attendance' || part === 'Timeliness' ? '' : pounds(promised)),
    csv: ({ promised }) => (promised === null ? null : promised / 100),
  },
  {
    key: 'delivered',
    header: 'Delivered (£)',
    cell: ({ delivered }) => pounds(delivered),
    csv: ({ delivered }) => (delivered === null ? null : delivered / 100),
  },
  { key: 'says', header: 'Note', cell: ({ says }) => says, csv: ({ says }) => says },
];

/** The statement of one partner: what it promised and delivered, whom it seconded, whether it came and reported in time. */
export function PartnerPage(props: {
  readonly one: Contribution;
  readonly period: Period;
  readonly mayKeep: boolean;
}) {
  const { one, period, mayKeep } = props;
  const base = `/fund/contributions/${one.slug}`;
  const query = parseTableQuery({ from: period.from, until: period.until }, []);
  return (
    <>
      <PageHeading
        heading={`Contributions of ${one.agency}`}
        caption={periodInWords(period)}
        lead={inOneSentence(one)}
        actions={
          mayKeep ? (
            <a class="govuk-button app-button--small" href={`${base}/promises/new`}>
              Record a promise
            </a>
          ) : null
        }
      />
      <KeyFigures
        figures={[
          {
            label: 'Cash delivered',
            value: formatPence(one.cash.delivered),
            detail: `${formatPence(one.cash.promised)} promised`,
          },
          {
            label: 'In kind delivered',
            value: formatPence(one.inKind.delivered),
            detail: `${formatPence(one.inKind.promised)} promised`,
          },
          {
            label: 'Match delivered',
            value: formatPence(one.match.delivered),
            detail: `${formatPence(one.match.promised)} promised`,
          },
          { label: 'Attendance', value: attendanceInWords(one) },
          { label: 'Updates of projects', value: updatesInWords(one) },
        ]}
      />
      <DataTable
        caption="Promises"
        columns={promiseColumns(one.slug, mayKeep)}
        rows={one.promises}
        rowKey={({ id }) => id}
        path={base}
        query={NO_QUERY}
        empty="What the partner promised, in cash, in kind or as match, will be here."
      />
      <DataTable
        caption="Delivered in this period"
        columns={deliveryColumns(one.slug, mayKeep)}
        rows={one.deliveries}
        rowKey={({ id }) => id}
        path={base}
        query={NO_QUERY}
        empty="What the partner delivered, with what shows it, will be here. Open a promise to record it."
      />
      <DataTable
        caption="Staff, attendance and timeliness"
        columns={LINE_COLUMNS.filter(({ key }) => key !== 'delivered')}
        rows={linesOf(one).slice(one.promises.length)}
        rowKey={({ part, what, says }) => `${part} ${what} ${says}`}
        path={base}
        query={query}
        csvPath={`${base}/statement.csv`}
        empty=""
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`${base}/statement.xlsx?${periodQuery(period)}`}>
          Download the statement (XLSX)
        </a>
      </p>
      <PeriodForm {...period} action={base} />
    </>
  );
}

export function PromiseForm(props: {
  readonly agency: string;
  readonly base: string;
  readonly keys: Keys;
  readonly attempt: Attempt;
  readonly choices: Readonly<Record<'streams' | 'projects' | 'requests', readonly Choice[]>>;
}) {
  const { attempt, keys, base, choices } = props;
  const pick = (name: string, label: string, items: readonly Choice[]) => (
    <Select
      name={name}
      label={label}
      items={[{ value: '', text: 'None named' }, ...items]}
      value={typed(attempt, name)}
      error={attempt.errors[name]}
    />
  );
  return (
    <FormPage
      {...attempt}
      {...keys}
      heading={`A promise of ${props.agency}`}
      action={`${base}/promises/new`}
      back={base}
      submit="Record the promise"
    >
      <Radios
        name="kind"
        legend="What kind of contribution?"
        items={Object.entries(PROMISE_KINDS).map(([value, text]) => ({ value, text }))}
        value={typed(attempt, 'kind')}
        error={attempt.errors.kind}
      />
      <WordsField name="says" label="What is promised?" rows={2} attempt={attempt} />
      <PoundsField
        name="amount"
        label="What is it worth?"
        hint="Leave it empty while nobody knows"
        attempt={attempt}
      />
      <DayField name="day" label="Promised on" attempt={attempt} />
      <DayField name="dueOn" label="To be delivered by" hint="May be left empty" attempt={attempt} />
      {pick('requestId', 'For the request', choices.requests)}
      {pick('projectId', 'For the project', choices.projects)}
      {pick('streamId', 'Into the stream', choices.streams)}
      <Select
        name="quality"
        label="How sure is this?"
        items={Object.entries(QUALITIES).map(([value, text]) => ({ value, text }))}
        value={typed(attempt, 'quality')}
      />
      <WordsField name="note" label="Note" attempt={attempt} />
    </FormPage>
  );
}
