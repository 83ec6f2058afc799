import { readdir } from 'node:fs/promises';
import { afterAll, expect, test } from 'vitest';
import { refused } from '../kernel/refusal.ts';
import { testDatabase } from './database/testing.ts';
import { temporaryFolder } from './engine/testing.ts';
import { fileStore, storeFile, storeSealed } from './files.ts';

const db = testDatabase();
const folder = temporaryFolder();
afterAll(() => folder[Symbol.dispose]());

const store = fileStore(folder.path);
const kept = async (): Promise<number> =>
  (await readdir(folder.path, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).length;

/** Stores a file, and ends its transaction as the test says. */
const storing = (text: string, end: () => unknown) => {
  const actor = db().with('read');
  return db().as(actor, async (tx) => {
    await storeFile(tx, actor, store, { fileName: 'a.csv', bytes: Buffer.from(text) });
    return end();
  });
};

test('what was stored goes again when its transaction is refused or fails, and stays when it commits', async () => {
  await storing('refused', () => refused('wrong', 'It is refused after all'));
  expect(await kept()).toBe(0);
  const failing = storing('failed', () => {
    throw new Error('It fails after all');
  });
  await expect(failing).rejects.toThrow('It fails after all');
  expect(await kept()).toBe(0);
  await storing('kept', () => 'done');
  expect(await kept()).toBe(1);
});

test('the same bytes stay while another row has them', async () => {
  await storing('kept', () => refused('wrong', 'It is refused after all'));
  expect(await kept()).toBe(1);
});

test('sealed bytes go again when their transaction is refused', async () => {
  const actor = db().with('read');
  await db().as(actor, async (tx) => {
    await storeSealed(tx, actor, store, Buffer.from('sealed'));
    return refused('wrong', 'It is refused after all');
  });
  expect(await kept()).toBe(1);
});
