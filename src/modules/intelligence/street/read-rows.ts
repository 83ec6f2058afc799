import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { realDay } from '../not-over.ts';
import { type RowKeys, rowKeys } from './row-keys.ts';

/** One row of a police.uk street file as it is kept. */
export interface StreetRow extends RowKeys {
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

/** Reads the rows of one file in their order; of a row that cannot be read it says why. */
export function rowReader(
  columns: ReadonlyMap<Column, number>,
): (cells: readonly string[]) => StreetRow | string {
  const keysOf = rowKeys();
  const thisMonth = realDay().slice(0, 7);
  return (cells) => {
    const at = (name: Column): string =>
      (cells[columns.get(name) ?? -1] ?? '').replaceAll('\u0000', '').trim();
    if (cells.some((cell) => cell.length > LONGEST))
      return `it has a cell of more than ${LONGEST} characters`;
    const given = at('month');
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(given)) return `“${given}” is not a month such as 2018-10`;
    if (given < FIRST_MONTH) return `“${given}” is no month of street files: they begin in ${FIRST_MONTH}`;
    if (given > LAST_MONTH) return `“${given}” is too late for a month of street files`;
    if (given >= thisMonth) return `its month, ${given}, is not over`;
    const [crimeType, reportedBy, lsoa] = [at('crime type'), at('reported by'), at('lsoa code')];
    if (crimeType === '') return 'it has no crime type';
    if (lsoa !== '' && !/^[A-Z]\d{8}$/.test(lsoa)) return `“${lsoa}” is no code of an LSOA`;
    const [longitude, latitude] = [degrees(at('longitude'), 180), degrees(at('latitude'), 90)];
    if (longitude === undefined || latitude === undefined) return 'its longitude or latitude is no number';
    const id = at('crime id');
    const row = {
      month: `${given}-01`,
      crimeType,
      reportedBy,
      lsoa: lsoa === '' ? null : lsoa,
      longitude,
      latitude,
      location: at('location'),
    };
    return {
      ...keysOf(id, row, cells),
      ...row,
      withoutId: id === '',
      district: at('lsoa name').replace(/ \w+$/, ''),
      outcome: at('last outcome category'),
    };
  };
}
