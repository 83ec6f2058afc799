import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { GrownMonth } from './grown-months.ts';
import type { StreetRow } from './read-rows.ts';

export interface Kept {
  readonly added: number;
  readonly changed: number;
  /** Of the rows that were added, those without an id in months of which the force had rows here before this file. */
  readonly grown: readonly GrownMonth[];
}

type OfForce = Pick<StreetRow, 'month' | 'reportedBy'>;
const forceOf = ({ month, reportedBy }: OfForce): string => `${month} ${reportedBy}`;

/**
 * Writes the rows of one file, batch after batch: those that are new, and outcomes that changed. An id that stands twice in
 * a batch counts by its last row.
 */
export function rowKeeper(tx: Tx, actor: Actor): (batch: readonly StreetRow[]) => Promise<Kept> {
  const wasHere = new Map<string, boolean>();
  return async (batch) => {
    const rows = [...new Map(batch.map((row) => [row.key, row])).values()];
    const withoutId = rows.filter((row) => row.withoutId);
    await lookBefore(tx, withoutId, wasHere);
    await renewFormerKeys(tx, withoutId);
    const plain = await write(
      tx,
      actor,
      rows.filter((row) => !row.withoutId),
    );
    const numbered = await write(tx, actor, withoutId);
    const all = [...plain, ...numbered];
    return {
      added: all.reduce((sum, { added }) => sum + added, 0),
      changed: all.reduce((sum, { changed }) => sum + changed, 0),
      grown: numbered
        .filter((one) => one.added > 0 && wasHere.get(forceOf(one)))
        .map(({ month, reportedBy, added }) => ({
          month: month.slice(0, 7),
          force: reportedBy,
          rows: added,
        })),
    };
  };
}

/** Notes of each month and force that is met for the first time whether rows of it are here; of none of this file are. */
async function lookBefore(tx: Tx, rows: readonly StreetRow[], wasHere: Map<string, boolean>): Promise<void> {
  const unknown = new Map(rows.filter((row) => !wasHere.has(forceOf(row))).map((row) => [forceOf(row), row]));
  if (unknown.size === 0) return;
  const met = [...unknown.values()];
  const { rows: here } = await sql<OfForce>`
    select u.month::text as month, u.force as "reportedBy"
    from unnest(${met.map(({ month }) => month)}::date[], ${met.map(({ reportedBy }) => reportedBy)}::text[]) u (month, force)
    cross join lateral (
      select from intelligence.street_crime c where c.month = u.month and c.reported_by = u.force limit 1) c`.execute(
    tx,
  );
  for (const force of unknown.keys()) wasHere.set(force, false);
  for (const force of here) wasHere.set(forceOf(force), true);
}

/** Gives rows their present key that are kept under the one that they had before they were known by their values. */
async function renewFormerKeys(tx: Tx, rows: readonly StreetRow[]): Promise<void> {
  const formerly = rows.filter(({ formerKey }) => formerKey !== null);
  if (formerly.length === 0) return;
  await sql`
    update intelligence.street_crime c set key = u.key
    from unnest(${formerly.map(({ month }) => month)}::date[], ${formerly.map(({ formerKey }) => formerKey)}::uuid[],
      ${formerly.map(({ key }) => key)}::uuid[]) u (month, former, key)
    where c.month = u.month and c.key = u.former and not exists (
      select from intelligence.street_crime n where n.month = u.month and n.key = u.key)`.execute(tx);
}

interface Written extends OfForce {
  readonly added: number;
  readonly changed: number;
}

async function write(tx: Tx, actor: Actor, rows: readonly StreetRow[]): Promise<readonly Written[]> {
  if (rows.length === 0) return [];
  const column = (of: (row: StreetRow) => unknown): unknown[] => rows.map(of);
  const written = await sql<Written>`
    with kept as (
      insert into intelligence.street_crime as c
        (partnership_id, month, key, crime_type, reported_by, lsoa_code, longitude, latitude, location, outcome)
      select ${actor.partnershipId}::uuid, u.* from unnest(
        ${column((row) => row.month)}::date[], ${column((row) => row.key)}::uuid[],
        ${column((row) => row.crimeType)}::text[], ${column((row) => row.reportedBy)}::text[],
        ${column((row) => row.lsoa)}::text[], ${column((row) => row.longitude)}::float8[],
        ${column((row) => row.latitude)}::float8[], ${column((row) => row.location)}::text[],
        ${column((row) => row.outcome)}::text[]) u
      on conflict (partnership_id, month, key) do update set outcome = excluded.outcome
        where c.outcome <> excluded.outcome
      returning month, reported_by, (c.xmax = 0) as is_new)
    select month::text as month, reported_by as "reportedBy", (count(*) filter (where is_new))::integer as added,
      (count(*) filter (where not is_new))::integer as changed
    from kept group by month, reported_by`.execute(tx);
  return written.rows;
}
