import { sayLater } from '../../../kernel/later.ts';
import { listInWords, plural } from '../../../kernel/names.ts';
import { type PlainDate, partsOf } from '../../../kernel/plain-date.ts';
import { may } from '../../../platform/actor.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { type Context, get, type Route } from '../../../platform/http/route.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { Button, InsetText } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable, parseTableQuery, type TableQuery, toCsv } from '../../../ui/table/index.ts';
import { type DeprivationAccount, listDeprivationImports } from './account.ts';
import {
  type DeprivedPlace,
  type LoadedEdition,
  listDeprivation,
  listDeprivationEditions,
} from './queries.ts';

const PATH = '/places/deprivation';
const CRUMBS = [{ text: 'Places', href: '/places' }];

const FIFTHS = ['Most deprived', 'Second', 'Third', 'Fourth', 'Least deprived'] as const;

const columns: readonly Column<DeprivedPlace>[] = [
  {
    key: 'place',
    header: 'Place',
    cell: ({ slug, name }) => (
      <a class="govuk-link" href={`/places/${slug}`}>
        {name}
      </a>
    ),
    csv: ({ name }) => name,
  },
  { key: 'code', header: 'Code', cell: ({ code }) => code ?? '' },
  {
    key: 'rank',
    header: 'Rank in England',
    numeric: true,
    cell: ({ rank }) => formatNumber(rank),
    csv: ({ rank }) => rank,
  },
  { key: 'decile', header: 'Tenth', numeric: true, cell: ({ decile }) => decile },
  { key: 'fifth', header: 'Fifth of England', cell: ({ nationalFifth }) => FIFTHS[nationalFifth - 1] ?? '' },
  { key: 'local', header: 'Fifth of these places', cell: ({ localFifth }) => FIFTHS[localFifth - 1] ?? '' },
  { key: 'score', header: 'Score', numeric: true, cell: ({ score }) => score ?? 'Not published' },
];

const count = (key: keyof DeprivationAccount, header: string): Column<DeprivationAccount> => ({
  key,
  header,
  numeric: true,
  cell: (account) => formatNumber(Number(account[key])),
});

const accountColumns: readonly Column<DeprivationAccount>[] = [
  { key: 'file', header: 'File', cell: ({ file }) => file },
  { key: 'edition', header: 'Edition', cell: ({ edition }) => edition },
  count('read', 'Rows read'),
  count('added', 'Added'),
  count('changed', 'Changed'),
  count('unchanged', 'As they were'),
  count('elsewhere', 'About places elsewhere'),
  {
    key: 'missing',
    header: 'Places it says nothing of',
    numeric: true,
    cell: ({ missing }) => missing.length,
  },
];

export interface DeprivationPageProps {
  readonly editions: readonly LoadedEdition[];
  readonly shown: LoadedEdition | undefined;
  readonly places: readonly DeprivedPlace[];
  readonly accounts: readonly DeprivationAccount[];
  readonly today: PlainDate;
  readonly query: TableQuery;
  readonly mayEdit: boolean;
}

/** Which places are among the most deprived, by one edition of the Indices of Deprivation. */
export function DeprivationPage(props: DeprivationPageProps) {
  const { editions, shown, places, accounts, today, query, mayEdit } = props;
  const most = places.filter(({ nationalFifth }) => nationalFifth === 1);
  return (
    <>
      <PageHeading
        heading="Deprivation"
        lead={
          shown
            ? `${most.length} of ${plural(places.length, 'place')} of ${shown.geographyName} (${shown.vintage}) lie in the most deprived fifth of England by the ${shown.edition} edition.`
            : 'No edition of the Indices of Deprivation is known here yet.'
        }
        actions={mayEdit ? <Button href={`${PATH}/import`}>Import an edition</Button> : undefined}
      />
      {editions.length > 1 ? (
        <p class="govuk-body">
          Editions:{' '}
          {editions.map(({ edition }, at) => (
            <>
              {at > 0 ? ', ' : ''}
              {edition === shown?.edition ? (
                <strong>{edition}</strong>
              ) : (
                <a class="govuk-link" href={`${PATH}?edition=${edition}`}>
                  {edition}
                </a>
              )}
            </>
          ))}
          . Editions rank places against each other at their time: a rank that fell says nothing of whether
          life there became harder.
          {new Set(editions.map(({ vintage }) => vintage)).size > 1
            ? ` Boundaries changed between them: ${listInWords(editions.map((one) => `${one.edition} ranks ${one.geographyName} of ${one.vintage}`))}.`
            : ''}
        </p>
      ) : null}
      {shown && shown.edition > partsOf(today).year ? (
        <InsetText>{sayLater('The ranks of this edition are', today)}</InsetText>
      ) : null}
      <DataTable
        caption="Places, the most deprived first"
        columns={columns}
        rows={places}
        rowKey={({ id }) => id}
        path={PATH}
        {...(shown ? { csvPath: `${PATH}.csv?edition=${shown.edition}` } : {})}
        query={query}
        empty="The places of an edition will stand here by their rank, each with its fifth of England and of these places. Import the boundaries of LSOAs first, then the edition's file."
      />
      <DataTable
        caption="What became of every row of imported files"
        columns={accountColumns}
        rows={accounts}
        rowKey={(account) => `${account.file} ${accounts.indexOf(account)}`}
        path={PATH}
        query={parseTableQuery({}, accountColumns)}
        empty="The accounts of imported files will stand here."
      />
    </>
  );
}

async function shownIn(c: Context) {
  const editions = await listDeprivationEditions(c.tx);
  const wanted = c.query.edition;
  const { year } = partsOf(c.today);
  const shown =
    wanted === undefined
      ? (editions.find(({ edition }) => edition <= year) ?? editions[0])
      : editions.find(({ edition }) => String(edition) === wanted);
  const places = shown ? await listDeprivation(c.tx, { edition: shown.edition }) : [];
  return { editions, shown, places, found: wanted === undefined || shown !== undefined };
}

export const deprivationRoutes: readonly Route[] = [
  get(PATH, { permission: 'read' }, async (c) => {
    const { found, ...view } = await shownIn(c);
    if (!found) return notFound('edition');
    return {
      title: 'Deprivation',
      breadcrumbs: CRUMBS,
      wide: true,
      body: (
        <DeprivationPage
          {...view}
          today={c.today}
          accounts={await listDeprivationImports(c.tx)}
          query={parseTableQuery(c.query, columns)}
          mayEdit={may(c.actor, 'places.edit')}
        />
      ),
    };
  }),
  get(`${PATH}.csv`, { permission: 'read' }, async (c) => ({
    download: toCsv(columns, (await shownIn(c)).places),
    mediaType: 'text/csv',
    fileName: 'deprivation.csv',
  })),
];
