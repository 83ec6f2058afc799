import { plural } from '../../../../kernel/names.ts';
import { formatPence } from '../../../../kernel/pence.ts';
import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { BarChart } from '../../../../ui/charts/index.ts';
import { KeyFigures, PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery } from '../../../../ui/table/index.ts';
import { FundLinks } from '../../links.tsx';
import { amountColumn, day, pounds, StateTag } from '../../pages.tsx';
import type { Request } from '../../requests/queries.ts';
import { STREAM_KINDS } from '../../words.ts';
import type { Stream } from '../queries.ts';

export interface FundProps {
  readonly streams: readonly Stream[];
  /** Requests that wait for a board, or for a condition. */
  readonly waiting: readonly Request[];
  /** Streams that are over and hold nothing, where they are not listed. */
  readonly over: number;
  readonly today: PlainDate;
  readonly mayKeep: boolean;
  readonly mayAsk: boolean;
}

/** Lapsed, and nothing of it is left, committed or owed: it stands on the page only when all are asked for. */
export const isOver = (stream: Stream, today: PlainDate): boolean =>
  stream.lapsesOn !== null &&
  stream.lapsesOn < today &&
  stream.available + stream.reserved + stream.allocated + stream.carried + stream.owed === 0;

const sumOf = (streams: readonly Stream[], of: (stream: Stream) => number): number =>
  streams.reduce((sum, stream) => sum + of(stream), 0);

/** What a stream may still commit today: nothing once it has lapsed. */
const usable = (stream: Stream, today: PlainDate): number =>
  stream.lapsesOn !== null && stream.lapsesOn < today ? 0 : stream.available;

export const STREAM_COLUMNS: readonly Column<Stream>[] = [
  {
    key: 'stream',
    header: 'Stream',
    cell: (stream) => (
      <a class="govuk-link" href={`/fund/streams/${stream.slug}`}>
        {stream.name}
      </a>
    ),
    csv: (stream) => stream.name,
  },
  { key: 'kind', header: 'Kind', cell: (stream) => STREAM_KINDS[stream.kind] },
  { key: 'holder', header: 'Held by', cell: (stream) => stream.holder },
  amountColumn('received', 'Received', (stream) => stream.received),
  amountColumn('left', 'Left', (stream) => stream.available),
  amountColumn('committed', 'Committed', (stream) => stream.reserved + stream.allocated),
  amountColumn('spent', 'Spent', (stream) => stream.spent),
  amountColumn('owed', 'Owed', (stream) => stream.owed),
  {
    key: 'lapses',
    header: 'Lapses',
    cell: (stream) => day(stream.lapsesOn, 'No day known'),
    csv: ({ lapsesOn }) => lapsesOn,
  },
];

const WAITING_COLUMNS: readonly Column<Request>[] = [
  {
    key: 'request',
    header: 'Request',
    cell: (request) => (
      <a class="govuk-link" href={`/fund/requests/${request.slug}`}>
        {request.title}
      </a>
    ),
  },
  { key: 'amount', header: 'Asks for', numeric: true, cell: (request) => pounds(request.pence) },
  { key: 'agency', header: 'Asked by', cell: (request) => request.agency ?? 'Not said' },
  { key: 'state', header: 'State', cell: (request) => <StateTag state={request.state} /> },
];

/** Whether anything can be afforded, in one sentence. */
function answer({ streams, waiting, today }: FundProps): string {
  const left = sumOf(streams, (stream) => usable(stream, today));
  const filled = streams.filter((stream) => usable(stream, today) > 0).length;
  const asked = waiting.filter(({ state }) => state !== 'endorsed-on-condition');
  const wants = asked.reduce((sum, request) => sum + request.pence, 0);
  const there =
    left === 0
      ? 'Nothing is left to commit.'
      : `${formatPence(left)} can still be committed, in ${plural(filled, 'stream')}.`;
  if (asked.length === 0) return `${there} No request waits for a board.`;
  return `${there} ${plural(asked.length, 'request')} for ${formatPence(wants)} ${asked.length === 1 ? 'waits' : 'wait'} for a board.`;
}

const nextLapse = (streams: readonly Stream[], today: PlainDate): Stream | undefined =>
  streams
    .filter(
      (stream) =>
        stream.lapsesOn !== null &&
        stream.lapsesOn >= today &&
        stream.available + stream.reserved + stream.allocated > 0,
    )
    .sort((a, b) => ((a.lapsesOn ?? '') < (b.lapsesOn ?? '') ? -1 : 1))[0];

