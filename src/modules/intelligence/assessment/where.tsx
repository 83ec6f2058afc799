/** Where an indicator is high and low, for documents: the finding, and a map with its table. */
import { renderToString } from 'preact-render-to-string';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Block, paragraph, type Table } from '../../../ui/document/index.ts';
import { MapDrawing } from '../../../ui/map/index.ts';
import { assembleComparison, type Here } from '../compare/assemble.ts';
import type { ComparedRow } from '../compare/comparison.ts';
import { labelOf } from '../map/choices.tsx';
import { nameOf } from '../map/choosable.ts';
import { findingOf, paintedOf } from '../map/page.tsx';
import { type MapView, mapOf } from '../map/view.ts';
import type { Indicator } from '../types.ts';
import { writeValue } from '../words.ts';

/** The map as a drawing of its own, which leads nowhere. */
const drawn = (view: MapView): string =>
  renderToString(
    <MapDrawing
      id={`assessment-${view.indicator.slug}`}
      title={view.indicator.title}
      description={findingOf(view)}
      plan={view.drawing.drawn === 'nothing' ? NOWHERE : view.drawing.plan}
      places={paintedOf(view).map(({ href: _leads, ...place }) => place)}
      named={view.drawing.drawn === 'tiles'}
    />,
  ).replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" ');

const NOWHERE = { width: 0, height: 0, shapes: [] };

const tableOf = ({ indicator, values }: MapView): Table => ({
  kind: 'table',
  caption: `${indicator.title} by place`,
  headerColumn: true,
  columns: [{ header: 'Place', width: 3 }, { header: 'Value', align: 'right' }, { header: 'Quality' }],
  rows: values.map(({ name, value, hidden, quality }) => ({
    cells: [name, value === null ? (hidden ? 'Hidden' : 'Not known') : writeValue(indicator, value), quality],
  })),
});

const WAYS = [
  ['higher', 'Significantly higher'],
  ['lower', 'Significantly lower'],
] as const;

/** The places that differ, those of each way in one sentence. */
const apartInWords = (rows: readonly ComparedRow[]): readonly string[] =>
  WAYS.flatMap(([way, says]) => {
    const names = rows.filter(({ compared }) => compared === way).map(({ name }) => name);
    return names.length === 0 ? [] : [`${says}: ${names.join(', ')}.`];
  });

/** Which places differ by more than chance, and a map of all of them; nothing where no place has a figure. */
export async function whereOf(tx: Tx, indicator: Indicator, here: Here): Promise<readonly Block[]> {
  const compared = await assembleComparison(tx, indicator.slug, {}, here);
  // An assessment is of its day: what is of a later time says nothing of it.
  if (isRefusal(compared) || !compared.told || compared.told.note) return [];
  const { rows, sentence } = compared.told;
  const view = await mapOf(tx, indicator, {}, here);
  const hasMap = typeof view === 'object' && !view.note && view.drawing.drawn !== 'nothing';
  return [
    paragraph(`Where: ${[sentence, ...apartInWords(rows)].join(' ')}`),
    ...(hasMap
      ? [
          {
            kind: 'figureChart' as const,
            headline: findingOf(view),
            subtitle: `${indicator.title} by ${nameOf(view.geography)}, ${labelOf(view.period)}`,
            svg: drawn(view),
            alt: `${findingOf(view)}. The table has every value.`,
            source: indicator.source || 'Source not stated',
            table: tableOf(view),
          },
        ]
      : []),
  ];
}
