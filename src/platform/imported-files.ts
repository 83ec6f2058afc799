import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type Id, newId } from '../kernel/ids.ts';
import type { PlainDate } from '../kernel/plain-date.ts';
import { type Actor, accountOf } from './actor.ts';
import type { Tx } from './database/transaction.ts';

/** Where a file came from, as far as that is known; empty where it is not. */
export interface Provenance {
  readonly source?: string | undefined;
  readonly licence?: string | undefined;
  /** From where it was fetched. */
  readonly address?: string | undefined;
  /** The real day on which it was fetched. */
  readonly retrievedOn?: PlainDate | null | undefined;
}

/** What was brought in, and what became of its rows. */
export interface ImportedFile extends Provenance {
  /** What brought it in, as its command is called: `police-street`. */
  readonly importer: string;
  readonly file: string;
  /** Null for a file of few people's answers, which could be guessed and tried against it. */
  readonly sha256: Buffer | null;
  /** Null for a file of answers: the size of a file of few answers tells them. */
  readonly bytes: number | null;
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly notUsed: number;
  readonly account?: Readonly<Record<string, unknown>>;
}

/** The SHA-256 and size of a file. */
export const fingerprint = (
  content: Buffer | string,
): { readonly sha256: Buffer; readonly bytes: number } => ({
  sha256: createHash('sha256').update(content).digest(),
  bytes: Buffer.byteLength(content),
});

/** Keeps where a file came from and what became of it, in the transaction that brought it in. */
export async function recordImportedFile(
  tx: Tx,
  actor: Actor,
  one: ImportedFile,
): Promise<Id<'imported-file'>> {
  const id = newId<'imported-file'>();
  await tx
    .insertInto('platform.imported_file')
    .values({
      partnership_id: actor.partnershipId,
      id,
      importer: one.importer,
      file: one.file,
      sha256: one.sha256,
      bytes: one.bytes,
      source: one.source ?? '',
      licence: one.licence ?? '',
      address: one.address ?? '',
      retrieved_on: one.retrievedOn ?? null,
      read: one.read,
      added: one.added,
      changed: one.changed,
      unchanged: one.unchanged,
      not_used: one.notUsed,
      account: sql<never>`${JSON.stringify(one.account ?? {})}::jsonb`,
      imported_by: accountOf(actor) ?? null,
    })
    .execute();
  return id;
}
