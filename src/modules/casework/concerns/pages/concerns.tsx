import { longDate } from '../../../../kernel/plain-date.ts';
import { Button } from '../../../../ui/govuk/index.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../../ui/table/index.ts';
import type { ConcernLine } from '../queries.ts';
import { OUTCOMES, typeTitle } from '../types.ts';
import { timeInWords } from '../when.ts';

const columnsFor = (clusterId: string | undefined): readonly Column<ConcernLine>[] => [
  {
    key: 'code',
    header: 'Concern',
    cell: (row) => (
      <a
        class="govuk-link"
        href={`/casework/concerns/${row.id}${clusterId === undefined || row.own ? '' : `?person=${clusterId}`}`}
      >
        {row.code}
      </a>
    ),
  },
  { key: 'type', header: 'What happened', cell: (row) => typeTitle(row.type) },
  { key: 'on', header: 'When', cell: (row) => `${longDate(row.onDay)}${timeInWords(row)}` },
  { key: 'outward', header: 'Where', cell: (row) => row.outward ?? 'Not known' },
  { key: 'agency', header: 'Told to', cell: (row) => row.agency },
  { key: 'state', header: 'State', cell: (row) => <ConcernState concern={row} /> },
];

export function ConcernState({ concern }: { readonly concern: Pick<ConcernLine, 'closedOn' | 'outcome'> }) {
  return concern.outcome === null ? (
    <StatusTag tone="active">Open</StatusTag>
  ) : (
    <StatusTag tone="neutral">{OUTCOMES[concern.outcome]}</StatusTag>
  );
}

/** A table of concerns, wherever they are listed: codes and days, nobody's name. */
export function ConcernTable(view: {
  readonly rows: readonly ConcernLine[];
  readonly caption: string;
  readonly empty: string;
  /** On the page of a person: what was opened for them is opened by their links too. */
  readonly clusterId?: string | undefined;
}) {
  return (
    <DataTable
      caption={view.caption}
      columns={columnsFor(view.clusterId)}
      rows={view.rows}
      rowKey={(row) => row.id}
      path="/casework/concerns"
      empty={view.empty}
    />
  );
}

export interface ConcernsView {
  readonly concerns: readonly ConcernLine[];
  readonly everybodys: boolean;
  readonly open: boolean;
  /** Where older ones are; undefined at the end. */
  readonly older: string | undefined;
  readonly mayRecord: boolean;
  readonly waiting: number;
}

/** The concerns of the agency, or all that are shared with it, the latest first. */
export function ConcernsPage(view: ConcernsView) {
  const href = (everybodys: boolean, open: boolean): string =>
    `/casework/concerns?${new URLSearchParams({ ...(everybodys ? { of: 'all' } : {}), ...(open ? { open: 'yes' } : {}) })}`;
  return (
    <>
      <PageHeading
        heading="Concerns"
        lead={
          view.waiting === 0
            ? 'No pattern waits for an answer.'
            : `${view.waiting === 1 ? 'One pattern waits' : `${view.waiting} patterns wait`} for an answer.`
        }
        actions={view.mayRecord ? <Button href="/casework/concerns/new">Record a concern</Button> : undefined}
      />
      <nav aria-label="Which concerns" class="govuk-body">
        <a class="govuk-link" href={href(!view.everybodys, view.open)}>
          {view.everybodys ? 'Only my agency’s' : 'Also what others share'}
        </a>
        {' · '}
        <a class="govuk-link" href={href(view.everybodys, !view.open)}>
          {view.open ? 'Closed ones too' : 'Only open ones'}
        </a>
        {' · '}
        <a class="govuk-link" href="/casework/patterns">
          Patterns
        </a>
        {view.mayRecord ? (
          <>
            {' · '}
            <a class="govuk-link" href="/casework/concerns/import">
              Import a file
            </a>
          </>
        ) : null}
      </nav>
      <ConcernTable
        caption={view.everybodys ? 'Concerns that you may see' : 'Concerns told to your agency'}
        rows={view.concerns}
        empty="Low-level incidents and observations will be here, from your agency and from those that share them. Record the first, or import an extract."
      />
      {view.older ? (
        <p class="govuk-body">
          <a class="govuk-link" href={view.older}>
            Older concerns
          </a>
        </p>
      ) : null}
    </>
  );
}
