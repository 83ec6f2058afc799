import { notFound } from '../../../platform/common-refusals.ts';
import { type Answer, type Context, get, type Route } from '../../../platform/http/route.ts';
import type { BeginOffer } from '../../../platform/module.ts';
import { toCsv } from '../../../ui/table/index.ts';
import { type Geography, listGeographies } from '../../places/index.ts';
import { findIndicator } from '../queries.ts';
import { CRUMBS, crumbsTo, READ } from '../routes/shared.ts';
import { nameOf } from './choosable.ts';
import { MapList } from './list.tsx';
import { columnsOf, IndicatorMap, NoMap } from './page.tsx';
import { listMeasuredFiner, listPutTogether } from './put-together.ts';
import { type IndicatorWithMap, listMaps } from './queries.ts';
import { mapOf } from './view.ts';

async function viewIn(c: Context) {
  const indicator = await findIndicator(c.tx, c.params.slug ?? '');
  if (!indicator) return undefined;
  const view = await mapOf(c.tx, indicator, c.query, { today: c.today, area: c.partnership.area });
  return view && { indicator, view };
}

async function mapPage(c: Context): Promise<Answer> {
  const found = await viewIn(c);
  if (!found) return notFound('map');
  const { indicator, view } = found;
  return {
    title: `${indicator.title}: map`,
    breadcrumbs: crumbsTo(indicator),
    wide: true,
    body: view === 'nothing' ? <NoMap indicator={indicator} /> : <IndicatorMap view={view} />,
  };
}

async function mapCsv(c: Context): Promise<Answer> {
  const found = await viewIn(c);
  if (!found || found.view === 'nothing') return notFound('map');
  const { view } = found;
  const vintage = { key: 'vintage', header: 'Vintage of the place', cell: () => view.geography.vintage };
  const code = { key: 'code', header: 'Code', cell: ({ code: own }: { code: string | null }) => own ?? '' };
  const period = { key: 'period', header: 'Period', cell: () => view.period };
  return {
    download: toCsv([...columnsOf(view), code, vintage, period], view.values),
    mediaType: 'text/csv; charset=utf-8',
    fileName: `${found.indicator.slug}-map.csv`,
  };
}

async function mapsPage(c: Context): Promise<Answer> {
  const geographies = await listGeographies(c.tx);
  const geography = geographies.find(({ slug }) => slug === c.query.geography);
  if (c.query.geography !== undefined && !geography) return notFound('geography');
  return {
    title: 'Maps',
    breadcrumbs: CRUMBS,
    body: <MapList geography={geography} maps={await mapsOf(c, geography)} />,
  };
}

/** The indicators with a map of a geography, measured there or put together for it; of any where none is given. */
async function mapsOf(c: Context, geography: Geography | undefined): Promise<readonly IndicatorWithMap[]> {
  const measured = await listMaps(c.tx, geography?.id);
  const more = geography
    ? await listPutTogether(c.tx, geography, await listMeasuredFiner(c.tx, geography), c.today)
    : [];
  return [
    ...measured,
    ...more.map(({ indicator: { slug, title }, fitted: { from } }) => ({
      slug,
      title,
      geographies: `${nameOf(from)}, put together`,
    })),
  ].sort((a, b) => (a.title < b.title ? -1 : 1));
}

/** From a geography to the maps of its places. */
export const mapBegins: readonly BeginOffer[] = [
  {
    kind: 'geography',
    text: 'Indicators on a map of these places',
    permission: 'read',
    href: (path) => `/indicators/maps?geography=${path.split('/').at(-1) ?? ''}`,
  },
];

/** The map of an indicator, and the figures behind it as a file. */
export const mapRoutes: readonly Route[] = [
  get('/indicators/maps', READ, mapsPage),
  get('/indicators/:slug/map', READ, mapPage),
  get('/indicators/:slug/map.csv', READ, mapCsv),
];
