import { addDays, daysBetween, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Wave } from '../period.ts';

/** The time that a figure is of, as far as sums of figures go. */
export interface Span {
  readonly text: string;
  readonly kind: string;
  readonly start: PlainDate;
  readonly end: PlainDate;
  /** Of a result of survey waves: which are pooled in it. */
  readonly waves?: { readonly survey: string; readonly first: number; readonly last: number } | undefined;
}

/** What a span is of, by days and by the waves of a survey: up to `to`, which is not in it. */
export interface Stretch {
  readonly course: string;
  readonly from: string | number;
  readonly to: string | number;
}

export const stretchesOf = ({
  start,
  end,
  waves,
}: Pick<Span, 'start' | 'end' | 'waves'>): readonly Stretch[] => [
  { course: 'days', from: start, to: addDays(end, 1) },
  ...(waves ? [{ course: `waves of ${waves.survey}`, from: waves.first, to: waves.last + 1 }] : []),
];

/** The waves that are pooled in one, where they are numbered. */
export const pooledIn = (
  wave: Pick<Wave, 'survey' | 'firstWave' | 'lastWave'> | undefined,
): Pick<Span, 'waves'> =>
  wave?.firstWave == null
    ? {}
    : { waves: { survey: wave.survey, first: wave.firstWave, last: wave.lastWave ?? wave.firstWave } };

/** That the figure of a span is what others are together, less some. */
export interface SpanSum {
  readonly total: string;
  readonly parts: readonly string[];
  readonly less: readonly string[];
  /** Part of the time is in none of the parts. */
  readonly gap: boolean;
}

interface Edge {
  readonly text: string;
  readonly from: string;
  readonly to: string;
  readonly length: number;
}

const daysOf = ({ start, end }: Span): number => daysBetween(start, end) + 1;

/** Each span leads from a day to a later one, and where waves are numbered from one of them to a later. */
const edgesOf = (span: Span): readonly Edge[] =>
  stretchesOf(span).map(({ course, from, to }) => ({
    text: span.text,
    from: `${course} ${from}`,
    to: `${course} ${to}`,
    length: typeof from === 'number' ? Number(to) - from : daysOf(span),
  }));

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const byLength = (a: Edge, b: Edge): number => a.length - b.length || (a.text < b.text ? -1 : 1);

/**
 * Every way to get the figure of one span from those of others: a year is its quarters, a quarter the year less the other
 * three, twelve months to May those to April with one more and one less. Spans lead from day to day, and what can be got is
 * what closes a ring: one sum for each span that closes one, since all other sums follow from these.
 */
export function spanSums(spans: readonly Span[]): readonly SpanSum[] {
  const graph = new Map<string, { readonly edge: Edge; readonly to: string; readonly ahead: boolean }[]>();
  const join = (from: string, to: string, edge: Edge, ahead: boolean): void => {
    const known = graph.get(from);
    if (known) known.push({ edge, to, ahead });
    else graph.set(from, [{ edge, to, ahead }]);
  };
  const sums: SpanSum[] = [];
  for (const edge of spans.flatMap(edgesOf).sort(byLength)) {
    // What is simply made up of others says so: searches find their way in such sums sooner.
    const way = wayIn(graph, edge.from, edge.to, true) ?? wayIn(graph, edge.from, edge.to, false);
    if (way)
      sums.push({
        total: edge.text,
        parts: way.filter(({ ahead }) => ahead).map((step) => step.edge.text),
        less: way.filter(({ ahead }) => !ahead).map((step) => step.edge.text),
        gap: false,
      });
    join(edge.from, edge.to, edge, true);
    join(edge.to, edge.from, edge, false);
  }
  return [...sums, ...spans.flatMap((span) => gapsIn(span, spans)), ...gapsBetween(spans)];
}

/**
 * Spans of one kind that move on and overlap, such as twelve months to each month: where what dropped out is known, what
 * came in follows, and the other way round.
 */
function gapsBetween(spans: readonly Span[]): readonly SpanSum[] {
  const known = new Map(spans.map((one) => [`${one.start} ${one.end}`, one.text]));
  const gap = (total: Span, part: Span, less: string): SpanSum => ({
    total: total.text,
    parts: [part.text],
    less: [less],
    gap: true,
  });
  return [...Map.groupBy(spans, ({ kind }) => kind).values()].flatMap((alike) => {
    const inOrder = alike.toSorted((a, b) => (a.start < b.start ? -1 : 1));
    return inOrder.slice(1).flatMap((later, at): SpanSum[] => {
      const earlier = inOrder[at];
      if (!earlier || later.start === earlier.start || later.start > earlier.end || later.end <= earlier.end)
        return [];
      const out = known.get(`${earlier.start} ${addDays(later.start, -1)}`);
      const came = known.get(`${addDays(earlier.end, 1)} ${later.end}`);
      if (out !== undefined && came === undefined) return [gap(later, earlier, out)];
      return out === undefined && came !== undefined ? [gap(earlier, later, came)] : [];
    });
  });
}

