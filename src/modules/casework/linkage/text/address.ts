import { fold, saysNothing } from './fold.ts';

const FLAT = /\b(?:flat|apartment|apt|unit|room)\s+([a-z0-9]+)\b/;
const NUMBER = /(?:^|\s)(\d{1,5}\s?[a-z]?)(?=\s|$)/;

/** What streets are called in short. */
const SHORT: Readonly<Record<string, string>> = {
  ...{
    st: 'street',
    rd: 'road',
    ave: 'avenue',
    av: 'avenue',
    cl: 'close',
    ct: 'court',
    crt: 'court',
    dr: 'drive',
  },
  ...{
    ln: 'lane',
    pl: 'place',
    cres: 'crescent',
    cr: 'crescent',
    gdns: 'gardens',
    sq: 'square',
    ter: 'terrace',
  },
  ...{ tce: 'terrace', pk: 'park', hse: 'house', str: 'street', blvd: 'boulevard', cct: 'circuit' },
};

export interface ReadAddress {
  /** Number of the house, with its letter and the flat: "12a", "12/3"; '' when there is none. */
  readonly house: string;
  /** The other words of each line, folded, in the order of the lines. */
  readonly lines: readonly string[];
}

/** Takes the number of the house out of the lines of an address, wherever it stands first. */
export function readAddress(lines: readonly string[]): ReadAddress {
  let house = '';
  let flat = '';
  const rest = lines.map((line) => {
    let words = fold(line);
    if (words === '') return '';
    if (flat === '') {
      const found = FLAT.exec(words);
      if (found && (words.length > found[0].length || lines.length > 1)) {
        flat = found[1] ?? '';
        words = words.replace(found[0], ' ').trim();
      }
    }
    if (house === '') {
      const found = NUMBER.exec(words);
      if (found) {
        house = (found[1] ?? '').replace(' ', '');
        words = words.replace(found[0], ' ').trim();
      }
    }
    if (saysNothing(words)) return '';
    return words
      .split(/ +/)
      .map((word, at) => (at > 0 ? (SHORT[word] ?? word) : word))
      .join(' ');
  });
  return { house: flat === '' ? house : `${house}/${flat}`, lines: rest };
}
