import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { FigureRequest, FigureValue, SectionOffer } from '../../platform/module.ts';
import { type Block, type Figure, heading, paragraph, type Table, text } from '../../ui/document/index.ts';
import { figuresNow, standingsNow } from './figures.ts';
import { documentChart } from './pages/document-chart.tsx';
import { headlineOf } from './pages/headline.ts';
import { STATUS_WORDS, TRACK_WORDS } from './status-words.ts';
import type { Standing } from './types.ts';
import { sayTarget, writeValue } from './words.ts';

/** A table row's worth of an indicator, its latest figure bound to its source. */
function summaryTable(standings: readonly Standing[], figures: ReadonlyMap<string, FigureValue>): Table {
  const bound = (name: string): Figure => {
    const figure = figures.get(name);
    if (!figure) throw new Error(`There is no figure ${name}`);
    return { kind: 'figure', name, ...figure };
  };
  return {
    kind: 'table',
    caption: 'How the indicators stand',
    headerColumn: true,
    columns: [
      { header: 'Indicator', width: 3 },
      { header: 'Latest', align: 'right', width: 1 },
      { header: 'Period', width: 2 },
      { header: 'Change', width: 2 },
      { header: 'Status', width: 1 },
      { header: 'Target', width: 2 },
    ],
    rows: standings.map(({ indicator, latest, change, status, targets, track }) => {
      const target = targets[0]?.target;
      return {
        cells: [
          indicator.title,
          latest ? [bound(`indicator.${indicator.slug}.latest`)] : 'Not known',
          latest?.period.label ?? '',
          change ? change.text : 'Nothing to compare',
          STATUS_WORDS[status],
          target?.stages.some(({ value }) => value !== null)
            ? `${sayTarget(indicator, target)} (${TRACK_WORDS[track.track].toLowerCase()})`
            : TRACK_WORDS[track.track],
        ],
      };
    }),
  };
}

/** The figures behind a chart, for those who do not see it. */
function chartTable({ indicator, series }: Standing): Table {
  return {
    kind: 'table',
    caption: indicator.title,
    headerColumn: true,
    columns: [{ header: 'Period' }, { header: 'Value', align: 'right' }, { header: 'Quality' }],
    rows: series.map(({ period, value, quality }) => ({
      cells: [period.label, value === null ? 'Awaited' : writeValue(indicator, value), quality],
    })),
  };
}

/** Charts are worth their room from so many figures on. */
const ENOUGH_FOR_A_CHART = 3;

/** Whether a standing has a course to draw. */
export const hasCourse = ({ series }: Standing): boolean =>
  series.filter(({ value }) => value !== null).length >= ENOUGH_FOR_A_CHART;

/** The course of an indicator with its figures beside it. */
export function chartOf(standing: Standing): Block {
  const { indicator, latest, series } = standing;
  return {
    kind: 'figureChart',
    headline: headlineOf(standing),
    subtitle: `${indicator.title}, ${series[0]?.period.label} to ${latest?.period.label}`,
    svg: documentChart(standing),
    alt: `${headlineOf(standing)}. The table has every value.`,
    source: latest?.source || indicator.source || 'Source not stated',
    table: chartTable(standing),
  };
}

async function gather(tx: Tx, _actor: Actor, request: FigureRequest): Promise<readonly Block[]> {
  const standings = (await standingsNow(tx, request)).filter(
    ({ latest, targets }) => latest !== undefined || targets.length > 0,
  );
  if (standings.length === 0) return [paragraph([text('No indicator has a figure or a target yet.')])];
  return [
    heading(3, 'indicator-summary', 'How the indicators stand'),
    summaryTable(standings, await figuresNow(tx, request)),
    ...standings.filter(hasCourse).map(chartOf),
  ];
}

/** The indicators as a table with a chart for each that has a course. */
export const indicatorSummary: SectionOffer = {
  name: 'indicator-summary',
  title: 'How the indicators stand',
  gather,
};
