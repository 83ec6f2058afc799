import type { GrownMonth } from './grown-months.ts';
import type { Kept } from './keep-rows.ts';
import type { PartMonth } from './part-months.ts';
import type { StreetRow } from './read-rows.ts';
import { Tally } from './tally.ts';

/** What became of every row of a file: nothing is dropped without a count. */
export interface StreetAccount {
  readonly file: string;
  readonly read: number;
  readonly added: number;
  /** Rows that were here and have another outcome now. */
  readonly changed: number;
  /** Rows that were here exactly so. */
  readonly unchanged: number;
  /** Rows that could not be read; the first of them with their lines. */
  readonly unreadable: number;
  readonly unreadableLines: readonly { readonly line: number; readonly reason: string }[];
  /** Of the rows that were read: in the partnership's places, elsewhere, and without any location. */
  readonly inPlaces: number;
  readonly elsewhere: number;
  readonly withoutPlace: number;
  /** Of the rows that were read, those without an id; accounts of before this was counted do not say. */
  readonly withoutId?: number;
  readonly months: readonly string[];
  /** Months of any file of which part seems to be missing once this one is here; accounts of before this was looked at do not say. */
  readonly partMonths?: readonly PartMonth[];
  /** Months of a force that were here before and gained rows without an id; accounts of before this was counted do not say. */
  readonly grownMonths?: readonly GrownMonth[];
  /** The types with most rows; `otherTypes` are the rows of all others. */
  readonly byType: Readonly<Record<string, number>>;
  readonly otherTypes?: number;
  /** Where the rows elsewhere lie, by district: those with most of them, and `otherDistricts` the rows of all others. */
  readonly elsewhereBy: Readonly<Record<string, number>>;
  readonly otherDistricts?: number;
}

const LINES_SHOWN = 20;
/** Five years of a force. */
const MONTHS_SHOWN = 60;
const FORCE_SHOWN = 100;

/** Keeps count of one file. */
export class Counting {
  readonly #file: string;
  #read = 0;
  #unreadable = 0;
  #withoutId = 0;
  readonly #lines: { line: number; reason: string }[] = [];
  readonly #places = { inPlaces: 0, elsewhere: 0, withoutPlace: 0 };
  readonly #outcomes = { added: 0, changed: 0, unchanged: 0 };
  readonly #types = new Tally();
  readonly #districts = new Tally();
  readonly #months = new Set<string>();
  readonly #grown = new Map<string, GrownMonth>();

  constructor(file: string) {
    this.#file = file;
  }

  unreadable(line: number, reason: string): void {
    this.#read += 1;
    this.#unreadable += 1;
    if (this.#lines.length < LINES_SHOWN) this.#lines.push({ line, reason });
  }

  row(row: StreetRow, isPlace: (code: string) => boolean): void {
    this.#read += 1;
    if (row.withoutId) this.#withoutId += 1;
    this.#months.add(row.month.slice(0, 7));
    this.#types.add(row.crimeType);
    if (row.lsoa === null) this.#places.withoutPlace += 1;
    else if (isPlace(row.lsoa)) this.#places.inPlaces += 1;
    else {
      this.#places.elsewhere += 1;
      this.#districts.add(row.district);
    }
  }

  /** Counts what became of so many rows. */
  written({ added, changed, grown }: Kept, rows: number): void {
    this.#outcomes.added += added;
    this.#outcomes.changed += changed;
    this.#outcomes.unchanged += rows - added - changed;
    for (const one of grown) {
      const name = `${one.month} ${one.force}`;
      this.#grown.set(name, { ...one, rows: one.rows + (this.#grown.get(name)?.rows ?? 0) });
    }
  }

  get #grownMonths(): readonly GrownMonth[] {
    return [...this.#grown.values()]
      .sort((a, b) => b.rows - a.rows)
      .slice(0, MONTHS_SHOWN)
      .map((one) => ({ ...one, force: one.force.slice(0, FORCE_SHOWN) }));
  }

  get account(): StreetAccount {
    const [types, districts] = [this.#types.tallied, this.#districts.tallied];
    return {
      file: this.#file,
      read: this.#read,
      ...this.#outcomes,
      unreadable: this.#unreadable,
      unreadableLines: this.#lines,
      ...this.#places,
      withoutId: this.#withoutId,
      months: [...this.#months].sort(),
      grownMonths: this.#grownMonths,
      byType: types.named,
      otherTypes: types.others,
      elsewhereBy: districts.named,
      otherDistricts: districts.others,
    };
  }
}
