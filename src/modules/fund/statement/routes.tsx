import { z } from 'zod';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { optionalDate, readFields } from '../../../platform/http/form.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { parseTableQuery, toCsv } from '../../../ui/table/index.ts';
import { FUND_CRUMBS } from '../pages.tsx';
import { FIGURE_NAMES } from './figures.ts';
import { listLate } from './late.tsx';
import { linesOf, PART_COLUMNS, PARTS_AT_ONCE, PartsPage, StatementPage, statementColumns } from './page.tsx';
import { listParts, type Period, periodFrom, readStatement, sumOfParts } from './queries.ts';
import { statementWorkbook } from './workbook.ts';

const READ = { permission: 'read' } as const;
const MOST_IN_A_FILE = 250_000;
const period = z.object({ from: optionalDate(), until: optionalDate() });

function periodOf({ query, today }: Context): Period | Refusal {
  const fields = readFields(period, query);
  return isRefusal(fields) ? fields : periodFrom(fields, today);
}

/** What is wrong with the period, by field, for the page to show beside the financial year. */
const errorsOf = ({ field, message, details }: Refusal): Readonly<Record<string, string>> =>
  (details?.fields as Record<string, string> | undefined) ?? { [field ?? 'from']: message };

async function statementPage(c: Context): Promise<Answer> {
  const asked = periodOf(c);
  const wanted = isRefusal(asked) ? periodFrom({}, c.today) : asked;
  if (isRefusal(wanted)) return wanted;
  return {
    title: 'Statement of the fund',
    wide: true,
    breadcrumbs: FUND_CRUMBS,
    ...(isRefusal(asked) ? { status: 422 } : {}),
    body: (
      <StatementPage
        statement={await readStatement(c.tx, wanted)}
        late={await listLate(c.tx, wanted)}
        errors={isRefusal(asked) ? errorsOf(asked) : undefined}
      />
    ),
  };
}

/** What an address of entries asks for: a figure of a period, of one stream or of all. */
async function partsWanted(c: Context) {
  const asked = periodOf(c);
  if (isRefusal(asked)) return asked;
  const figure = FIGURE_NAMES.find((name) => name === c.query.figure);
  if (!figure) return notFound('figure');
  const { stream: slug } = c.query;
  const stream = slug
    ? await c.tx
        .selectFrom('fund.stream')
        .select(['slug', 'name'])
        .where('slug', '=', slug)
        .executeTakeFirst()
    : undefined;
  return slug && !stream ? notFound('stream') : { ...asked, figure, stream };
}

async function partsPage(c: Context): Promise<Answer> {
  // Whoever names no figure wants the statement, which leads to each of them.
  if (c.query.figure === undefined) return { redirect: '/fund/statement' };
  const found = await partsWanted(c);
  if (isRefusal(found)) return found;
  const wanted = { ...found, stream: found.stream?.slug };
  const query = parseTableQuery(c.query, PART_COLUMNS);
  const offset = (query.page - 1) * PARTS_AT_ONCE;
  return {
    title: 'Entries behind a figure',
    wide: true,
    breadcrumbs: [...FUND_CRUMBS, { text: 'Statement', href: statementHref(found) }],
    body: (
      <PartsPage
        period={found}
        figure={found.figure}
        stream={found.stream?.name}
        sum={await sumOfParts(c.tx, wanted)}
        parts={await listParts(c.tx, { ...wanted, limit: PARTS_AT_ONCE, offset })}
        query={query}
      />
    ),
  };
}

const statementHref = ({ from, until }: Period): string =>
  `/fund/statement?${new URLSearchParams({ from, until })}`;

/** A download of a period; its name says which. */
const download =
  (ending: string, mediaType: string, make: (c: Context, period: Period) => Promise<Buffer | string>) =>
  async (c: Context): Promise<Answer> => {
    const wanted = periodOf(c);
    if (isRefusal(wanted)) return wanted;
    return {
      download: await make(c, wanted),
      mediaType,
      fileName: `fund-${wanted.from}-${wanted.until}.${ending}`,
    };
  };

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const statementRoutes: readonly Route[] = [
  get('/fund/statement', READ, statementPage),
  get(
    '/fund/statement.csv',
    READ,
    download('csv', 'text/csv', async (c, wanted) =>
      toCsv(statementColumns(wanted), linesOf(await readStatement(c.tx, wanted))),
    ),
  ),
  get(
    '/fund/statement.xlsx',
    READ,
    download('xlsx', XLSX, (c, wanted) => statementWorkbook(c.tx, wanted)),
  ),
  get('/fund/statement/entries', READ, partsPage),
  get('/fund/statement/entries.csv', READ, async (c) => {
    const found = await partsWanted(c);
    if (isRefusal(found)) return found;
    const parts = await listParts(c.tx, { ...found, stream: found.stream?.slug, limit: MOST_IN_A_FILE });
    return {
      download: toCsv(PART_COLUMNS, parts),
      mediaType: 'text/csv',
      fileName: `fund-${found.figure}.csv`,
    };
  }),
];
