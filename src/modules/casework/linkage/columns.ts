import type { Field, Role, Shares } from './fields.ts';
import type { Kind } from './levels.ts';
import { type Mapping, MatchProblem, ROLES } from './mapping.ts';
import { readAddress } from './text/address.ts';
import { dateReader } from './text/dates.ts';
import { fold, foldCode, foldEmail, foldName, foldPhone, saysNothing, splitFullName } from './text/fold.ts';

/** What fits a pattern of levels. */
const MOST_FIELDS = 14;

/** A row of a file, by the names of its columns. */
export type Cell = (column: string) => string;

/** Reads one or more fields from a row: their values, folded, '' for missing; undefined where it is not understood. */
export interface Reader {
  readonly fields: readonly Field[];
  readonly columns: readonly string[];
  read(cell: Cell): readonly (string | undefined)[];
}

const columnOf = (given: string | { column: string }): string =>
  typeof given === 'string' ? given : given.column;
const columnsOf = (given: string | { column: string } | readonly string[]): readonly string[] =>
  typeof given === 'object' && !('column' in given)
    ? given
    : [columnOf(given as string | { column: string })];

const field = (name: string, label: string, kind: Kind, shares: Shares, role: Role = 'other'): Field => ({
  name,
  label,
  kind,
  shares,
  role,
});

/** Keeps what was folded last, since most values come again and again. */
function remembered(work: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  let asked = 0;
  return (text) => {
    // Values that hardly ever come again are not worth looking up.
    asked += 1;
    const looks = asked < 20_000 || known.size < asked / 2;
    const before = looks ? known.get(text) : undefined;
    if (before !== undefined) return before;
    const folded = work(text);
    const value = saysNothing(folded) ? '' : folded;
    if (looks && known.size < 200_000) known.set(text, value);
    return value;
  };
}

function simple(definition: Field, column: string, work: (text: string) => string): Reader {
  const folded = remembered(work);
  return { fields: [definition], columns: [column], read: (cell) => [folded(cell(column))] };
}

function ofDate(definition: Field, column: string, format: string | undefined): Reader {
  const read = dateReader(format);
  return {
    fields: [definition],
    columns: [column],
    read: (cell) => {
      const text = cell(column);
      const date = read(text);
      return [date === '' && !saysNothing(fold(text)) ? undefined : date];
    },
  };
}

/** How a value of each kind is written before values are compared. */
const FOLDS: Readonly<Record<Exclude<Kind, 'house' | 'date'>, (text: string) => string>> = {
  name: foldName,
  text: (text) => fold(text),
  exact: foldCode,
  number: foldCode,
  postcode: foldCode,
  phone: foldPhone,
  email: foldEmail,
};

