/** Who else may be named in what is said of somebody. */
import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { openAddress } from '../people/address.ts';
import { openIdentity } from '../people/identity.ts';
import { addressLine, displayName, type Identity } from '../people/index.ts';
import type { Telling } from './redact.ts';

/** What tells one person: names, numbers, and where they live. */
export const tellingOf = (identities: readonly Identity[], homes: readonly string[] = []): Telling => ({
  names: identities.flatMap((one) => [displayName(one), ...(one.otherNames ?? [])]),
  codes: [
    ...identities.flatMap((one) => [
      ...(one.telephones ?? []),
      ...(one.emails ?? []),
      ...[one.nhsNumber, one.nationalInsuranceNumber, one.policeNumber].filter((code) => code !== undefined),
    ]),
    ...homes,
  ],
});

/** The addresses of records as texts tell of them: whole, the house and street alone, the postcode. */
export async function homesOf(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  recordIds: readonly string[],
): Promise<readonly string[]> {
  if (recordIds.length === 0) return [];
  const rows = await tx
    .selectFrom('casework.residence as l')
    .innerJoin('casework.address as a', (on) =>
      on.onRef('a.partnership_id', '=', 'l.partnership_id').onRef('a.id', '=', 'l.address_id'),
    )
    .where('l.partnership_id', '=', machine.partnershipId)
    .where('l.record_id', 'in', recordIds)
    .select(['a.id', 'a.sealed', 'a.outward'])
    .distinctOn('a.id')
    .execute();
  return rows.flatMap((row) => {
    const address = openAddress(subjects, row.id, row.sealed, row.outward);
    if (!address) return [];
    const street = address.lines.find((line) => /\d+\w?\s+\p{L}/u.test(line));
    return [
      addressLine(address),
      ...(street ? [street] : []),
      ...(address.postcode ? [address.postcode] : []),
    ];
  });
}

/** Who shares a home, a case, a concern or a visit with the person. */
export async function othersAround(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  own: readonly string[],
): Promise<readonly Telling[]> {
  const mine = [...own];
  const here = machine.partnershipId;
  const { rows } = await sql<{ id: string }>`
    select o.id from (
      select o.record_id as id from casework.residence m
      join casework.residence o on o.partnership_id = m.partnership_id and o.address_id = m.address_id
      where m.partnership_id = ${here} and m.record_id = any(${mine}::uuid[])
      union
      select o.record_id from casework.case_person m
      join casework.case_person o on o.partnership_id = m.partnership_id and o.case_id = m.case_id
      where m.partnership_id = ${here} and m.record_id = any(${mine}::uuid[])
      union
      select o.record_id from casework.concern_person m
      join casework.concern_person o on o.partnership_id = m.partnership_id and o.concern_id = m.concern_id
      where m.partnership_id = ${here} and m.record_id = any(${mine}::uuid[])
      union
      select unnest(array[o.record_id, o.to_record_id]) from casework.referral m
      join casework.referral o on o.partnership_id = m.partnership_id and o.visit_id = m.visit_id
      where m.partnership_id = ${here} and (m.record_id = any(${mine}::uuid[]) or m.to_record_id = any(${mine}::uuid[]))
      union
      select v.record_id from casework.referral m join casework.visit v on v.partnership_id = m.partnership_id and v.id = m.visit_id
      where m.partnership_id = ${here} and (m.record_id = any(${mine}::uuid[]) or m.to_record_id = any(${mine}::uuid[]))
    ) o where o.id is not null and o.id <> all(${mine}::uuid[])`.execute(tx);
  if (rows.length === 0) return [];
  const records = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', here)
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .select(['id', 'identity'])
    .execute();
  const homes = await homesOf(
    tx,
    machine,
    subjects,
    records.map(({ id }) => id),
  );
  return [
    ...records.flatMap(({ id, identity }) => {
      const opened = openIdentity(subjects, id, identity);
      return opened ? [tellingOf([opened])] : [];
    }),
    tellingOf([], homes),
  ];
}
