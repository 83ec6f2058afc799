/** The certificate: it proves what went without saying who. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { kindOf } from '../retention/kinds.ts';
import { businessToday } from '../retention/review-on.ts';
import type { Catalogue, Rows } from './closure.ts';
import type { Staged } from './finish.ts';
import type { Subject } from './person.ts';
import type { Redaction, Staying } from './texts.ts';

export const BECAUSE = {
  'review-came': 'The review came, and nobody needs it any more',
  'erasure-asked': 'The person asked for it, and there is no reason to keep it',
  'entered-in-error': 'It was entered in error',
} as const;
export type Because = keyof typeof BECAUSE;
export const isBecause = (text: string): text is Because => Object.hasOwn(BECAUSE, text);

interface Done {
  readonly catalogue: Catalogue;
  readonly subject: Subject;
  readonly because: Because;
  readonly going: Rows;
  readonly keys: readonly string[];
  readonly files: readonly string[];
  readonly texts: Staying;
  readonly redaction: Redaction;
  /** Rows that went beside, by table. */
  readonly more: Readonly<Record<string, number>>;
}

/** Writes the certificate and what is still to be destroyed; its hash is sealed with the audit trail. */
export async function certify(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  done: Done,
): Promise<{ certificateId: string }> {
  const id = newId<'disposal-certificate'>();
  const { subject, because, going, keys, files, texts } = done;
  const category = subject.kind === 'person' ? 'record' : kindOf(subject.kind).category;
  const counts = Object.fromEntries(
    [...[...going].map(([table, rows]) => [table, rows.size] as const), ...Object.entries(done.more)]
      .filter(([, count]) => count > 0)
      .toSorted(),
  );
  const digest = digestOf(
    [...going].flatMap(([table, rows]) => [...rows.keys()].map((key) => `${table} ${key}`)),
  );
  await sql`insert into casework.disposal_certificate
    (partnership_id, id, on_day, at, kind, agency_ids, because, rule_months, counts, digest, keys, files, texts, account_id)
    values (${machine.partnershipId}, ${id}, ${await businessToday(tx)}, ${new Date()}, ${subject.kind}, ${[...subject.agencies]}::uuid[], ${because},
      (select months from casework.retention_rule where partnership_id = ${machine.partnershipId} and category = ${category}),
      ${JSON.stringify(counts)}::jsonb, ${digest}, ${keys.length}, ${files.length}, ${texts.texts.length}, ${accountOf(machine) ?? null})`.execute(
    tx,
  );
  const staged: Staged = { ...texts, redaction: done.redaction };
  await sql`insert into casework.disposal_unfinished (partnership_id, certificate_id, keys, files, staged)
    values (${machine.partnershipId}, ${id}, ${[...keys]}::uuid[], ${[...files]}::text[], ${subjects.seal(id, JSON.stringify(staged))})`.execute(
    tx,
  );
  await recordCommand(tx, machine, {
    action: 'disposal.done',
    subject: { kind: 'disposal-certificate', id },
    detail: { kind: subject.kind, because, tables: Object.keys(counts).length },
    rowHash: digest,
  });
  return { certificateId: id };
}

/** SHA-256 over lines `table id`, sorted, each ended by a line feed. */
export const digestOf = (lines: readonly string[]): Buffer =>
  createHash('sha256')
    .update(
      lines
        .toSorted()
        .map((line) => `${line}\n`)
        .join(''),
    )
    .digest();
