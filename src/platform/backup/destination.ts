/** Makes sure that a database can take a backup: nobody's data in it, and the same migrations. */
import type { ClientBase, ClientConfig } from 'pg';
import { listOccupiedTables } from './catalogue.ts';
import { listFiles } from './files.ts';
import { BackupProblem } from './problem.ts';
import { isNotMadeYet, withSession } from './session.ts';
import type { BackupContent } from './verify.ts';

export interface Destination {
  connection: ClientConfig;
  filesDir: string;
  /** Applies migrations up to and including the one named, so that the tables are those of the backup. */
  migrate: (toVersion: string) => Promise<unknown>;
  /** Empties the database altogether, so that it can be migrated anew; needed only to go back to an older version. */
  reset?: (() => Promise<unknown>) | undefined;
  /** Replaces what is there; without it only an empty database is restored into. */
  replace?: boolean | undefined;
}

type Migrations = BackupContent['migrations'];

/** Brings the destination to the version of the backup, or says why it will not. Changes no rows. */
export async function prepareDestination(destination: Destination, backup: BackupContent): Promise<void> {
  const state = await inspect(destination);
  if (!destination.replace) refuseOccupied(state.occupied, state.files);
  if (isAhead(state.migrations, backup.migrations)) {
    if (!destination.reset) {
      throw new BackupProblem(
        `The database is newer (${state.migrations.at(-1)?.name}) than the backup (${backup.version}). ` +
          'Restore into a new database; it is brought up to date afterwards.',
      );
    }
    await destination.reset();
  }
  if (backup.version !== undefined) await destination.migrate(backup.version);
  const after = await withSession(destination.connection, migrationsOf);
  const different = backup.migrations.find(
    ({ name, checksum }) => !after.some((found) => found.name === name && found.checksum === checksum),
  );
  if (different) {
    throw new BackupProblem(
      `The backup was made by another version of Concord: its migration ${different.name} is not the one here. ` +
        'Restore it with the version that made it, or a later one.',
    );
  }
}

interface State {
  migrations: Migrations;
  occupied: string[];
  files: number;
}

async function inspect({ connection, filesDir }: Destination): Promise<State> {
  const files = (await listFiles(filesDir)).length;
  try {
    return await withSession(connection, async (client) => ({
      migrations: await migrationsOf(client),
      occupied: await listOccupiedTables(client),
      files,
    }));
  } catch (error) {
    if (isNotMadeYet(error)) return { migrations: [], occupied: [], files };
    throw error;
  }
}

function refuseOccupied(occupied: string[], files: number): void {
  if (occupied.length > 0) {
    const [first, ...more] = occupied;
    const others = more.length > 0 ? ` and ${more.length} more` : '';
    throw new BackupProblem(
      `The database is not empty: there are rows in ${first}${others}. ` +
        'Restore into a new database, or say that this one is to be replaced.',
    );
  }
  if (files > 0) {
    throw new BackupProblem(
      `The folder of files is not empty: it holds ${files}. Say that they are to be replaced, or choose another.`,
    );
  }
}

/** Whether the database has a migration that the backup does not know. */
const isAhead = (here: Migrations, there: Migrations): boolean =>
  here.some(({ name }) => !there.some((known) => known.name === name));

async function migrationsOf(client: ClientBase): Promise<Migrations> {
  const { rows } = await client.query<{ there: boolean }>(
    `select to_regclass('platform.migration') is not null as there`,
  );
  if (!rows[0]?.there) return [];
  const found = await client.query<Migrations[number]>(
    'select name, checksum from platform.migration order by name',
  );
  return found.rows;
}
