import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { ImportedRow, ImportResult } from '../../../platform/import-rows.ts';
import { readColumns, type Table } from '../geography/table.ts';
import { listGeographies, listPlaces, type Place } from '../queries.ts';
import { type DeprivationAccount, notUsed } from './account.ts';
import { type DomainColumns, type Reading, readHeading, readRow } from './columns.ts';
import { EDITION_YEARS, type Edition, editionOf } from './editions.ts';

export interface DeprivationWanted {
  /** The year of the edition, which says whose LSOAs it ranks. */
  readonly year: string | number;
  /** The name of the file. */
  readonly source: string;
}

export type DeprivationImport = ImportResult & { readonly account: DeprivationAccount };

/** The column that holds codes of places of this vintage, and those places by code. */
interface Coded {
  readonly geography: string;
  readonly column: number;
  readonly places: ReadonlyMap<string, Place>;
}

/** The geography of the edition's vintage whose codes the file holds; codes alone do not tell, since most of them stand in both. */
async function codedIn(tx: Tx, table: Table, { vintage, year }: Edition): Promise<Coded | Refusal> {
  const ofVintage = (await listGeographies(tx)).filter((one) => one.vintage === vintage);
  let best: { coded: Coded; score: number } | undefined;
  for (const { slug, name } of ofVintage) {
    const places = new Map(
      (await listPlaces(tx, { geography: slug })).flatMap((place) =>
        place.code === null ? [] : [[place.code, place] as const],
      ),
    );
    for (const column of table.columns.keys()) {
      const score = table.rows.filter(({ cells }) => places.has(cells[column] ?? '')).length;
      if (score > (best?.score ?? 0))
        best = { coded: { geography: `${name} (${vintage})`, column, places }, score };
    }
  }
  return (
    best?.coded ??
    refused(
      'places-missing',
      `The ${year} edition ranks LSOAs of ${vintage}, and no row is about one that is known here. Import them first, for example: concord import boundaries lsoa.geojson --geography lsoa-${vintage} --code … --name …`,
    )
  );
}

/**
 * Imports an edition of the Indices of Deprivation: rank, decile and score of each domain for the LSOAs of its vintage.
 * What differs becomes a later version. Rows about places elsewhere are counted and not used; one refused row, and nothing
 * is written. Refused: edition-unknown, columns-missing, places-missing, edition-is-another.
 */
export async function importDeprivation(
  tx: Tx,
  actor: Actor,
  text: string,
  { year, source, write }: DeprivationWanted & { readonly write: boolean },
): Promise<DeprivationImport | Refusal> {
  if (!may(actor, 'places.edit')) return notAllowed();
  const edition = editionOf(year);
  if (!edition)
    return refused('edition-unknown', `There is no edition “${year}”. Give the year ${EDITION_YEARS}.`);
  const table = readColumns(text);
  if (isRefusal(table)) return table;
  const { domains, unused } = readHeading(table.columns);
  if (!domains.some(({ domain }) => domain === 'overall'))
    return refused(
      'columns-missing',
      'The first line must name the columns IMD_rank and IMD_decile, or name them as the ministry does.',
    );
  const coded = await codedIn(tx, table, edition);
  if (isRefusal(coded)) return coded;
  const read = readRows(table, domains, edition, coded, await formerReadings(tx, edition.year));
  const { fresh, rows, counts, elsewhere } = read;
  const other = await sameAs(tx, fresh, edition);
  if (other !== undefined)
    return refused(
      'edition-is-another',
      `These are the ranks of the ${other} edition, rank by rank. Give --year ${other}, or the file of ${edition.year}.`,
    );
  const missing = [...coded.places.values()].filter(({ id }) => !read.seen.has(id)).map(({ name }) => name);
  const account: DeprivationAccount = {
    file: source,
    edition: edition.year,
    geography: coded.geography,
    read: table.rows.length,
    ...counts,
    elsewhere,
    missing,
    domains: domains.map(({ domain }) => domain),
    // The code that was read is used, and so are the names beside it.
    unusedColumns: unused.filter((heading) => !/code|name/.test(heading)),
  };
  const written = write && counts.refused === 0;
  if (written && fresh.length > 0) await record(tx, actor, edition.year, fresh, account);
  return { rows, counts, written, account, remarks: notUsed(account), notUsed: elsewhere };
}

