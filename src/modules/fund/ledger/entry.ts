import { sql } from 'kysely';
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { refusalOf } from '../../../platform/database/refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { savepoint } from '../../../platform/import-rows.ts';
import type { RequestState } from '../requests/states.ts';
import { businessToday } from '../today.ts';
import { type Account, type Balances, type EntryKind, type Held, held, moved } from './accounts.ts';
import { heldBy, lockStream, type Standing, standingOf } from './balances.ts';
import { entryHash } from './hash.ts';
import { lastDayOf } from './last-day.ts';
import { isLate, refusalOfDay, refusalOfOrder, refusalOfSum } from './refusals.ts';

/** For whom money moves, and by which decision on it. */
export interface OfRequest {
  readonly id: string;
  readonly projectId: string | null;
  readonly agencyId: string | null;
  readonly decisionId: string;
  /** The step that the decision took. */
  readonly decided: RequestState;
}

/** Why something is entered late, and what shows that it happened when it is dated. */
export interface Late {
  readonly reason: string;
  readonly evidence: string;
}

/** An entry as commands give it; what stands before and after it is the ledger's own. */
export interface NewEntry {
  readonly streamId: string;
  readonly kind: EntryKind;
  readonly from: Account;
  readonly to: Account;
  readonly pence: number;
  readonly on: PlainDate;
  readonly says: string;
  readonly request?: OfRequest | undefined;
  /** The verdict that allowed a commitment. */
  readonly verdictId?: string | undefined;
  readonly reverses?: { readonly id: string; readonly kind: EntryKind } | undefined;
  readonly evidence?: string | undefined;
  readonly fileId?: string | undefined;
  /** Why what happened before the stream lapsed is entered after it, and what shows that it happened then. */
  readonly late?: Late | undefined;
}

export interface Posted {
  readonly id: string;
  readonly number: number;
  readonly after: Balances;
}

const COLLISIONS = new Set([
  'entry-number-unique',
  'entry-request-number-unique',
  'entry-follows-the-last',
  'entry-request-follows-its-last',
]);
const MOST_TRIES = 3;

/**
 * Writes one entry after the last of its stream. Refused by name, without touching anything: exceeds-stream-balance,
 * exceeds-allocation and their like (with what remains), not-there-on-that-day, stream-has-lapsed, stream-has-not-started,
 * entry-is-in-the-future, late-entry-says-why. Row level security decides who may. A writer that does not take the lock and gets in between
 * makes it try again.
 */
export async function postEntry(tx: Tx, actor: Actor, entry: NewEntry): Promise<Posted | Refusal> {
  await lockStream(tx, entry.streamId);
  const today = await businessToday(tx);
  for (let tried = 1; ; tried++) {
    const standing = await standingOf(tx, entry.streamId);
    if (!standing) return notFound('stream');
    const own = entry.request && (await heldBy(tx, entry.streamId, entry.request.id));
    const refusal = refusalOfDay(entry, standing, today) ?? refusalOfSum(entry, standing, own?.held);
    if (refusal) return refusal;
    const early = await refusalOfOrder(tx, entry, standing, own?.held);
    if (early) return early;
    const row = rowOf(actor, entry, standing, own, today);
    const takeBack = await savepoint(tx, 'ledger_entry');
    try {
      await tx
        .insertInto('fund.entry')
        .values({ ...row, hash: entryHash(row) })
        .execute();
    } catch (error) {
      const collided = COLLISIONS.has(refusalOf(error)?.refused ?? '');
      if (!collided || tried === MOST_TRIES) throw error;
      await takeBack();
      continue;
    }
    await sql`release savepoint ledger_entry`.execute(tx);
    await recordCommand(tx, actor, {
      action: `entry.${entry.kind}`,
      subject: { kind: 'entry', id: row.id },
      detail: { stream: standing.slug, pence: entry.pence, says: entry.says },
      rowHash: entryHash(row),
    });
    return {
      id: row.id,
      number: row.number,
      after: moved(standing.balances, entry.from, entry.to, entry.pence),
    };
  }
}

/** As `postEntry`, one after another; the first refusal ends it. */
export async function postEntries(
  tx: Tx,
  actor: Actor,
  entries: readonly NewEntry[],
): Promise<readonly Posted[] | Refusal> {
  const posted: Posted[] = [];
  for (const entry of entries) {
    const one = await postEntry(tx, actor, entry);
    if (isRefusal(one)) return one;
    posted.push(one);
  }
  return posted;
}

function rowOf(
  actor: Actor,
  entry: NewEntry,
  standing: Standing,
  own: { readonly number: number; readonly held: Held } | undefined,
  today: PlainDate,
) {
  const { number, balances: before, lastDayNumber } = standing;
  const { request, from, to, pence } = entry;
  const late = isLate(entry, standing, today) ? entry.late : undefined;
  const after = moved(before, from, to, pence);
  const ownAfter = own && held(own.held, from, to, pence);
  return {
    partnership_id: actor.partnershipId,
    id: newId<'entry'>() as string,
    stream_id: entry.streamId,
    number: number + 1,
    follows: number === 0 ? null : number,
    kind: entry.kind,
    from_account: from,
    to_account: to,
    pence,
    on_day: entry.on,
    says: entry.says.trim(),
    request_id: request?.id ?? null,
    project_id: request?.projectId ?? null,
    agency_id: request?.agencyId ?? null,
    decision_id: request?.decisionId ?? null,
    decided: request?.decided ?? null,
    verdict_id: entry.verdictId ?? null,
    verdict: entry.verdictId === undefined ? null : 'allowed',
    reverses_id: entry.reverses?.id ?? null,
    reverses_kind: entry.reverses?.kind ?? null,
    evidence: entry.evidence?.trim() ?? '',
    file_id: entry.fileId ?? null,
    funder_before: before.funder,
    available_before: before.available,
    reserved_before: before.reserved,
    allocated_before: before.allocated,
    spent_before: before.spent,
    carried_before: before.carried,
    owed_before: before.owed,
    funder_after: after.funder,
    available_after: after.available,
    reserved_after: after.reserved,
    allocated_after: after.allocated,
    spent_after: after.spent,
    carried_after: after.carried,
    owed_after: after.owed,
    request_number: own ? own.number + 1 : null,
    request_follows: own && own.number > 0 ? own.number : null,
    request_reserved_before: own?.held.reserved ?? null,
    request_allocated_before: own?.held.allocated ?? null,
    request_spent_before: own?.held.spent ?? null,
    request_reserved_after: ownAfter?.reserved ?? null,
    request_allocated_after: ownAfter?.allocated ?? null,
    request_spent_after: ownAfter?.spent ?? null,
    account_id: accountOf(actor) ?? null,
    entered_on: today,
    last_day_number: lastDayNumber,
    last_day: lastDayOf(standing.lapsesOn),
    late_reason: late?.reason.trim() ?? null,
    late_evidence: late?.evidence.trim() ?? null,
  };
}
