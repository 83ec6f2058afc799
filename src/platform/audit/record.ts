import { createHash, randomBytes } from 'node:crypto';
import { type Id, newId } from '../../kernel/ids.ts';
import { type Actor, accountOf, agencyOf } from '../actor.ts';
import { type SensitiveRead, stateOf, type Tx } from '../database/transaction.ts';

export interface AuditEntry {
  /** What was done or read, as `noun.verb`: `project.progress-reported`, `account.list`. */
  readonly action: string;
  readonly subject?: { readonly kind: string; readonly id: string };
  /** Values and free text; stands in an erasable row beside the event, never in the event. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** SHA-256 of an insert-only fact that this event seals. */
  readonly rowHash?: Buffer;
}

/** Writes the audit event of a command in its own transaction. Every command calls this once per thing it changes. */
export const recordCommand = (tx: Tx, actor: Actor, entry: AuditEntry): Promise<Id<'audit-event'>> =>
  record(tx, actor, 'command', entry);

/** Writes the audit event of a sensitive read; the caller commits it before the page is shown. */
export const recordRead = (tx: Tx, actor: Actor, entry: AuditEntry): Promise<Id<'audit-event'>> =>
  record(tx, actor, 'read', entry);

/**
 * Says that something sensitive was read, where only the result tells (how many, of what kind): the request commits it
 * before the page is shown. For what the address alone tells, a route has `reads`.
 */
export const noteRead = (tx: Tx, read: SensitiveRead): void => {
  stateOf(tx).reads.push(read);
};

async function record(
  tx: Tx,
  actor: Actor,
  verb: 'command' | 'read',
  entry: AuditEntry,
): Promise<Id<'audit-event'>> {
  const id = newId<'audit-event'>();
  const salt = randomBytes(16);
  const detail = entry.detail === undefined ? undefined : JSON.stringify(entry.detail);
  await tx
    .insertInto('platform.audit_event')
    .values({
      partnership_id: actor.partnershipId,
      id,
      at: new Date(),
      actor_kind: actor.kind,
      actor_name: actor.kind === 'system' ? actor.name : null,
      account_id: accountOf(actor) ?? null,
      agency_id: agencyOf(actor) ?? null,
      action: entry.action,
      verb,
      subject_kind: entry.subject?.kind ?? null,
      subject_id: entry.subject?.id ?? null,
      purpose: actor.purpose ?? null,
      request_id: actor.requestId ?? null,
      detail_hash: detail === undefined ? null : detailHash(salt, detail),
      row_hash: entry.rowHash ?? null,
    })
    .execute();
  if (detail !== undefined) {
    await tx
      .insertInto('platform.audit_detail')
      .values({ partnership_id: actor.partnershipId, event_id: id, salt, detail })
      .execute();
  }
  const state = stateOf(tx);
  state.audited += 1;
  if (verb === 'command' && entry.subject) state.changed.push({ ...entry.subject, action: entry.action });
  return id;
}

/** The salted hash that ties an erasable detail to its event. */
export const detailHash = (salt: Buffer, detail: string): Buffer =>
  createHash('sha256').update(salt).update(canonical(detail)).digest();

/** JSON with its keys in order, since jsonb does not keep the order it was given. */
export function canonical(json: string): string {
  const sort = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sort)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([key, inner]) => [key, sort(inner)]),
          )
        : value;
  return JSON.stringify(sort(JSON.parse(json)));
}
