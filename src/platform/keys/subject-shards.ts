/** The files that subject keys stand in: one of 256 by the end of the id, each entry wrapped by a master key. */
import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { syncFolder, writeDurably } from './durable-file.ts';
import { KeyProblem, type KeyStore } from './key-store.ts';
import { decrypt, encrypt } from './sealing.ts';

/** Two hexadecimal figures. */
export type Shard = string;
type Keys = Map<string, Buffer>;
/** As they stand in the file: version and wrapped key. One is unwrapped when it is asked for, and no other lies open in memory. */
type Wrapped = Map<string, Buffer>;

const KEY_BYTES = 32;
const ID_BYTES = 16;
const VERSION_BYTES = 2;
const WRAPPED_BYTES = 12 + KEY_BYTES + 16;
const ENTRY_BYTES = ID_BYTES + VERSION_BYTES + WRAPPED_BYTES;
const LOCK_WAITS_MS = 10_000;
const LOCK_IS_STALE_MS = 60_000;

/** The last two figures of a UUIDv7 are random; its first are the time. */
export const shardOf = (id: string): Shard => id.slice(-2).toLowerCase();

interface Cached {
  /** The file that was read (numbers of files are used again), and how much of it: what was appended since is read alone. */
  readonly file: string;
  readonly size: number;
  readonly keys: Wrapped;
}

export interface Shards {
  /** The key of this id, if it has one. */
  readonly keyOf: (shard: Shard, id: string) => Buffer | undefined;
  /** Appends keys for those that have none; durable when it returns. */
  readonly add: (shard: Shard, ids: readonly string[]) => void;
  /** Writes the file anew without these keys; returns how many there were. */
  readonly remove: (shard: Shard, ids: readonly string[]) => number;
  /** Writes every file anew under a new master key; returns how many keys there are. */
  readonly rewrap: () => number;
}

