import { sql } from 'kysely';
import { isUuid } from '../../../kernel/ids.ts';
import { maySomewhere } from '../../../platform/actor.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import { filterOf, parseTableQuery, type TableQuery, toCsv } from '../../../ui/table/index.ts';
import { listAgencies } from '../../partners/index.ts';
import { observationsCsv } from '../import/index.ts';
import {
  findPageOfIndicators,
  type IndicatorFilter,
  LIST_PAGE_SIZE,
  listDataGaps,
  nameThings,
} from '../page-queries.ts';
import { GapsPage, gapColumns } from '../pages/gaps.tsx';
import { IndicatorList, LIST_COLUMNS, type ListRow } from '../pages/list.tsx';
import { listSeenStandings } from '../seen-standings.ts';
import { READ } from './shared.ts';

function filterIn(query: TableQuery): IndicatorFilter {
  const owner = filterOf(query, 'owner');
  return {
    words: filterOf(query, 'words'),
    status: filterOf(query, 'status'),
    track: filterOf(query, 'track'),
    ownerAgencyId: owner && isUuid(owner) ? owner : undefined,
    withoutOutcome: filterOf(query, 'outcome') === 'none',
  };
}

async function rowsOf(c: Context, query: TableQuery) {
  const agencies = await listAgencies(c.tx);
  const names = new Map<string, string>(agencies.map(({ id, name }) => [id, name]));
  const { ids, total } = await findPageOfIndicators(
    c.tx,
    filterIn(query),
    query.page,
    c.services.offers.thread,
  );
  const standings = await listSeenStandings(c.tx, { asAt: c.today, ids });
  const rows: ListRow[] = standings.map(({ standing, shown, note }) => ({
    standing,
    shown,
    later: note !== undefined,
    owner: names.get(standing.indicator.ownerAgencyId ?? '') ?? 'Nobody yet',
  }));
  return { rows, total, agencies };
}

async function listPage(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, LIST_COLUMNS);
  const { rows, total, agencies } = await rowsOf(c, query);
  const counts = await sql<{ worsening: number; off_track: number }>`
    select (select count(*)::integer from intelligence.judgement where status = 'worsening') as worsening,
      (select count(*)::integer from intelligence.judgement where track in ('off-track', 'missed')) as off_track`.execute(
    c.tx,
  );
  const { worsening = 0, off_track: offTrack = 0 } = counts.rows[0] ?? {};
  return {
    title: 'Indicators',
    wide: true,
    body: (
      <IndicatorList
        rows={rows}
        total={total}
        pageSize={LIST_PAGE_SIZE}
        query={query}
        agencies={agencies}
        worsening={worsening}
        offTrack={offTrack}
        today={c.today}
        mayEdit={maySomewhere(c.actor, 'indicators.edit')}
        mayImport={maySomewhere(c.actor, 'observations.record')}
      />
    ),
  };
}

const csv = (fileName: string, text: string): Answer => ({
  download: text,
  mediaType: 'text/csv; charset=utf-8',
  fileName,
});

async function listCsv(c: Context): Promise<Answer> {
  const query = parseTableQuery(c.query, LIST_COLUMNS);
  const rows: ListRow[] = [];
  for (let page = 1; ; page++) {
    const { rows: more, total } = await rowsOf(c, { ...query, page });
    rows.push(...more);
    if (more.length === 0 || rows.length >= total) break;
  }
  return csv('indicators.csv', toCsv(LIST_COLUMNS, rows));
}

async function gapsOf(c: Context, page?: number) {
  const { gaps, total, passed } = await listDataGaps(c.tx, c.services.offers.gaps, c.today, page);
  const names = await nameThings(
    c.tx,
    c.services.offers.kinds,
    gaps.flatMap(({ subject }) => (subject ? [subject] : [])),
  );
  return { gaps, total, passed, names, today: c.today };
}

async function gapsPage(c: Context) {
  const query = parseTableQuery(c.query, []);
  return <GapsPage {...(await gapsOf(c, query.page))} query={query} />;
}

/** The list of indicators, the data gaps, and both as files. */
export const listRoutes: readonly Route[] = [
  get('/indicators', READ, listPage),
  get('/indicators.csv', READ, listCsv),
  get('/indicators/observations.csv', READ, async (c) =>
    csv('observations.csv', await observationsCsv(c.tx, c.actor)),
  ),
  get('/data-gaps', READ, async (c) => ({
    title: 'Data gaps',
    wide: true,
    body: await gapsPage(c),
  })),
  get('/data-gaps.csv', READ, async (c) => {
    const shown = await gapsOf(c);
    return csv('data-gaps.csv', toCsv(gapColumns(shown), shown.gaps));
  }),
];
