import { sql } from 'kysely';
import { slugOf } from '../../../kernel/names.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type ImportedRow, type ImportResult, savepoint, tryRow } from '../../../platform/import-rows.ts';
import { addPlace, changePlace } from '../place.ts';
import { listPlaces, type Place } from '../queries.ts';
import { type Area, boundsOf, readArea } from './geometry.ts';
import { geographyMeant } from './names.ts';

export interface BoundariesWanted {
  /** Which geography, with its vintage: `ward-2013`. One that is new is added. */
  readonly geography: string;
  /** The properties of a feature that hold its code and its name. */
  readonly code: string;
  readonly name: string;
  /** Where the boundaries come from; the name of the file. */
  readonly source: string;
}

interface Feature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: unknown;
}

function readFeatures(text: string): readonly Feature[] | Refusal {
  let read: { type?: unknown; features?: unknown; crs?: { properties?: { name?: unknown } } };
  try {
    read = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refused('file-unreadable', 'This is not GeoJSON that can be read.');
  }
  if (read?.type !== 'FeatureCollection' || !Array.isArray(read.features))
    return refused('file-unreadable', 'The file must be a GeoJSON FeatureCollection.');
  const crs = String(read.crs?.properties?.name ?? 'CRS84');
  if (!/CRS84|4326/.test(crs))
    return refused(
      'not-longitude-and-latitude',
      `The file is in ${crs}. Export it as longitude and latitude (WGS 84, EPSG:4326).`,
    );
  return read.features as Feature[];
}

const textOf = (feature: Feature, property: string): string => {
  const value = feature?.properties?.[property];
  return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
};

/**
 * Imports the boundaries of a geography from GeoJSON. Places are known by their code within the geography; new ones are
 * added. Rings are rewound (RFC 7946); a feature whose geometry is invalid is refused by name, and then nothing is written.
 */
export async function importBoundaries(
  tx: Tx,
  actor: Actor,
  text: string,
  { write, ...wanted }: BoundariesWanted & { readonly write: boolean },
): Promise<ImportResult | Refusal> {
  if (!may(actor, 'places.edit')) return notAllowed();
  const features = readFeatures(text);
  if (isRefusal(features)) return features;
  const meant = await geographyMeant(tx, wanted.geography);
  const present = meant.known ? await listPlaces(tx, { geography: meant.known.slug }) : [];
  const byCode = new Map(present.map((place) => [place.code, place]));
  const seen = new Set<string>();
  const takeBack = await savepoint(tx, 'whole_import');
  const rows: ImportedRow[] = [];
  for (const [index, feature] of features.entries()) {
    const [code, name] = [textOf(feature, wanted.code), textOf(feature, wanted.name)];
    const what = [code, name].filter(Boolean).join(' ') || `feature ${index + 1}`;
    const no = (says: string) => refused('feature-refused', says);
    const answer = await tryRow(tx, async () => {
      if (code === '') return no(`It has no property “${wanted.code}” with a code.`);
      if (name === '') return no(`It has no property “${wanted.name}” with a name.`);
      if (seen.has(code)) return no('Its code stands in the file twice.');
      seen.add(code);
      const area = readArea(feature.geometry);
      if (typeof area === 'string') return no(`Its boundary is invalid: ${area}.`);
      return putBoundary(
        tx,
        actor,
        { geography: meant, code, name, area, source: wanted.source },
        byCode.get(code),
      );
    });
    rows.push({
      line: index + 1,
      what,
      outcome: isRefusal(answer) ? 'refused' : answer,
      says: isRefusal(answer) ? answer.message : null,
    });
  }
  const counts = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  const written = write && counts.refused === 0;
  if (!written) await takeBack();
  else if (counts.added + counts.changed > 0)
    await recordCommand(tx, actor, {
      action: 'geography.import-boundaries',
      detail: { geography: wanted.geography, source: wanted.source, ...counts },
    });
  return { rows, counts, written };
}

interface Bounded {
  readonly geography: { readonly name: string; readonly vintage: string };
  readonly code: string;
  readonly name: string;
  readonly area: Area;
  readonly source: string;
}

/** Adds or renames the place and keeps its boundary, as far as anything differs. */
async function putBoundary(
  tx: Tx,
  actor: Actor,
  { geography, code, name, area, source }: Bounded,
  place: Place | undefined,
): Promise<'added' | 'changed' | 'unchanged' | Refusal> {
  const fields = {
    name,
    geography: geography.name,
    vintage: geography.vintage,
    code,
    validFrom: place?.validFrom ?? null,
    validTo: place?.validTo ?? null,
    note: place?.note ?? null,
  };
  if (!place) {
    const slug = slugOf(`${name} ${geography.name} ${geography.vintage}`);
    const added = await addPlace(tx, actor, { ...fields, slug });
    if (isRefusal(added)) return added;
    await keepBoundary(tx, actor, added.id, area, source);
    return 'added';
  }
  const renamed = place.name !== name;
  if (renamed) {
    const refusal = await changePlace(tx, actor, place, place.revision, fields, place.withinId);
    if (refusal) return refusal;
  }
  const moved = await keepBoundary(tx, actor, place.id, area, source);
  return renamed || moved ? 'changed' : 'unchanged';
}

/** Keeps a boundary; false when the place has exactly this one. */
async function keepBoundary(
  tx: Tx,
  actor: Actor,
  placeId: string,
  area: Area,
  source: string,
): Promise<boolean> {
  const { west, south, east, north } = boundsOf(area);
  const { numAffectedRows } = await sql`
    insert into places.boundary as b (partnership_id, place_id, geometry, west, south, east, north, source)
    values (${actor.partnershipId}, ${placeId}, ${JSON.stringify(area)}::jsonb, ${west}, ${south}, ${east}, ${north}, ${source})
    on conflict (partnership_id, place_id) do update set geometry = excluded.geometry, west = excluded.west,
      south = excluded.south, east = excluded.east, north = excluded.north, source = excluded.source, revision = b.revision + 1
    where b.geometry <> excluded.geometry`.execute(tx);
  return numAffectedRows === 1n;
}
