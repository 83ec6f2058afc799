import { newId } from '../../../kernel/ids.ts';
import { type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { ImportedRow, ImportResult } from '../../../platform/import-rows.ts';
import { DAY_NOT_SAID, listPlaces, type Place } from '../queries.ts';
import { readColumns, type Table } from './table.ts';

const AGE = /^(\d{1,3})(\+|-\d{1,3})?$/;
const ALL_AGES = /^(total|all|all_ages|total_population|population|persons)$/;

export interface AgesWanted {
  /**
   * The day for which the people were counted or estimated, where the file does not say in a column `as_on`. Where nobody
   * says, the middle of the year of the places' boundaries is taken, and the numbers are kept as estimated.
   */
  readonly asOn?: string | undefined;
  readonly source: string;
}

/** True for a file with a column for each age, as the statistics offices publish them, rather than a row. */
export const hasColumnsOfAges = (text: string): boolean =>
  (text.split(/\r?\n/, 1)[0] ?? '').split(',').filter((name) => AGE.test(name.replaceAll('"', '').trim()))
    .length > 3;

interface Count {
  readonly place: Place;
  readonly asOn: PlainDate;
  readonly ageBand: string | null;
  readonly persons: number;
}

/**
 * The places of the geography whose codes the file holds most nearly: codes of one vintage stand in the next one too, so
 * a code alone does not tell.
 */
function placesOf(all: readonly Place[], table: Table): ReadonlyMap<string, Place> {
  const cells = new Set(table.rows.flatMap((row) => row.cells.slice(0, MOST_COLUMNS_BEFORE)));
  const geographies = Map.groupBy(all, ({ geographySlug }) => geographySlug);
  let best: { places: readonly Place[]; score: number } = { places: [], score: 0 };
  for (const places of geographies.values()) {
    const found = places.filter(({ code, slug }) => cells.has(code ?? slug)).length;
    const score = found / (places.length + table.rows.length - found);
    if (score > best.score) best = { places, score };
  }
  return new Map(best.places.map((place) => [place.code ?? place.slug, place]));
}

/** Codes stand before the ages. */
const MOST_COLUMNS_BEFORE = 6;

const placeIn = (cells: readonly string[], byCode: ReadonlyMap<string, Place>): Place | undefined => {
  const code = cells.slice(0, MOST_COLUMNS_BEFORE).find((cell) => byCode.has(cell));
  return code === undefined ? undefined : byCode.get(code);
};

function countsIn(table: Table, cells: readonly string[], place: Place, asOn: PlainDate): Count[] | string {
  const counts: Count[] = [];
  for (const [at, column] of table.columns.entries()) {
    const ageBand = AGE.test(column) ? column : ALL_AGES.test(column) ? null : undefined;
    if (ageBand === undefined) continue;
    const text = (cells[at] ?? '').replaceAll(',', '');
    const persons = Number(text);
    if (text === '' || !Number.isInteger(persons) || persons < 0)
      return `Under ${column} stands “${cells[at] ?? ''}”, which is no number of people.`;
    counts.push({ place, asOn, ageBand, persons });
  }
  const whole = counts.find(({ ageBand }) => ageBand === null);
  const ages = counts.filter(({ ageBand }) => ageBand !== null);
  const sum = ages.reduce((total, { persons }) => total + persons, 0);
  if (whole && whole.persons !== sum) return `All ages are ${whole.persons}, but the ages add up to ${sum}.`;
  return whole ? counts : [{ place, asOn, ageBand: null, persons: sum }, ...counts];
}

/**
 * Imports populations by age from a file with a row for each place and a column for each age. A number that differs
 * becomes a later version of the same population; one refused row and nothing is written.
 */
export async function importAges(
  tx: Tx,
  actor: Actor,
  text: string,
  { write, asOn: day, source }: AgesWanted & { readonly write: boolean },
): Promise<ImportResult | Refusal> {
  if (!may(actor, 'places.edit')) return notAllowed();
  const table = readColumns(text);
  if (isRefusal(table)) return table;
  const dated = table.columns.indexOf('as_on');
  const byCode = placesOf(await listPlaces(tx), table);
  const guessed = dated < 0 && day === undefined ? middleOfVintage(byCode) : undefined;
  const given = day ?? guessed;
  if (dated < 0 && (given === undefined || parsePlainDate(given) === undefined))
    return refused(
      'day-missing',
      'The file does not say for which day the people were counted: give it in a column as_on, such as 2017-06-30, or to the command with --as-on 2017-06-30.',
    );
  const former = await formerCounts(tx);
  const fresh: (Count & { readonly version: number })[] = [];
  const rows = table.rows.map(({ line, cells }): ImportedRow => {
    const what = cells.slice(0, 2).join(' ');
    const no = (says: string): ImportedRow => ({ line, what, outcome: 'refused', says });
    const place = placeIn(cells, byCode);
    if (!place) return no('None of its cells is the code of a place. Import the places or boundaries first.');
    const asOn = parsePlainDate(dated < 0 ? (given ?? '') : (cells[dated] ?? ''));
    if (!asOn) return no('Write as_on as YYYY-MM-DD.');
    const counts = countsIn(table, cells, place, asOn);
    if (typeof counts === 'string') return no(counts);
    const outcomes = counts.map((count) => {
      const before = former.get(keyOf(place.id, asOn, count.ageBand));
      if (before?.persons === count.persons) return 'unchanged';
      fresh.push({ ...count, version: (before?.version ?? 0) + 1 });
      return before ? 'changed' : 'added';
    });
    const outcome = outcomes.find((one) => one === 'changed') ?? outcomes.find((one) => one === 'added');
    return { line, what, outcome: outcome ?? 'unchanged', says: null };
  });
  const counts = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  const written = write && counts.refused === 0;
  const remark = guessed && sayGuess(guessed);
  if (written && fresh.length > 0) await record(tx, actor, fresh, source, remark);
  return { rows, counts, written, ...(remark ? { remarks: [remark] } : {}) };
}

/** The 30th of June of the year of their boundaries, the day of mid-year estimates; none where no year is known. */
function middleOfVintage(places: ReadonlyMap<string, Place>): string | undefined {
  const [first] = places.values();
  return first && /^\d{4}$/.test(first.vintage) ? `${first.vintage}-06-30` : undefined;
}

const sayGuess = (day: string): string =>
  `${DAY_NOT_SAID} ${day} was taken, in the year of the boundaries, and the numbers are kept as estimated: say the day with --as-on or in a column as_on.`;

const keyOf = (placeId: string, asOn: string, ageBand: string | null): string =>
  `${placeId} ${asOn} ${ageBand ?? ''}`;

async function formerCounts(tx: Tx): Promise<ReadonlyMap<string, { persons: number; version: number }>> {
  const all = await tx
    .selectFrom('places.population_now')
    .select(['place_id', 'as_on', 'age_band', 'persons', 'version'])
    .execute();
  return new Map(
    all.map(({ place_id, as_on, age_band, persons, version }) => [
      keyOf(String(place_id), String(as_on), age_band),
      { persons: persons ?? 0, version: version ?? 0 },
    ]),
  );
}

async function record(
  tx: Tx,
  actor: Actor,
  fresh: readonly (Count & { readonly version: number })[],
  source: string,
  guess: string | undefined,
): Promise<void> {
  const now = new Date();
  const values = fresh.map(({ place, asOn, ageBand, persons, version }) => ({
    partnership_id: actor.partnershipId,
    id: newId<'population'>(),
    place_id: place.id,
    as_on: asOn,
    age_band: ageBand,
    version,
    persons,
    quality: guess ? ('estimated' as const) : ('final' as const),
    source,
    note: guess ?? null,
    recorded_at: now,
  }));
  for (let at = 0; at < values.length; at += 1000)
    await tx
      .insertInto('places.population')
      .values(values.slice(at, at + 1000))
      .execute();
  await recordCommand(tx, actor, {
    action: 'place.import-populations',
    detail: { source, populations: fresh.length, places: new Set(fresh.map(({ place }) => place.id)).size },
  });
}
