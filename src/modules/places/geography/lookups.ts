import { sql } from 'kysely';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { ImportedRow, ImportResult } from '../../../platform/import-rows.ts';
import { findGeography, type Geography, listGeographies, listPlaces, type Place } from '../queries.ts';
import { readColumns, type Table } from './table.ts';

export interface LookupWanted {
  /** A geography, the column that holds its codes, or both as `lsoa-2011:lsoa11_code`. */
  readonly from: string;
  readonly to: string;
  /** The file may leave out most of what is known: somebody has seen what goes. */
  readonly replace?: boolean | undefined;
}

interface Side {
  readonly geography: Geography;
  readonly column: number;
  readonly byCode: ReadonlyMap<string, Place>;
}

const codesOf = async (tx: Tx, { slug }: Geography): Promise<ReadonlyMap<string, Place>> =>
  new Map(
    (await listPlaces(tx, { geography: slug })).flatMap((place) => [
      [place.slug, place] as const,
      ...(place.code === null ? [] : [[place.code, place] as const]),
    ]),
  );

const matches = ({ rows }: Table, column: number, byCode: ReadonlyMap<string, Place>): number =>
  rows.filter(({ cells }) => byCode.has(cells[column] ?? '')).length;

/** Which column holds the codes of which geography: what was not named is found by the codes themselves. */
async function sideOf(tx: Tx, table: Table, text: string): Promise<Side | Refusal> {
  const [first = '', second] = text.split(/[:=]/);
  const columnNamed = (name: string): number => table.columns.indexOf(name.trim().toLowerCase());
  const column = columnNamed(second ?? first);
  const geography = await findGeography(tx, first);
  if (second !== undefined && (column < 0 || !geography))
    return refused('lookup-side-unknown', `There is no geography “${first}” or no column “${second}”.`);
  const geographies =
    geography && (second !== undefined || column < 0) ? [geography] : await listGeographies(tx);
  const columns = column < 0 ? table.columns.keys() : [column];
  if (column < 0 && !geography)
    return refused('lookup-side-unknown', `“${text}” is neither a geography nor a column of the file.`);
  let best: { side: Side; score: number } | undefined;
  for (const one of geographies) {
    const byCode = await codesOf(tx, one);
    for (const at of columns) {
      const score = matches(table, at, byCode);
      if (score > (best?.score ?? 0)) best = { side: { geography: one, column: at, byCode }, score };
    }
  }
  return (
    best?.side ??
    refused(
      'lookup-side-unknown',
      `No place has one of the codes of “${text}”. Import its boundaries or places first.`,
    )
  );
}

/**
 * Imports which place fits into which of another geography. The lookup between two geographies is replaced as a whole:
 * what the file does not name any more is gone. A row whose codes are no places is refused, and then nothing is written.
 */
export async function importLookup(
  tx: Tx,
  actor: Actor,
  text: string,
  { write, from, to, replace = false }: LookupWanted & { readonly write: boolean },
): Promise<ImportResult | Refusal> {
  if (!may(actor, 'places.edit')) return notAllowed();
  const table = readColumns(text);
  if (isRefusal(table)) return table;
  const [source, target] = [await sideOf(tx, table, from), await sideOf(tx, table, to)];
  if (isRefusal(source)) return source;
  if (isRefusal(target)) return target;
  if (source.geography.id === target.geography.id)
    return refused('lookup-into-itself', 'Both sides are of one geography. Name two different ones.');
  const between = sql`geography_id = ${source.geography.id}::uuid and into_geography_id = ${target.geography.id}::uuid`;
  const present = await sql<{ pair: string; name: string }>`
    select f.place_id || ' ' || f.into_id as pair, p.name || ' in ' || i.name as name from places.fit f
    join places.place p on p.partnership_id = f.partnership_id and p.id = f.place_id
    join places.place i on i.partnership_id = f.partnership_id and i.id = f.into_id
    where f.geography_id = ${source.geography.id}::uuid and f.into_geography_id = ${target.geography.id}::uuid
    order by 2`.execute(tx);
  const known = new Set(present.rows.map(({ pair }) => pair));
  const pairs = new Map<string, { place: Place; into: Place }>();
  const rows = table.rows.map(({ line, cells }): ImportedRow => {
    const [one, other] = [cells[source.column] ?? '', cells[target.column] ?? ''];
    const [place, into] = [source.byCode.get(one), target.byCode.get(other)];
    const what = `${one} to ${other}`;
    if (!place || !into)
      return {
        line,
        what,
        outcome: 'refused',
        says: `There is no place “${place ? other : one}” in ${(place ? target : source).geography.name}.`,
      };
    const pair = `${place.id} ${into.id}`;
    const outcome = known.has(pair) || pairs.has(pair) ? 'unchanged' : 'added';
    pairs.set(pair, { place, into });
    return { line, what, outcome, says: null };
  });
  const going = present.rows.filter(({ pair }) => !pairs.has(pair)).map(({ name }) => name);
  const gone = going.length;
  if (!replace && gone > known.size / 2 && rows.every(({ outcome }) => outcome !== 'refused'))
    return refused(
      'lookup-leaves-out-most',
      `The file leaves out ${gone} of the ${known.size} that are known: ${sayGoing(going)}. Where that is meant, say so with --replace.`,
    );
  const counts = { added: 0, changed: gone, unchanged: 0, refused: 0 };
  for (const { outcome } of rows) counts[outcome] += 1;
  const written = write && counts.refused === 0;
  if (written && counts.added + gone > 0) {
    await sql`delete from places.fit where ${between}`.execute(tx);
    const values = [...pairs.values()].map(({ place, into }) => ({
      partnership_id: actor.partnershipId,
      place_id: place.id,
      into_id: into.id,
      geography_id: source.geography.id,
      into_geography_id: target.geography.id,
    }));
    for (let at = 0; at < values.length; at += 1000)
      await tx
        .insertInto('places.fit')
        .values(values.slice(at, at + 1000))
        .execute();
    await recordCommand(tx, actor, {
      action: 'geography.import-lookup',
      subject: { kind: 'geography', id: source.geography.id },
      detail: { from: source.geography.slug, into: target.geography.slug, ...counts },
    });
  }
  const remarks = gone > 0 ? [`The file leaves out, so that it goes: ${sayGoing(going)}.`] : [];
  return { rows, counts, written, remarks };
}

const MOST_NAMED = 10;
const sayGoing = (names: readonly string[]): string =>
  names.length > MOST_NAMED
    ? `${names.slice(0, MOST_NAMED).join(', ')} and ${names.length - MOST_NAMED} more`
    : names.join(', ');
