/** Encryption of blocks: each under its own number, the last one marked, so that none can be moved or cut off. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { keyFromPassphrase, SCRYPT_COST } from '../keys/passphrase.ts';
import type { Header } from './format.ts';
import { BackupProblem } from './problem.ts';

/** Turns the content of a block into what is written, and back; `open` throws when a bit is wrong. */
export interface Seal {
  close(content: Buffer, index: number, last: boolean): Buffer;
  open(payload: Buffer, index: number, last: boolean): Buffer;
}

const TAG_SIZE = 16;
const SHORTEST_PASSPHRASE = 12;

export const openly: Seal = { close: (content) => content, open: (payload) => payload };

/** A fresh key for a new backup: what the header says of it, and the seal once the header is fixed. */
export async function newEncryption(
  passphrase: string,
): Promise<{ encryption: NonNullable<Header['encryption']>; sealFor(preamble: Buffer): Seal }> {
  if (passphrase.length < SHORTEST_PASSPHRASE) {
    throw new BackupProblem(`Choose a passphrase of at least ${SHORTEST_PASSPHRASE} characters.`);
  }
  const salt = randomBytes(16);
  const keys = split(await keyFromPassphrase(passphrase, salt, SCRYPT_COST));
  return {
    encryption: { cost: SCRYPT_COST, salt: salt.toString('base64'), check: keys.check.toString('base64') },
    sealFor: (preamble) => sealWith(keys.cipher, preamble),
  };
}

/** The seal of an existing backup. */
export async function sealOf(
  header: Header,
  preamble: Buffer,
  passphrase: string | undefined,
): Promise<Seal> {
  if (header.encryption === null) return openly;
  if (passphrase === undefined) throw new BackupProblem('This backup is encrypted: give its passphrase.');
  const { cost, salt, check } = header.encryption;
  const keys = split(await keyFromPassphrase(passphrase, Buffer.from(salt, 'base64'), cost));
  const expected = Buffer.from(check, 'base64');
  if (expected.length !== keys.check.length || !timingSafeEqual(expected, keys.check)) {
    throw new BackupProblem('The passphrase does not open this backup.');
  }
  return sealWith(keys.cipher, preamble);
}

function split(key: Buffer): { cipher: Buffer; check: Buffer } {
  const part = (use: string, size: number) => Buffer.from(hkdfSync('sha256', key, '', use, size));
  return { cipher: part('concord backup cipher', 32), check: part('concord backup check', 16) };
}

function sealWith(key: Buffer, preamble: Buffer): Seal {
  const binding = createHash('sha256').update(preamble).digest();
  const nonceOf = (index: number): Buffer => {
    const nonce = Buffer.alloc(12);
    nonce.writeBigUInt64BE(BigInt(index), 4);
    return nonce;
  };
  const aad = (last: boolean): Buffer => Buffer.concat([binding, Buffer.of(last ? 1 : 0)]);
  return {
    close: (content, index, last) => {
      const cipher = createCipheriv('aes-256-gcm', key, nonceOf(index)).setAAD(aad(last));
      return Buffer.concat([cipher.update(content), cipher.final(), cipher.getAuthTag()]);
    },
    open: (payload, index, last) => {
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(index), { authTagLength: TAG_SIZE });
      decipher.setAAD(aad(last)).setAuthTag(payload.subarray(-TAG_SIZE));
      return Buffer.concat([decipher.update(payload.subarray(0, -TAG_SIZE)), decipher.final()]);
    },
  };
}
