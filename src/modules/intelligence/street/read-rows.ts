import { hash } from 'node:crypto';
import { type Refusal, refused } from '../../../kernel/refusal.ts';

/** One row of a police.uk street file as it is kept. */
export interface StreetRow {
  readonly key: string;
  /** The police gave it no id, as they give none to anti-social behaviour. */
  readonly withoutId: boolean;
  /** The first day of its month. */
  readonly month: string;
  readonly crimeType: string;
  readonly reportedBy: string;
  readonly lsoa: string | null;
  /** The district in which the LSOA lies, by its name; empty without one. */
  readonly district: string;
  readonly longitude: number | null;
  readonly latitude: number | null;
  readonly location: string;
  readonly outcome: string;
}

const NEEDED = [
  'crime id',
  'month',
  'reported by',
  'longitude',
  'latitude',
  'location',
  'lsoa code',
  'lsoa name',
  'crime type',
  'last outcome category',
] as const;
type Column = (typeof NEEDED)[number];

/** Which column stands where; or the names of those that are missing. */
export function columnsIn(
  heading: readonly string[],
): ReadonlyMap<Column, number> | { readonly missing: readonly string[] } {
  const names = heading.map((name) =>
    name
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  );
  const missing = NEEDED.filter((name) => !names.includes(name));
  return missing.length > 0 ? { missing } : new Map(NEEDED.map((name) => [name, names.indexOf(name)]));
}

/** Why a file is refused whose first line lacks columns. */
export const noStreetFile = (file: string, missing: readonly string[]): Refusal =>
  refused('columns-missing', `${file} is no street file of police.uk: it lacks ${missing.join(', ')}.`, {
    field: 'file',
  });

/** Half a SHA-256 as the 32 digits of a UUID, which PostgreSQL takes without hyphens. */
const keyOf = (text: string): string => hash('sha256', text).slice(0, 32);

/** No police writes more, and an index of the database takes no more. */
const LONGEST = 500;

/** The police publish street by street since then. A partnership may look at months after its own business date. */
const FIRST_MONTH = '2010-12';
const LAST_MONTH = '2099-12';

const degrees = (text: string, most: number): number | null | undefined => {
  if (text === '') return null;
  const value = Number(text);
  return Number.isFinite(value) && Math.abs(value) <= most ? value : undefined;
};

/**
 * Reads the rows of one file in their order. Anti-social behaviour has no id, and the same street may well have seen it
 * twice: equal rows of a month are told apart by their number, so that the same file always gives the same keys.
 */
export function rowReader(
  columns: ReadonlyMap<Column, number>,
): (cells: readonly string[]) => StreetRow | string {
  let month = '';
  let seen = new Map<string, number>();
  return (cells) => {
    const at = (name: Column): string =>
      (cells[columns.get(name) ?? -1] ?? '').replaceAll('\u0000', '').trim();
    if (cells.some((cell) => cell.length > LONGEST))
      return `it has a cell of more than ${LONGEST} characters`;
    const given = at('month');
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(given)) return `“${given}” is not a month such as 2018-10`;
    if (given < FIRST_MONTH) return `“${given}” is no month of street files: they begin in ${FIRST_MONTH}`;
    if (given > LAST_MONTH) return `“${given}” is too late for a month of street files`;
    const [crimeType, reportedBy, lsoa] = [at('crime type'), at('reported by'), at('lsoa code')];
    if (crimeType === '') return 'it has no crime type';
    if (lsoa !== '' && !/^[A-Z]\d{8}$/.test(lsoa)) return `“${lsoa}” is no code of an LSOA`;
    const [longitude, latitude] = [degrees(at('longitude'), 180), degrees(at('latitude'), 90)];
    if (longitude === undefined || latitude === undefined) return 'its longitude or latitude is no number';
    if (given !== month) [month, seen] = [given, new Map()];
    const id = at('crime id');
    let says = `${given}|${id}`;
    if (id === '') {
      const row = cells.join('\u001f');
      const number = (seen.get(row) ?? 0) + 1;
      seen.set(row, number);
      says = `${row}|${number}`;
    }
    return {
      key: keyOf(says),
      withoutId: id === '',
      month: `${given}-01`,
      crimeType,
      reportedBy,
      lsoa: lsoa === '' ? null : lsoa,
      district: at('lsoa name').replace(/ \w+$/, ''),
      longitude,
      latitude,
      location: at('location'),
      outcome: at('last outcome category'),
    };
  };
}
