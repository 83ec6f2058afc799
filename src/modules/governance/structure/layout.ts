import { BODY_KINDS } from '../kinds.ts';
import { lineKey, type Mark, type Structure, type StructureBody, type StructureLine } from './model.ts';
import { RELATIONS } from './words.ts';

/** A body's box in the diagram. */
export interface Box {
  readonly body: StructureBody;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly kind: string;
  readonly lines: readonly string[];
  readonly mark: Mark | undefined;
}

/** A relation in the diagram. */
export interface Join {
  readonly key: string;
  readonly kind: StructureLine['kind'];
  readonly path: string;
  readonly mark: Mark | undefined;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Box[];
  readonly joins: readonly Join[];
}

type Marks = ReadonlyMap<string, Mark>;

const WIDE = { width: 1164, box: 204, gap: 36, rank: 74, row: 24, most: 5 } as const;
const NARROW = { width: 300, indent: 18, gap: 14 } as const;
const LINE = 17;
const LETTER = 7.4;
const PADDING = 12;

/** Breaks a text into lines that fit a width, between words. */
function wrapped(text: string, width: number): string[] {
  const most = Math.floor((width - 2 * PADDING) / LETTER);
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

const linesOf = (body: StructureBody, width: number, more: readonly string[] = []): string[] =>
  [body.name, ...body.programmes.map((title) => `Programme board of ${title}`), ...more].flatMap((text) =>
    wrapped(text, width),
  );

const heightOf = (lines: readonly string[]): number => (lines.length + 1) * LINE + 2 * PADDING - 4;

/** The end of a relation that stands above in the diagram, and the one below. */
const ends = ({ from, to, kind }: StructureLine) =>
  RELATIONS[kind].up ? { above: to, below: from } : { above: from, below: to };

/** How far below the top each body stands; a body that stands to no other has no level. */
export function levelsOf({ bodies, lines }: Structure): ReadonlyMap<string, number> {
  const above = new Map<string, string[]>();
  for (const line of lines) {
    const { above: upper, below } = ends(line);
    above.set(below, [...(above.get(below) ?? []), upper]);
  }
  const levels = new Map<string, number>();
  const levelOf = (key: string, visiting: ReadonlySet<string>): number => {
    const known = levels.get(key);
    if (known !== undefined) return known;
    const uppers = (above.get(key) ?? []).filter((upper) => !visiting.has(upper));
    const seen = new Set([...visiting, key]);
    const level = uppers.length === 0 ? 0 : 1 + Math.max(...uppers.map((upper) => levelOf(upper, seen)));
    if (visiting.size === 0) levels.set(key, level);
    return level;
  };
  const related = new Set(lines.flatMap(({ from, to }) => [from, to]));
  for (const { key } of bodies) if (related.has(key)) levelOf(key, new Set());
  return levels;
}

/** Places bodies in rows by level, each near those above it; those that stand to no other come last. */
export function drawWide(structure: Structure, marks: Marks = new Map()): Drawing {
  const levels = levelsOf(structure);
  const apart = structure.bodies.filter(({ key }) => !levels.has(key));
  const deepest = Math.max(-1, ...levels.values());
  const ranks = Array.from({ length: deepest + 1 }, (_, level) =>
    structure.bodies.filter(({ key }) => levels.get(key) === level),
  );
  const centres = new Map<string, number>();
  const boxes: Box[] = [];
  let y = 0;
  for (const rank of [...ranks, apart]) {
    if (rank.length === 0) continue;
    const ordered = rank
      .map((body) => ({ body, wish: wishOf(body, structure.lines, centres) }))
      .sort((a, b) => a.wish - b.wish)
      .map(({ body }) => body);
    for (let at = 0; at < ordered.length; at += WIDE.most) {
      const row = ordered.slice(at, at + WIDE.most);
      const left = (WIDE.width - row.length * WIDE.box - (row.length - 1) * WIDE.gap) / 2;
      const placed = row.map((body, column): Box => {
        const lines = linesOf(body, WIDE.box);
        const x = left + column * (WIDE.box + WIDE.gap);
        centres.set(body.key, x + WIDE.box / 2);
        return boxOf(body, { x, y, width: WIDE.box, lines }, marks);
      });
      const height = Math.max(...placed.map((box) => box.height));
      boxes.push(...placed.map((box) => ({ ...box, height })));
      y += height + (at + WIDE.most < ordered.length ? WIDE.row : WIDE.rank);
    }
  }
  return {
    width: WIDE.width,
    height: Math.max(0, y - WIDE.rank + 4),
    boxes,
    joins: joinsOf(structure.lines, boxes, marks),
  };
}

const boxOf = (
  body: StructureBody,
  place: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly lines: readonly string[];
  },
  marks: Marks,
): Box => ({
  body,
  ...place,
  height: heightOf(place.lines),
  kind: BODY_KINDS[body.kind],
  mark: marks.get(body.key),
});

/** Where a body would like to stand: in the middle of those above it. */
function wishOf(
  body: StructureBody,
  lines: readonly StructureLine[],
  centres: ReadonlyMap<string, number>,
): number {
  const uppers = lines.flatMap((line) => {
    const { above, below } = ends(line);
    return below === body.key ? (centres.get(above) ?? []) : [];
  });
  return uppers.length === 0 ? WIDE.width / 2 : uppers.reduce((sum, x) => sum + x, 0) / uppers.length;
}

