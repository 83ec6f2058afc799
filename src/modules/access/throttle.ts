import { createHmac } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '../../kernel/ids.ts';
import { plural } from '../../kernel/names.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { KeyStore } from '../../platform/keys/index.ts';

const HOUR = 3_600_000;

/** How many wrong attempts are free, and how the wait grows from then on. */
interface Patience {
  readonly free: number;
  readonly firstWait: number;
  /** After so many more attempts the wait doubles. */
  readonly doublesEvery: number;
}

const PAIR: Patience = { free: 5, firstWait: 30_000, doublesEvery: 1 };
const NETWORK: Patience = { free: 30, firstWait: 10_000, doublesEvery: 5 };
const LONGEST_WAIT = 15 * 60_000;

/** Milliseconds to wait after the last of so many wrong attempts. */
export const waitAfter = (wrong: number, { free, firstWait, doublesEvery }: Patience): number =>
  wrong < free ? 0 : Math.min(LONGEST_WAIT, firstWait * 2 ** Math.floor((wrong - free) / doublesEvery));

/** Who tries, as keyed hashes: neither the address typed nor the network address is kept. */
export interface Trier {
  readonly emailHash: Buffer;
  readonly addressHash: Buffer;
}

/** IPv6 users own at least a /64, so they count as one network. */
const networkOf = (address: string): string =>
  address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address;

export function trierOf(keys: KeyStore, email: string, address: string): Trier {
  const keyed = (text: string): Buffer => createHmac('sha256', keys.secret('throttle')).update(text).digest();
  return { emailHash: keyed(`email:${email}`), addressHash: keyed(`address:${networkOf(address)}`) };
}

/**
 * Rule: attempts are slowed by the pair of account and network, and by network, never by account alone: so nobody can
 * lock somebody else out. The answer is the same for accounts that do not exist. (As the sign-in machinery.)
 */
export async function throttled(
  tx: Tx,
  machinery: Actor,
  trier: Trier,
  now: Date,
): Promise<Refusal | undefined> {
  const oneAtATime = Buffer.concat([trier.addressHash, trier.emailHash]).toString('hex');
  const locked = await sql<{ got: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${oneAtATime}, 0)) as got`.execute(tx);
  if (locked.rows[0]?.got !== true) return tooMany(1_000);
  const pair = await wrongAttempts(tx, machinery, trier, now, true);
  const network = await wrongAttempts(tx, machinery, trier, now, false);
  const until = Math.max(
    (pair.last?.getTime() ?? 0) + waitAfter(pair.wrong, PAIR),
    (network.last?.getTime() ?? 0) + waitAfter(network.wrong, NETWORK),
  );
  return until > now.getTime() ? tooMany(until - now.getTime()) : undefined;
}

function tooMany(milliseconds: number): Refusal {
  const seconds = Math.ceil(milliseconds / 1000);
  const wait = seconds < 90 ? plural(seconds, 'second') : plural(Math.ceil(seconds / 60), 'minute');
  return refused('too-many-attempts', `Too many attempts from where you are. Try again in ${wait}.`, {
    details: { seconds },
  });
}

/** Wrong attempts of the pair since it last succeeded (within a day), or of the network within an hour. */
async function wrongAttempts(
  tx: Tx,
  machinery: Actor,
  { emailHash, addressHash }: Trier,
  now: Date,
  pair: boolean,
): Promise<{ wrong: number; last: Date | null }> {
  const attempts = tx
    .selectFrom('access.attempt')
    .where('partnership_id', '=', machinery.partnershipId)
    .where('address_hash', '=', addressHash)
    .where('at', '>', new Date(now.getTime() - (pair ? 24 : 1) * HOUR))
    .$if(pair, (query) => query.where('email_hash', '=', emailHash));
  const since = pair
    ? (
        await attempts
          .where('succeeded', '=', true)
          .select((eb) => eb.fn.max('at').as('at'))
          .executeTakeFirst()
      )?.at
    : undefined;
  const counted = await attempts
    .where('succeeded', '=', false)
    .$if(since != null, (query) => query.where('at', '>', since as Date))
    .select((eb) => [eb.fn.countAll<number>().as('wrong'), eb.fn.max('at').as('last')])
    .executeTakeFirstOrThrow();
  return { wrong: counted.wrong, last: counted.last };
}

export async function recordAttempt(
  tx: Tx,
  machinery: Actor,
  trier: Trier,
  now: Date,
  succeeded: boolean,
): Promise<void> {
  await tx
    .insertInto('access.attempt')
    .values({
      partnership_id: machinery.partnershipId,
      id: newId(),
      email_hash: trier.emailHash,
      address_hash: trier.addressHash,
      at: now,
      succeeded,
    })
    .execute();
}
