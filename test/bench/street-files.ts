/** Street files as police.uk publishes them, made up: a force's year of twelve months, and boundaries of some of its areas. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Draws, draws } from '../../src/modules/casework/linkage/testing/draws.ts';

const HEADING =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context';
const TYPES =
  'Violence and sexual offences,Criminal damage and arson,Other theft,Burglary,Vehicle crime,Public order,Shoplifting,Drugs,Other crime,Bicycle theft,Robbery,Possession of weapons,Theft from the person'.split(
    ',',
  );
const OUTCOMES =
  'Investigation complete; no suspect identified,Unable to prosecute suspect,Under investigation,Local resolution,Awaiting court outcome,Offender given a caution'.split(
    ',',
  );
const AREAS = 700;
/** Of these the partnership has the boundaries, as a district has of its force's. */
const KNOWN = 60;
const code = (area: number): string => `E010${String(20_000 + area)}`;

/** Writes so many months from January 2012 on, each with so many rows; gives the paths. */
export async function writeStreetFiles(
  folder: string,
  months: number,
  rows: number,
): Promise<readonly string[]> {
  const draw = draws(31);
  const files: string[] = [];
  for (let month = 1; month <= months; month += 1) {
    const year = 2012 + Math.floor((month - 1) / 12);
    const of = `${year}-${String(((month - 1) % 12) + 1).padStart(2, '0')}`;
    const file = path.join(folder, `${of}-made-up-street.csv`);
    const out = createWriteStream(file);
    let text = `${HEADING}\n`;
    for (let row = 0; row < rows; row += 1) {
      text += `${rowOf(draw, of)}\n`;
      if (text.length < 1 << 20) continue;
      if (!out.write(text)) await once(out, 'drain');
      text = '';
    }
    out.end(text);
    await once(out, 'finish');
    files.push(file);
  }
  return files;
}

/** About three in ten are anti-social behaviour, without an id; about one in nine has no location. */
function rowOf(draw: Draws, month: string): string {
  const asb = draw.chance() < 0.3;
  const id = asb
    ? ''
    : Array.from({ length: 8 }, () =>
        draw
          .below(2 ** 32)
          .toString(16)
          .padStart(8, '0'),
      ).join('');
  const area = draw.below(AREAS);
  const placed = draw.chance() > 0.11;
  const at = placed
    ? `${(-2.4 + draw.chance()).toFixed(6)},${(52.4 + draw.chance()).toFixed(6)},On or near Made Up Street ${draw.below(9000)},${code(area)},Made Up ${String(area).padStart(3, '0')}A`
    : ',,No Location,,';
  const [type, outcome] = asb ? ['Anti-social behaviour', ''] : [draw.one(TYPES), draw.one(OUTCOMES)];
  return `${id},${month},Made Up Police,Made Up Police,${at},${type},${outcome},`;
}

/** Writes the boundaries of the areas that are known, each a square; gives the path. */
export async function writeBoundaries(folder: string): Promise<string> {
  const features = Array.from({ length: KNOWN }, (_, area) => {
    const [x, y] = [-2.4 + (area % 10) / 10, 52.4 + Math.floor(area / 10) / 10];
    const ring = [
      [x, y],
      [x + 0.1, y],
      [x + 0.1, y + 0.1],
      [x, y + 0.1],
      [x, y],
    ];
    return {
      type: 'Feature',
      properties: { code: code(area), name: `Made Up ${area}` },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  const file = path.join(folder, 'areas.geojson');
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }));
  return file;
}
