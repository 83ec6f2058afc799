import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import { leafHash } from './merkle.ts';

/** At most so many events go under one checkpoint, so that checking needs the memory of one. */
export const BATCH = 5_000;

/** Times as text to the microsecond: a program's milliseconds would not show a change below them. */
const exact = (column: string) =>
  sql<string>`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** The columns of an event that its leaf covers, in the order in which they are hashed. */
const COVERED = [
  'partnership_id',
  'id',
  'at',
  'actor_kind',
  'actor_name',
  'account_id',
  'agency_id',
  'action',
  'verb',
  'subject_kind',
  'subject_id',
  'purpose',
  'request_id',
  'detail_hash',
  'row_hash',
] as const;

export type SealedEvent = Readonly<Record<(typeof COVERED)[number], string | Buffer | null>> & {
  readonly id: string;
  readonly at: string;
};

/** Reads events with their time as exact text; more conditions are added by the caller. */
export const eventsQuery = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('platform.audit_event as event')
    .where('event.partnership_id', '=', actor.partnershipId)
    .select([
      'event.partnership_id',
      'event.id',
      exact('event.at').as('at'),
      'event.actor_kind',
      'event.actor_name',
      'event.account_id',
      'event.agency_id',
      'event.action',
      'event.verb',
      'event.subject_kind',
      'event.subject_id',
      'event.purpose',
      'event.request_id',
      'event.detail_hash',
      'event.row_hash',
    ]);

/** Events that have no leaf yet. */
export const unsealedQuery = (tx: Tx, actor: Actor) =>
  eventsQuery(tx, actor).where(({ not, exists, selectFrom }) =>
    not(
      exists(
        selectFrom('platform.audit_leaf as leaf')
          .whereRef('leaf.partnership_id', '=', 'event.partnership_id')
          .whereRef('leaf.event_id', '=', 'event.id')
          .select('leaf.position'),
      ),
    ),
  );

/** The leaf of an event: its columns as a JSON array, hashes in hexadecimal, under a name that says which form this is. */
export const leafOf = (event: SealedEvent): Buffer =>
  leafHash(
    Buffer.from(
      JSON.stringify([
        'concord audit event 1',
        ...COVERED.map((column) => {
          const value = event[column];
          return Buffer.isBuffer(value) ? value.toString('hex') : value;
        }),
      ]),
    ),
  );

export interface Head {
  readonly treeSize: number;
  readonly root: Buffer;
  /** Exact text, as `2013-01-17T09:00:00.000000Z`. */
  readonly signedAt: string;
}

/** What a checkpoint's signature covers; can be lodged with another agency and checked there. */
export const headBytes = (partnershipId: string, { treeSize, root, signedAt }: Head): Buffer =>
  Buffer.from(
    `concord audit checkpoint 1\n${partnershipId}\n${treeSize}\n${root.toString('hex')}\n${signedAt}\n`,
  );

export const exactText = (at: Date): string => at.toISOString().replace('Z', '000Z');

/** Signed heads from the first to the last. */
export const checkpointsQuery = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('platform.audit_checkpoint')
    .where('partnership_id', '=', actor.partnershipId)
    .select([
      'tree_size as treeSize',
      'root',
      'signature',
      'frontier',
      'signed_at',
      exact('signed_at').as('signedAt'),
    ]);
