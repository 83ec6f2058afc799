import { table } from '../text/nicknames.ts';
import type { Draws } from './draws.ts';
import type { MadeUp } from './made-up-row.ts';

const FIELDS = [
  'forename',
  'family',
  'born',
  'number',
  'street',
  'town',
  'postcode',
  'phone',
  'email',
] as const;
const NEVER_MISSING = new Set(['forename', 'family']);
const short = new Map(table.map((group) => [group[0] ?? '', group.slice(1)]));

/** A record as somebody else would have written it: with about so many mistakes, and values left out. */
export function miswrite(record: MadeUp, draw: Draws, mistakes: number, missing: number): MadeUp {
  const written = { ...record };
  let left = mistakes;
  while (left > 0 && draw.chance() < left) {
    left -= draw.chance() * 1.2;
    mistake(written, draw);
  }
  for (const field of FIELDS)
    if (draw.chance() < missing * (NEVER_MISSING.has(field) ? 0.2 : 1)) written[field] = '';
  return written;
}

function mistake(written: MadeUp, draw: Draws): void {
  const kind = draw.chance();
  if (kind < 0.15) {
    const other = short.get(written.forename);
    if (other) written.forename = draw.one(other);
  } else if (kind < 0.2) {
    const { forename, family } = written;
    written.forename = family;
    written.family = forename;
  } else if (kind < 0.25) {
    const [day = '', month = '', year = ''] = written.born.split('/');
    if (year !== '') written.born = `${month}/${day}/${year}`;
  } else if (kind < 0.3) {
    // Moved house.
    written.number = String(1 + draw.below(150));
    written.street = `${draw.one(['old', 'new', 'long', 'hill', 'mill'])} ${draw.one(['road', 'lane', 'row'])}`;
    written.postcode = `WS${1 + draw.below(15)} ${1 + draw.below(9)}XY`;
  } else if (kind < 0.33) written.family = `${written.family}-${draw.one(['marsh', 'hall', 'lowe'])}`;
  else if (kind < 0.36) written.phone = `07${String(draw.below(1e9)).padStart(9, '0')}`;
  else if (kind < 0.38) written.born = written.born.replace(/^\d\d\/\d\d/, '01/01');
  else {
    const field = draw.one(FIELDS);
    written[field] = slip(written[field], draw);
  }
}

/** One slip of a finger: a character replaced, left out, doubled or exchanged with the next. */
function slip(text: string, draw: Draws): string {
  if (text.length < 2) return text;
  const at = draw.below(text.length - 1);
  const [before, one = '', next = '', after] = [
    text.slice(0, at),
    text[at],
    text[at + 1],
    text.slice(at + 2),
  ];
  if (one === '/' || next === '/') return text;
  const other = /\d/.test(one) ? String(draw.below(10)) : String.fromCharCode(97 + draw.below(26));
  return draw.one([
    `${before}${other}${next}${after}`,
    `${before}${next}${one}${after}`,
    /\d/.test(one) ? `${before}${other}${next}${after}` : `${before}${next}${after}`,
  ]);
}
