import { sql } from 'kysely';
import { plural } from '../../../kernel/names.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { get, type Route } from '../../../platform/http/route.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { Button } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import type { StreetAccount } from './account.ts';
import { mayImportStreet } from './import-street.ts';
import { streetPointRoutes } from './points-page.tsx';
import { UPLOADS } from './upload/job.ts';
import { streetUploadRoutes } from './upload/routes.tsx';

const MOST = 100;

/** What the list shows of an account. */
type ListedAccount = Pick<
  StreetAccount,
  | 'file'
  | 'read'
  | 'inPlaces'
  | 'elsewhere'
  | 'withoutPlace'
  | 'unreadable'
  | 'added'
  | 'changed'
  | 'unchanged'
>;

/** The newest imports that changed something, as the list shows them. */
export async function listAccounts(tx: Tx): Promise<readonly ListedAccount[]> {
  const { rows } = await sql<ListedAccount>`
    select told.* from (
      select id, account from intelligence.street_import order by id desc limit ${MOST}) i
    cross join lateral jsonb_to_record(i.account) as told (
      file text, "read" integer, "inPlaces" integer, elsewhere integer, "withoutPlace" integer,
      unreadable integer, added integer, changed integer, unchanged integer)
    order by i.id desc`.execute(tx);
  return rows;
}

const count = (key: keyof ListedAccount, header: string): Column<ListedAccount> => ({
  key,
  header,
  numeric: true,
  cell: (account) => formatNumber(Number(account[key])),
});

const columns: readonly Column<ListedAccount>[] = [
  { key: 'file', header: 'File', cell: ({ file }) => file },
  count('read', 'Rows read'),
  count('inPlaces', 'In our places'),
  count('elsewhere', 'Elsewhere'),
  count('withoutPlace', 'Without location'),
  count('unreadable', 'Not readable'),
  count('added', 'Added'),
  count('changed', 'New outcome'),
  count('unchanged', 'Known already'),
];

/** What became of every row of the street files that were imported. */
export function StreetAccounts({
  accounts,
  mayImport = false,
}: {
  readonly accounts: readonly ListedAccount[];
  readonly mayImport?: boolean;
}) {
  return (
    <>
      <PageHeading
        heading="Street crime from police.uk"
        lead={
          accounts.length === 0
            ? 'What the police recorded month by month, place by place. No file is imported yet.'
            : `${plural(accounts.length, 'file')} changed something, the newest first. Every row is accounted for: about one in nine has no location and is counted nowhere else.`
        }
        actions={mayImport ? <Button href={UPLOADS}>Import street files</Button> : null}
      />
      <p class="govuk-body">
        <a class="govuk-link" href="/indicators/street-crime/map">
          Where it was, on a map
        </a>
      </p>
      <DataTable
        caption="What became of every row"
        columns={columns}
        rows={accounts}
        rowKey={(account) => `${account.file} ${accounts.indexOf(account)}`}
        path="/indicators/street-crime"
        empty="What became of every row of each file will stand here. Whoever records figures imports the street files that police.uk publishes, here or with concord import police-street."
      />
    </>
  );
}

export const streetRoutes: readonly Route[] = [
  ...streetPointRoutes,
  ...streetUploadRoutes,
  get('/indicators/street-crime', { permission: 'read' }, async (c) => ({
    title: 'Street crime from police.uk',
    breadcrumbs: [{ text: 'Indicators', href: '/indicators' }],
    wide: true,
    body: <StreetAccounts accounts={await listAccounts(c.tx)} mayImport={mayImportStreet(c.actor)} />,
  })),
];
