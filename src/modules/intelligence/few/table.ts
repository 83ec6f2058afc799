import type { Cell, Line } from '../measures/suppress.ts';
import { type FewFigure, keyOf, OWN } from './figures.ts';
import type { PlaceSum } from './place-sums.ts';
import { followsFrom, meet, type Span, type SpanSum, spanSums } from './spans.ts';

/** How many people are rather hidden than that something is made of a rest that may be nought, or seems to be. */
const UNCERTAIN = 1000;
const UNLIKELY = 100_000;

/** Every figure as a number of a table, with every sum that somebody can make: over places, over time and over both. */
export class Table {
  readonly cells = new Map<string, Cell>();
  readonly lines: Line[] = [];
  readonly #spans = new Map<string, Span>();
  readonly #at = new Map<string, Map<string, Span>>();
  /** The spans of which a place has figures that somebody may see. */
  readonly #known: ReadonlyMap<string, readonly Span[]>;

  /** The indicator's own figures are told in any case, and what follows from them alone. */
  readonly #ownIsKnown: boolean;

  constructor(figures: readonly FewFigure[], ownIsKnown: boolean) {
    this.#ownIsKnown = ownIsKnown;
    this.#known = new Map(
      [...Map.groupBy(figures, ({ place }) => place)].map(([place, own]) => [
        place,
        own.map(({ span }) => span),
      ]),
    );
    for (const { place, span, people, sides } of figures) {
      const told = { ...(people === undefined ? {} : { people }), ...(sides ? { sides } : {}) };
      this.#put(place, span, { ...told, ...(ownIsKnown && place === OWN ? { released: 'shown' } : {}) });
    }
  }

  #put(place: string, span: Span, cell: Omit<Cell, 'key'>): void {
    const key = keyOf(place, span.text);
    this.cells.set(key, { key, ...cell });
    this.#spans.set(span.text, span);
    const own = this.#at.get(place) ?? new Map<string, Span>();
    own.set(span.text, span);
    this.#at.set(place, own);
  }

  #mayHide(place: string): boolean {
    return !(this.#ownIsKnown && place === OWN);
  }

  #has(place: string, period: string): boolean {
    return this.cells.has(keyOf(place, period));
  }

  /**
   * The sums over places, span by span. Where a place has no figure of a span, though others that sum with it have, but some
   * of other spans that share days with it, its number stands there unseen, bound to those by the sums over time.
   */
  addPlaceSums(sums: readonly PlaceSum[]): void {
    for (let found = true; found; ) {
      found = false;
      for (const { total, parts } of sums)
        for (const span of this.#spans.values()) {
          if (![total, ...parts].some((place) => this.#has(place, span.text))) continue;
          if (this.#putUnseen(total, span, true)) found = true;
          for (const part of parts) if (this.#putUnseen(part, span, false)) found = true;
        }
    }
    for (const span of this.#spans.values()) this.#addSumsOf(span, sums);
  }

  /** The sums over places of one span. Places of which nothing is known there are one number for all that sum alike. */
  #addSumsOf({ text }: Span, sums: readonly PlaceSum[]): void {
    const there = sums.filter(({ parts }) => parts.some((part) => this.#has(part, text)));
    const inSums = new Map<string, number[]>();
    for (const [nth, { parts }] of there.entries())
      for (const part of parts)
        if (!this.#has(part, text)) inSums.set(part, [...(inSums.get(part) ?? []), nth]);
    const alike = new Set([...inSums.values()].map((nths) => nths.join(' ')));
    for (const [nth, { total, parts }] of there.entries()) {
      const line = {
        total: keyOf(total, text),
        parts: parts.filter((part) => this.#has(part, text)).map((part) => keyOf(part, text)),
      };
      const rest = this.#restOf(line);
      const unknown = [...alike].filter((nths) => nths.split(' ').includes(String(nth)));
      if (unknown.length === 0) this.#addWithRest(line, rest, UNCERTAIN);
      else {
        const keys = unknown.map((nths) => ['nowhere', text, nths].join('|'));
        for (const key of keys) {
          const doubt = rest === 0 ? UNLIKELY : Math.max(UNCERTAIN, this.cells.get(key)?.doubt ?? 0);
          this.cells.set(key, { key, unseen: true, doubt });
        }
        this.lines.push({ ...line, parts: [...line.parts, ...keys] });
      }
    }
  }

  /** How many people of a total its parts leave; undefined where that is not known. */
  #restOf({ total, parts, less = [] }: Line): number | undefined {
    const sum = (keys: readonly string[]): number =>
      keys.reduce((all, key) => all + (this.cells.get(key)?.people ?? Number.NaN), 0);
    const left = sum([total, ...less]) - sum(parts);
    return Number.isNaN(left) ? undefined : left;
  }

  /**
   * A sum whose parts may leave some of the total, which is a number that nobody knows. As long as something else can be
   * hidden instead, readers are taken to think that it is nought.
   */
  #addWithRest(line: Line, rest: number | undefined, doubt: number, follows = false): void {
    // Without doubt there is a rest, of which at least it is not known how many.
    if (doubt > 0 && !rest) {
      this.lines.push(line);
      return;
    }
    const key = ['rest', line.total, ...line.parts, ...(line.less ?? [])].join('|');
    // More in the parts than in the total contradicts it, and tells nobody anything.
    const people = rest === undefined ? {} : { people: rest < 0 ? Number.POSITIVE_INFINITY : rest };
    this.cells.set(key, { key, unseen: true, doubt: rest === 0 ? UNLIKELY : doubt, follows, ...people });
    this.lines.push({ ...line, parts: [...line.parts, key] });
  }

  #putUnseen(place: string, span: Span, isTotal: boolean): boolean {
    if (this.#has(place, span.text)) return false;
    const known = this.#known.get(place) ?? [];
    const meets = known.some((one) => meet(one, span));
    if (!meets && !isTotal) return false;
    // What is known nowhere of a whole may be known to somebody.
    const doubt = followsFrom(known)(span) ? 0 : meets && place !== OWN ? UNCERTAIN : UNLIKELY;
    this.#put(place, span, { unseen: true, doubt, follows: doubt === 0 && this.#mayHide(place) });
    return true;
  }

  /** The sums over time of each place. */
  addSpanSums(): void {
    const known = new Map<string, readonly SpanSum[]>();
    for (const [place, own] of this.#at) {
      const spans = [...own.values()].sort((a, b) => (a.text < b.text ? -1 : 1));
      const kind = spans.map(({ text }) => text).join('|');
      const sums = known.get(kind) ?? spanSums(spans);
      known.set(kind, sums);
      for (const sum of sums) this.#addSpanSum(place, sum);
    }
  }

  #addSpanSum(place: string, { total, parts, less, gap }: SpanSum): void {
    const keys = (texts: readonly string[]) => texts.map((text) => keyOf(place, text));
    const line = { total: keyOf(place, total), parts: keys(parts), less: keys(less) };
    if (gap) this.#addWithRest(line, this.#restOf(line), 0, this.#mayHide(place));
    else this.lines.push(line);
  }

  /** How many people the unseen figures tell of, as far as sums with the others say. */
  reckonUnseen(): void {
    const isOpen = (key: string): boolean => {
      const cell = this.cells.get(key);
      return cell?.unseen === true && cell.people === undefined;
    };
    for (let found = [...this.cells.keys()].some(isOpen); found; ) {
      found = false;
      for (const { total, parts, less = [] } of this.lines) {
        const signed = [
          [total, -1] as const,
          ...parts.map((key) => [key, 1] as const),
          ...less.map((key) => [key, -1] as const),
        ];
        const open = signed.filter(([key]) => isOpen(key));
        const [first] = open;
        if (!first) continue;
        const others = signed.flatMap(([key, by]) =>
          isOpen(key) ? [] : [by * (this.cells.get(key)?.people ?? Number.NaN)],
        );
        const left = -first[1] * others.reduce((sum, one) => sum + one, 0);
        // What is together nought, and never below it, is nought in each part.
        if (!(left >= 0) || (open.length > 1 && (left > 0 || open.some(([, sign]) => sign !== first[1]))))
          continue;
        for (const [key] of open) {
          const cell = this.cells.get(key);
          if (cell) this.cells.set(key, { ...cell, people: left });
        }
        found = true;
      }
    }
  }
}
