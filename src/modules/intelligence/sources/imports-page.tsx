import { sql } from 'kysely';
import { isUuid } from '../../../kernel/ids.ts';
import { plural } from '../../../kernel/names.ts';
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { get, type Route } from '../../../platform/http/route.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery, type TableQuery } from '../../../ui/table/index.ts';
import { CRUMBS, READ } from '../routes/shared.ts';
import type { Account } from './account.ts';
import { AccountTable } from './preview-page.tsx';

const PAGE_SIZE = 50;
const PATH = '/indicators/imports';

interface Imported {
  readonly id: string;
  readonly importer: string;
  readonly file: string;
  readonly hash: string;
  readonly bytes: number;
  readonly source: string;
  readonly licence: string;
  readonly address: string;
  readonly retrievedOn: PlainDate | null;
  readonly importedOn: PlainDate;
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly notUsed: number;
  readonly account: Partial<Account> & { readonly remarks?: readonly string[] };
}

const FIELDS = sql`id, importer, file, encode(sha256, 'hex') as hash, bytes::float8 as bytes, source, licence, address,
  retrieved_on as "retrievedOn", (imported_at at time zone 'Europe/London')::date as "importedOn",
  read, added, changed, unchanged, not_used as "notUsed", account`;

async function listImported(tx: Tx, page: number): Promise<{ rows: readonly Imported[]; total: number }> {
  const { rows } = await sql<Imported>`
    select ${FIELDS} from platform.imported_file order by id desc
    limit ${PAGE_SIZE} offset ${(page - 1) * PAGE_SIZE}`.execute(tx);
  const counted = await sql<{ n: number }>`select count(*)::integer as n from platform.imported_file`.execute(
    tx,
  );
  return { rows, total: counted.rows[0]?.n ?? 0 };
}

async function findImported(tx: Tx, id: string): Promise<Imported | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await sql<Imported>`
    select ${FIELDS} from platform.imported_file where id = ${id}::uuid`.execute(tx);
  return rows[0];
}

const count = (
  key: 'read' | 'added' | 'changed' | 'unchanged' | 'notUsed',
  header: string,
): Column<Imported> => ({
  key,
  header,
  numeric: true,
  cell: (one) => formatNumber(one[key]),
});

const columns: readonly Column<Imported>[] = [
  {
    key: 'file',
    header: 'File',
    cell: ({ id, file }) => (
      <a class="govuk-link" href={`${PATH}/${id}`}>
        {file}
      </a>
    ),
  },
  { key: 'importer', header: 'Brought in as', cell: ({ importer }) => importer },
  { key: 'source', header: 'Source', cell: ({ source }) => source || 'Not stated' },
  { key: 'licence', header: 'Licence', cell: ({ licence }) => licence || 'Not stated' },
  { key: 'on', header: 'Brought in', cell: ({ importedOn }) => longDate(importedOn) },
  count('read', 'Rows read'),
  count('notUsed', 'Not used'),
];

function ImportedList(props: {
  readonly rows: readonly Imported[];
  readonly total: number;
  readonly query: TableQuery;
}) {
  return (
    <>
      <PageHeading
        heading="Files that were brought in"
        lead={`${plural(props.total, 'file')}, the newest first: where each came from, and what of it was used.`}
      />
      <DataTable
        caption="Files"
        captionHidden
        columns={columns}
        rows={props.rows}
        rowKey={({ id }) => id}
        path={PATH}
        query={props.query}
        total={props.total}
        pageSize={PAGE_SIZE}
        empty="Every file that is imported will be here with its source, licence, hash and rows. Import figures to begin."
      />
    </>
  );
}

function ImportedPage({ one }: { readonly one: Imported }) {
  const { account } = one;
  return (
    <>
      <PageHeading
        caption="File that was brought in"
        heading={one.file}
        lead={`${plural(one.read, 'row')} read: ${one.added} added, ${one.changed} changed, ${one.unchanged} there already, ${one.notUsed} not used.`}
      />
      <SummaryList
        rows={[
          { key: 'Brought in as', value: one.importer },
          { key: 'Brought in', value: longDate(one.importedOn) },
          { key: 'Source', value: one.source || 'Not stated' },
          { key: 'Licence', value: one.licence || 'Not stated' },
          one.address !== '' && { key: 'Fetched from', value: one.address },
          { key: 'Retrieved', value: one.retrievedOn === null ? 'Not known' : longDate(one.retrievedOn) },
          { key: 'Size', value: `${formatNumber(one.bytes)} bytes` },
          { key: 'SHA-256', value: one.hash },
        ]}
      />
      {(account.remarks ?? []).map((remark) => (
        <p key={remark} class="govuk-body">
          {remark}
        </p>
      ))}
      {account.notUsed ? (
        <AccountTable
          account={{
            rows: one.read,
            rowsUsed: one.read - one.notUsed,
            notUsed: account.notUsed,
            cellsNotUsed: account.cellsNotUsed ?? [],
            unknownNames: account.unknownNames ?? {},
          }}
        />
      ) : null}
    </>
  );
}

/** What was brought in, newest first, and the account of one file. */
export const importedRoutes: readonly Route[] = [
  get(PATH, READ, async (c) => {
    const query = parseTableQuery(c.query, columns);
    return {
      title: 'Files that were brought in',
      breadcrumbs: CRUMBS,
      wide: true,
      body: <ImportedList {...(await listImported(c.tx, query.page))} query={query} />,
    };
  }),
  get(`${PATH}/:id`, READ, async (c) => {
    const one = await findImported(c.tx, c.params.id ?? '');
    if (!one) return notFound('file');
    return {
      title: one.file,
      breadcrumbs: [...CRUMBS, { text: 'Files that were brought in', href: PATH }],
      body: <ImportedPage one={one} />,
    };
  }),
];
