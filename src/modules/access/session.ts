import { type Id, newId } from '../../kernel/ids.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import { type Actor, accountOf } from '../../platform/actor.ts';
import { recordCommand } from '../../platform/audit/record.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { asMachinery } from './machinery.ts';
import { hashToken, newToken } from './tokens.ts';

const HOUR = 3_600_000;

/** What a browser shows of itself, and how long it may stay. */
export interface Arrival {
  readonly now: Date;
  /** The User-Agent header; only its family is kept. */
  readonly userAgent: string;
  /** The token that the browser had before; its session ends. */
  readonly before: string | undefined;
  readonly sessionHours: number;
}

export type Ending = 'signed-out' | 'revoked' | 'signed-in-again' | 'password-changed' | 'account-ended';

/** Begins a session under a new token (call as the sign-in machinery). Gives the token for the cookie. */
export async function beginSession(
  tx: Tx,
  machinery: Actor,
  accountId: Id<'account'>,
  how: 'password' | 'example',
  { now, userAgent, before, sessionHours }: Arrival,
): Promise<{ token: string; id: Id<'session'> }> {
  if (before !== undefined)
    await endedNow(tx, machinery, now, 'signed-in-again')
      .where('token_hash', '=', hashToken(before))
      .execute();
  const token = newToken();
  const id = newId<'session'>();
  await tx
    .insertInto('access.session')
    .values({
      partnership_id: machinery.partnershipId,
      id,
      token_hash: hashToken(token),
      account_id: accountId,
      how,
      browser: browserFamily(userAgent),
      created_at: now,
      last_seen_at: now,
      expires_at: new Date(now.getTime() + sessionHours * HOUR),
    })
    .execute();
  return { token, id };
}

const endedNow = (tx: Tx, actor: Actor, now: Date, because: Ending) =>
  tx
    .updateTable('access.session')
    .set({ ended_at: now, ended_because: because })
    .where('partnership_id', '=', actor.partnershipId)
    .where('ended_at', 'is', null);

/** Ends all sessions of an account but one (call as its owner or as the machinery). Gives how many. */
export async function endSessions(
  tx: Tx,
  actor: Actor,
  accountId: string,
  because: Ending,
  { except, now = new Date() }: { except?: string | undefined; now?: Date } = {},
): Promise<number> {
  const ended = await endedNow(tx, actor, now, because)
    .where('account_id', '=', accountId)
    .$if(except !== undefined, (query) => query.where('id', '<>', except ?? ''))
    .executeTakeFirst();
  return Number(ended.numUpdatedRows);
}

/** Ends the session the member is signed in with. */
export async function signOut(tx: Tx, actor: Actor): Promise<undefined | Refusal> {
  if (actor.kind !== 'member' || actor.sessionId === undefined)
    return refused('sign-in-first', 'You are not signed in.');
  await endedNow(tx, actor, new Date(), 'signed-out').where('id', '=', actor.sessionId).execute();
  await recordCommand(tx, actor, {
    action: 'session.signed-out',
    subject: { kind: 'session', id: actor.sessionId },
  });
  return undefined;
}

/** Ends every session of the member, this one too. */
export async function signOutEverywhere(tx: Tx, actor: Actor): Promise<number | Refusal> {
  const accountId = accountOf(actor);
  if (accountId === undefined) return refused('sign-in-first', 'You are not signed in.');
  const ended = await endSessions(tx, actor, accountId, 'revoked');
  await recordCommand(tx, actor, {
    action: 'session.all-signed-out',
    subject: { kind: 'account', id: accountId },
    detail: { ended },
  });
  return ended;
}

/** Ends one of the member's own sessions. */
export async function revokeSession(tx: Tx, actor: Actor, sessionId: string): Promise<undefined | Refusal> {
  const ended = await endedNow(tx, actor, new Date(), 'revoked')
    .where('id', '=', sessionId)
    .where('account_id', '=', accountOf(actor) ?? null)
    .executeTakeFirst();
  if (ended.numUpdatedRows === 0n) return refused('not-found', 'This session has ended already.');
  await recordCommand(tx, actor, { action: 'session.revoked', subject: { kind: 'session', id: sessionId } });
  return undefined;
}

/** Sessions that ended or ran out more than thirty days ago are removed (a job's work). */
export async function sweepSessions(tx: Tx, actor: Actor, now: Date): Promise<void> {
  await tx
    .deleteFrom('access.session')
    .where('partnership_id', '=', actor.partnershipId)
    .where('expires_at', '<', new Date(now.getTime() - 30 * 24 * HOUR))
    .execute();
  await asMachinery(tx, actor, async () => {
    const yesterday = new Date(now.getTime() - 24 * HOUR);
    const own = actor.partnershipId;
    await tx
      .deleteFrom('access.attempt')
      .where('partnership_id', '=', own)
      .where('at', '<', yesterday)
      .execute();
    await tx
      .deleteFrom('access.pending_sign_in')
      .where('partnership_id', '=', own)
      .where('made_at', '<', yesterday)
      .execute();
  });
}

const FAMILIES: readonly [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone/, 'an iPhone'],
  [/iPad/, 'an iPad'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'a Mac'],
  [/CrOS/, 'ChromeOS'],
  [/Linux/, 'Linux'],
];

/** `Firefox on Windows`: enough for its owner to recognise it, too little to track anybody. */
export function browserFamily(userAgent: string): string {
  const named = (known: readonly [RegExp, string][]) =>
    known.find(([pattern]) => pattern.test(userAgent))?.[1];
  const system = named(SYSTEMS);
  return `${named(FAMILIES) ?? 'A browser'}${system ? ` on ${system}` : ''}`;
}

/** The member reads for this purpose until the session ends or another is chosen; `null` is for none. */
export async function choosePurpose(
  tx: Tx,
  actor: Actor,
  purpose: string | null,
): Promise<Refusal | undefined> {
  if (actor.kind !== 'member' || actor.sessionId === undefined)
    return refused('sign-in-first', 'Sign in to choose a purpose; an API call names it in Concord-Purpose.');
  await tx
    .updateTable('access.session')
    .set({ purpose })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', actor.sessionId)
    .execute();
  await recordCommand(tx, purpose === null ? actor : { ...actor, purpose }, {
    action: purpose === null ? 'purpose.left' : 'purpose.chosen',
    subject: { kind: 'session', id: actor.sessionId },
  });
  return undefined;
}
