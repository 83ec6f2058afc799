/** Keys leave and enter the machine in one encrypted file, kept apart from the backups they could open. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { writeDurably } from './durable-file.ts';
import { KeyProblem, type KeyStore } from './key-store.ts';
import { keyFromPassphrase, SCRYPT_COST, type ScryptCost } from './passphrase.ts';

const FORMAT = 'concord-keys-1';
const SHORTEST_PASSPHRASE = 12;

interface KeyFile {
  format: string;
  cost: ScryptCost;
  salt: string;
  nonce: string;
  tag: string;
  keys: string;
}

/** Writes every key into `file`, encrypted with the passphrase; returns how many. */
export async function exportKeys(store: KeyStore, file: string, passphrase: string): Promise<number> {
  if (passphrase.length < SHORTEST_PASSPHRASE) {
    throw new KeyProblem(`Choose a passphrase of at least ${SHORTEST_PASSPHRASE} characters.`);
  }
  if (existsSync(file)) throw new KeyProblem(`${file} exists already; choose another name.`);
  const keys = store.all();
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await keyFromPassphrase(passphrase, salt, SCRYPT_COST), nonce);
  cipher.setAAD(Buffer.from(FORMAT));
  const plain = JSON.stringify(
    Object.fromEntries([...keys].map(([name, key]) => [name, key.toString('base64')])),
  );
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  const written: KeyFile = {
    format: FORMAT,
    cost: SCRYPT_COST,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    keys: encrypted.toString('base64'),
  };
  writeDurably(file, `${JSON.stringify(written, null, 2)}\n`);
  return keys.size;
}

/** Puts the keys of an exported file in place; a different key already there is left, and named, unless `replace`. */
export async function importKeys(
  store: KeyStore,
  file: string,
  passphrase: string,
  options: { replace?: boolean } = {},
): Promise<number> {
  const keys = await readKeyFile(file, passphrase);
  const existing = store.all();
  const different = [...keys].filter(([name, key]) => existing.get(name)?.equals(key) === false);
  if (different.length > 0 && !options.replace) {
    const names = different.map(([name]) => name).join(', ');
    throw new KeyProblem(`This folder holds other keys of the same names (${names}); no key was changed.`);
  }
  for (const [name, key] of keys) store.put(name, key, options.replace);
  return keys.size;
}

async function readKeyFile(file: string, passphrase: string): Promise<Map<string, Buffer>> {
  const read = parseKeyFile(file);
  const key = await keyFromPassphrase(passphrase, Buffer.from(read.salt, 'base64'), read.cost);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(read.nonce, 'base64'), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(FORMAT));
    decipher.setAuthTag(Buffer.from(read.tag, 'base64'));
    const plain = Buffer.concat([decipher.update(Buffer.from(read.keys, 'base64')), decipher.final()]);
    const keys = JSON.parse(plain.toString()) as Record<string, string>;
    return new Map(Object.entries(keys).map(([name, text]) => [name, Buffer.from(text, 'base64')]));
  } catch {
    throw new KeyProblem(`The passphrase does not open ${file}, or the file is damaged.`);
  }
}

function parseKeyFile(file: string): KeyFile {
  try {
    const read = JSON.parse(readFileSync(file, 'utf8')) as KeyFile;
    if (read.format === FORMAT) return read;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new KeyProblem(`There is no file ${file}.`);
  }
  throw new KeyProblem(`${file} is not a file of exported Concord keys.`);
}
