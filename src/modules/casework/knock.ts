/** Slowing down who of the public sends many: a form takes so many an hour from one network, and so many from all together. */
import { createHmac } from 'node:crypto';
import { newId } from '../../kernel/ids.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { KeyStore } from '../../platform/keys/index.ts';

const HOUR = 3_600_000;
/** Named rule: one network sends so many an hour by one form, and all of them together no more than a desk can read. */
const PER_NETWORK = 5;
export const TOGETHER = 60;

/** A form that everybody may send. */
type PublicForm = 'referral' | 'case-review';

/** A keyed hash of the network that somebody writes from, for one form; the address itself is not kept. */
export const knockOf = (keys: KeyStore, form: PublicForm, address: string): Buffer =>
  createHmac('sha256', keys.secret('throttle'))
    .update(
      `${form}:${address.includes(':') && !address.includes('.') ? address.split(':').slice(0, 4).join(':') : address}`,
    )
    .digest();

/** Counts a knock; refuses `too-many-requests` where there were too many in the last hour. For the machine. */
export async function knocksTooOften(
  tx: Tx,
  machine: Actor,
  knock: Buffer,
  together = TOGETHER,
): Promise<Refusal | undefined> {
  const heard = await tx
    .selectFrom('casework.referral_knock')
    .where('partnership_id', '=', machine.partnershipId)
    .where('at', '>', new Date(Date.now() - HOUR))
    .select((is) => [
      is.fn.countAll<string>().as('all'),
      is.fn.countAll<string>().filterWhere('by_hash', '=', knock).as('own'),
    ])
    .executeTakeFirstOrThrow();
  if (Number(heard.own) >= PER_NETWORK || Number(heard.all) >= together)
    return refused(
      'too-many-requests',
      'Many were sent in the last hour. Try again later; if somebody is in danger, call 999.',
    );
  await tx
    .insertInto('casework.referral_knock')
    .values({ partnership_id: machine.partnershipId, id: newId(), by_hash: knock, at: new Date() })
    .execute();
  return undefined;
}