/** The readers of a mapping, one for each role it names, in a fixed order. `joined` makes one line of the address. */
export function readersOf(mapping: Mapping, joined = false): readonly Reader[] {
  const readers: Reader[] = [];
  const add = (reader: Reader): void => void readers.push(reader);
  const plain = (role: keyof Mapping & string, definition: Field): void => {
    const given = mapping[role] as string | { column: string } | readonly string[] | undefined;
    for (const [at, column] of (given === undefined ? [] : columnsOf(given)).entries()) {
      const numbered =
        at === 0
          ? definition
          : { ...definition, name: `${definition.name}_${at + 1}`, label: `${definition.label} ${at + 1}` };
      add(simple(numbered, column, FOLDS[definition.kind as keyof typeof FOLDS]));
    }
  };
  const given = field('given_name', 'given name', 'name', 'person', 'given');
  const surname = field('surname', 'surname', 'name', 'surname', 'surname');
  if (mapping.fullName !== undefined && !mapping.givenName && !mapping.surname) {
    const column = columnOf(mapping.fullName);
    add({ fields: [given, surname], columns: [column], read: (cell) => splitFullName(cell(column)) });
  } else {
    plain('givenName', given);
    plain('surname', surname);
  }
  plain('middleName', field('middle_name', 'middle name', 'name', 'person', 'middle'));
  if (mapping.dateOfBirth !== undefined) {
    const format = typeof mapping.dateOfBirth === 'string' ? undefined : mapping.dateOfBirth.format;
    add(
      ofDate(
        field('date_of_birth', 'date of birth', 'date', 'person', 'birth'),
        columnOf(mapping.dateOfBirth),
        format,
      ),
    );
  }
  plain('sex', field('sex', 'sex', 'exact', 'person'));
  if (mapping.address !== undefined || mapping.houseNumber !== undefined) add(ofAddress(mapping, joined));
  plain('uprn', field('uprn', 'property number (UPRN)', 'number', 'home'));
  plain('postcode', field('postcode', 'postcode', 'postcode', 'home'));
  plain('phone', field('phone', 'telephone', 'phone', 'home'));
  plain('email', field('email', 'e-mail address', 'email', 'person'));
  plain('officialNumber', field('official_number', 'official number', 'number', 'person'));
  plain('birthPlace', field('birth_place', 'place of birth', 'text', 'person'));
  plain('occupation', field('occupation', 'occupation', 'text', 'person'));
  for (const [name, own] of Object.entries(mapping)) {
    if (name in ROLES || typeof own !== 'object' || !('compare' in own)) continue;
    const definition = field(
      name,
      name.replaceAll('_', ' '),
      own.compare as Kind,
      own.compare === 'postcode' ? 'home' : 'person',
    );
    if (own.compare === 'date') add(ofDate(definition, own.column, own.format));
    else add(simple(definition, own.column, FOLDS[own.compare as keyof typeof FOLDS]));
  }
  const count = readers.reduce((sum, reader) => sum + reader.fields.length, 0);
  if (count === 0)
    throw new MatchProblem(
      'The mapping names no field to compare: name at least surname or another role beside "id".',
    );
  if (count > MOST_FIELDS)
    throw new MatchProblem(
      `The mapping names ${count} fields, more than the ${MOST_FIELDS} that can be compared: leave out those that say least.`,
    );
  return readers;
}

function ofAddress(mapping: Mapping, joined: boolean): Reader {
  const lines = mapping.address === undefined ? [] : columnsOf(mapping.address);
  const number = mapping.houseNumber === undefined ? [] : [columnOf(mapping.houseNumber)];
  const columns = [...number, ...lines];
  const width = joined ? 1 : lines.length;
  const named = (at: number): Field =>
    field(
      width === 1 ? 'address' : `address_${at + 1}`,
      width === 1 ? 'address' : `address line ${at + 1}`,
      'text',
      'home',
      'address',
    );
  return {
    fields: [
      field('house_number', 'house number', 'house', 'home', 'house'),
      ...Array.from({ length: width }, (_, at) => named(at)),
    ],
    columns,
    read: (cell) => {
      const read = readAddress(columns.map(cell));
      const texts = read.lines.slice(number.length);
      return [read.house, ...(joined ? [texts.filter((text) => text !== '').join(' ')] : texts)];
    },
  };
}

/** Readers of two files that give the same fields; fields that only one of them has come back in `left out`. */
export function readersOfBoth(
  left: Mapping,
  right: Mapping,
): { left: readonly Reader[]; right: readonly Reader[]; leftOut: readonly string[] } {
  const width = (mapping: Mapping): number =>
    mapping.address === undefined ? 0 : columnsOf(mapping.address).length;
  const joined = width(left) !== width(right);
  const ofLeft = readersOf(left, joined);
  const ofRight = readersOf(right, joined);
  const name = (reader: Reader): string => reader.fields.map((one) => one.name).join(' ');
  const both = (readers: readonly Reader[], others: readonly Reader[]): readonly Reader[] =>
    readers.filter((reader) => others.some((other) => name(other) === name(reader)));
  const leftOut = [...ofLeft, ...ofRight].filter(
    (reader) => both([reader], ofLeft).length === 0 || both([reader], ofRight).length === 0,
  );
  return {
    left: both(ofLeft, ofRight),
    right: both(ofRight, ofLeft),
    leftOut: leftOut.flatMap((reader) => reader.columns),
  };
}
