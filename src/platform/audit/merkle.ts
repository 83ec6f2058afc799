import { createHash } from 'node:crypto';

/** Merkle tree hashing of RFC 6962 §2.1: leaves and nodes are hashed apart, so that neither passes for the other. */
const LEAF = Buffer.from([0]);
const NODE = Buffer.from([1]);
const HASH_BYTES = 32;

export const leafHash = (data: Uint8Array): Buffer => createHash('sha256').update(LEAF).update(data).digest();

export const nodeHash = (left: Buffer, right: Buffer): Buffer =>
  createHash('sha256').update(NODE).update(left).update(right).digest();

/** The root of the empty tree. */
export const EMPTY_ROOT = createHash('sha256').digest();

/**
 * A growing tree as the roots of its complete subtrees, largest first: what must be kept to add leaves without reading
 * those before. A tree of n leaves has as many as n has ones in binary.
 */
export interface Frontier {
  readonly size: number;
  readonly roots: readonly Buffer[];
}

export const EMPTY: Frontier = { size: 0, roots: [] };

/** The tree with one leaf more. */
export function append({ size, roots }: Frontier, leaf: Buffer): Frontier {
  const next = [...roots];
  let node = leaf;
  for (let full = size; full % 2 === 1; full = Math.floor(full / 2)) {
    const left = next.pop();
    if (!left) throw new Error('A frontier has fewer roots than its size needs');
    node = nodeHash(left, node);
  }
  return { size: size + 1, roots: [...next, node] };
}

export const appendAll = (tree: Frontier, leaves: readonly Buffer[]): Frontier => leaves.reduce(append, tree);

/** The root of the whole tree. */
export const rootOf = ({ roots }: Frontier): Buffer =>
  roots.length === 0 ? EMPTY_ROOT : roots.reduceRight((right, left) => nodeHash(left, right));

/** A frontier as bytes, for the database. */
export const packFrontier = ({ roots }: Frontier): Buffer => Buffer.concat(roots);

/** The frontier of a tree of that size from its bytes; undefined when they cannot be one. */
export function unpackFrontier(size: number, bytes: Buffer): Frontier | undefined {
  const ones = size.toString(2).replaceAll('0', '').length;
  if (bytes.length !== ones * HASH_BYTES) return undefined;
  return {
    size,
    roots: Array.from({ length: ones }, (_, at) => bytes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES)),
  };
}
