import { isRefusal, type Refusal } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { allWritten } from '../../platform/import-rows.ts';
import { importPlaces, importPopulations } from './import.ts';
import { importGrid } from './map/grid.ts';

/** Loads the example's places, populations and the grid of its wards through the public importers. */
export async function loadPlacesExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const places = allWritten(await importPlaces(tx, actor, files('places.csv'), { write: true }));
  if (isRefusal(places)) return places;
  const populations = allWritten(
    await importPopulations(tx, actor, files('populations.csv'), { write: true }),
  );
  if (isRefusal(populations)) return populations;
  const grid = allWritten(await importGrid(tx, actor, files('grid.csv'), { write: true }));
  return isRefusal(grid) ? grid : undefined;
}
