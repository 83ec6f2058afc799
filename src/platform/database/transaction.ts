import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import type pg from 'pg';
import { isUuid } from '../../kernel/ids.ts';
import { isRefusal, type Refusal, RefusedError } from '../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf } from '../actor.ts';
import { planningOnce, plansAreStale } from './planned.ts';
import { refusalOf } from './refusals.ts';
import type { DB } from './types.ts';

/** A database transaction in the context of one actor. Every query of a request goes through one of these. */
export type Tx = Kysely<DB>;

/** Something of a sensitive kind that was read, in words of the audit trail. */
export interface SensitiveRead {
  readonly action: string;
  readonly subject?: { readonly kind: string; readonly id: string };
  readonly detail?: Readonly<Record<string, unknown>>;
}

interface TxState {
  readonly client: pg.PoolClient;
  readonly readOnly: boolean;
  audited: number;
  /** What its commands' audit events speak of. */
  readonly changed: { readonly kind: string; readonly id: string; readonly action: string }[];
  /** What was read that must be audited before it is shown, where only the result tells. */
  readonly reads: SensitiveRead[];
  readonly afterCommit: (() => void)[];
  readonly afterRollback: ((client: pg.ClientBase) => Promise<void>)[];
}

const states = new WeakMap<Tx, TxState>();

/** What the platform knows about an open transaction: its client, and what happened in it so far. */
export function stateOf(tx: Tx): TxState {
  const state = states.get(tx);
  if (!state) throw new Error('This transaction was not opened by inTransaction');
  return state;
}

/** Runs once the transaction has committed; never when it rolls back. For telling others in this process. */
export const afterCommit = (tx: Tx, tell: () => void): void => {
  stateOf(tx).afterCommit.push(tell);
};

/** Runs once the transaction has rolled back, over its own connection; never when it commits. For what stands outside the database. */
export const afterRollback = (tx: Tx, undo: (client: pg.ClientBase) => Promise<void>): void => {
  stateOf(tx).afterRollback.push(undo);
};

const WORD = /^[A-Za-z0-9_.:-]+(@[0-9a-f-]{36})?$/;

function setting(name: string, value: string | undefined, valid: (text: string) => boolean): string {
  if (value === undefined || value === '') return `set local app.${name} = '';`;
  if (!valid(value)) throw new Error(`The setting app.${name} may not hold what was given`);
  return `set local app.${name} = '${value}';`;
}

/** Between commas, as `platform.may` looks for one of them. */
const listed = (all: readonly string[]): string => (all.length === 0 ? '' : `,${all.join(',')},`);

const words = (text: string): boolean =>
  text
    .replace(/^,|,$/g, '')
    .split(',')
    .every((word) => WORD.test(word));

/** What tells the database who asks, for the rest of a transaction. */
export function contextOf(actor: Actor): string {
  return [
    setting('partnership', actor.partnershipId, isUuid),
    setting('account', accountOf(actor), isUuid),
    setting('agency', agencyOf(actor), isUuid),
    setting('permissions', listed(actor.permissions), words),
    // Nearly every row is asked for this one: `platform.may` finds it without copying the whole list for each row.
    setting('reads', actor.permissions.includes('read') ? 'yes' : undefined, words),
    setting('purpose', actor.purpose, words),
    setting('shared_by', listed(actor.sharedBy ?? []), words),
  ].join(' ');
}

/**
 * What is read is planned once for each connection, whatever the values (see `planningOnce`): left to itself, PostgreSQL
 * plans a union of all modules anew each time that values seem to promise a better plan, which takes longer than asking.
 */
const READING = 'begin read only; set local plan_cache_mode = force_generic_plan;';

const opening = (actor: Actor, readOnly: boolean): string =>
  `${readOnly ? READING : 'begin;'} ${contextOf(actor)}`;

/** A Kysely instance that speaks through one client, whose transaction is opened and closed outside it. */
const bind = (client: pg.PoolClient, readOnly: boolean): Tx => {
  const query = planningOnce(client, readOnly);
  const pool = {
    options: {},
    connect: async () => ({ query, release: () => {} }),
    end: async () => {},
  };
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: pool as unknown as PostgresPool }) });
};

/**
 * Opens a transaction in one round trip with the actor's context, runs the work and commits. A refusal that the work
 * returns, and a constraint that the database names, roll back and come out as a value; any other error is thrown.
 * `readOnly` is for GET: the database itself then refuses to write.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
  { readOnly = false }: { readOnly?: boolean } = {},
): Promise<T | Refusal> {
  const client = await pool.connect();
  const state: TxState = {
    client,
    readOnly,
    audited: 0,
    changed: [],
    reads: [],
    afterCommit: [],
    afterRollback: [],
  };
  let broken: Error | undefined;
  try {
    await client.query(opening(actor, readOnly));
    const tx = bind(client, readOnly);
    states.set(tx, state);
    const result = await work(tx);
    if (isRefusal(result)) {
      await client.query('rollback');
      await undoOutside(state);
      return result;
    }
    await client.query('commit');
    for (const tell of state.afterCommit) tell();
    return result;
  } catch (error) {
    await client.query('rollback').then(
      () => undoOutside(state),
      (lost: Error) => {
        broken = lost;
      },
    );
    if (plansAreStale(error)) broken ??= error as Error;
    if (error instanceof RefusedError) return error.refusal;
    const refusal = refusalOf(error);
    if (refusal) return refusal;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** What cannot be undone is left where it is: why the work failed matters more to whoever asked. */
async function undoOutside({ client, afterRollback }: TxState): Promise<void> {
  for (const undo of afterRollback.splice(0)) await undo(client).catch(() => undefined);
}

/** As `inTransaction`, for work whose refusal would be a bug: it throws instead. */
export async function transact<T>(
  pool: pg.Pool,
  actor: Actor,
  work: (tx: Tx) => Promise<T>,
  options: { readOnly?: boolean } = {},
): Promise<Exclude<T, Refusal>> {
  const result = await inTransaction(pool, actor, work, options);
  if (isRefusal(result)) throw new RefusedError(result);
  return result as Exclude<T, Refusal>;
}

/**
 * Continues the actor's transaction as another actor of the same partnership, and as the first again afterwards: for
 * machinery that must see what the person in front of it may not, such as sign-in. One transaction, one commit.
 */
export async function actingAs<T>(
  tx: Tx,
  actor: Actor,
  other: Actor,
  work: (other: Actor) => Promise<T>,
): Promise<T> {
  if (other.partnershipId !== actor.partnershipId)
    throw new Error('A transaction serves one partnership: the other actor belongs to another');
  const { client } = stateOf(tx);
  await client.query(contextOf(other));
  try {
    return await work(other);
  } finally {
    // After an error the transaction takes no more statements, and can only roll back.
    await client.query(contextOf(actor)).catch(() => undefined);
  }
}
