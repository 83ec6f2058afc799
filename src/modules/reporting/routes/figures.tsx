import { isRefusal } from '../../../kernel/refusal.ts';
import { type Context, get, type Route } from '../../../platform/http/route.ts';
import { filterOf, parseTableQuery, toCsv } from '../../../ui/table/index.ts';
import { FIGURE_COLUMNS, FiguresPage, type NamedFigure } from '../pages/figures-page.tsx';
import type { ReportRow } from '../queries.ts';
import { builtOf, crumbsOf, READ, reportOf } from './shared.ts';

const PAGE_SIZE = 50;

/** The figures whose name, sentence or source has every word that is looked for. */
async function foundFigures(c: Context, report: ReportRow): Promise<readonly NamedFigure[]> {
  const { facts, figures } = await builtOf(c, report);
  const used = new Set(figures.map((figure) => figure.name));
  const words = (c.query.q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return [...facts.figures]
    .map(([name, value]) => ({ name, ...value, used: used.has(name) }))
    .filter(({ name, sentence, source, text }) => {
      const told = `${name} ${sentence} ${source} ${text}`.toLowerCase();
      return words.every((word) => told.includes(word));
    });
}

async function showFigures(c: Context) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  const query = parseTableQuery(
    { ...c.query, q: filterOf(parseTableQuery(c.query, []), 'q') },
    FIGURE_COLUMNS,
  );
  const found = await foundFigures(c, report);
  const from = (query.page - 1) * PAGE_SIZE;
  const view = {
    report,
    figures: found.slice(from, from + PAGE_SIZE),
    total: found.length,
    query,
    pageSize: PAGE_SIZE,
  };
  return { title: 'Figures', breadcrumbs: crumbsOf(report), wide: true, body: <FiguresPage {...view} /> };
}

async function downloadFigures(c: Context) {
  const report = await reportOf(c);
  if (isRefusal(report)) return report;
  return {
    download: toCsv(FIGURE_COLUMNS, await foundFigures(c, report)),
    mediaType: 'text/csv; charset=utf-8',
    fileName: `figures-${report.asAt}.csv`,
  };
}

export const figureRoutes: readonly Route[] = [
  get('/reports/:id/figures', READ, showFigures),
  get('/reports/:id/figures.csv', READ, downloadFigures),
];