export function shards(store: KeyStore): Shards {
  const cache = new Map<Shard, Cached>();
  const pathOf = (shard: Shard): string => join(store.folder, `subjects-${shard}.keys`);

  function read(shard: Shard): Wrapped {
    const found = statSync(pathOf(shard), { throwIfNoEntry: false });
    if (!found) return new Map();
    const file = `${found.ino} ${found.birthtimeMs}`;
    const known = cache.get(shard);
    if (known?.file === file && known.size === found.size) return known.keys;
    const grown = known?.file === file && known.size < found.size ? known : undefined;
    const bytes = wholeEntries(readFrom(pathOf(shard), grown?.size ?? 0));
    const keys = grown?.keys ?? new Map();
    index(bytes, keys);
    cache.set(shard, { file, size: (grown?.size ?? 0) + bytes.length, keys });
    return keys;
  }

  const masters = new Map<number, KeyObject>();
  function masterOf(version: number): KeyObject {
    const found = masters.get(version) ?? createSecretKey(store.secret(masterName(version)));
    masters.set(version, found);
    return found;
  }

  function unwrap(id: string, wrapped: Buffer): Buffer {
    const version = wrapped.readUInt16BE();
    try {
      return decrypt(masterOf(version), id, wrapped.subarray(VERSION_BYTES));
    } catch {
      // The master may have been put back from an export while this process ran.
      masters.delete(version);
    }
    try {
      return decrypt(masterOf(version), id, wrapped.subarray(VERSION_BYTES));
    } catch {
      throw new KeyProblem('A file of subject keys is damaged: put it back from the exported keys.');
    }
  }

  const openAll = (shard: Shard): Keys =>
    new Map([...read(shard)].map(([id, wrapped]) => [id, unwrap(id, wrapped)]));

  function rewrite(shard: Shard, keys: ReadonlyMap<string, Buffer>, version: number): void {
    const draft = `${pathOf(shard)}.new`;
    rmSync(draft, { force: true });
    writeDurably(draft, entries(store, keys, version));
    renameSync(draft, pathOf(shard));
    syncFolder(store.folder);
    cache.delete(shard);
  }

  return {
    keyOf: (shard, id) => {
      const wrapped = read(shard).get(id);
      return wrapped && unwrap(id, wrapped);
    },
    add: (shard, ids) =>
      locked(store, shard, () => {
        const there = read(shard);
        const made = new Map(ids.filter((id) => !there.has(id)).map((id) => [id, randomBytes(KEY_BYTES)]));
        if (made.size > 0) append(pathOf(shard), entries(store, made, masterVersion(store)));
      }),
    remove: (shard, ids) =>
      locked(store, shard, () => {
        const keys = openAll(shard);
        const removed = ids.filter((id) => keys.delete(id)).length;
        if (removed > 0) rewrite(shard, keys, masterVersion(store));
        return removed;
      }),
    rewrap: () => {
      const old = masterVersion(store);
      store.secret(masterName(old + 1));
      const counts = ALL.map((shard) =>
        locked(store, shard, () => {
          const keys = openAll(shard);
          if (keys.size > 0) rewrite(shard, keys, old + 1);
          return keys.size;
        }),
      );
      for (const version of ALL_VERSIONS.slice(0, old)) store.remove(masterName(version));
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}

/** Master keys are numbered from one; the old one is removed when all is wrapped under the next. */
const ALL_VERSIONS = Array.from({ length: 1000 }, (_, at) => at + 1);
const ALL: readonly Shard[] = Array.from({ length: 256 }, (_, at) => at.toString(16).padStart(2, '0'));

const masterName = (version: number): string => `subjects-master-${version}`;

/** The newest master key there is; the first is made on first use. */
function masterVersion(store: KeyStore): number {
  const first = ALL_VERSIONS.find((version) => store.has(masterName(version))) ?? 1;
  let version = first;
  while (store.has(masterName(version + 1))) version += 1;
  return version;
}

const packed = (id: string): Buffer => Buffer.from(id.replaceAll('-', ''), 'hex');
const unpacked = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** One entry for each key: id, version of its master key, wrapped key. */
function entries(store: KeyStore, keys: ReadonlyMap<string, Buffer>, version: number): Buffer {
  const head = Buffer.alloc(VERSION_BYTES);
  head.writeUInt16BE(version);
  const master = createSecretKey(store.secret(masterName(version)));
  return Buffer.concat([...keys].flatMap(([id, key]) => [packed(id), head, encrypt(master, id, key)]));
}

/** What stands whole: an entry that another process is still writing, or died while writing, has sealed nothing yet. */
const wholeEntries = (bytes: Buffer): Buffer =>
  bytes.subarray(0, bytes.length - (bytes.length % ENTRY_BYTES));

function append(path: string, bytes: Buffer): void {
  const file = openSync(path, 'a', 0o600);
  try {
    const torn = fstatSync(file).size % ENTRY_BYTES;
    if (torn > 0) ftruncateSync(file, fstatSync(file).size - torn);
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What was written from this place on. */
function readFrom(path: string, start: number): Buffer {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - start));
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, start));
  } finally {
    closeSync(file);
  }
}

function index(bytes: Buffer, keys: Wrapped): void {
  for (let at = 0; at < bytes.length; at += ENTRY_BYTES)
    keys.set(unpacked(bytes.subarray(at, at + ID_BYTES)), bytes.subarray(at + ID_BYTES, at + ENTRY_BYTES));
}

/** One process at a time changes a file; a lock left behind by one that died is broken after a minute. */
function locked<T>(store: KeyStore, shard: Shard, work: () => T): T {
  store.password('subjects-folder');
  const path = join(store.folder, `subjects-${shard}.lock`);
  const until = Date.now() + LOCK_WAITS_MS;
  while (!take(path)) {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found && Date.now() - found.mtimeMs > LOCK_IS_STALE_MS) rmSync(path, { force: true });
    else if (Date.now() > until) throw new KeyProblem('Another process holds the subject keys. Try again.');
    else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
  }
  try {
    return work();
  } finally {
    rmSync(path, { force: true });
  }
}

function take(path: string): boolean {
  try {
    const handle = openSync(path, 'wx', 0o600);
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
