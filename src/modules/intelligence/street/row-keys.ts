import { hash } from 'node:crypto';
import { ASB } from './counts.ts';
import type { StreetRow } from './read-rows.ts';

/** What a row without an id is known by. */
type Said = Pick<
  StreetRow,
  'month' | 'crimeType' | 'reportedBy' | 'lsoa' | 'longitude' | 'latitude' | 'location'
>;

export interface RowKeys {
  readonly key: string;
  /** The key that the row was kept under before rows without an id were known by their values; null where there was no other. */
  readonly formerKey: string | null;
}

/** Half a SHA-256 is 32 digits, a UUID as PostgreSQL takes it without hyphens. */
const DIGITS = 32;
/** So many of them tell how many such rows came before. */
const NUMBER_DIGITS = 8;
/** So many a number of JavaScript holds. */
const EXACT_DIGITS = 13;

/** Degrees as the police publish them, however they are spelled. */
const millionths = (degrees: number | null): string =>
  degrees === null ? '' : String(Math.floor(degrees * 1e6 + 0.5));

/**
 * Gives the rows of one file their keys, in their order. Anti-social behaviour has no id, and the same street may well have
 * seen it twice: rows without an id are known by what they say and by how many such rows came before in the file, so that
 * the same rows always have the same keys, whatever the order and spelling of the columns. Migration 0081 says the same in
 * SQL. Remembers a number for each different row without an id of the file.
 */
export function rowKeys(): (id: string, row: Said, cells: readonly string[]) => RowKeys {
  const seen = new Map<number, number>();
  const former = formerKeys();
  return (id, row, cells) => {
    const month = row.month.slice(0, 7);
    if (id !== '')
      return { key: hash('sha256', `${month}|${id}`).slice(0, DIGITS), formerKey: former(row, undefined) };
    const { crimeType, reportedBy, lsoa, longitude, latitude, location } = row;
    const says = hash(
      'sha256',
      [month, crimeType, reportedBy, lsoa ?? '', millionths(longitude), millionths(latitude), location].join(
        '\u001f',
      ),
    );
    const like = Number.parseInt(says.slice(0, EXACT_DIGITS), 16);
    const number = (seen.get(like) ?? 0) + 1;
    seen.set(like, number);
    return {
      key: says.slice(0, DIGITS - NUMBER_DIGITS) + number.toString(16).padStart(NUMBER_DIGITS, '0'),
      formerKey: former(row, cells),
    };
  };
}

/**
 * The keys that rows without an id were kept under before migration 0081: by their text, and numbered anew when another
 * month began. The migration renewed those of anti-social behaviour; of no other kept row it could tell whether it had an
 * id, and the police gave none to crimes either in their first months.
 */
function formerKeys(): (row: Said, cells: readonly string[] | undefined) => string | null {
  let month = '';
  let seen = new Map<string, number>();
  return (row, cells) => {
    if (row.month !== month) [month, seen] = [row.month, new Map()];
    if (!cells || row.crimeType === ASB) return null;
    const text = cells.join('\u001f');
    const number = (seen.get(text) ?? 0) + 1;
    seen.set(text, number);
    return hash('sha256', `${text}|${number}`).slice(0, DIGITS);
  };
}
