import { listInWords } from '../../../kernel/names.ts';
import { formatNumber, formatPercent } from '../../../ui/charts/index.ts';
import { countedOf, proportionOf } from '../estimate.ts';
import type { Period } from '../period.ts';
import { type Contribution, contributions, type Part } from '../statistics/contribution.ts';
import type { KnownPoint, Measured } from '../types.ts';

/** How many events stand behind a figure, whichever kind it is; undefined where it does not say. */
export function eventsOf(
  { kind, per }: Pick<Measured, 'kind' | 'per'>,
  point: KnownPoint,
): number | undefined {
  if (kind === 'money') return point.value;
  return kind === 'percentage' ? proportionOf(point)?.part : countedOf(kind, per, point)?.count;
}

/** What every part adds to a change, the largest first; together they are the change of the whole. */
export interface Contributed {
  readonly before: number;
  readonly now: number;
  readonly parts: readonly Contribution<string>[];
  readonly sentence: string;
}

/** What is of no part is a part of its own, so that the parts sum to the whole. Undefined where they are more than it. */
export function withRest(
  parts: readonly Part<string>[],
  whole: { readonly before: number; readonly now: number } | undefined,
  rest: string,
): readonly Part<string>[] | undefined {
  if (!whole) return parts;
  const sum = (side: 'before' | 'now'): number => parts.reduce((total, part) => total + part[side], 0);
  const left = { before: whole.before - sum('before'), now: whole.now - sum('now') };
  if (left.before < 0 || left.now < 0) return undefined;
  return left.before === 0 && left.now === 0 ? parts : [...parts, { of: rest, ...left }];
}

const moreOrFewer = (value: number, unit: string): string =>
  value === 0
    ? `no more and no fewer${unit}`
    : `${formatNumber(Math.abs(value))} ${value > 0 ? 'more' : 'fewer'}${unit}`;

const points = ({ points: share }: Contribution<string>): string =>
  share === null ? '' : ` (${formatNumber(share, 1)} percentage points)`;

/** Who contributes what to a change between two periods, with the finding in a sentence. */
export function contributed(
  parts: readonly Part<string>[],
  unit: string,
  [from, to]: readonly [Period, Period],
): Contributed {
  const found = contributions([...parts].sort((a, b) => (a.of < b.of ? -1 : 1)));
  const before = parts.reduce((sum, part) => sum + part.before, 0);
  const now = parts.reduce((sum, part) => sum + part.now, 0);
  const share = before === 0 ? '' : `, ${formatPercent((Math.abs(now - before) / before) * 100)}`;
  const said = unit === '' ? '' : ` ${unit}`;
  // The greatest of them, and first what made the change.
  const along = ({ change }: Contribution<string>): number => Math.sign(change.value * (now - before));
  const most = found
    .filter(({ change }) => change.value !== 0)
    .slice(0, 3)
    .sort((a, b) => along(b) - along(a));
  const who = most.map((part) => `${part.of} ${moreOrFewer(part.change.value, '')}${points(part)}`);
  return {
    before,
    now,
    parts: found,
    sentence: `${moreOrFewer(now - before, said)} in ${to.label} than in ${from.label} (${formatNumber(now)} after ${formatNumber(before)}${share})${who.length > 0 ? `: of that, ${listInWords(who)}` : ''}.`,
  };
}
