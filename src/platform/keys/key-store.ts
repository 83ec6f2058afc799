/**
 * The keys Concord keeps for itself, outside the database: passwords of database roles, secrets that sign
 * cookies, the key that seals audit checkpoints. They stand in a folder only its owner may read and are never
 * part of a backup, so that a stolen backup opens nothing and a stolen key has nothing to open.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeDurably } from './durable-file.ts';

/** A refusal of the key store, in a sentence for the person at the terminal. */
export class KeyProblem extends Error {
  override readonly name = 'KeyProblem';
}

/** An Ed25519 key pair; `publicKey` is the raw 32 bytes that another agency can be given. */
export interface SigningKey {
  readonly publicKey: Buffer;
  readonly verifier: KeyObject;
  sign(message: Uint8Array): Buffer;
}

export interface KeyStore {
  readonly folder: string;
  /** Whether a key of this name was made before; asking makes none. */
  has(name: string): boolean;
  /** Random bytes under this name, made on first use; the same for every process that asks. */
  secret(name: string, bytes?: number): Buffer;
  /** The same secret written as a password: 43 characters that need no escaping anywhere. */
  password(name: string): string;
  /** The signing key of this name, made on first use. */
  signingKey(name: string): SigningKey;
  /** Destroys a secret that nothing is kept under any more. */
  remove(name: string): void;
  /** Every key by file name, for an export. */
  all(): Map<string, Buffer>;
  /** Puts a key in place; a different key of that name is an error unless `replace`. */
  put(file: string, content: Buffer, replace?: boolean): void;
}

const KEY_FILE = /^[a-z][a-z0-9-]{0,62}\.(secret|ed25519|keys)$/;
const SPKI_HEADER_BYTES = 12;

/** The key store of a data folder; `keysDir` names another folder for the keys (the setting CONCORD_KEYS). */
export function keyStore(dataDir: string, keysDir?: string): KeyStore {
  const folder = keysDir ?? join(dataDir, 'keys');
  const pathOf = (file: string): string => {
    if (!KEY_FILE.test(file)) throw new KeyProblem(`"${file}" is not a name a key can have.`);
    return join(folder, file);
  };

  function readOrMake(file: string, make: () => Buffer): Buffer {
    const path = pathOf(file);
    if (!existsSync(path)) placeNew(folder, path, make());
    return readKey(path);
  }

  const secret = (name: string, bytes = 32): Buffer => {
    const found = readOrMake(`${name}.secret`, () => randomBytes(bytes));
    if (found.length !== bytes) {
      throw new KeyProblem(`The key "${name}" has ${found.length} bytes where ${bytes} are expected.`);
    }
    return found;
  };

  return {
    folder,
    has: (name) => existsSync(pathOf(`${name}.secret`)) || existsSync(pathOf(`${name}.ed25519`)),
    secret,
    password: (name) => secret(name).toString('base64url'),
    signingKey: (name) => signingKeyFrom(readOrMake(`${name}.ed25519`, newSigningKey)),
    remove: (name) => rmSync(pathOf(`${name}.secret`), { force: true }),
    all: () => {
      const files = existsSync(folder) ? readdirSync(folder).filter((file) => KEY_FILE.test(file)) : [];
      return new Map(files.sort().map((file) => [file, readKey(pathOf(file))]));
    },
    put: (file, content, replace = false) => {
      const path = pathOf(file);
      if (replace) rmSync(path, { force: true });
      placeNew(folder, path, content);
      if (!readKey(path).equals(content)) {
        throw new KeyProblem(`There is another key in ${path}; it was left as it is.`);
      }
    },
  };
}

function readKey(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new KeyProblem(`The key in ${path} cannot be read: ${(error as Error).message}`);
  }
}

/** Writes the key beside its place and links it in: of two processes that try at once, one key wins whole. */
function placeNew(folder: string, path: string, content: Buffer): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    writeDurably(draft, content);
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw new KeyProblem(`A key cannot be kept in ${folder}: ${(error as Error).message}`);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

const newSigningKey = (): Buffer =>
  generateKeyPairSync('ed25519').privateKey.export({ format: 'der', type: 'pkcs8' });

function signingKeyFrom(der: Buffer): SigningKey {
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  const verifier = createPublicKey(key);
  const publicKey = verifier.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEADER_BYTES);
  return { publicKey, verifier, sign: (message) => sign(null, message, key) };
}
