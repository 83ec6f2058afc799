import type { Measured } from '../types.ts';

/** One decimal more than a rate or share is printed with, so that limits that differ look different. */
export const finer = <Of extends Measured>(measured: Of): Of => ({
  ...measured,
  decimals: measured.kind === 'number' ? measured.decimals : Math.max(1, measured.decimals),
});
