import { readersOf } from '../columns.ts';
import { Dataset } from '../dataset.ts';
import type { LinkageRecord } from '../fields.ts';
import { readMapping } from '../mapping.ts';
import type { MadeUp } from './made-up-row.ts';
import { MAPPING, type Population, synthetic } from './synthetic.ts';

const readers = readersOf(readMapping(MAPPING).left);

/** A dataset without records, with the fields of made-up people. */
export const emptyDataset = (): Dataset => new Dataset(readers.flatMap((reader) => reader.fields));

/** A made-up record as the engine takes it. */
export function asRecord(one: MadeUp): LinkageRecord {
  const cell = (column: string): string => (one as unknown as Record<string, string>)[column] ?? '';
  return { id: one.id, values: readers.flatMap((reader) => reader.read(cell).map((value) => value ?? '')) };
}

/** A dataset of made-up people, and whose record each id is. */
export function madeUp(population: Population): { dataset: Dataset; people: ReadonlyMap<string, string> } {
  const dataset = emptyDataset();
  const people = new Map<string, string>();
  for (const one of synthetic(population)) {
    dataset.add(asRecord(one));
    people.set(one.id, one.person);
  }
  return { dataset, people };
}
