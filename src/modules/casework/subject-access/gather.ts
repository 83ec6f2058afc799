/** Everything that is held about one person, with everybody else taken out. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { clustersOf, displayName, type Identity, personCode, personNow, recordsOf } from '../people/index.ts';
import { asMachine, listPurposes } from '../purpose/index.ts';
import { businessToday } from '../retention/review-on.ts';
import { CATEGORY_NAMES, disclose } from '../sharing/index.ts';
import { gatherOthers, type Section } from './catalogue.ts';
import { SUBJECT_ACCESS } from './parts.ts';
import { redactor, redactRow, type Telling } from './redact.ts';

/** The answer to a person who asks what is held about them. */
export interface SubjectAnswer {
  readonly person: string;
  readonly asAt: PlainDate;
  readonly sections: readonly Section[];
}

/**
 * Gathers everything about one person over all tables and agencies and takes other people out. The act is in the audit
 * trail and, since data leaves, in the ledger of every agency whose record is in it. For information governance alone.
 */
export async function answerSubject(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  clusterId: string,
): Promise<SubjectAnswer | Refusal> {
  if (!may(actor, 'casework.govern')) return notAllowed();
  return asMachine(tx, actor, async (machine) => {
    const now = await personNow(tx, machine, clusterId);
    const clusters = await clustersOf(tx, machine, now);
    const records = await recordsOf(tx, machine, subjects, clusters);
    if (records.length === 0) return notFound('person');
    const person = { records: records.map(({ recordId }) => recordId), clusters };
    const others = await othersAround(tx, machine, subjects, person.records);
    const redact = redactor(tellingOf(records.flatMap(({ identity }) => identity ?? [])), others);
    const sections: Section[] = [];
    for (const part of SUBJECT_ACCESS)
      sections.push({ title: part.title, rows: await part.gather(tx, machine, subjects, now) });
    const spokenFor = new Set(SUBJECT_ACCESS.flatMap(({ tables }) => tables));
    sections.push(...(await gatherOthers(tx, machine, subjects, person, spokenFor)));
    const written = await enterIntoLedger(tx, machine, subjects, now, [
      ...new Set(records.map(({ agencyId }) => agencyId)),
    ]);
    if (written) return written;
    await recordCommand(tx, machine, {
      action: 'subject-access.answered',
      subject: { kind: 'person', id: now },
      detail: { sections: sections.map(({ title, rows }) => [title, rows.length]) },
    });
    return {
      person: personCode(now),
      asAt: await businessToday(tx),
      sections: sections
        .filter(({ rows }) => rows.length > 0)
        .map(({ title, rows }) => ({ title, rows: rows.map((row) => redactRow(row, redact)) })),
    };
  });
}

async function enterIntoLedger(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  clusterId: string,
  agencies: readonly string[],
): Promise<Refusal | undefined> {
  const purposes = await listPurposes(tx, machine);
  const governing = purposes.find(({ slug }) => slug === 'information-governance') ?? purposes[0];
  for (const onBehalfOf of agencies) {
    const written = await disclose(tx, machine, subjects, {
      item: { kind: 'subject-access', id: clusterId },
      clusterId,
      to: { outside: 'The person' },
      categories: CATEGORY_NAMES,
      ground: 'subject-access',
      ...(machine.purpose === undefined && governing ? { purpose: governing.slug } : {}),
      onBehalfOf,
    });
    if (isRefusal(written)) return written;
  }
  return undefined;
}

const tellingOf = (identities: readonly Identity[]): Telling => ({
  names: identities.flatMap((one) => [displayName(one), ...(one.otherNames ?? [])]),
  codes: identities.flatMap((one) => [
    ...(one.telephones ?? []),
    ...(one.emails ?? []),
    ...[one.nhsNumber, one.nationalInsuranceNumber, one.policeNumber].filter((code) => code !== undefined),
  ]),
});

/** Who shares a home, a case, a concern or a referral with the person: they may be named in what is said. */
async function othersAround(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  own: readonly string[],
): Promise<readonly Telling[]> {
  const mine = [...own];
  const { rows } = await sql<{ id: string }>`
    select distinct o.record_id as id from casework.residence m
    join casework.residence o on o.partnership_id = m.partnership_id and o.address_id = m.address_id
    where m.partnership_id = ${machine.partnershipId} and m.record_id = any(${mine}::uuid[]) and o.record_id <> all(${mine}::uuid[])
    union
    select o.record_id from casework.case_person m
    join casework.case_person o on o.partnership_id = m.partnership_id and o.case_id = m.case_id
    where m.partnership_id = ${machine.partnershipId} and m.record_id = any(${mine}::uuid[]) and o.record_id <> all(${mine}::uuid[])
    union
    select o.record_id from casework.concern_person m
    join casework.concern_person o on o.partnership_id = m.partnership_id and o.concern_id = m.concern_id
    where m.partnership_id = ${machine.partnershipId} and m.record_id = any(${mine}::uuid[]) and o.record_id <> all(${mine}::uuid[])`.execute(
    tx,
  );
  if (rows.length === 0) return [];
  const records = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', machine.partnershipId)
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .select(['id', 'identity'])
    .execute();
  return records.flatMap(({ id, identity }) => {
    const text = subjects.open(id, identity);
    return text === undefined ? [] : [tellingOf([JSON.parse(text) as Identity])];
  });
}

/** The person of a code such as P-3F7K2QX; the codes of two may be alike, and then there is no answer. */
export async function personOfCode(tx: Tx, machine: Actor, code: string): Promise<string | undefined> {
  const figures = code.trim().toUpperCase().replace(/^P-?/, '');
  if (!/^[0-9A-HJKMNP-TV-Z]{7}$/.test(figures)) return undefined;
  const number = [...figures].reduce(
    (sum, letter) => sum * 32n + BigInt('0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(letter)),
    0n,
  );
  const { rows } = await sql<{ id: string }>`
    select id from casework.cluster where partnership_id = ${machine.partnershipId}
      and ('x' || right(id::text, 12))::bit(48)::bigint & 34359738367 = ${number.toString()}::bigint`.execute(
    tx,
  );
  return rows.length === 1 ? rows[0]?.id : undefined;
}
