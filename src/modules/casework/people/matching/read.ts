/** Opens records for comparing. For the machine. */
import { sql } from 'kysely';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { type AddressInput, openAddress } from '../address.ts';
import { openIdentity } from '../identity.ts';
import { valuesOf } from '../tokens.ts';
import type { Comparable, CountOf } from './weigher.ts';

/** A record that can be compared, and whose it is. */
export interface Opened extends Comparable {
  readonly clusterId: string;
  readonly agencyId: string;
  readonly restricted: boolean;
}

interface Row {
  readonly id: string;
  readonly cluster_id: string;
  readonly agency_id: string;
  readonly restricted: boolean;
  readonly identity: Buffer;
  readonly address_id: string | null;
  readonly sealed: Buffer | null;
}

const COLUMNS = sql`r.id, r.cluster_id, r.agency_id, r.restricted, r.identity, l.address_id, d.sealed`;
/** The address at which the record last said that its person lives. */
const HOME = sql`left join lateral (
    select address_id from casework.residence h
    where h.partnership_id = r.partnership_id and h.record_id = r.id
    order by (h.relation in ('lives', 'stays')) desc, h.until_on desc nulls first, h.from_on desc nulls last, h.id desc limit 1) l on true
  left join casework.address d on d.partnership_id = r.partnership_id and d.id = l.address_id`;

const open = (rows: readonly Row[], subjects: SubjectKeys): readonly Opened[] =>
  rows.flatMap((row): Opened[] => {
    const identity = openIdentity(subjects, row.id, row.identity);
    const address: AddressInput | undefined =
      row.address_id === null || row.sealed === null
        ? undefined
        : openAddress(subjects, row.address_id, row.sealed, null);
    return identity === undefined
      ? []
      : [
          {
            recordId: row.id,
            clusterId: row.cluster_id,
            agencyId: row.agency_id,
            restricted: row.restricted,
            identity,
            address,
          },
        ];
  });

/** These records, as far as their keys exist. */
export async function openRecords(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  recordIds: readonly string[],
): Promise<readonly Opened[]> {
  const { rows } = await sql<Row>`select ${COLUMNS} from casework.record r ${HOME}
    where r.partnership_id = ${machine.partnershipId} and r.id = any(${recordIds}::uuid[]) order by r.id`.execute(
    tx,
  );
  return open(rows, subjects);
}

/** Records of these clusters, the oldest of each, beside those that are at hand already. */
export async function openMembers(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  clusterIds: readonly string[],
  most: number,
): Promise<readonly Opened[]> {
  if (clusterIds.length === 0) return [];
  const { rows } = await sql<Row>`select ${COLUMNS} from unnest(${clusterIds}::uuid[]) as c (id)
    cross join lateral (
      select * from casework.record m
      where m.partnership_id = ${machine.partnershipId} and m.cluster_id = c.id order by m.id limit ${most}) r ${HOME}`.execute(
    tx,
  );
  return open(rows, subjects);
}

/** Most records counted for one value that is not known to be common. */
const MOST_COUNTED = 300;

/**
 * How many records have each of these values, as far as it is not known already. Common values are known from learning, by
 * keyed hash; of others no more than some hundred are counted.
 */
export async function rarityOf(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  texts: ReadonlySet<string>,
  common: Readonly<Record<string, number>>,
  known: ReadonlyMap<string, number> = new Map(),
): Promise<ReadonlyMap<string, number>> {
  const counts = new Map(known);
  const asked: { readonly text: string; readonly hash: Buffer }[] = [];
  for (const text of texts) {
    if (counts.has(text)) continue;
    const hash = subjects.hash('value', text);
    const learned = common[hash.toString('base64')];
    if (learned === undefined) asked.push({ text, hash });
    else counts.set(text, learned);
  }
  if (asked.length > 0) {
    const { rows } = await sql<{ at: number; count: number }>`
      select h.at::int, (select count(*)::int from (
        select 1 from casework.record_token t
        where t.partnership_id = ${machine.partnershipId} and t.kind = 'value' and t.hash = h.hash limit ${MOST_COUNTED}) as found) as count
      from unnest(${asked.map(({ hash }) => hash)}::bytea[]) with ordinality as h (hash, at)`.execute(tx);
    for (const { at, count } of rows) counts.set(asked[at - 1]?.text ?? '', count);
  }
  return counts;
}

/** What is counted of these: the values of their names, birth dates and postcodes. */
export const valuesHeld = (records: readonly Comparable[]): ReadonlySet<string> =>
  new Set(records.flatMap(({ identity, address }) => valuesOf(identity, address).map(({ text }) => text)));

/** Counts as the weigher asks for them. */
export const countOf =
  (counts: ReadonlyMap<string, number>): CountOf =>
  (field, value) =>
    counts.get(`${field} ${value}`);
