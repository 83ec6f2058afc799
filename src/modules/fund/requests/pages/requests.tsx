import { formatPence } from '../../../../kernel/pence.ts';
import { longDate } from '../../../../kernel/plain-date.ts';
import { PageHeading } from '../../../../ui/layout/index.ts';
import { type Column, DataTable, FilterChoice, type TableQuery } from '../../../../ui/table/index.ts';
import { amountColumn, StateTag } from '../../pages.tsx';
import type { Request } from '../queries.ts';
import { REQUEST_STATES, STATE_SAYS } from '../states.ts';

export const REQUEST_COLUMNS: readonly Column<Request>[] = [
  {
    key: 'request',
    header: 'Request',
    cell: (request) => (
      <a class="govuk-link" href={`/fund/requests/${request.slug}`}>
        {request.title}
      </a>
    ),
    csv: (request) => request.title,
  },
  { key: 'reference', header: 'Reference', cell: (request) => request.reference },
  amountColumn('amount', 'Asks for', (request) => request.pence),
  { key: 'agency', header: 'Asked by', cell: (request) => request.agency ?? 'Not said' },
  {
    key: 'state',
    header: 'State',
    cell: (request) => <StateTag state={request.state} />,
    csv: (request) => STATE_SAYS[request.state],
  },
  {
    key: 'since',
    header: 'Since',
    cell: (request) => longDate(request.stateSince),
    csv: (request) => request.stateSince,
  },
  amountColumn('reserved', 'Reserved', (request) => request.reserved),
  amountColumn('allocated', 'Allocated', (request) => request.allocated),
  amountColumn('spent', 'Spent', (request) => request.spent),
];

/** Every request, with what it asks for and what it holds. */
export function RequestsPage(props: {
  readonly requests: readonly Request[];
  readonly query: TableQuery;
  readonly mayAsk: boolean;
}) {
  const { requests, query, mayAsk } = props;
  const waits = requests.filter(({ state }) => ['submitted', 'recommended', 'deferred'].includes(state));
  const sum = waits.reduce((total, one) => total + one.pence, 0);
  return (
    <>
      <PageHeading
        heading="Requests for money"
        lead={
          requests.length === 0
            ? undefined
            : waits.length === 0
              ? 'None of these waits for a board.'
              : `${waits.length} of these wait for a board; they ask for ${formatPence(sum)}.`
        }
        actions={
          mayAsk ? (
            <a class="govuk-button app-button--small" href="/fund/requests/new">
              Ask for money
            </a>
          ) : undefined
        }
      />
      <DataTable
        caption="Requests"
        captionHidden
        columns={REQUEST_COLUMNS}
        rows={requests}
        rowKey={(request) => request.id}
        path="/fund/requests"
        query={query}
        csvPath="/fund/requests.csv"
        filters={
          <FilterChoice
            name="state"
            label="State"
            query={query}
            choices={REQUEST_STATES.map((state) => ({ value: state, text: STATE_SAYS[state] }))}
          />
        }
        empty={
          <>
            What projects ask the fund for will be here, from the draft to the last pound drawn.{' '}
            {mayAsk ? (
              <a class="govuk-link" href="/fund/requests/new">
                Make the first request
              </a>
            ) : null}
          </>
        }
      />
    </>
  );
}
