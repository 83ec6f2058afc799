import { verify } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { exportKeys, importKeys, keyStore } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a secret is made on first use and stays the same for whoever asks next', () => {
  const first = keyStore(folder).secret('cookie');
  expect(first).toHaveLength(32);
  expect(keyStore(folder).secret('cookie')).toEqual(first);
  expect(keyStore(folder).secret('other')).not.toEqual(first);
});

test('only the owner may read the keys', () => {
  keyStore(folder).secret('cookie');
  expect(statSync(join(folder, 'keys')).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'keys', 'cookie.secret')).mode & 0o777).toBe(0o600);
});

test('the keys may stand in a folder away from the data', () => {
  const elsewhere = join(folder, 'vault');
  expect(keyStore(folder, elsewhere).secret('cookie')).toEqual(
    keyStore('/nowhere', elsewhere).secret('cookie'),
  );
});

test('a name cannot lead out of the folder of keys', () => {
  expect(() => keyStore(folder).secret('../cookie')).toThrow('is not a name a key can have');
});

test('a signature made today is verified with the public key that was handed out before', () => {
  const handedOut = keyStore(folder).signingKey('audit');
  const signature = keyStore(folder).signingKey('audit').sign(Buffer.from('head of the tree'));
  expect(handedOut.publicKey).toHaveLength(32);
  expect(verify(null, Buffer.from('head of the tree'), handedOut.verifier, signature)).toBe(true);
  expect(verify(null, Buffer.from('another head'), handedOut.verifier, signature)).toBe(false);
});

test('keys travel in an encrypted file, and only its passphrase opens it', async () => {
  const here = keyStore(join(folder, 'here'));
  const there = keyStore(join(folder, 'there'));
  const secret = here.secret('cookie');
  here.signingKey('audit');
  const file = join(folder, 'keys.export');

  expect(await exportKeys(here, file, 'correct horse battery')).toBe(2);
  expect(readFileSync(file, 'utf8')).not.toContain(secret.toString('base64'));
  await expect(importKeys(there, file, 'wrong horse battery')).rejects.toThrow(
    'The passphrase does not open',
  );

  expect(await importKeys(there, file, 'correct horse battery')).toBe(2);
  expect(there.all()).toEqual(here.all());
});

test('importing never overwrites a different key unless told to', async () => {
  const here = keyStore(join(folder, 'here'));
  const there = keyStore(join(folder, 'there'));
  here.secret('cookie');
  const kept = there.secret('cookie');
  const file = join(folder, 'keys.export');
  await exportKeys(here, file, 'correct horse battery');

  await expect(importKeys(there, file, 'correct horse battery')).rejects.toThrow('(cookie.secret)');
  expect(there.secret('cookie')).toEqual(kept);
  await importKeys(there, file, 'correct horse battery', { replace: true });
  expect(there.secret('cookie')).toEqual(here.secret('cookie'));
});
