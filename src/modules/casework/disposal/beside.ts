/** What stands about somebody beside the tables of casework: drafts, files, the words of the audit trail, search. */
import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { type Row, rowsWith } from './closure.ts';
import { speaksOf } from './texts.ts';

/** Throws away drafts of referrals that speak of the person; gives their ids. */
export async function forgetDrafts(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  redact: (text: string) => string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string; answers: Buffer }>`
    select id, answers from casework.referral_draft where partnership_id = ${machine.partnershipId}`.execute(
    tx,
  );
  const ids = rows
    .filter(({ id, answers }) => speaksOf(redact, subjects.open(id, answers) ?? ''))
    .map(({ id }) => id);
  if (ids.length > 0)
    await sql`delete from casework.referral_draft where partnership_id = ${machine.partnershipId} and id = any(${ids}::uuid[])`.execute(
      tx,
    );
  return ids;
}

/** Files of cases that stay which are called after the person: they go with the person, the others stay with the case. */
export async function attachmentsNamed(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  caseIds: readonly string[],
  redact: (text: string) => string,
): Promise<readonly Row[]> {
  const rows = await rowsWith(tx, machine, 'attachment', 'case_id', caseIds);
  return rows.filter(({ id, name }) => {
    // In a name, words are parted by dots and underscores as well.
    const text = name instanceof Uint8Array ? subjects.open(String(id), name) : undefined;
    return text !== undefined && speaksOf(redact, text.replaceAll(/[._-]+/g, ' '));
  });
}

/** Removes the rows of files that nothing refers to any more; gives the hashes of bytes that no other row has. */
export async function forgetFiles(
  tx: Tx,
  machine: Actor,
  fileIds: readonly string[],
  letGo: () => Promise<void>,
): Promise<readonly string[]> {
  await letGo();
  if (fileIds.length === 0) return [];
  const { rows } = await sql<{ sha256: Buffer }>`
    delete from platform.file where partnership_id = ${machine.partnershipId} and id = any(${[...fileIds]}::uuid[]) returning sha256`.execute(
    tx,
  );
  return [...new Set(rows.map(({ sha256 }) => sha256.toString('hex')))];
}

/** Erases the words of audit events about these things, and what search knows of them; events, ids and hashes stay. */
export async function forgetTrails(tx: Tx, machine: Actor, ids: readonly string[]): Promise<void> {
  const about = sql`${[...ids]}::uuid[]`;
  await sql`delete from platform.audit_detail d using platform.audit_event e
    where d.partnership_id = ${machine.partnershipId} and e.partnership_id = d.partnership_id and e.id = d.event_id
      and e.subject_id = any(${about})`.execute(tx);
  await sql`delete from platform.search_entry where partnership_id = ${machine.partnershipId} and subject_id = any(${about})`.execute(
    tx,
  );
}
