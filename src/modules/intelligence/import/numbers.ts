import type { IndicatorKind } from '../types.ts';

export interface ReadNumber {
  readonly value: number;
  /** Digits after the point, as written: how exactly it was printed. */
  readonly decimals: number;
  /** True when it was written with more digits than a number keeps. */
  readonly rounded: boolean;
}

const SHAPE = /^(?<sign>[+-]?)(?<whole>\d{1,3}(?:,\d{3})+|\d*)(?:\.(?<part>\d*))?$/;
/** More digits than this before the point would not survive as a number. */
const MOST_WHOLE = 15;
/** What a program works out is written with up to 17 digits, and no number keeps more. */
const MOST_KEPT = 17;

/**
 * Reads a number as people and spreadsheets write it: `5,803`, `£23,902`, `71%`, `−9.5`. A pound or percent sign must
 * suit the indicator. Digits after the point beyond what a number keeps are rounded. A string says why it cannot be read.
 */
export function readNumber(text: string, kind: IndicatorKind | undefined): ReadNumber | string {
  const written = text.normalize('NFKC').replaceAll('\u2212', '-').replace(/\s+/g, '');
  const pounds = written.includes('£');
  const percent = written.includes('%');
  if (pounds && kind !== undefined && kind !== 'money')
    return `“${text}” is an amount of money, but the indicator is not.`;
  if (percent && kind !== undefined && kind !== 'percentage')
    return `“${text}” is a percentage, but the indicator is not.`;
  const bare = written
    .replace(/^([+-]?)£/, '$1')
    .replace(/^£([+-]?)/, '$1')
    .replace(/%$/, '');
  const parts = SHAPE.exec(bare)?.groups;
  const whole = (parts?.whole ?? '').replaceAll(',', '');
  const part = parts?.part ?? '';
  if (!parts || whole + part === '') return `“${text}” is not a number.`;
  if (whole.replace(/^0+/, '').length > MOST_WHOLE)
    return `“${text}” has more digits than can be kept: at most ${MOST_WHOLE} before the point.`;
  const value = Number(`${parts.sign === '-' ? '-' : ''}${whole || '0'}.${part || '0'}`);
  const digits = (whole + part).replace(/^0+|0+$/g, '').length;
  return {
    value: value === 0 ? 0 : value,
    decimals: Math.min(part.length, MOST_KEPT),
    rounded: digits > MOST_KEPT,
  };
}

/** True when a printed value can be the rounding (up, down or to the nearest) of the exact one. */
export const agrees = (printed: ReadNumber, exact: number): boolean =>
  Math.abs(printed.value - exact) <= 0.5 * 10 ** -printed.decimals * (1 + 1e-9) + 1e-9;
