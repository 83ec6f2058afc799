import { type Cell, type Line, suppress } from '../measures/suppress.ts';
import { countedChoices, type PartCount, POSITIVE, partKey, type QuestionCount } from './count.ts';

/** Named rule: a place or a group of fewer respondents than this is not shown by itself. */
export const SMALLEST_GROUP = 10;

/** What of one question stays hidden. */
export interface Hidden {
  /** Parts of which nothing is shown. */
  readonly parts: ReadonlySet<string>;
  /** Single figures of parts that are shown, as `part key|choice`. */
  readonly cells: ReadonlySet<string>;
}

export const cellKey = (part: string, choice: string): string => `${part}|${choice}`;
const ALL = partKey('', '');
const BASE = '#';
const not = (choice: string): string => `!${choice}`;
const splitOf = (part: string): string => part.slice(0, part.indexOf('|'));

/** The parts of each split: a sum that is the whole. */
const partsBySplit = (parts: Iterable<string>): ReadonlyMap<string, readonly string[]> =>
  Map.groupBy(
    [...parts].filter((part) => part !== ALL),
    splitOf,
  );

/**
 * The parts that are too small, and of each split as many others, smallest first, as it takes that none can be got by
 * taking the others from the whole. A split with nobody to hide hides nobody.
 */
export function hideParts(
  people: ReadonlyMap<string, number>,
  before: ReadonlySet<string> = new Set(),
): ReadonlySet<string> {
  const total: Cell = { key: ALL, released: 'shown' };
  const hidden = [...partsBySplit(people.keys())].flatMap(([, parts]) => {
    const cells = parts.map((key): Cell => {
      const count = people.get(key) ?? 0;
      return count < SMALLEST_GROUP || before.has(key)
        ? { key, people: count, released: 'hidden' }
        : { key, people: count };
    });
    const found = suppress([total, ...cells], [{ total: ALL, parts }]);
    return found.exposed.length > 0 ? parts : [...found.hidden];
  });
  return new Set(hidden);
}

/**
 * What of a question's table stays hidden: parts of few people, counts of one to four within the others, and as many
 * more as it takes that no sum of choices, of parts or of those who did not choose gives a hidden one away. Shares are
 * weighted sums of the same parts: where the counts cannot be solved for a cell, neither can they.
 */
export function hideIn({ question, parts }: QuestionCount, smallParts: ReadonlySet<string>): Hidden {
  const bases = new Map([...parts].map(([key, { whole }]) => [key, whole.people]));
  const all = parts.get(ALL);
  if (!all || all.whole.people < SMALLEST_GROUP) return { parts: new Set(parts.keys()), cells: new Set() };
  const hiddenParts = hideParts(bases, smallParts);
  const choices = countedChoices(question);
  if (choices.length === 0) return { parts: hiddenParts, cells: new Set() };
  const { cells, lines } = tableOf(question.kind === 'multiple', choices, parts, hiddenParts, question);
  const { hidden, exposed } = suppress(cells, lines);
  const shownParts = [...parts.keys()].filter((part) => part !== ALL && !hiddenParts.has(part));
  const every = shownParts.flatMap((part) => choices.map((choice) => cellKey(part, choice)));
  const found = exposed.length > 0 ? every : every.filter((key) => hidden.has(key));
  return { parts: hiddenParts, cells: new Set(found) };
}

function tableOf(
  several: boolean,
  choices: readonly string[],
  parts: ReadonlyMap<string, PartCount>,
  hiddenParts: ReadonlySet<string>,
  question: QuestionCount['question'],
): { cells: readonly Cell[]; lines: readonly Line[] } {
  const cells: Cell[] = [];
  const lines: Line[] = [];
  const own = choices.filter((choice) => choice !== POSITIVE);
  const positive = question.choices.flatMap(({ value, positive: is }) => (is ? [value] : []));
  for (const [part, count] of parts) {
    const released = part === ALL ? 'shown' : hiddenParts.has(part) ? 'hidden' : undefined;
    const base = count.whole.people;
    const key = (choice: string) => cellKey(part, choice);
    cells.push({ key: key(BASE), people: base, released: released ?? 'shown' });
    for (const choice of choices) {
      const people = count.choices.get(choice)?.people ?? 0;
      cells.push({ key: key(choice), people, ...(released ? { released } : {}) });
      cells.push({ key: key(not(choice)), people: base - people, ...(released ? { released } : {}) });
      lines.push({ total: key(BASE), parts: [key(choice), key(not(choice))] });
    }
    if (several) continue;
    lines.push({ total: key(BASE), parts: own.map(key) });
    if (positive.length > 0) lines.push({ total: key(POSITIVE), parts: positive.map(key) });
  }
  for (const [, ofSplit] of partsBySplit(parts.keys()))
    for (const choice of [BASE, ...choices])
      lines.push({
        total: cellKey(ALL, choice),
        parts: ofSplit.map((part) => cellKey(part, choice)),
      });
  return { cells, lines };
}
