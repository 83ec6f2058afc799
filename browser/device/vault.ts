/**
 * What is written without signal, on this device only: encrypted under a key that no script can read out, and wiped when
 * somebody signs out and after the time that the partnership has set. Nothing about a person stands here in clear.
 */
import type { Answers } from '../../src/modules/casework/referral/visit/answers.ts';

const NAME = 'concord-device';
/** Says, without saying what, that something is kept here, so that other pages need not open the database. */
const FLAG = 'concord-device';
const HOUR = 3_600_000;

/** A visit as it is kept, once opened. */
export interface Kept {
  readonly id: string;
  readonly at: number;
  readonly wipeAt: number;
  /** `writing` until it is to be sent, `ready` until it was, `refused` when the server says what is wrong. */
  readonly state: 'writing' | 'ready' | 'refused';
  readonly account: string;
  readonly version: number | null;
  readonly answers: Answers;
  /** What the server said was wrong with it. */
  readonly problem?: string;
}

/** What stands on the disk. */
interface Sealed {
  readonly id: string;
  readonly at: number;
  readonly wipeAt: number;
  readonly state: Kept['state'];
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly data: ArrayBuffer;
}

const asked = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore('keys');
    request.result.createObjectStore('visits', { keyPath: 'id' });
  };
  return asked(request);
}

async function within<T>(
  store: 'keys' | 'visits',
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const database = await open();
  try {
    return await asked(work(database.transaction(store, mode).objectStore(store)));
  } finally {
    database.close();
  }
}

/** The device's key: made once, kept by the browser, and readable by nobody. */
async function deviceKey(): Promise<CryptoKey> {
  const kept = (await within('keys', 'readonly', (keys) => keys.get('key'))) as CryptoKey | undefined;
  if (kept) return kept;
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  await within('keys', 'readwrite', (keys) => keys.put(made, 'key'));
  return made;
}

/** Who was signed in when there was last signal: an id that says nothing. */
export const rememberAccount = (account: string): Promise<unknown> =>
  within('keys', 'readwrite', (keys) => keys.put(account, 'account'));
export const knownAccount = async (): Promise<string | undefined> =>
  (await within('keys', 'readonly', (keys) => keys.get('account'))) as string | undefined;

const flag = (is: boolean): void => {
  try {
    if (is) localStorage.setItem(FLAG, '1');
    else localStorage.removeItem(FLAG);
  } catch {
    // Storage is forbidden: pages look each time.
  }
};

/** True when something may be kept here. */
export const keepsSomething = (): boolean => {
  try {
    return localStorage.getItem(FLAG) !== null;
  } catch {
    return true;
  }
};

/** Keeps a visit, encrypted; its id is authenticated too. */
export async function keep(visit: Kept): Promise<void> {
  const key = await deviceKey();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const { id, at, wipeAt, state, ...secret } = visit;
  const data = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(id) },
    key,
    new TextEncoder().encode(JSON.stringify(secret)),
  );
  const sealed: Sealed = { id, at, wipeAt, state, iv, data };
  await within('visits', 'readwrite', (visits) => visits.put(sealed));
  flag(true);
}

/** Until when a visit begun now is kept. */
export const wipeTime = (hours: number, now = Date.now()): number => now + hours * HOUR;

/** The visits of an account that are kept here, oldest first; what ran out is wiped on the way. */
export async function listKept(account: string | undefined): Promise<readonly Kept[]> {
  await wipeExpired();
  const key = await deviceKey();
  const all = (await within('visits', 'readonly', (visits) => visits.getAll())) as Sealed[];
  const kept: Kept[] = [];
  for (const { iv, data, ...clear } of all) {
    const bytes = await crypto.subtle
      .decrypt({ name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(clear.id) }, key, data)
      .catch(() => undefined);
    if (bytes === undefined) continue;
    const secret = JSON.parse(new TextDecoder().decode(bytes)) as Pick<
      Kept,
      'account' | 'version' | 'answers'
    >;
    if (account === undefined || secret.account === account) kept.push({ ...clear, ...secret });
  }
  return kept.sort((a, b) => a.at - b.at);
}

/** Wipes one visit: it was sent, or thrown away. */
export const wipe = (id: string): Promise<unknown> =>
  within('visits', 'readwrite', (visits) => visits.delete(id));

/** Wipes what was kept for as long as it may be. */
export async function wipeExpired(now = Date.now()): Promise<void> {
  const all = (await within('visits', 'readonly', (visits) => visits.getAll())) as Sealed[];
  for (const { id, wipeAt } of all) if (wipeAt <= now) await wipe(id);
  if (all.every(({ wipeAt }) => wipeAt <= now)) flag(false);
}

/** Wipes everything, the key first: what may be left on the disk can never be read again. */
export async function wipeAll(): Promise<void> {
  const database = await open();
  const both = database.transaction(['keys', 'visits'], 'readwrite');
  both.objectStore('keys').clear();
  both.objectStore('visits').clear();
  await new Promise((resolve, reject) => {
    both.oncomplete = resolve;
    both.onerror = () => reject(both.error);
  });
  database.close();
  flag(false);
}
