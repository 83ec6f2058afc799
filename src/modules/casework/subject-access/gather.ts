/** Everything that is held about one person, with everybody else taken out. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { clustersOf, personCode, personNow, recordsOf } from '../people/index.ts';
import { asMachine, listPurposes } from '../purpose/index.ts';
import { businessToday } from '../retention/review-on.ts';
import { CATEGORY_NAMES, disclose } from '../sharing/index.ts';
import { gatherOthers, type Section } from './catalogue.ts';
import { homesOf, othersAround, tellingOf } from './others.ts';
import { SUBJECT_ACCESS } from './parts.ts';
import { mentions, redactor, redactRow } from './redact.ts';

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
    const own = tellingOf(
      records.flatMap(({ identity }) => identity ?? []),
      await homesOf(tx, machine, subjects, person.records),
    );
    const redact = redactor(own, others);
    const speaksOf = mentions(own);
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
        .map(({ title, rows }) => ({ title, rows: rows.map((row) => redactRow(row, redact, speaksOf)) })),
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