interface Fresh extends Reading {
  readonly placeId: string;
  readonly version: number;
}

type Former = ReadonlyMap<string, Reading & { readonly version: number }>;

function readRows(
  table: Table,
  domains: readonly DomainColumns[],
  edition: Edition,
  { column, places }: Coded,
  former: Former,
) {
  const counts = { added: 0, changed: 0, unchanged: 0, refused: 0 };
  const fresh: Fresh[] = [];
  const seen = new Set<string>();
  const rows: ImportedRow[] = [];
  let elsewhere = 0;
  for (const { line, cells } of table.rows) {
    const code = cells[column] ?? '';
    const place = places.get(code);
    const what = place ? `${code} ${place.name}` : code;
    const push = (outcome: ImportedRow['outcome'], says: string | null = null) => {
      counts[outcome] += 1;
      rows.push({ line, what, outcome, says });
    };
    if (!place) {
      if (/^[EWSN]\d{8}$/.test(code)) elsewhere += 1;
      else push('refused', `“${code}” is no code of an LSOA, such as E01029345.`);
      continue;
    }
    const readings = seen.has(place.id)
      ? 'Its code stands in the file twice.'
      : readRow(cells, domains, edition);
    if (typeof readings === 'string') {
      push('refused', readings);
      continue;
    }
    seen.add(place.id);
    const befores = readings.map((reading) => {
      const before = former.get(`${place.id} ${reading.domain}`);
      const same =
        before?.rank === reading.rank && before.decile === reading.decile && before.score === reading.score;
      if (!same) fresh.push({ ...reading, placeId: place.id, version: (before?.version ?? 0) + 1 });
      return same ? 'unchanged' : before ? 'changed' : 'added';
    });
    push(befores.find((one) => one === 'changed') ?? befores.find((one) => one === 'added') ?? 'unchanged');
  }
  return { fresh, rows, counts, seen, elsewhere };
}

async function formerReadings(tx: Tx, year: number): Promise<Former> {
  const { rows } = await sql<Reading & { place_id: string; version: number }>`
    select place_id, domain, rank, decile, score, version from places.deprivation_now
    where edition = ${year}`.execute(tx);
  return new Map(rows.map((row) => [`${row.place_id} ${row.domain}`, row]));
}

/** The year of another edition that ranks as the file does, more than chance or old habits would. */
async function sameAs(tx: Tx, fresh: readonly Fresh[], { year }: Edition): Promise<number | undefined> {
  const ranks = fresh.filter(({ domain }) => domain === 'overall');
  const { rows } = await sql<{ edition: number; same: number }>`
    select d.edition, count(*)::integer as same from places.deprivation_now d
    join unnest(${ranks.map(({ placeId }) => placeId)}::uuid[], ${ranks.map(({ rank }) => rank)}::integer[]) as f (place_id, rank)
      on f.place_id = d.place_id and f.rank = d.rank
    where d.domain = 'overall' and d.edition <> ${year}
    group by d.edition order by 2 desc limit 1`.execute(tx);
  const [most] = rows;
  return most && ranks.length >= FEWEST_ALIKE && most.same > ranks.length / 2 ? most.edition : undefined;
}

/** Fewer ranks may be alike by chance. */
const FEWEST_ALIKE = 5;

async function record(
  tx: Tx,
  actor: Actor,
  year: number,
  fresh: readonly Fresh[],
  account: DeprivationAccount,
): Promise<void> {
  const values = fresh.map(({ placeId, ...reading }) => ({
    partnership_id: actor.partnershipId,
    place_id: placeId,
    edition: year,
    recorded_by: accountOf(actor) ?? null,
    ...reading,
  }));
  for (let at = 0; at < values.length; at += 1000)
    await tx
      .insertInto('places.deprivation')
      .values(values.slice(at, at + 1000))
      .execute();
  await sql`
    insert into places.deprivation_import (partnership_id, id, edition, file, account, imported_by)
    values (${actor.partnershipId}, ${newId<'deprivation-import'>()}, ${year}, ${account.file}, ${JSON.stringify(account)}::jsonb,
      ${accountOf(actor) ?? null})`.execute(tx);
  await recordCommand(tx, actor, {
    action: 'place.import-deprivation',
    detail: { edition: year, file: account.file, added: account.added, changed: account.changed },
  });
}
