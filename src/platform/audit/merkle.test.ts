import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { append, appendAll, EMPTY, leafHash, packFrontier, rootOf, unpackFrontier } from './merkle.ts';

const sha = (...parts: Uint8Array[]): Buffer =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();

/** The tree hash as RFC 6962 §2.1 writes it: recursive, over the data, split at the largest power of two. */
function treeHash(data: readonly Uint8Array[]): Buffer {
  if (data.length === 0) return sha();
  const [only] = data;
  if (data.length === 1 && only) return sha(Buffer.from([0]), only);
  let k = 1;
  while (k * 2 < data.length) k *= 2;
  return sha(Buffer.from([1]), treeHash(data.slice(0, k)), treeHash(data.slice(k)));
}

const entries = fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 70 });
const grow = (data: readonly Uint8Array[]) => appendAll(EMPTY, data.map(leafHash));

describe('the Merkle tree of the audit trail', () => {
  test('has the root that RFC 6962 gives, whatever the entries', () => {
    fc.assert(fc.property(entries, (data) => rootOf(grow(data)).equals(treeHash(data))));
  });

  test('has the roots of the known test vectors of certificate transparency', () => {
    const data = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const roots = data.map((_, at) =>
      rootOf(grow(data.slice(0, at + 1).map((hex) => Buffer.from(hex, 'hex')))).toString('hex'),
    );
    expect(roots[0]).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    expect(roots[1]).toBe('fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125');
    expect(roots[7]).toBe('5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328');
  });

  test('grown in two steps, through the database’s bytes between, is the tree grown in one', () => {
    fc.assert(
      fc.property(entries, entries, (first, second) => {
        const before = grow(first);
        const kept = unpackFrontier(before.size, packFrontier(before));
        expect(kept).toEqual(before);
        const after = appendAll(kept ?? EMPTY, second.map(leafHash));
        expect(rootOf(after).equals(treeHash([...first, ...second]))).toBe(true);
      }),
    );
  });

  test('changes its root when any one leaf changes, two leaves change places, or one is missing', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uint8Array({ minLength: 1, maxLength: 8 }), {
          minLength: 2,
          maxLength: 40,
          selector: (bytes) => Buffer.from(bytes).toString('hex'),
        }),
        fc.nat(),
        fc.nat(),
        (drawn, a, b) => {
          const data = drawn.map((bytes) => Buffer.from(bytes));
          const at = a % data.length;
          const other = b % data.length;
          const root = rootOf(grow(data));
          const changed = data.with(at, Buffer.from('something else altogether'));
          expect(rootOf(grow(changed)).equals(root)).toBe(false);
          expect(rootOf(grow(data.toSpliced(at, 1))).equals(root)).toBe(false);
          const swapped = data
            .with(at, data[other] ?? Buffer.alloc(0))
            .with(other, data[at] ?? Buffer.alloc(0));
          expect(rootOf(grow(swapped)).equals(root)).toBe(at === other);
        },
      ),
    );
  });

  test('keeps one root for each one of its size in binary, and knows bytes that cannot be a frontier', () => {
    const seven = Array.from({ length: 7 }, (_, at) => leafHash(Buffer.from([at]))).reduce(append, EMPTY);
    expect(seven.roots).toHaveLength(3);
    expect(unpackFrontier(7, packFrontier(seven).subarray(1))).toBeUndefined();
    expect(unpackFrontier(8, packFrontier(seven))).toBeUndefined();
  });
});
