import { listInWords } from '../../kernel/names.ts';
import { parsePlainDate } from '../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { readFields } from '../../platform/http/form.ts';
import { did, type ImportResult, importer } from '../../platform/import-rows.ts';
import { hasColumnsOfAges, importAges } from './geography/ages.ts';
import { readColumns } from './geography/table.ts';
import { addPlace, changePlace, placeFields, populationFields, recordPopulation } from './place.ts';
import { findPlace, findPopulation, type Place } from './queries.ts';

export const PLACE_COLUMNS = [
  { name: 'geography', says: 'What kind of place: Ward, District, Street' },
  { name: 'slug', says: 'Short address, such as norton-canes' },
  { name: 'name', says: 'Name of the place' },
  { name: 'vintage', says: 'Which boundaries, such as 2003; may be left out' },
  { name: 'code', says: 'Official code, such as E07000192; may be left out' },
  { name: 'within', says: 'Slug, code or name of the place it lies in; may be left out' },
  { name: 'valid_from, valid_to, note', says: 'May be left out' },
] as const;

export const POPULATION_COLUMNS = [
  { name: 'place', says: 'Slug, code or name of the place' },
  { name: 'as_on', says: 'The day it was counted or estimated for, as YYYY-MM-DD' },
  { name: 'persons', says: 'How many people' },
  { name: 'quality', says: 'final, provisional or estimated' },
  { name: 'source', says: 'Where the number comes from' },
  { name: 'age_band', says: 'Such as 10-17 or 65+; empty for all ages' },
  { name: 'note', says: 'How it was estimated; needed for an estimate' },
  {
    name: 'or 0, 1, 2 … 90+',
    says: 'A row for each place: its code, as_on, and a column for each age, as statistics offices publish them',
  },
] as const;

/** Imports places.csv; see `PLACE_COLUMNS`. Rows are known by their slug. */
export const importPlaces = importer({
  required: ['geography', 'slug', 'name'],
  optional: ['vintage', 'code', 'within', 'valid_from', 'valid_to', 'note'],
  what: (row) => row.name || row.slug,
  async row(tx, actor, row) {
    const fields = readFields(placeFields, { ...row, validFrom: row.valid_from, validTo: row.valid_to });
    if (isRefusal(fields)) return fields;
    const within = row.within === '' ? undefined : await findPlace(tx, row.within);
    if (row.within !== '' && !within)
      return refused('place-unknown', `There is no place "${row.within}" for it to lie in.`);
    const present = await findPlace(tx, row.slug);
    if (!present || present.slug !== row.slug) {
      return did('added', await addPlace(tx, actor, { ...fields, slug: row.slug }, within?.id ?? null));
    }
    if (isSame(present, fields, within?.id ?? null)) return 'unchanged';
    return did(
      'changed',
      await changePlace(tx, actor, present, present.revision, fields, within?.id ?? null),
    );
  },
});

const isSame = (
  present: Place,
  fields: ReturnType<typeof placeFields.parse>,
  withinId: string | null,
): boolean =>
  present.name === fields.name &&
  present.geography === (fields.vintage ? `${fields.geography} (${fields.vintage})` : fields.geography) &&
  present.code === fields.code &&
  present.withinId === withinId &&
  present.validFrom === fields.validFrom &&
  present.validTo === fields.validTo &&
  present.note === fields.note;

const NEEDED_OF_POPULATIONS = ['place', 'as_on', 'persons', 'quality', 'source'] as const;

/** Rows of populations.csv; see `POPULATION_COLUMNS`. */
const importRowsOfPopulations = importer({
  required: NEEDED_OF_POPULATIONS,
  optional: ['age_band', 'note'],
  what: (row) => `${row.place}, ${row.as_on}${row.age_band ? `, ${row.age_band}` : ''}`,
  async row(tx, actor, row) {
    if (parsePlainDate(row.as_on) === undefined)
      return refused('date-unreadable', 'Write as_on as YYYY-MM-DD.');
    const fields = readFields(populationFields, { ...row, asOn: row.as_on, ageBand: row.age_band });
    if (isRefusal(fields)) return fields;
    const place = await findPlace(tx, row.place);
    if (!place) return refused('place-unknown', `There is no place "${row.place}".`);
    const former = await findPopulation(tx, place.id, fields.asOn, fields.ageBand);
    if (
      former &&
      former.persons === fields.persons &&
      former.quality === fields.quality &&
      former.source === fields.source &&
      former.note === fields.note
    )
      return 'unchanged';
    const recorded = await recordPopulation(tx, actor, place, fields);
    if (isRefusal(recorded)) return recorded;
    return former ? { outcome: 'changed', says: `Was ${former.persons.toLocaleString('en-GB')}` } : 'added';
  },
});

/**
 * Imports populations: a row for each (see `POPULATION_COLUMNS`), or a row for each place with a column for each age. A
 * number that differs becomes a later version of the same population.
 */
export async function importPopulations(
  tx: Tx,
  actor: Actor,
  text: string,
  options: {
    readonly write: boolean;
    readonly asOn?: string | undefined;
    readonly source?: string | undefined;
  },
): Promise<ImportResult | Refusal> {
  if (hasColumnsOfAges(text))
    return importAges(tx, actor, text, { ...options, source: options.source ?? 'Imported by age' });
  const result = await importRowsOfPopulations(tx, actor, text, options);
  return isRefusal(result) && result.refused === 'columns-missing'
    ? refused(result.refused, sayLacks(text))
    : result;
}

/** Which columns a file of populations lacks, which it has, and what to do about it. */
function sayLacks(text: string): string {
  const table = readColumns(text);
  const there = isRefusal(table) ? [] : table.columns.filter((name) => name !== '');
  const lacks = NEEDED_OF_POPULATIONS.filter((name) => !there.includes(name));
  const shown = there.slice(0, 12).map((name) => name.slice(0, 40));
  const found = there.length > shown.length ? [...shown, `${there.length - shown.length} more`] : shown;
  return [
    `The first line must name the columns ${listInWords(NEEDED_OF_POPULATIONS)}.`,
    `It names ${listInWords(found) || 'none'}, and not ${listInWords(lacks)}.`,
    ...(lacks.includes('as_on')
      ? ['Give the day for which the people were counted in a column as_on, such as 2017-06-30.']
      : []),
    'A file with a row for each place and a column for each age is taken too: its columns are 0, 1, 2 and so on, and --as-on 2017-06-30 may say the day.',
  ].join(' ');
}