/** The fund at a glance: what is there, what is committed, what is left, and when it lapses. */
export function FundPage(props: FundProps) {
  const { streams, waiting, today } = props;
  const next = nextLapse(streams, today);
  const committed = sumOf(streams, (stream) => stream.reserved + stream.allocated);
  const owed = sumOf(streams, (stream) => stream.owed);
  return (
    <>
      <PageHeading
        heading="The fund"
        lead={streams.length > 0 ? answer(props) : undefined}
        actions={
          <>
            {props.mayAsk ? (
              <a class="govuk-button app-button--small" href="/fund/requests/new">
                Ask for money
              </a>
            ) : null}
            {props.mayKeep ? (
              <a class="govuk-button govuk-button--secondary app-button--small" href="/fund/streams/new">
                Add a stream
              </a>
            ) : null}
          </>
        }
      />
      {streams.length > 0 ? (
        <>
          <KeyFigures
            figures={[
              {
                label: 'Left to commit',
                value: pounds(sumOf(streams, (stream) => usable(stream, today))),
                detail: `of ${pounds(sumOf(streams, (one) => one.received))} received`,
              },
              {
                label: 'Committed, not spent',
                value: pounds(committed),
                detail: `${pounds(sumOf(streams, (one) => one.reserved))} of it waits for a condition`,
              },
              { label: 'Spent', value: pounds(sumOf(streams, (one) => one.spent)) },
              ...(owed > 0 ? [{ label: 'Owed to funders', value: pounds(owed) }] : []),
              ...(next?.lapsesOn
                ? [
                    {
                      label: 'Lapses next',
                      value: longDate(next.lapsesOn),
                      detail: next.name,
                      href: `/fund/streams/${next.slug}`,
                    },
                  ]
                : []),
            ]}
          />
          <BarChart
            id="left"
            headline={headline(streams, today)}
            subtitle={`What each stream has left to commit, ${longDate(today)}`}
            source="The ledger of the fund"
            of="Stream"
            unit={{ kind: 'pence' }}
            bars={streams.map((stream) => ({
              label: stream.name,
              value: usable(stream, today),
              quality: stream.quality,
            }))}
          />
        </>
      ) : null}
      <DataTable
        caption="Streams"
        columns={STREAM_COLUMNS}
        rows={streams}
        rowKey={(stream) => stream.id}
        path="/fund"
        query={parseTableQuery({}, STREAM_COLUMNS)}
        csvPath="/fund.csv"
        empty={
          <>
            Grants, partners’ contributions, reserves and pots will be here, each with what is left of it and
            when it lapses.{' '}
            {props.mayKeep ? (
              <a class="govuk-link" href="/fund/streams/new">
                Add the first stream
              </a>
            ) : (
              'Who keeps the fund adds the first stream.'
            )}
          </>
        }
      />
      <DataTable
        caption="Requests that wait for a board or a condition"
        columns={WAITING_COLUMNS}
        rows={waiting}
        rowKey={(request) => request.id}
        path="/fund"
        query={parseTableQuery({}, WAITING_COLUMNS)}
        empty="No request waits for a board or for a condition."
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/fund/requests">
          All requests
        </a>
        {props.over > 0 ? (
          <>
            {' '}
            <a class="govuk-link" href="/fund?streams=all">
              Show {plural(props.over, 'stream')} that {props.over === 1 ? 'is' : 'are'} over, too
            </a>
          </>
        ) : null}
      </p>
      <FundLinks />
    </>
  );
}

function headline(streams: readonly Stream[], today: PlainDate): string {
  const most = streams.toSorted((a, b) => usable(b, today) - usable(a, today))[0];
  if (!most || usable(most, today) === 0) return 'Every stream is committed or spent';
  return `${most.name} has the most left: ${formatPence(usable(most, today))}`;
}

/** How a stream stands, as a tag. */
export function StreamTag({ stream, today }: { readonly stream: Stream; readonly today: PlainDate }) {
  if (stream.lapsesOn !== null && stream.lapsesOn < today) return <StatusTag tone="bad">Lapsed</StatusTag>;
  if (stream.received === 0) return <StatusTag tone="unknown">Nothing received</StatusTag>;
  return stream.available > 0 ? (
    <StatusTag tone="good">Open</StatusTag>
  ) : (
    <StatusTag tone="warning">Fully committed</StatusTag>
  );
}
