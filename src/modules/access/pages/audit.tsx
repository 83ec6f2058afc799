import { plural } from '../../../kernel/names.ts';
import type { Keys, Typed } from '../../../ui/forms/typed.ts';
import {
  Button,
  DateInput,
  Details,
  ErrorSummaryFor,
  Form,
  SummaryList,
  TextInput,
} from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, FilterWords, filterOf, type TableQuery } from '../../../ui/table/index.ts';
import { AUDIT_PAGE_SIZE, type AuditRow } from '../audit-trail.ts';
import { Moment } from './parts.tsx';

/** `role.granted` as words: Role granted. */
const inWords = (action: string): string => {
  const text = action.replaceAll(/[.-]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
};

const COLUMNS: readonly Column<AuditRow>[] = [
  {
    key: 'at',
    header: 'When',
    cell: (row) => (
      <a class="govuk-link" href={`/audit/${row.id}`}>
        <Moment at={row.at} />
      </a>
    ),
    csv: (row) => row.at.toISOString(),
  },
  { key: 'who', header: 'Who', cell: (row) => (row.agency ? `${row.who}, ${row.agency}` : row.who) },
  {
    key: 'what',
    header: 'What',
    cell: (row) => `${row.verb === 'read' ? 'Read: ' : ''}${inWords(row.action)}`,
  },
  { key: 'subject', header: 'About', cell: (row) => row.subjectKind ?? '–' },
  { key: 'sealed', header: 'Sealed', cell: (row) => (row.position === null ? 'Within five minutes' : 'Yes') },
];

export interface AuditView {
  readonly rows: readonly AuditRow[];
  readonly total: number;
  readonly query: TableQuery;
}

const dateValues = (query: TableQuery, name: string) => ({
  day: filterOf(query, `${name}-day`),
  month: filterOf(query, `${name}-month`),
  year: filterOf(query, `${name}-year`),
});

/** Who did or read what, when, for which agency: to be searched. */
export function AuditPage({ rows, total, query }: AuditView) {
  return (
    <>
      <PageHeading
        heading="Audit trail"
        lead={`${plural(total, 'event')}. Every change and every sensitive read is here, this one too.`}
      />
      <DataTable
        caption="Events"
        captionHidden
        columns={COLUMNS}
        rows={rows}
        rowKey={(row) => row.id}
        path="/audit"
        query={query}
        total={total}
        pageSize={AUDIT_PAGE_SIZE}
        empty="Events will be here as soon as somebody does something."
        filters={
          <>
            <FilterWords name="who" label="Who" query={query} />
            <FilterWords name="what" label="What" query={query} />
            <TextInput
              name="subject"
              label="About"
              hint="What sort of thing, such as account or project, or its long number"
              value={filterOf(query, 'subject')}
              width={20}
            />
            <DateInput name="from" legend="From" values={dateValues(query, 'from')} />
            <DateInput name="until" legend="Until" values={dateValues(query, 'until')} />
          </>
        }
      />
    </>
  );
}

export interface AuditEventView {
  readonly row: AuditRow;
  readonly mayErase: boolean;
  readonly keys: Keys;
  readonly typed: Typed;
}

/** One event with what was given, as far as it has not been erased. */
export function AuditEventPage({ row, mayErase, keys, typed }: AuditEventView) {
  const detail = row.detail as Readonly<Record<string, unknown>> | null;
  return (
    <>
      <ErrorSummaryFor errors={typed.errors} />
      <PageHeading caption="Audit event" heading={inWords(row.action)} />
      <SummaryList
        rows={[
          { key: 'When', value: <Moment at={row.at} /> },
          { key: 'Who', value: row.who },
          { key: 'For which agency', value: row.agency ?? 'None' },
          {
            key: 'About',
            value: row.subjectKind ? (
              <a class="govuk-link" href={`/audit?subject=${row.subjectId}`}>
                Everything about this {row.subjectKind}
              </a>
            ) : (
              'Nothing in particular'
            ),
          },
          { key: 'Why', value: row.purpose ?? 'No purpose was asked for' },
          {
            key: 'Seal',
            value: row.position === null ? 'Not sealed yet' : `Sealed at position ${row.position}`,
          },
          ...Object.entries(detail ?? {}).map(([key, value]) => ({
            key: inWords(key),
            value: typeof value === 'string' ? value : JSON.stringify(value),
          })),
          row.hasDetail && detail === null ? { key: 'Detail', value: 'Erased' } : null,
        ]}
      />
      {mayErase && detail !== null ? (
        <Details summary="Erase the detail">
          <Form action={`/audit/${row.id}/erasure`} {...keys}>
            <TextInput
              name="reason"
              label="Why is it erased?"
              hint="The event itself and its seal stand; what was typed goes for good."
              error={typed.errors.reason}
            />
            <Button kind="warning">Erase detail</Button>
          </Form>
        </Details>
      ) : null}
    </>
  );
}
