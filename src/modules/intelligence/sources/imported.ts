import { sql } from 'kysely';
import { isUuid } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, may } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Account } from './account.ts';

export const PAGE_SIZE = 50;

/** A file that was brought in, with its account. */
export interface Imported {
  readonly id: string;
  readonly importer: string;
  /** Its name. Null for a file of answers, to who may bring in none: whoever sent it may have named who answers. */
  readonly file: string | null;
  /** Null for files of answers, which leave none. */
  readonly hash: string | null;
  /** Null for files of answers too. */
  readonly bytes: number | null;
  readonly source: string;
  readonly licence: string;
  readonly address: string;
  readonly retrievedOn: PlainDate | null;
  readonly importedOn: PlainDate;
  readonly read: number;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly notUsed: number;
  readonly account: Partial<Account> & {
    readonly remarks?: readonly string[];
    /** Rows that are kept, and counted in none of our places. */
    readonly inNoPlace?: number;
  };
}

/** What files of answers are brought in as. */
export const SURVEY_RESPONSES = 'survey-responses';

const fieldsFor = (actor: Actor) => sql`id, importer,
  case when importer <> ${SURVEY_RESPONSES} or ${may(actor, 'observations.record')} then file end as file, encode(sha256, 'hex') as hash, bytes::float8 as bytes, source, licence, address,
  retrieved_on as "retrievedOn", (imported_at at time zone 'Europe/London')::date as "importedOn",
  read, added, changed, unchanged, not_used as "notUsed", account`;

/** Files that were brought in, the newest first. */
export async function listImported(
  tx: Tx,
  actor: Actor,
  page: number,
): Promise<{ rows: readonly Imported[]; total: number }> {
  const { rows } = await sql<Imported>`
    select ${fieldsFor(actor)} from platform.imported_file order by id desc
    limit ${PAGE_SIZE} offset ${(page - 1) * PAGE_SIZE}`.execute(tx);
  const counted = await sql<{ n: number }>`select count(*)::integer as n from platform.imported_file`.execute(
    tx,
  );
  return { rows, total: counted.rows[0]?.n ?? 0 };
}

export async function findImported(tx: Tx, actor: Actor, id: string): Promise<Imported | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await sql<Imported>`
    select ${fieldsFor(actor)} from platform.imported_file where id = ${id}::uuid`.execute(tx);
  return rows[0];
}

/** Files that were brought in, the oldest first, after the one of that id. */
export async function listImportedById(
  tx: Tx,
  actor: Actor,
  limit: number,
  after?: string,
): Promise<readonly Imported[]> {
  const { rows } = await sql<Imported>`
    select ${fieldsFor(actor)} from platform.imported_file
    where ${after ?? null}::uuid is null or id > ${after ?? null}::uuid order by id limit ${limit}`.execute(
    tx,
  );
  return rows;
}
