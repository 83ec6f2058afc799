/** Lays many made-up people at once, without matching them: for measuring how long one takes among many. */
import type pg from 'pg';
import { newId } from '../../../../kernel/ids.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import type { MadeUp } from '../../linkage/testing/made-up-row.ts';
import { type AddressInput, addressKey, readPostcode } from '../address.ts';
import { type Identity, readIdentity, sealIdentity } from '../identity.ts';
import { type TokenKind, tokensOf } from '../tokens.ts';

const AT_ONCE = 20_000;

/** Nobody is born after the business date of the example. */
const YEARS_BEFORE = 8;

/** What an agency tells of a made-up person. */
export const toldOf = (one: MadeUp): Identity & { readonly address: AddressInput } => {
  const [day = '', month = '', year = ''] = one.born.split('/');
  return {
    givenNames: one.forename,
    surname: one.family,
    dateOfBirth: year === '' ? undefined : `${Number(year) - YEARS_BEFORE}-${month}-${day}`,
    sex: one.sex,
    telephones: [one.phone],
    emails: [one.email],
    address: { lines: [`${one.number} ${one.street}`, one.town], postcode: readPostcode(one.postcode) },
  };
};

const A_YEAR_MS = 365 * 86_400_000;

/** An id of a year ago: what is done again every half hour with what was told in it passes over what was laid. */
export function idOfLastYear(): string {
  const id = newId();
  const made = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  const millis = (made - A_YEAR_MS).toString(16).padStart(12, '0');
  return `${millis.slice(0, 8)}-${millis.slice(8)}${id.slice(13)}`;
}

/**
 * Lays these people as records of the agencies in turn; `pool` is the owner's. Of their hashes only those of the kinds that
 * are named, when any are: a million people have more than thirty million.
 */
export async function layPeople(
  pool: pg.Pool,
  partnershipId: string,
  agencyIds: readonly string[],
  subjects: SubjectKeys,
  people: Iterable<MadeUp>,
  kinds: readonly TokenKind[] = [],
): Promise<number> {
  let batch: MadeUp[] = [];
  let laid = 0;
  const flush = async (): Promise<void> => {
    await layBatch(pool, partnershipId, agencyIds, subjects, batch, kinds);
    laid += batch.length;
    batch = [];
  };
  for (const one of people) {
    batch.push(one);
    if (batch.length === AT_ONCE) await flush();
  }
  if (batch.length > 0) await flush();
  for (const table of ['record', 'presence', 'record_token', 'address', 'residence', 'cluster'])
    await pool.query(`analyze casework.${table}`);
  return laid;
}

async function layBatch(
  pool: pg.Pool,
  partnershipId: string,
  agencyIds: readonly string[],
  subjects: SubjectKeys,
  people: readonly MadeUp[],
  kinds: readonly TokenKind[],
): Promise<void> {
  const rows = people.map((one, at) => ({
    id: idOfLastYear(),
    cluster: idOfLastYear(),
    agency: agencyIds[at % agencyIds.length] ?? '',
    told: toldOf(one),
    home: idOfLastYear(),
  }));
  subjects.prepare(rows.flatMap(({ id, home }) => [id, home]));
  const read = rows.flatMap((row) => {
    const identity = readIdentity(row.told, '2013-01-17');
    return 'refused' in identity ? [] : [{ ...row, identity: identity as Identity }];
  });
  const column = <T>(of: (row: (typeof read)[number]) => T): T[] => read.map(of);
  const ids = column(({ id }) => id);
  const agencies = column(({ agency }) => agency);
  const clusters = column(({ cluster }) => cluster);
  const insert = (sql: string, ...values: unknown[]): Promise<unknown> =>
    pool.query(sql, [partnershipId, ...values]);
  await insert(`insert into casework.cluster (partnership_id, id) select $1, unnest($2::uuid[])`, clusters);
  await insert(
    `insert into casework.record (partnership_id, id, agency_id, cluster_id, own_cluster_id, identity, regime, source, recorded_on, last_active_on, review_on)
     select $1, r.id, r.agency, r.cluster, r.cluster, r.identity, 'uk-gdpr', 'import', '2013-01-17', '2013-01-17', '2020-01-17'
     from unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::bytea[]) as r (id, agency, cluster, identity)`,
    ids,
    agencies,
    clusters,
    column(({ id, identity }) => sealIdentity(subjects, id, identity)),
  );
  await insert(
    `insert into casework.presence (partnership_id, record_id, cluster_id, agency_id, restricted)
     select $1, r.id, r.cluster, r.agency, false from unnest($2::uuid[], $3::uuid[], $4::uuid[]) as r (id, cluster, agency)`,
    ids,
    clusters,
    agencies,
  );
  const tokens = read.flatMap(({ id, agency, identity, told }) =>
    tokensOf(subjects, identity, told.address)
      .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
      .map(({ kind, hash }) => ({ kind, hash, id, agency })),
  );
  await insert(
    `insert into casework.record_token (partnership_id, kind, hash, record_id, agency_id, restricted)
     select $1, t.kind, t.hash, t.id, t.agency, false from unnest($2::text[], $3::bytea[], $4::uuid[], $5::uuid[]) as t (kind, hash, id, agency)`,
    tokens.map(({ kind }) => kind),
    tokens.map(({ hash }) => hash),
    tokens.map(({ id }) => id),
    tokens.map(({ agency }) => agency),
  );
  const addresses = column(({ told }) => subjects.hash('address', addressKey(told.address)));
  await insert(
    `insert into casework.address (partnership_id, id, sealed, full_hash, outward)
     select $1, d.id, d.sealed, d.hash, null from unnest($2::uuid[], $3::bytea[], $4::bytea[]) as d (id, sealed, hash)
     on conflict do nothing`,
    column(({ home }) => home),
    column(({ home, told }) => subjects.seal(home, JSON.stringify(told.address))),
    addresses,
  );
  // Who shares a home has the address of whoever was laid first.
  await insert(
    `insert into casework.residence (partnership_id, id, record_id, agency_id, restricted, address_id)
     select $1, gen_random_uuid(), r.record, r.agency, false, d.id
     from unnest($2::bytea[], $3::uuid[], $4::uuid[]) as r (hash, record, agency)
     join casework.address d on d.partnership_id = $1 and d.full_hash = r.hash`,
    addresses,
    ids,
    agencies,
  );
}
