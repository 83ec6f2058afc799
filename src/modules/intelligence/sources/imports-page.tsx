import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { get, type Route } from '../../../platform/http/route.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { SummaryList } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery, type TableQuery } from '../../../ui/table/index.ts';
import { CRUMBS, READ } from '../routes/shared.ts';
import { findImported, type Imported, listImported, PAGE_SIZE } from './imported.ts';
import { AccountTable } from './preview-page.tsx';

const PATH = '/indicators/imports';

/** What a file of answers is called for who may not see its name. */
const OF_ANSWERS = 'A file of answers';

const count = (key: 'read' | 'added' | 'changed' | 'unchanged', header: string): Column<Imported> => ({
  key,
  header,
  numeric: true,
  cell: (one) => formatNumber(one[key]),
});

/** `None`, `3`, `None; 10,167 lie in no place of ours`. */
function sayNotUsed({ notUsed, account: { inNoPlace = 0 } }: Imported): string {
  const rows = notUsed === 0 ? 'None' : formatNumber(notUsed);
  return inNoPlace === 0 ? rows : `${rows}; ${formatNumber(inNoPlace)} lie in no place of ours`;
}

const columns: readonly Column<Imported>[] = [
  {
    key: 'file',
    header: 'File',
    cell: ({ id, file }) => (
      <a class="govuk-link" href={`${PATH}/${id}`}>
        {file ?? OF_ANSWERS}
      </a>
    ),
  },
  { key: 'importer', header: 'Brought in as', cell: ({ importer }) => importer },
  { key: 'source', header: 'Source', cell: ({ source }) => source || 'Not stated' },
  { key: 'licence', header: 'Licence', cell: ({ licence }) => licence || 'Not stated' },
  { key: 'on', header: 'Brought in', cell: ({ importedOn }) => longDate(importedOn) },
  count('read', 'Rows read'),
  { key: 'notUsed', header: 'Not used', numeric: true, cell: sayNotUsed },
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

/** A long word that may be broken, so that it fits a small screen. */
const inParts = (word: string) =>
  (word.match(/.{1,8}/g) ?? []).map((part) => (
    <span key={part}>
      {part}
      <wbr />
    </span>
  ));

function ImportedPage({ one }: { readonly one: Imported }) {
  const { account } = one;
  return (
    <>
      <PageHeading
        caption="File that was brought in"
        heading={one.file ?? OF_ANSWERS}
        lead={`${plural(one.read, 'row')} read: ${one.added} added, ${one.changed} changed, ${one.unchanged} there already, ${one.notUsed === 0 ? 'none' : one.notUsed} not used.`}
      />
      <SummaryList
        rows={[
          { key: 'Brought in as', value: one.importer },
          { key: 'Brought in', value: longDate(one.importedOn) },
          { key: 'Source', value: one.source || 'Not stated' },
          { key: 'Licence', value: one.licence || 'Not stated' },
          one.address !== '' && { key: 'Fetched from', value: one.address },
          { key: 'Retrieved', value: one.retrievedOn === null ? 'Not known' : longDate(one.retrievedOn) },
          {
            key: 'Size',
            value:
              one.bytes === null
                ? 'Not kept: of few answers it would tell them'
                : `${formatNumber(one.bytes)} bytes`,
          },
          {
            key: 'SHA-256',
            value:
              one.hash === null
                ? 'Not kept: few answers could be guessed and tried against it'
                : inParts(one.hash),
          },
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
      body: <ImportedList {...(await listImported(c.tx, c.actor, query.page))} query={query} />,
    };
  }),
  get(`${PATH}/:id`, READ, async (c) => {
    const one = await findImported(c.tx, c.actor, c.params.id ?? '');
    if (!one) return notFound('file');
    return {
      title: one.file ?? OF_ANSWERS,
      breadcrumbs: [...CRUMBS, { text: 'Files that were brought in', href: PATH }],
      body: <ImportedPage one={one} />,
    };
  }),
];
