import type { DatasetView } from '../dataset.ts';
import { mixTwo } from '../text/fold.ts';
import { GROUPS_PER_NAME } from '../text/nicknames.ts';

/** Most atoms there may be: what fits the bits of a number. */
const MOST_ATOMS = 30;

/** One thing that records can have in common, from which the rules of blocking are made. */
export interface Atom {
  readonly name: string;
  /** Atoms with the same source are never put into one rule: they say the same thing. */
  readonly source: string;
  /** Sources with the same group go wrong together: both names, or all lines of an address. */
  readonly group: string;
  /** Its key of a record, a hash; 0 when the record lacks it. */
  readonly key: (view: DatasetView, record: number) => number;
  /** How often it is thought to agree among records of one person, before anything is learned. */
  readonly usual: number;
}

/** The atoms that the fields of a dataset offer, the most telling first. */
export function atomsOf(view: DatasetView): readonly Atom[] {
  const found: Atom[] = [];
  const { fields } = view;
  const lines = [...fields.keys()].filter((at) => fields[at]?.role === 'address');
  const given = fields.findIndex(({ role }) => role === 'given');
  const surname = fields.findIndex(({ role }) => role === 'surname');
  if (given >= 0 && surname >= 0)
    found.push({
      name: 'names in any order',
      source: 'names',
      group: 'names',
      usual: 0.68,
      key: (data, record) => anyOrder([hashAt(data, given, record), hashAt(data, surname, record)], 2),
    });
  for (const [at, { kind, name, role }] of fields.entries()) {
    const group = role === 'given' || role === 'surname' ? 'names' : role === 'address' ? 'lines' : name;
    const add = (what: string, usual: number, key: (data: DatasetView, record: number) => number): void => {
      found.push({ name: what === '' ? name : `${name} (${what})`, source: name, group, usual, key });
    };
    if (kind === 'date') {
      add('', 0.85, (data, record) => hashAt(data, at, record));
      add('month and day', 0.88, (data, record) => partOf(data, at, record, 4, 8, 1));
      add('year and month', 0.88, (data, record) => partOf(data, at, record, 0, 6, 2));
      add('year and day', 0.88, (data, record) => partOf(data, at, record, 0, 4, 3, 6, 8));
    } else if (kind === 'name' && role !== 'middle') {
      add('', 0.8, (data, record) => hashAt(data, at, record));
      add('sound', 0.88, (data, record) => listed(data, at, record, 'sound'));
      add('first letters', 0.9, (data, record) => listed(data, at, record, 'head'));
      if (role === 'given') add('short form', 0.6, (data, record) => groupAt(data, at, record));
    } else if (kind === 'text') {
      add('', 0.72, (data, record) => hashAt(data, at, record));
      if (role === 'address' || lines.length === 0)
        add('longest word', 0.8, (data, record) => listed(data, at, record, 'sound'));
    } else if (kind === 'postcode') {
      add('', 0.82, (data, record) => hashAt(data, at, record));
    } else if (kind !== 'exact') add('', 0.75, (data, record) => hashAt(data, at, record));
  }
  if (lines.length > 1)
    found.push({
      name: 'address lines in any order',
      source: 'lines',
      group: 'lines',
      usual: 0.6,
      key: (data, record) =>
        anyOrder(
          lines.map((at) => hashAt(data, at, record)).filter((hash) => hash !== 0),
          1,
        ),
    });
  return found.slice(0, MOST_ATOMS);
}

const wordsAt = (data: DatasetView, field: number) => data.vocabularies[data.uses[field] ?? 0];

function hashAt(data: DatasetView, field: number, record: number): number {
  const value = data.columns[field]?.[record] ?? 0;
  return value === 0 ? 0 : (wordsAt(data, field)?.hash[value] ?? 0);
}

function listed(data: DatasetView, field: number, record: number, list: 'sound' | 'head'): number {
  const value = data.columns[field]?.[record] ?? 0;
  return value === 0 ? 0 : (wordsAt(data, field)?.[list][value] ?? 0);
}

function groupAt(data: DatasetView, field: number, record: number): number {
  const value = data.columns[field]?.[record] ?? 0;
  return value === 0 ? 0 : (wordsAt(data, field)?.groups[value * GROUPS_PER_NAME] ?? 0);
}

/** The hash of one or two parts of an eight-figure date. */
function partOf(
  data: DatasetView,
  field: number,
  record: number,
  from: number,
  to: number,
  seed: number,
  from2 = 0,
  to2 = 0,
): number {
  const value = data.columns[field]?.[record] ?? 0;
  const words = wordsAt(data, field);
  if (value === 0 || !words) return 0;
  const start = words.starts[value] ?? 0;
  let number = seed;
  for (let at = from; at < to; at += 1) number = number * 10 + (words.chars[start + at] ?? 48) - 48;
  for (let at = from2; at < to2; at += 1) number = number * 10 + (words.chars[start + at] ?? 48) - 48;
  return mixTwo(number, 0x5bd1e995);
}

/** One key of several hashes whichever stands first; 0 when there are fewer than `least`. */
function anyOrder(hashes: readonly number[], least: number): number {
  if (hashes.length < least || hashes.includes(0)) return 0;
  return [...hashes].sort((a, b) => a - b).reduce(mixTwo, 0x1234567);
}
