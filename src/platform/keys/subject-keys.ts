/**
 * A key of its own for each subject, so that what is sealed under it can be made unreadable for good, in older backups
 * too, by destroying one key (crypto-shredding, NIST SP 800-88). The keys stand outside the database in 256 files of the
 * key folder, each wrapped by a master key (envelope encryption), so that the master can be changed without touching a row.
 */
import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import { KeyProblem, type KeyStore } from './key-store.ts';
import { decrypt, encrypt } from './sealing.ts';
import { type Shard, shardOf, shards } from './subject-shards.ts';

export interface SubjectKeys {
  /** Makes the keys of those that have none, with one durable write a file: call it before sealing many. */
  readonly prepare: (ids: readonly string[]) => void;
  /** The text, readable only while the subject's key exists; the key is made on first use. */
  readonly seal: (id: string, text: string) => Buffer;
  /** What was sealed; undefined when the subject's key was destroyed, or nothing was sealed. */
  readonly open: (id: string, sealed: Uint8Array | null | undefined) => string | undefined;
  readonly sealBytes: (id: string, bytes: Uint8Array) => Buffer;
  readonly openBytes: (id: string, sealed: Uint8Array) => Buffer | undefined;
  /** Destroys keys for good; what was sealed under them can never be read again. Returns how many there were. */
  readonly destroy: (ids: readonly string[]) => number;
  /** Wraps every key anew under a new master key and removes the old; nothing else changes. Returns how many. */
  readonly rotate: () => number;
  /** A keyed hash by which something sealed can be found: the same text of the same kind gives the same 16 bytes here only. */
  readonly hash: (kind: string, text: string) => Buffer;
}

const HASH_BYTES = 16;

/** The subject keys in a key folder; every process that opens the folder sees what others made or destroyed. */
export function subjectKeys(store: KeyStore): SubjectKeys {
  const files = shards(store);
  // As a key object: made anew from its bytes for each hash it would cost five times the hash.
  let indexKey: KeyObject | undefined;
  const index = (): KeyObject => {
    indexKey ??= createSecretKey(store.secret('subjects-index'));
    return indexKey;
  };

  const keyOf = (id: string): Buffer | undefined => files.keyOf(shardOf(id), id);
  const keyFor = (id: string): Buffer => {
    const found = keyOf(id);
    if (found) return found;
    prepare([id]);
    const made = keyOf(id);
    if (!made) throw new KeyProblem('A key that was just made cannot be read back.');
    return made;
  };

  function prepare(ids: readonly string[]): void {
    for (const [shard, members] of byShard(ids)) files.add(shard, members);
  }

  const sealBytes = (id: string, bytes: Uint8Array): Buffer => encrypt(keyFor(id), id, bytes);
  const openBytes = (id: string, sealed: Uint8Array): Buffer | undefined => {
    const key = keyOf(id);
    return key && decrypt(key, id, sealed);
  };

  return {
    prepare,
    sealBytes,
    openBytes,
    seal: (id, text) => sealBytes(id, Buffer.from(text)),
    open: (id, sealed) => (sealed == null ? undefined : openBytes(id, sealed)?.toString()),
    destroy: (ids) =>
      [...byShard(ids)].reduce((count, [shard, members]) => count + files.remove(shard, members), 0),
    rotate: files.rewrap,
    hash: (kind, text) =>
      createHmac('sha256', index()).update(`${kind}\0${text}`).digest().subarray(0, HASH_BYTES),
  };
}

function byShard(ids: readonly string[]): Map<Shard, string[]> {
  const groups = new Map<Shard, string[]>();
  for (const id of new Set(ids)) {
    const shard = shardOf(id);
    const members = groups.get(shard);
    if (members) members.push(id);
    else groups.set(shard, [id]);
  }
  return groups;
}
