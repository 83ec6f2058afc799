import { randomInt } from 'node:crypto';

/** Crockford's letters and digits: none is taken for another when it is read out on the telephone. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 7;

/** A new reference of a referral, such as `R-3F7K2QX`: 34 thousand million of them, and none says anything. */
export const newReference = (): string =>
  `R-${Array.from({ length: LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;

/** A reference as it was typed or read out: `r 3f7k2qx`, with I, L and O for the digits they look like. */
export function readReference(text: string): string | undefined {
  const plain = text
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replace(/^R(?=.{7}$)/, '')
    .replaceAll(/[IL]/g, '1')
    .replaceAll('O', '0');
  return plain.length === LENGTH && [...plain].every((letter) => LETTERS.includes(letter))
    ? `R-${plain}`
    : undefined;
}
