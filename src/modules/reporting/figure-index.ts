import type { FigureValue } from '../../platform/module.ts';
import { type NumberKind, printedNumber, subjectWords, type TypedNumber } from './numbers.ts';

interface Entry {
  readonly name: string;
  readonly text: string;
  readonly kind: NumberKind;
  readonly value: number;
  readonly words: ReadonlySet<string>;
}

/** A figure and how many subject words it shares with a sentence. */
export interface Alike {
  readonly name: string;
  readonly text: string;
  readonly shared: number;
  /** How many subject words it has itself. */
  readonly own: number;
}

interface FigureIndex {
  readonly byNumber: ReadonlyMap<string, readonly Entry[]>;
  readonly byWord: ReadonlyMap<string, readonly Entry[]>;
}

const indexes = new WeakMap<ReadonlyMap<string, FigureValue>, FigureIndex>();

/** Figures by the number they print and by the words of their sentence; made once for all numbers of a draft. */
function indexOf(figures: ReadonlyMap<string, FigureValue>): FigureIndex {
  const known = indexes.get(figures);
  if (known) return known;
  const byNumber = new Map<string, Entry[]>();
  const byWord = new Map<string, Entry[]>();
  const put = (map: Map<string, Entry[]>, key: string, entry: Entry): void => {
    const list = map.get(key);
    if (list) list.push(entry);
    else map.set(key, [entry]);
  };
  for (const [name, figure] of figures) {
    const printed = printedNumber(figure);
    if (!printed) continue;
    const entry = { name, text: figure.text, ...printed, words: subjectWords(figure.sentence) };
    put(byNumber, `${entry.kind} ${entry.value}`, entry);
    for (const word of entry.words) put(byWord, word, entry);
  }
  const made = { byNumber, byWord };
  indexes.set(figures, made);
  return made;
}

const mostAlike = (found: readonly Alike[]): Alike | undefined =>
  found.toSorted((a, b) => b.shared - a.shared)[0];

/** The figure that prints the same number, and whose sentence is most like that of the typed one. */
export function sameNumber(typed: TypedNumber, figures: ReadonlyMap<string, FigureValue>): Alike | undefined {
  const subject = subjectWords(typed.sentence);
  const found = indexOf(figures).byNumber.get(`${typed.kind} ${typed.value}`) ?? [];
  return mostAlike(
    found.map(({ name, text, words }) => ({
      name,
      text,
      own: words.size,
      shared: [...subject].filter((word) => words.has(word)).length,
    })),
  );
}

/** The figure of the same kind whose sentence is most like that of a typed number. */
export function sameSubject(
  typed: TypedNumber,
  figures: ReadonlyMap<string, FigureValue>,
): Alike | undefined {
  const { byWord } = indexOf(figures);
  const counts = new Map<Entry, number>();
  for (const word of subjectWords(typed.sentence))
    for (const entry of byWord.get(word) ?? [])
      if (entry.kind === typed.kind) counts.set(entry, (counts.get(entry) ?? 0) + 1);
  return mostAlike(
    [...counts]
      .map(([{ name, text, words }, shared]) => ({ name, text, own: words.size, shared }))
      .filter(({ shared, own }) => shared * 2 >= own),
  );
}
