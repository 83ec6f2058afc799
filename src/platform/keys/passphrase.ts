/** A key from a passphrase, slow on purpose: scrypt at 128 MB, so that guessing is dear even on many machines. */
import { type BinaryLike, scrypt } from 'node:crypto';

/** The cost of deriving a key, written beside whatever the key encrypts. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

export const SCRYPT_COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };
const MOST_MEMORY = 1024 ** 3;

/** Derives the 32 byte key of a passphrase; a cost read from a file is bounded, so that no file can exhaust us. */
export function keyFromPassphrase(passphrase: string, salt: BinaryLike, cost: ScryptCost): Promise<Buffer> {
  const { N, r, p } = cost;
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFC'), salt, 32, { N, r, p, maxmem: MOST_MEMORY }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}
