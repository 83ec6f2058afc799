import { type Cell, isSmall, type Line, suppress } from '../measures/suppress.ts';
import { type PartCount, POSITIVE, partKey, type QuestionCount, splitChoices } from './count.ts';

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
 * What of a question's tables stays hidden: parts of few people, counts of one to four within the others (who chose, or who
 * did not), and as many more as it takes that no sum of choices or of parts gives a hidden one away. What all answered is
 * shown, so that each split is a table of its own. Shares are weighted sums of the same parts: where the counts cannot be
 * solved for a cell, neither can they.
 */
export function hideIn({ question, parts }: QuestionCount, smallParts: ReadonlySet<string>): Hidden {
  const bases = new Map([...parts].map(([key, { whole }]) => [key, whole.people]));
  const all = parts.get(ALL);
  if (!all || all.whole.people < SMALLEST_GROUP) return { parts: new Set(parts.keys()), cells: new Set() };
  const hiddenParts = hideParts(bases, smallParts);
  const choices = splitChoices(question);
  const cells = [...partsBySplit(parts.keys())].flatMap(([, own]) => {
    const table = tableOf(question, choices, parts, own, hiddenParts);
    const { hidden, exposed } = suppress(table.cells, table.lines);
    const shown = own.filter((part) => !hiddenParts.has(part));
    const every = shown.flatMap((part) => choices.map((choice) => cellKey(part, choice)));
    return exposed.length > 0 ? every : every.filter((key) => hidden.has(key));
  });
  return { parts: hiddenParts, cells: new Set(choices.length === 0 ? [] : cells) };
}

/** The table of one split with every sum that a reader knows of. */
function tableOf(
  question: QuestionCount['question'],
  choices: readonly string[],
  parts: ReadonlyMap<string, PartCount>,
  own: readonly string[],
  hiddenParts: ReadonlySet<string>,
): { cells: readonly Cell[]; lines: readonly Line[] } {
  const cells: Cell[] = [];
  const lines: Line[] = [];
  const partition = question.kind !== 'multiple' && !choices.includes(POSITIVE);
  for (const part of [ALL, ...own]) {
    const count = parts.get(part);
    const released = part === ALL ? 'shown' : hiddenParts.has(part) ? 'hidden' : undefined;
    const base = count?.whole.people ?? 0;
    const key = (choice: string) => cellKey(part, choice);
    cells.push({ key: key(BASE), people: base, released: released ?? 'shown' });
    for (const choice of choices) {
      const people = count?.choices.get(choice)?.people ?? 0;
      // How many answered is known: who did not choose is told with who did, and is hidden with them.
      const small = isSmall(people) || isSmall(base - people);
      const decided = released ?? (small ? 'hidden' : undefined);
      cells.push({ key: key(choice), people, ...(decided ? { released: decided } : {}) });
    }
    if (partition) lines.push({ total: key(BASE), parts: choices.map(key) });
  }
  for (const choice of [BASE, ...choices])
    lines.push({ total: cellKey(ALL, choice), parts: own.map((part) => cellKey(part, choice)) });
  return { cells, lines };
}
