const LINES_SHOWN = 20;

/** Why a row is not used that is about somewhere else, or about a place whose code nobody gave. */
export const NOT_OURS = 'It is of a place that is not ours.';

/** Why rows or cells were not used: how many, and on which lines the first of them stand. */
export interface NotUsed {
  readonly reason: string;
  readonly count: number;
  readonly lines: readonly number[];
}

/** What became of every row of a file: rows are used, or not used for one reason. */
export interface Account {
  readonly rows: number;
  readonly rowsUsed: number;
  readonly notUsed: readonly NotUsed[];
  /** Of a wide file, cells without a figure in rows that are used otherwise. */
  readonly cellsNotUsed: readonly NotUsed[];
  /** Names of indicators that are joined to none of ours, with how many rows each has. */
  readonly unknownNames: Readonly<Record<string, number>>;
}

class Reasons {
  readonly #by = new Map<string, { count: number; lines: number[] }>();

  add(reason: string, line: number): void {
    const one = this.#by.get(reason) ?? { count: 0, lines: [] };
    one.count += 1;
    if (one.lines.length < LINES_SHOWN) one.lines.push(line);
    this.#by.set(reason, one);
  }

  get list(): readonly NotUsed[] {
    return [...this.#by]
      .map(([reason, one]) => ({ reason, ...one }))
      .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
  }
}

/** Keeps the account of one file. */
export class Accounting {
  readonly #rows = new Reasons();
  readonly #cells = new Reasons();
  readonly #names = new Map<string, number>();
  #read = 0;
  #used = 0;

  used(): void {
    this.#read += 1;
    this.#used += 1;
  }

  notUsed(reason: string, line: number): void {
    this.#read += 1;
    this.#rows.add(reason, line);
  }

  cell(reason: string, line: number): void {
    this.#cells.add(reason, line);
  }

  unknown(name: string): void {
    this.#names.set(name, (this.#names.get(name) ?? 0) + 1);
  }

  get account(): Account {
    return {
      rows: this.#read,
      rowsUsed: this.#used,
      notUsed: this.#rows.list,
      cellsNotUsed: this.#cells.list,
      unknownNames: Object.fromEntries([...this.#names].sort((a, b) => b[1] - a[1])),
    };
  }
}
