import { sql } from 'kysely';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { ImportedRow, ImportResult } from '../../../platform/import-rows.ts';
import { readColumns } from '../geography/table.ts';
import { listPlaces, type Place } from '../queries.ts';

export const GRID_COLUMNS = [
  { name: 'place', says: 'Slug or code of the place; all of one geography' },
  { name: 'column', says: 'Counted from 1, from the left' },
  { name: 'row', says: 'Counted from 1, from the top' },
] as const;

interface Spot {
  readonly place: Place;
  readonly column: number;
  readonly row: number;
}

const MOST = 60;
const onGrid = (text: string | undefined): number | undefined => {
  const value = Number(text);
  return text !== '' && Number.isInteger(value) && value >= 1 && value <= MOST ? value : undefined;
};

/** The geography of which the file names the most places: a code may stand in several vintages. */
function geographyOf(places: readonly Place[], names: ReadonlySet<string>): readonly Place[] {
  const groups = [...Map.groupBy(places, ({ geographyId }) => geographyId).values()];
  const found = (own: readonly Place[]) =>
    own.filter(({ slug, code }) => names.has(slug) || names.has(code ?? '')).length;
  return groups.sort((a, b) => found(b) - found(a))[0] ?? [];
}

/**
 * Imports where the places of a geography stand on the grid of its tile cartogram. The grid of a geography is replaced as a
 * whole: a place that the file does not name any more stands nowhere. One refused row, and nothing is written.
 */
export async function importGrid(
  tx: Tx,
  actor: Actor,
  text: string,
  { write }: { readonly write: boolean },
): Promise<ImportResult | Refusal> {
  if (!may(actor, 'places.edit')) return notAllowed();
  const table = readColumns(text);
  if (isRefusal(table)) return table;
  const [at, across, down] = ['place', 'column', 'row'].map((name) => table.columns.indexOf(name));
  if (at === undefined || across === undefined || down === undefined || Math.min(at, across, down) < 0)
    return refused('columns-missing', 'The first line must name the columns place, column, row.');
  const named = new Set(table.rows.map(({ cells }) => cells[at] ?? ''));
  const places = geographyOf(await listPlaces(tx), named);
  const geography = places[0];
  const byName = new Map(
    places.flatMap((place) =>
      [place.slug, ...(place.code === null ? [] : [place.code])].map((name) => [name, place]),
    ),
  );
  const present = geography ? await presentSpots(tx, geography.geographyId) : new Map<string, string>();
  const spots = new Map<string, Spot>();
  const rows = table.rows.map(({ line, cells }): ImportedRow => {
    const what = cells[at] ?? '';
    const no = (says: string): ImportedRow => ({ line, what, outcome: 'refused', says });
    const place = byName.get(what);
    if (!place) return no(`There is no place “${what}”${geography ? ` in ${geography.geography}` : ''}.`);
    const [column, row] = [onGrid(cells[across]), onGrid(cells[down])];
    if (column === undefined || row === undefined) return no(`Count column and row from 1 to ${MOST}.`);
    if ([...spots.values()].some((one) => one.place.id === place.id))
      return no('The place stands in the file twice.');
    const key = `${column} ${row}`;
    const other = spots.get(key);
    if (other) return no(`${other.place.name} stands on this tile.`);
    spots.set(key, { place, column, row });
    const before = present.get(place.id);
    return { line, what, outcome: before === key ? 'unchanged' : before ? 'changed' : 'added', says: null };
  });
  const kept = new Set([...spots.values()].map(({ place }) => place.id as string));
  const gone = [...present.keys()].filter((id) => !kept.has(id)).length;
  const counts = { added: 0, changed: gone, unchanged: 0, refused: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  const written = write && counts.refused === 0;
  if (geography && written && counts.added + counts.changed > 0) {
    await replaceGrid(tx, actor, geography.geographyId, [...spots.values()]);
    await recordCommand(tx, actor, {
      action: 'geography.import-grid',
      subject: { kind: 'geography', id: geography.geographyId },
      detail: { geography: geography.geographySlug, ...counts },
    });
  }
  return {
    rows,
    counts,
    written,
    ...(gone > 0
      ? { remarks: [`${gone} of the grid before are not in the file: they stand nowhere then.`] }
      : {}),
  };
}

async function presentSpots(tx: Tx, geographyId: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ place_id: string; spot: string }>`
    select place_id, grid_column || ' ' || grid_row as spot from places.tile
    where geography_id = ${geographyId}::uuid`.execute(tx);
  return new Map(rows.map(({ place_id, spot }) => [place_id, spot]));
}

async function replaceGrid(tx: Tx, actor: Actor, geographyId: string, spots: readonly Spot[]): Promise<void> {
  await sql`delete from places.tile where geography_id = ${geographyId}::uuid`.execute(tx);
  await tx
    .insertInto('places.tile')
    .values(
      spots.map(({ place, column, row }) => ({
        partnership_id: actor.partnershipId,
        place_id: place.id,
        geography_id: geographyId,
        grid_column: column,
        grid_row: row,
      })),
    )
    .execute();
}
