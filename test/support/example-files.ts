/** The files that the example stored while it was loaded, and the keys of its people: kept beside the databases of a run, for every copy of it. */
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { withClient } from '../../src/platform/database/connection.ts';
import { testCluster } from '../../src/platform/engine/testing.ts';
import type { FileStore } from '../../src/platform/files.ts';
import type { KeyStore } from '../../src/platform/keys/index.ts';

/** Keeps what is in the store into which the example was loaded, as long as the cluster lives. */
export async function keepExampleFiles({ folder }: FileStore): Promise<void> {
  const { engine } = await testCluster();
  await withClient(engine.connect({ database: 'postgres' }), async (admin) => {
    await admin.query('create table if not exists example_file (bytes bytea not null)');
    for (const name of await readdir(folder, { recursive: true }).catch(() => []))
      if ((await stat(path.join(folder, name))).isFile())
        await admin.query('insert into example_file values ($1)', [await readFile(path.join(folder, name))]);
  });
}

/** Puts them into the store of one that works on a copy of the example. */
export async function bringExampleFiles(store: FileStore): Promise<void> {
  const { engine } = await testCluster();
  await withClient(engine.connect({ database: 'postgres' }), async (admin) => {
    const { rows } = await admin.query<{ bytes: Buffer }>('select bytes from example_file');
    for (const { bytes } of rows) await store.write(bytes);
  });
}

const OF_SUBJECTS = /^subjects-/;

/** Keeps the keys under which the example's made-up people are sealed, as long as the cluster lives. */
export async function keepExampleKeys(keys: KeyStore): Promise<void> {
  const { engine } = await testCluster();
  await withClient(engine.connect({ database: 'postgres' }), async (admin) => {
    await admin.query('create table if not exists example_key (name text primary key, bytes bytea not null)');
    for (const [name, bytes] of keys.all())
      if (OF_SUBJECTS.test(name)) await admin.query('insert into example_key values ($1, $2)', [name, bytes]);
  });
}

/** Puts them into the key folder of one that works on a copy of the example. */
export async function bringExampleKeys(keys: KeyStore): Promise<void> {
  const { engine } = await testCluster();
  await withClient(engine.connect({ database: 'postgres' }), async (admin) => {
    const { rows } = await admin.query<{ name: string; bytes: Buffer }>(
      'select name, bytes from example_key',
    );
    for (const { name, bytes } of rows) keys.put(name, bytes);
  });
}