/** The way with the fewest steps, all of them ahead where that is asked. */
function wayIn<Step extends { readonly to: string; readonly ahead: boolean }>(
  graph: ReadonlyMap<string, readonly Step[]>,
  from: string,
  to: string,
  onlyAhead: boolean,
): readonly Step[] | undefined {
  if (!graph.has(from) || !graph.has(to)) return undefined;
  const cameBy = new Map<string, { readonly from: string; readonly step: Step } | undefined>([
    [from, undefined],
  ]);
  let edge = [from];
  while (edge.length > 0 && !cameBy.has(to)) {
    const further: string[] = [];
    for (const at of edge)
      for (const step of graph.get(at) ?? [])
        if (!cameBy.has(step.to) && (step.ahead || !onlyAhead)) {
          cameBy.set(step.to, { from: at, step });
          further.push(step.to);
        }
    edge = further;
  }
  if (!cameBy.has(to)) return undefined;
  const way: Step[] = [];
  for (let came = cameBy.get(to); came; came = cameBy.get(came.from)) way.push(came.step);
  return way;
}

/** Parts of one kind within a span that leave some of its time out: three quarters of a year, a year up to November. */
function gapsIn(span: Span, spans: readonly Span[]): readonly SpanSum[] {
  const inside = spans.filter(
    (one) => one.start >= span.start && one.end <= span.end && daysOf(one) < daysOf(span),
  );
  return [...Map.groupBy(inside, ({ kind }) => kind).values()].flatMap((parts): SpanSum[] => {
    const inOrder = parts.toSorted((a, b) => (a.start < b.start ? -1 : 1));
    const apart = inOrder.every((one, index) => index === 0 || one.start > (inOrder[index - 1]?.end ?? ''));
    const days = parts.reduce((sum, one) => sum + daysOf(one), 0);
    const gap = (texts: readonly string[]): SpanSum => ({
      total: span.text,
      parts: texts,
      less: [],
      gap: true,
    });
    if (apart) return days < daysOf(span) ? [gap(parts.map(({ text }) => text))] : [];
    return [...longestAtEdges(span, parts)]
      .filter((part) => !spans.some((one) => completes(span, part, one)))
      .map(({ text }) => gap([text]));
  });
}

/** Of spans within one, that grow from its first day or towards its last: the longest, after which the least is left. */
function longestAtEdges(span: Span, inside: readonly Span[]): ReadonlySet<Span> {
  const longest = (of: readonly Span[]): Span[] => of.toSorted((a, b) => daysOf(b) - daysOf(a)).slice(0, 1);
  return new Set([
    ...longest(inside.filter(({ start }) => start === span.start)),
    ...longest(inside.filter(({ end }) => end === span.end)),
  ]);
}

/** Whether one span is exactly the time that another leaves of a whole. */
const completes = (whole: Span, part: Span, one: Span): boolean =>
  part.start === whole.start
    ? one.end === whole.end && one.start === addDays(part.end, 1)
    : one.start === whole.start && one.end === addDays(part.start, -1);

/** Whether the figure of a span follows from those of others: both its ends are joined by what is known. */
export function followsFrom(known: readonly Span[]): (span: Span) => boolean {
  const roots = new Map<string, string>();
  const rootOf = (node: string): string => {
    let root = node;
    for (let up = roots.get(root); up !== undefined && up !== root; up = roots.get(root)) root = up;
    return root;
  };
  for (const { from, to } of known.flatMap(edgesOf)) {
    for (const node of [from, to]) if (!roots.has(node)) roots.set(node, node);
    roots.set(rootOf(from), rootOf(to));
  }
  return (span) =>
    edgesOf(span).some(({ from, to }) => roots.has(from) && roots.has(to) && rootOf(from) === rootOf(to));
}

/** Whether two spans share days, or waves. */
export const meet = (a: Span, b: Span): boolean =>
  stretchesOf(a).some((one) =>
    stretchesOf(b).some(({ course, from, to }) => course === one.course && from < one.to && one.from < to),
  );

/** Things of spans in parts that share no day and no wave, nor any through others of them; in the order of their days. */
export function apart<Thing>(
  things: readonly Thing[],
  spanOf: (thing: Thing) => Pick<Span, 'start' | 'end' | 'waves'>,
): readonly (readonly Thing[])[] {
  const inOrder = things.toSorted((a, b) => byText(spanOf(a).start, spanOf(b).start));
  const partOf = inOrder.map((_, at) => at);
  const first = (at: number): number => {
    let root = at;
    for (let up = partOf[root]; up !== undefined && up !== root; up = partOf[root]) root = up;
    partOf[at] = root;
    return root;
  };
  const stretches = inOrder.flatMap((thing, at) => stretchesOf(spanOf(thing)).map((one) => ({ ...one, at })));
  for (const own of Map.groupBy(stretches, ({ course }) => course).values()) {
    let last: (typeof own)[number] | undefined;
    for (const one of own.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.at - b.at))) {
      if (last && one.from < last.to) {
        const [a, b] = [first(one.at), first(last.at)];
        partOf[Math.max(a, b)] = Math.min(a, b);
      }
      if (!last || one.to > last.to) last = one;
    }
  }
  return [...Map.groupBy(inOrder, (_, at) => first(at)).values()];
}
