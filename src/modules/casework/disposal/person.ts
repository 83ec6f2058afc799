/** Whom or what a disposal is about: a person at every agency, one agency's record of them, or one thing. */
import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { clustersOf, displayName, namesOf, recordsOf } from '../people/index.ts';
import { type KindName, kindOf } from '../retention/kinds.ts';
import type { Telling } from '../subject-access/redact.ts';
import { SHARED } from './tables.ts';

/** Everything about a person, or one thing of a kind that is reviewed. */
export type DisposedKind = 'person' | KindName;

export interface Subject {
  readonly kind: DisposedKind;
  /** Things that go, beside records: of which table, with their ids. */
  readonly root: { readonly table: string; readonly ids: readonly string[] } | undefined;
  /** Records that go. */
  readonly records: readonly string[];
  /** Records of the same person that stay. */
  readonly others: readonly string[];
  readonly agencies: readonly string[];
  /** The person's clusters, where nobody knows the person any more. */
  readonly clusters: readonly string[];
  /** Addresses at which nobody else is known. */
  readonly homes: readonly string[];
  readonly tells: Telling;
}

const NOBODY = { records: [], others: [], clusters: [], homes: [], tells: { names: [], codes: [] } } as const;

/** Reads, across agencies, what is to go; undefined where there is no such thing. */
export async function subjectOf(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  kind: DisposedKind,
  id: string,
): Promise<Subject | undefined> {
  if (kind === 'person' || kind === 'record') return personOf(tx, machine, subjects, kind, id);
  const { table, agencies } = kindOf(kind);
  const { rows } = await sql<{ agencies: string[] }>`
    select ${sql.raw(agencies)} as agencies from ${sql.table(`casework.${table}`)} t
    where t.partnership_id = ${machine.partnershipId} and t.id = ${id}`.execute(tx);
  return rows[0] && { ...NOBODY, kind, root: { table, ids: [id] }, agencies: rows[0].agencies };
}

async function personOf(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  kind: 'person' | 'record',
  id: string,
): Promise<Subject | undefined> {
  const cluster = kind === 'person' ? id : await clusterOf(tx, machine, id);
  if (cluster === undefined) return undefined;
  const clusters = await clustersOf(tx, machine, cluster);
  const all = await recordsOf(tx, machine, subjects, clusters);
  const going = all.filter(({ recordId }) => kind === 'person' || recordId === id);
  if (going.length === 0) return undefined;
  const records = going.map(({ recordId }) => recordId);
  const whole = going.length === all.length;
  const homes = await homesOf(tx, machine, records);
  const identities = going.flatMap(({ identity }) => identity ?? []);
  return {
    kind,
    root: undefined,
    records,
    others: all.map(({ recordId }) => recordId).filter((one) => !records.includes(one)),
    agencies: [...new Set(going.map(({ agencyId }) => agencyId))],
    clusters: whole ? clusters : [],
    homes: homes.map((home) => home.id),
    tells: {
      names: identities.flatMap((one) => [displayName(one), ...(one.otherNames ?? [])]),
      codes: [
        ...identities.flatMap((one) => [
          ...(one.telephones ?? []),
          ...(one.emails ?? []),
          ...[
            one.nhsNumber,
            one.nationalInsuranceNumber,
            one.policeNumber,
            one.reference,
            one.dateOfBirth,
          ].flatMap((code) => code ?? []),
        ]),
        ...homes.flatMap((home) => linesOf(subjects.open(home.id, home.sealed))),
      ],
    },
  };
}

async function clusterOf(tx: Tx, machine: Actor, recordId: string): Promise<string | undefined> {
  const found = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', machine.partnershipId)
    .where('id', '=', recordId)
    .select('cluster_id')
    .executeTakeFirst();
  return found?.cluster_id;
}

/** Addresses at which nobody else is known, and of which nobody else's concern tells. */
async function homesOf(
  tx: Tx,
  machine: Actor,
  records: readonly string[],
): Promise<readonly { id: string; sealed: Buffer }[]> {
  const mine = sql`${[...records]}::uuid[]`;
  const { rows } = await sql<{ id: string; sealed: Buffer }>`
    select a.id, a.sealed from casework.address a
    where a.partnership_id = ${machine.partnershipId}
      and a.id in (select m.address_id from casework.residence m where m.partnership_id = a.partnership_id and m.record_id = any(${mine}))
      and not exists (select from casework.residence o
        where o.partnership_id = a.partnership_id and o.address_id = a.id and o.record_id <> all(${mine}))
      and not exists (select from casework.concern c join casework.concern_person p using (partnership_id)
        where c.partnership_id = a.partnership_id and c.address_id = a.id and p.concern_id = c.id and p.record_id <> all(${mine}))`.execute(
    tx,
  );
  return rows;
}

function linesOf(sealed: string | undefined): readonly string[] {
  if (sealed === undefined) return [];
  const { lines, uprn } = JSON.parse(sealed) as { lines?: readonly string[]; uprn?: string };
  return [lines?.[0], uprn].flatMap((text) => text ?? []);
}

/** Shared things that what goes takes part in, and no record of the same person that stays. */
export async function thingsOf(
  tx: Tx,
  machine: Actor,
  { records, others }: Subject,
): Promise<readonly string[]> {
  const all = sql`${[...records, ...others]}::uuid[]`;
  const parts = SHARED.map(
    ({ members, key }) => sql`select ${sql.ref(key)} as id, record_id from ${sql.table(`casework.${members}`)}
      where partnership_id = ${machine.partnershipId} and record_id = any(${all})`,
  );
  const { rows } = await sql<{ id: string }>`
    select id from (${sql.join(parts, sql` union all `)}) as part
    group by id having not bool_or(record_id = any(${[...others]}::uuid[]))`.execute(tx);
  return rows.map(({ id }) => id);
}

/** The names of those who stay, so that a name that they share is not taken out of their texts. */
export const namesStaying = async (
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  recordIds: readonly string[],
): Promise<readonly string[]> =>
  recordIds.length === 0 ? [] : [...(await namesOf(tx, machine, subjects, [...new Set(recordIds)])).values()];