interface End {
  readonly line: StructureLine;
  readonly box: Box;
  readonly other: Box;
  readonly side: 'top' | 'bottom';
}

/** Curves between boxes; those that end at the same edge of a box stand side by side, in the order of where they go. */
function joinsOf(lines: readonly StructureLine[], boxes: readonly Box[], marks: Marks): Join[] {
  const placed = new Map(boxes.map((box) => [box.body.key, box]));
  const drawn = lines.flatMap((line) => {
    const [from, to] = [placed.get(line.from), placed.get(line.to)];
    return from && to && from !== to ? [{ line, from, to }] : [];
  });
  const endsAt = drawn.flatMap(({ line, from, to }): End[] => [
    { line, box: from, other: to, side: from.y > to.y ? 'top' : 'bottom' },
    { line, box: to, other: from, side: to.y > from.y ? 'top' : 'bottom' },
  ]);
  const portOf = (line: StructureLine, box: Box): number => {
    const own = endsAt.find((end) => end.line === line && end.box === box);
    const beside = endsAt
      .filter((end) => end.box === box && end.side === own?.side)
      .sort((a, b) => a.other.x - b.other.x || a.line.kind.localeCompare(b.line.kind));
    const nth = beside.findIndex((end) => end.line === line);
    return box.x + (box.width * (nth + 1)) / (beside.length + 1);
  };
  return drawn.map(({ line, from, to }) => {
    const ports = { from: portOf(line, from), to: portOf(line, to) };
    const key = lineKey(line);
    return { key, kind: line.kind, path: curve(from, to, ports, boxes), mark: marks.get(key) };
  });
}

function curve(
  from: Box,
  to: Box,
  x: { readonly from: number; readonly to: number },
  boxes: readonly Box[],
): string {
  if (from.y === to.y) {
    const low = from.y + from.height;
    return `M${x.from},${low} C${x.from},${low + 40} ${x.to},${low + 40} ${x.to},${low + 7}`;
  }
  const up = from.y > to.y;
  const between = boxes.filter(
    (box) => box.y > Math.min(from.y, to.y) && box.y < Math.max(from.y, to.y) && box !== from && box !== to,
  );
  if (between.some((box) => box.x < Math.max(x.from, x.to) && box.x + box.width > Math.min(x.from, x.to)))
    return around(from, to, between);
  const y = { from: up ? from.y : from.y + from.height, to: up ? to.y + to.height + 7 : to.y - 7 };
  const middle = (y.from + y.to) / 2;
  return `M${x.from},${y.from} C${x.from},${middle} ${x.to},${middle} ${x.to},${y.to}`;
}

/** From the side of one box to the side of another, past the boxes that stand between them. */
function around(from: Box, to: Box, between: readonly Box[]): string {
  const right = Math.max(...[from, to, ...between].map((box) => box.x + box.width));
  const out = Math.min(right + 28, WIDE.width - 2);
  const [y1, y2] = [from.y + from.height / 2, to.y + to.height / 2];
  const turn = y2 > y1 ? 16 : -16;
  return `M${from.x + from.width},${y1} H${out - 16} Q${out},${y1} ${out},${y1 + turn} V${y2 - turn} Q${out},${y2} ${out - 16},${y2} H${to.x + to.width + 7}`;
}

/** The same for a phone: an outline, each body under the first one above it, its other relations in words. */
export function drawNarrow(structure: Structure, marks: Marks = new Map()): Drawing {
  const names = new Map(structure.bodies.map(({ key, name }) => [key, name]));
  const boxes: Box[] = [];
  const joins: Join[] = [];
  const shown = new Set<string>();
  let y = 0;
  const place = (
    body: StructureBody,
    depth: number,
    upper: Box | undefined,
    by: StructureLine | undefined,
  ) => {
    if (shown.has(body.key)) return;
    shown.add(body.key);
    const x = Math.min(depth, 4) * NARROW.indent;
    const width = NARROW.width - x;
    const others = structure.lines
      .filter((line) => line.from === body.key && line !== by)
      .map((line) => `${RELATIONS[line.kind].says} ${names.get(line.to)}`);
    const box = boxOf(body, { x, y, width, lines: linesOf(body, width, others) }, marks);
    boxes.push(box);
    if (upper && by) {
      const path = `M${upper.x + 8},${upper.y + upper.height} V${y + box.height / 2} H${x - 1}`;
      joins.push({ key: lineKey(by), kind: by.kind, path, mark: marks.get(lineKey(by)) });
    }
    y += box.height + NARROW.gap;
    for (const line of structure.lines) {
      const { above, below } = ends(line);
      const next = structure.bodies.find(({ key }) => key === below);
      if (above === body.key && next) place(next, depth + 1, box, line);
    }
  };
  const levels = levelsOf(structure);
  const kinds = Object.keys(BODY_KINDS);
  const inOrder = structure.bodies.toSorted((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  for (const body of inOrder.filter(({ key }) => levels.get(key) === 0)) place(body, 0, undefined, undefined);
  for (const body of inOrder) place(body, 0, undefined, undefined);
  return { width: NARROW.width, height: Math.max(0, y - NARROW.gap + 4), boxes, joins };
}
