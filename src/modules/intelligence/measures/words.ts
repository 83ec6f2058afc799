import type { Measure } from '../../../platform/module.ts';

const SIGNS = { count: 0, percentage: 1, average: 1 } as const;

/** What a hidden figure says on every page and in every file. */
export const HIDDEN = 'hidden';

/** A released figure as it is printed: `42`, `81.5%`, `hidden`. */
export function sayFigure({ kind }: Pick<Measure, 'kind'>, value: number | null | undefined): string {
  if (value === null) return HIDDEN;
  if (value === undefined) return '';
  const text = value.toLocaleString('en-GB', { maximumFractionDigits: SIGNS[kind] });
  return kind === 'percentage' ? `${text}%` : text;
}
