import type { Tone } from '../../../../ui/layout/index.ts';

/** How a band of risk looks. */
export const COLOURS: Readonly<Record<string, Tone>> = {
  red: 'bad',
  amber: 'warning',
  green: 'good',
  blue: 'active',
};
