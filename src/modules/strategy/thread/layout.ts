import { keyOf, type Thread, type ThreadNode } from './query.ts';

/** A box of the diagram: a thing, or a word about those that found no room. */
export interface Box {
  readonly key: string;
  readonly node: ThreadNode | undefined;
  readonly lines: readonly string[];
  readonly kind: string;
  readonly x: number;
  readonly y: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly box: { readonly width: number; readonly height: number };
  readonly boxes: readonly Box[];
  readonly joins: readonly { readonly key: string; readonly path: string; readonly own: boolean }[];
}

const BOX = { widest: 212, narrowest: 150, height: 74 } as const;
const GAP = { widest: 52, narrowest: 24, y: 14 } as const;
/** What a page at a desk holds; a drawing with more layers than fit scrolls sideways. */
const ROOM = 1164;
const MOST_IN_LAYER = 12;
const MOST_LINES = 3;
const BESIDE_TEXT = 20;
/** How wide a letter is on average, at the size of titles. */
const LETTER = 7.35;

/** `corporate-priority` → `Corporate priority`. */
export const kindInWords = (kind: string): string => {
  const words = kind.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

const between = (least: number, value: number, most: number): number =>
  Math.floor(Math.max(least, Math.min(most, value)));

/** How wide boxes and the gaps between them are, so that so many columns fit the page where that can be. */
function measures(columns: number): { readonly width: number; readonly gap: number } {
  const spare = (ROOM - columns * BOX.widest) / Math.max(1, columns - 1);
  const gap = between(GAP.narrowest, spare, GAP.widest);
  return { gap, width: between(BOX.narrowest, (ROOM - (columns - 1) * gap) / columns, BOX.widest) };
}

/** Places every layer in a column, things near what they are joined to, and joins them by curves. */
export function layOut(thread: Thread): Drawing {
  const { width, gap } = measures(new Set(thread.nodes.map((node) => node.layer)).size);
  const columns = columnsOf(thread, Math.floor((width - BESIDE_TEXT) / LETTER));
  const tallest = Math.max(...columns.map((column) => column.boxes.length));
  const height = tallest * (BOX.height + GAP.y) - GAP.y;
  const boxes = columns.flatMap(({ boxes: inColumn }, at) => {
    const top = (height - (inColumn.length * (BOX.height + GAP.y) - GAP.y)) / 2;
    return inColumn.map((box, row) => ({
      ...box,
      x: at * (width + gap),
      y: top + row * (BOX.height + GAP.y),
    }));
  });
  const placed = new Map(boxes.map((box) => [box.key, box]));
  const own = keyOf(thread.subject);
  const joins = thread.edges.flatMap(({ from, to }) => {
    const [a, b] = [placed.get(from), placed.get(to)];
    return a && b && a.x !== b.x
      ? [{ key: `${from} ${to}`, path: curve(a, b, width), own: from === own || to === own }]
      : [];
  });
  const box = { width, height: BOX.height };
  return { width: columns.length * (width + gap) - gap, height, box, boxes, joins };
}

type Unplaced = Omit<Box, 'x' | 'y'>;

function columnsOf(thread: Thread, lineLength: number): { readonly boxes: readonly Unplaced[] }[] {
  const layers = [...new Set(thread.nodes.map((node) => node.layer))].sort((a, b) => a - b);
  const rank = new Map<string, number>();
  // From the middle outwards, so that each layer can follow the order of the one it hangs on.
  for (const layer of layers.toSorted((a, b) => Math.abs(a) - Math.abs(b))) {
    const here = thread.nodes.filter((node) => node.layer === layer);
    for (const [at, node] of here.toSorted((a, b) => place(a) - place(b) || compare(a, b)).entries())
      rank.set(keyOf(node), at);
  }
  return layers.map((layer) => {
    const here = thread.nodes
      .filter((node) => node.layer === layer)
      .toSorted((a, b) => (rank.get(keyOf(a)) ?? 0) - (rank.get(keyOf(b)) ?? 0));
    const room = here.length > MOST_IN_LAYER ? MOST_IN_LAYER - 1 : here.length;
    const boxes = here.slice(0, room).map((node) => boxOf(node, lineLength));
    return { boxes: here.length > room ? [...boxes, restOf(layer, here.length - room)] : boxes };
  });

  function place(node: ThreadNode): number {
    const own = keyOf(node);
    const near = thread.edges.flatMap(({ from, to }) => (from === own ? [to] : to === own ? [from] : []));
    const ranks = near.flatMap((key) => rank.get(key) ?? []);
    return ranks.length === 0 ? 0 : ranks.reduce((sum, one) => sum + one, 0) / ranks.length;
  }
}

const compare = (a: ThreadNode, b: ThreadNode): number =>
  a.kind.localeCompare(b.kind) || a.title.localeCompare(b.title, 'en-GB');

const boxOf = (node: ThreadNode, lineLength: number): Unplaced => ({
  key: keyOf(node),
  node,
  kind: kindInWords(node.kind),
  lines: wrap(node.title, lineLength),
});

const restOf = (layer: number, count: number): Unplaced => ({
  key: `rest:${layer}`,
  node: undefined,
  kind: '',
  lines: [`and ${count} more,`, 'in the list below'],
});

/** Breaks a title into lines that fit a box; what does not fit ends in an ellipsis. */
export function wrap(title: string, lineLength: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of title.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length > lineLength && line !== '') {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  lines.push(line);
  const kept = lines
    .slice(0, MOST_LINES)
    .map((text) => (text.length > lineLength ? `${text.slice(0, lineLength - 1)}…` : text));
  if (lines.length <= MOST_LINES) return kept;
  return [...kept.slice(0, -1), `${kept.at(-1)?.slice(0, lineLength - 1)}…`];
}

function curve(a: { x: number; y: number }, b: { x: number; y: number }, width: number): string {
  const forwards = a.x < b.x;
  const x1 = forwards ? a.x + width : a.x;
  const x2 = forwards ? b.x : b.x + width;
  const [y1, y2] = [a.y + BOX.height / 2, b.y + BOX.height / 2];
  const middle = (x1 + x2) / 2;
  return `M${x1} ${y1}C${middle} ${y1} ${middle} ${y2} ${x2} ${y2}`;
}
