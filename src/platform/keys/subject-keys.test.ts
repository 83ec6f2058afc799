import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { newId } from '../../kernel/ids.ts';
import { exportKeys, importKeys, keyStore, subjectKeys } from './index.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'concord-subjects-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const inside = () => join(folder, 'keys');
const keys = () => subjectKeys(keyStore(folder));

test('what is sealed under a subject is read by every process that opens the folder', () => {
  const id = newId();
  const sealed = keys().seal(id, 'Ada of Rugeley');
  expect(sealed.includes('Ada')).toBe(false);
  expect(keys().open(id, sealed)).toBe('Ada of Rugeley');
});

test('what was sealed under a destroyed key can never be read again, and its neighbours still can', () => {
  const [gone, kept] = [`${newId().slice(0, -2)}aa`, `${newId().slice(0, -2)}aa`];
  const mine = keys();
  const [first, second] = [mine.seal(gone, 'first'), mine.seal(kept, 'second')];
  expect(mine.destroy([gone, newId()])).toBe(1);
  for (const reader of [mine, keys()]) {
    expect(reader.open(gone, first)).toBeUndefined();
    expect(reader.open(kept, second)).toBe('second');
  }
  const files = readdirSync(inside()).map((file) => readFileSync(join(inside(), file)));
  expect(files.length).toBeGreaterThan(0);
  expect(files.some((file) => file.includes(Buffer.from(gone.replaceAll('-', ''), 'hex')))).toBe(false);
});

test('a process learns of a key that another one made or destroyed while it ran', () => {
  const [mine, other] = [keys(), keys()];
  const ids = Array.from({ length: 3 }, () => `${newId().slice(0, -2)}0f`);
  mine.prepare(ids.slice(0, 1));
  other.prepare(ids);
  const [, second = ''] = ids;
  const sealed = other.seal(second, 'words');
  expect(mine.open(second, sealed)).toBe('words');
  mine.destroy([second]);
  expect(other.open(second, sealed)).toBeUndefined();
});

test('the master key is changed without touching what is sealed, and the old one is gone', () => {
  const [mine, other] = [keys(), keys()];
  const [a, b] = [newId(), newId()];
  const [sealedA, sealedB] = [mine.seal(a, 'a'), mine.seal(b, 'b')];
  expect(other.open(a, sealedA)).toBe('a');
  expect(mine.rotate()).toBe(2);
  expect(readdirSync(inside()).filter((file) => file.includes('master'))).toEqual([
    'subjects-master-2.secret',
  ]);
  expect(mine.open(a, sealedA)).toBe('a');
  expect(keys().open(b, sealedB)).toBe('b');
  const later = newId();
  expect(keys().open(later, other.seal(later, 'later'))).toBe('later');
});

test('what is sealed under one subject does not open as another, nor when it was changed', () => {
  const mine = keys();
  const [a, b] = [newId(), newId()];
  mine.prepare([a, b]);
  const sealed = mine.seal(a, 'words');
  expect(() => mine.open(b, sealed)).toThrow();
  sealed[14] = (sealed[14] ?? 0) ^ 1;
  expect(() => mine.open(a, sealed)).toThrow();
});

test('exported keys bring subject keys to another machine', async () => {
  const id = newId();
  const sealed = keys().seal(id, 'words');
  const file = join(folder, 'exported.json');
  await exportKeys(keyStore(folder), file, 'a long passphrase');
  const elsewhere = mkdtempSync(join(tmpdir(), 'concord-subjects-'));
  await importKeys(keyStore(elsewhere), file, 'a long passphrase');
  expect(subjectKeys(keyStore(elsewhere)).open(id, sealed)).toBe('words');
  rmSync(elsewhere, { recursive: true, force: true });
});

test('an entry that was half written when the power went loses no other, and the next key stands whole', () => {
  const [before, after] = [`${newId().slice(0, -2)}1c`, `${newId().slice(0, -2)}1c`];
  const sealed = keys().seal(before, 'before');
  const file = join(inside(), 'subjects-1c.keys');
  const whole = statSync(file).size;
  appendFileSync(file, Buffer.alloc(whole - 1, 7));
  expect(keys().open(before, sealed)).toBe('before');
  const mine = keys();
  const later = mine.seal(after, 'after');
  expect(statSync(file).size).toBe(2 * whole);
  for (const reader of [mine, keys()]) {
    expect(reader.open(before, sealed)).toBe('before');
    expect(reader.open(after, later)).toBe('after');
  }
});

test('a file of keys that somebody changed is refused in words that say what to do', () => {
  const id = newId();
  const sealed = keys().seal(id, 'words');
  const file = join(inside(), `subjects-${id.slice(-2)}.keys`);
  const bytes = readFileSync(file);
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(file, bytes);
  expect(() => keys().open(id, sealed)).toThrow('put it back from the exported keys');
});
