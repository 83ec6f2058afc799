/** Sends what waits on this device once there is signal: each visit once, whatever becomes of the answers. */
import { visitOf } from '../../src/modules/casework/referral/visit/answers.ts';
import { type Kept, keep, listKept, rememberAccount, wipe } from './vault.ts';

/** Who sends, as the server knows them now. */
interface Key {
  readonly account: string;
  readonly csrf: string;
  readonly purpose: string | null;
}

/** What came of trying to send. */
export type Sending =
  | { readonly is: 'nothing' }
  | { readonly is: 'no-signal' }
  | { readonly is: 'sign-in' }
  | { readonly is: 'purpose' }
  | { readonly is: 'sent'; readonly references: readonly string[]; readonly refused: number };

/** The key by which this browser's session may send now. */
export async function askKey(): Promise<Key | 'no-signal' | 'sign-in'> {
  const answer = await fetch('/casework/refer/key', { headers: { accept: 'application/json' } }).catch(
    () => undefined,
  );
  if (!answer) return 'no-signal';
  if (!answer.ok || answer.redirected) return 'sign-in';
  const key = (await answer.json()) as Key;
  await rememberAccount(key.account);
  return key;
}

/** Sends everything that is ready, one tab at a time. */
export const sendWaiting = (): Promise<Sending> =>
  navigator.locks.request('concord-device-send', async (): Promise<Sending> => {
    const ready = (await listKept(undefined)).filter(({ state }) => state === 'ready');
    if (ready.length === 0) return { is: 'nothing' };
    if (!navigator.onLine) return { is: 'no-signal' };
    const key = await askKey();
    if (typeof key === 'string') return { is: key };
    if (key.purpose === null) return { is: 'purpose' };
    const references: string[] = [];
    let refused = 0;
    for (const visit of ready.filter(({ account }) => account === key.account)) {
      const result = await sendOne(visit, key);
      if (result === 'no-signal')
        return references.length > 0 ? { is: 'sent', references, refused } : { is: 'no-signal' };
      if (result === 'refused') refused += 1;
      else references.push(...result);
    }
    return { is: 'sent', references, refused };
  });

/** The key of the request is the draft's id: a server that has it already gives the first answer again. */
async function sendOne(visit: Kept, { csrf }: Key): Promise<readonly string[] | 'no-signal' | 'refused'> {
  const body = {
    ...visitOf(visit.answers, visit.id),
    offline: true,
    ...(visit.version === null ? {} : { checklist: visit.version }),
  };
  const answer = await fetch('/api/v1/casework/referrals', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': visit.id, 'x-csrf-token': csrf },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (!answer || answer.status >= 500 || answer.status === 429) return 'no-signal';
  // Signed out meanwhile, or a purpose is to be chosen: it waits, and the page says for what.
  if (answer.status === 401 || answer.status === 403) return 'no-signal';
  const said = (await answer.json().catch(() => undefined)) as Said | undefined;
  if (said === undefined || said.name === 'choose-a-purpose') return 'no-signal';
  const before = said.name === 'visit-sent-already' || said.name === 'key-used';
  if (answer.ok || before) {
    await wipe(visit.id);
    return said.referrals?.map(({ reference }) => reference) ?? said.details?.references ?? [];
  }
  const problems = (said.errors ?? []).map(({ message }) => message).filter(Boolean);
  await keep({
    ...visit,
    state: 'refused',
    problem: problems.join(' ') || (said.detail ?? 'It was refused.'),
  });
  return 'refused';
}

/** An answer of the server: what was made, or a problem. */
interface Said {
  readonly referrals?: readonly { readonly reference: string }[];
  readonly details?: { readonly references?: readonly string[] };
  readonly name?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly message: string }[];
}
