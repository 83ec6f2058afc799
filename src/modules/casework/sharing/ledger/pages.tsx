import { longDate } from '../../../../kernel/plain-date.ts';
import { PageHeading, StatusTag } from '../../../../ui/layout/index.ts';
import {
  type Column,
  DataTable,
  FilterChoice,
  type TableQuery,
  tableHref,
} from '../../../../ui/table/index.ts';
import { personCode } from '../../people/index.ts';
import { GROUNDS } from '../categories.ts';
import { categoriesInWords } from '../parts.tsx';
import type { LedgerRow } from './queries.ts';

const KINDS: Readonly<Record<string, string>> = {
  ask: 'Request to see',
  referral: 'Referral',
  case: 'Case',
  task: 'Task',
  record: 'Record',
  concern: 'Concern',
  correction: 'Correction',
  'break-glass': 'Emergency opening',
  'subject-access': 'Subject access',
};

/** A kind of thing in words. */
export const kindInWords = (kind: string): string =>
  KINDS[kind] ?? kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('-', ' ');

const onGround = (row: LedgerRow): string =>
  row.kind === 'not-shared'
    ? `Not shared: ${row.reason ?? 'reason disposed of'}`
    : row.agreement
      ? `${row.agreement} (${row.basis})`
      : row.basis;

export const LEDGER_COLUMNS: readonly Column<LedgerRow>[] = [
  { key: 'day', header: 'Day', cell: (row) => longDate(row.onDay), csv: (row) => row.onDay },
  {
    key: 'outcome',
    header: 'Outcome',
    cell: (row) =>
      row.kind === 'disclosed' ? (
        <StatusTag tone="active">Disclosed</StatusTag>
      ) : (
        <StatusTag tone="neutral">Not shared</StatusTag>
      ),
    csv: (row) => row.kind,
  },
  {
    key: 'item',
    header: 'What',
    cell: (row) => `${kindInWords(row.itemKind)}: ${categoriesInWords(row.categories)}`,
  },
  {
    key: 'about',
    header: 'About',
    cell: (row) =>
      row.clusterId === null ? (
        'No single person'
      ) : (
        <a class="govuk-link" href={`/casework/people/${row.clusterId}`}>
          {personCode(row.clusterId)}
        </a>
      ),
    csv: (row) => (row.clusterId === null ? '' : personCode(row.clusterId)),
  },
  { key: 'from', header: 'From', cell: (row) => row.from },
  { key: 'to', header: 'To', cell: (row) => row.to ?? 'Nobody in particular' },
  { key: 'purpose', header: 'For', cell: (row) => row.purposeTitle },
  { key: 'basis', header: 'On the basis of', cell: onGround },
  { key: 'conditions', header: 'Conditions', cell: (row) => row.conditions || 'None' },
  {
    key: 'until',
    header: 'Until',
    cell: (row) => (row.expiresOn ? longDate(row.expiresOn) : 'No end'),
    csv: (row) => row.expiresOn,
  },
];

/** What left an agency, to whom, for what and on which ground; and what was kept back, and why. */
export function LedgerPage(props: {
  readonly rows: readonly LedgerRow[];
  readonly query: TableQuery;
  readonly purposes: readonly { readonly slug: string; readonly title: string }[];
  readonly agencies: readonly { readonly value: string; readonly text: string }[];
  /** The address of the rows before these; undefined on the last page. */
  readonly older: string | undefined;
  readonly all: boolean;
}) {
  const { query } = props;
  return (
    <>
      <PageHeading
        heading="What was disclosed"
        lead={
          props.all
            ? 'Every disclosure of every agency, and what was not shared, with its reason.'
            : 'What your agency disclosed and received, and what it decided not to share.'
        }
      />
      <DataTable
        caption="Disclosures"
        captionHidden
        columns={LEDGER_COLUMNS}
        rows={props.rows}
        rowKey={(row) => row.id}
        path="/casework/sharing/ledger"
        query={query}
        csvPath="/casework/sharing/ledger.csv"
        filters={
          <>
            <FilterChoice
              {...{ name: 'purpose', label: 'Purpose', query }}
              choices={props.purposes.map(({ slug, title }) => ({ value: slug, text: title }))}
            />
            <FilterChoice name="agency" label="Agency" query={query} choices={props.agencies} />
            <FilterChoice
              {...{ name: 'kind', label: 'Outcome', query }}
              choices={[
                { value: 'disclosed', text: 'Disclosed' },
                { value: 'not-shared', text: 'Not shared' },
              ]}
            />
            <FilterChoice
              {...{ name: 'ground', label: 'Ground', query }}
              choices={Object.entries(GROUNDS).map(([value, text]) => ({ value, text }))}
            />
          </>
        }
        empty="What leaves an agency will be here, row by row: it is written when a referral is sent, a request granted or a case shared, and nobody can change it afterwards."
      />
      {props.older === undefined ? null : (
        <p class="govuk-body">
          <a class="govuk-link" href={tableHref('/casework/sharing/ledger', query) + props.older}>
            Earlier disclosures
          </a>
        </p>
      )}
    </>
  );
}
