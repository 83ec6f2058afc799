import { formatPence } from '../../../../kernel/pence.ts';
import { longDate, monthAndYear, type PlainDate } from '../../../../kernel/plain-date.ts';
import { LineChart } from '../../../../ui/charts/index.ts';
import { InsetText } from '../../../../ui/govuk/index.ts';
import { KeyFigures, PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../../ui/table/index.ts';
import type { RunOff } from '../project.ts';
import type { Dependent, RunOffFacts } from '../queries.ts';
import { isAsked, type Outlook, sayFailures } from '../scenario.ts';
import { CliffEdges } from './dependents.tsx';
import { ScenarioForm } from './scenario-form.tsx';

const MOST_LINES = 4;

export interface RunOffProps {
  readonly outlook: Outlook;
  readonly facts: RunOffFacts;
  readonly dependents: readonly Dependent[];
  readonly today: PlainDate;
  readonly query: Readonly<Record<string, string>>;
  readonly errors: Readonly<Record<string, string>>;
  readonly mayKeep: boolean;
}

/** The fund month by month, as decided or as somebody asks: when each stream fails stands first. */
export function RunOffPage(props: RunOffProps) {
  const { outlook, facts, query } = props;
  const changed = isAsked(outlook.asked);
  const failures = sayFailures(outlook.runs);
  const before = sayFailures(outlook.base);
  const last = outlook.all.months.at(-1);
  return (
    <>
      <div data-what-if-part="answer">
        <PageHeading
          heading="Run-off of the fund"
          caption={changed ? 'A scenario' : 'As decided'}
          lead={leadOf(props, failures)}
        />
        {failures.length > 1 ? (
          <ul class="govuk-list govuk-list--bullet">
            {failures.slice(1).map((says) => (
              <li key={says}>{says}</li>
            ))}
          </ul>
        ) : null}
        {changed ? (
          <InsetText>
            {before.length === 0 ? 'As decided, no stream fails.' : `As decided: ${before.join(' ')}`}{' '}
            <a class="govuk-link" href="/fund/run-off">
              Back to what is decided
            </a>
          </InsetText>
        ) : null}
        <KeyFigures
          figures={[
            { label: 'Held now', value: formatPence(outlook.all.months[0]?.opening ?? 0) },
            {
              label: 'Left to commit now',
              value: formatPence(facts.streams.reduce((sum, { left }) => sum + left, 0)),
            },
            {
              label: last ? `Held at the end of ${monthAndYear(last.month)}` : 'Held at the end',
              value: formatPence(last?.closing ?? 0),
            },
            ...(facts.awaited > 0
              ? [
                  {
                    label: 'Promised and not received',
                    value: formatPence(facts.awaited),
                    detail: 'Not counted on',
                  },
                ]
              : []),
          ]}
        />
      </div>
      <div class="app-what-if">
        <div class="app-what-if__answer" data-what-if-part="picture">
          {facts.streams.length > 0 ? <Chart {...props} failures={failures} /> : null}
        </div>
        <ScenarioForm
          lawful={outlook.lawful}
          facts={facts}
          query={query}
          errors={props.errors}
          months={outlook.asked.months}
        />
      </div>
      <CliffEdges dependents={props.dependents} today={props.today} mayKeep={props.mayKeep} />
      <div data-what-if-part="months">
        <Months {...outlook} csvQuery={query} />
      </div>
    </>
  );
}

function leadOf({ facts, outlook }: RunOffProps, failures: readonly string[]): string {
  if (facts.streams.length === 0) return 'There is no stream yet, so nothing can run off.';
  const last = outlook.all.months.at(-1);
  return failures[0] ?? `No stream fails before ${last ? monthAndYear(last.month) : 'then'} is over.`;
}

/** The reserve, the fund as a whole, and the streams that hold most: as many as can be told apart. */
function linesOf({ runs, reserve, all }: Outlook): readonly RunOff[] {
  const sums = [...(runs.length > 1 ? [all] : []), ...(reserve ? [reserve] : [])];
  const held = (run: RunOff): number => run.months[0]?.opening ?? 0;
  return [...sums, ...runs.toSorted((a, b) => held(b) - held(a))].slice(0, MOST_LINES);
}

const monthLabel = (month: PlainDate): string => `${monthAndYear(month).slice(0, 3)} ${month.slice(0, 4)}`;

function Chart({ outlook, facts, failures }: RunOffProps & { readonly failures: readonly string[] }) {
  const lines = linesOf(outlook);
  const months = outlook.all.months;
  const [first, last] = [months[0], months.at(-1)];
  return (
    <LineChart
      id="run-off"
      headline={failures[0] ?? 'No stream fails in this time'}
      subtitle={`Held at the end of each month, ${first ? monthAndYear(first.month) : ''} to ${last ? monthAndYear(last.month) : ''}${facts.streams.length > lines.length ? '; every stream is in the table' : ''}`}
      source="The ledger of the fund, and when requests plan to draw what was committed"
      periods={['Now', ...months.map(({ month }) => monthLabel(month))]}
      unit={{ kind: 'pence' }}
      series={lines.map(({ name, months: own }) => ({
        name,
        points: [
          { period: 'Now', value: own[0]?.opening ?? null },
          ...own.map(({ month, closing }) => ({
            period: monthLabel(month),
            value: closing,
            quality: 'estimated' as const,
          })),
        ],
      }))}
    />
  );
}

interface MonthRow {
  readonly month: PlainDate;
  readonly at: number;
}

function Months({
  runs,
  reserve,
  all,
  csvQuery,
}: Outlook & { readonly csvQuery: Readonly<Record<string, string>> }) {
  const shown = [...runs, ...(reserve ? [reserve] : []), ...(runs.length > 1 ? [all] : [])];
  const columns: readonly Column<MonthRow>[] = [
    { key: 'month', header: 'Month', cell: ({ month }) => monthAndYear(month) },
    ...shown.map(
      (run): Column<MonthRow> => ({
        key: run.slug,
        header: run.name,
        numeric: true,
        cell: ({ at }) => <Cell run={run} at={at} />,
      }),
    ),
  ];
  return (
    <DataTable
      caption="Held at the end of each month"
      columns={columns}
      rows={runs.length === 0 ? [] : all.months.map(({ month }, at) => ({ month, at }))}
      rowKey={({ month }) => month}
      path="/fund/run-off"
      query={parseTableQuery(runs.length === 0 ? {} : csvQuery, [])}
      csvPath="/fund/run-off.csv"
      empty={
        <>
          What each stream holds month by month will be here.{' '}
          <a class="govuk-link" href="/fund">
            Start with a stream of money
          </a>
        </>
      }
    />
  );
}

function Cell({ run, at }: { readonly run: RunOff; readonly at: number }) {
  const month = run.months[at];
  if (!month) return null;
  return (
    <>
      {formatPence(month.closing)}
      {month.short > 0 ? <strong>{` short of ${formatPence(month.short)}`}</strong> : null}
      {month.lapsed > 0 ? <strong>{` ${formatPence(month.lapsed)} lapses`}</strong> : null}
    </>
  );
}

/** One stream in one month, for a file. */
export interface RunOffLine {
  readonly stream: string;
  readonly month: PlainDate;
  readonly opening: number;
  readonly paid: number;
  readonly lapsed: number;
  readonly closing: number;
  readonly short: number;
}

export const runOffLines = ({ runs }: Outlook): readonly RunOffLine[] =>
  runs.flatMap(({ name, months }) => months.map((month) => ({ stream: name, ...month })));

const inPounds = (
  key: 'opening' | 'paid' | 'lapsed' | 'closing' | 'short',
  header: string,
): Column<RunOffLine> => ({
  key,
  header,
  cell: (line) => formatPence(line[key]),
  csv: (line) => line[key] / 100,
});

export const RUN_OFF_COLUMNS: readonly Column<RunOffLine>[] = [
  { key: 'stream', header: 'Stream', cell: ({ stream }) => stream },
  {
    key: 'month',
    header: 'Month',
    cell: ({ month }) => longDate(month),
    csv: ({ month }) => month.slice(0, 7),
  },
  inPounds('opening', 'Opening'),
  inPounds('paid', 'Paid'),
  inPounds('lapsed', 'Lapsed'),
  inPounds('closing', 'Closing'),
  inPounds('short', 'Not paid'),
];
