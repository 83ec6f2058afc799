import { listInWords, plural } from '../../../kernel/names.ts';
import type { Figure } from './read-line.ts';

/** A line that was read, with its figure where it has one. */
interface Read {
  readonly line: number;
  readonly figure: Figure | undefined;
}

/** So many lines are named; of more it is said how many there are. */
const LINES_NAMED = 5;

const named = (lines: readonly Read[]): string => {
  const first = lines.slice(0, LINES_NAMED).map(({ line }) => String(line));
  const more = lines.length - first.length;
  return `${plural(lines.length, 'line')} (${listInWords(more > 0 ? [...first, `${more} more`] : first)})`;
};

/** What counts people or events gives whole numbers. */
const isPartOfOne = ({ indicator, value }: Figure): boolean =>
  indicator.kind === 'number' &&
  indicator.uncertainty === 'counted' &&
  value !== null &&
  !Number.isInteger(value);

/** What is to be said of a whole file, once, beside what becomes of its lines. */
export function remarksOn(lines: readonly Read[], isRefused: boolean): readonly string[] {
  if (lines.length === 0) return isRefused ? [] : ['The file holds no rows below its heading.'];
  const rounded = lines.filter(({ figure }) => figure?.rounded);
  const parts = lines.filter(({ figure }) => figure && isPartOfOne(figure));
  return [
    ...(rounded.length > 0
      ? [`Numbers with more digits than can be kept are rounded, of ${named(rounded)}.`]
      : []),
    ...(parts.length > 0
      ? [`Of ${named(parts)} the figure is no whole number, though its indicator counts people or events.`]
      : []),
  ];
}
