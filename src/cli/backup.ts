import path from 'node:path';
import { type DatabaseAccess, MIGRATIONS, openEngine } from '../app.ts';
import { queued } from '../modules.ts';
import { BackupProblem, backup, type Progress, restore } from '../platform/backup/index.ts';
import { type Prepared, prepareDatabase } from '../platform/database/prepare.ts';
import { exportKeys, importKeys, KeyProblem, keyStore, subjectKeys } from '../platform/keys/index.ts';
import { type Call, type Command, fromCaller, UsageError } from './command.ts';
import { readGiven } from './files.ts';

const ENCRYPTION = { 'passphrase-file': { type: 'string' } } as const;

/** The passphrase stands in a file or in CONCORD_PASSPHRASE, since arguments can be read by others on the machine. */
async function passphraseOf(call: Call): Promise<string | undefined> {
  const file = call.values['passphrase-file'];
  if (typeof file === 'string') return (await readGiven(file)).toString('utf8').trim();
  return process.env.CONCORD_PASSPHRASE || undefined;
}

function fileOf(call: Call): string {
  const [file] = call.positionals;
  if (file === undefined)
    throw new UsageError('Name the file, for example: concord backup /backups/concord-2013-01-17.backup');
  return fromCaller(file);
}

/** Progress on one line of a terminal, and nothing where the output is kept. */
const progressLine =
  () =>
  ({ doing, what }: Progress): void => {
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${doing} ${what}`);
  };
const endLine = (): void => {
  if (process.stderr.isTTY) process.stderr.write('\r\u001b[K');
};

const prepare = (access: DatabaseAccess, upTo?: string): Promise<Prepared> =>
  prepareDatabase({
    engine: access.engine,
    ...(access.database === undefined ? {} : { database: access.database }),
    passwordOf: access.passwordOf,
    migrations: MIGRATIONS,
    queues: queued,
    ...(upTo === undefined ? {} : { upTo }),
  });

/** Problems of backups and keys are sentences for the person at the terminal. */
async function saying(call: Call, work: () => Promise<string>): Promise<number> {
  try {
    call.print(await work());
    return 0;
  } catch (error) {
    endLine();
    if (!(error instanceof BackupProblem) && !(error instanceof KeyProblem)) throw error;
    call.complain(error.message);
    return 1;
  }
}

export const backupCommand: Command = {
  name: 'backup',
  summary: 'Write the whole database and all files to one checksummed file, while Concord runs',
  usage: 'FILE [--passphrase-file FILE]',
  help: 'With a passphrase (in a file, or in CONCORD_PASSPHRASE) the backup is encrypted. Keys are never in it: export them apart with concord keys export.',
  takes: 1,
  options: ENCRYPTION,
  run: (call) =>
    saying(call, async () => {
      const out = fileOf(call);
      const passphrase = await passphraseOf(call);
      const access = await openEngine(call.settings, 'command');
      try {
        const { owner } = await prepare(access);
        const filesDir = path.join(call.settings.dataDir, 'files');
        const made = await backup({
          connection: owner,
          filesDir,
          out,
          passphrase,
          onProgress: progressLine(),
        });
        endLine();
        return `${made.tables} tables, ${made.rows.toLocaleString('en-GB')} rows and ${made.files} files are in ${out} (${Math.ceil(made.bytes / 1024).toLocaleString('en-GB')} KB${passphrase ? ', encrypted' : ''}).`;
      } finally {
        await access.engine.stop();
      }
    }),
};

export const restoreCommand: Command = {
  name: 'restore',
  summary: 'Bring a backup back: all of it, or nothing',
  usage: 'FILE [--replace] [--passphrase-file FILE]',
  help: 'The backup is checked to its last byte first. Without --replace only an empty database is restored into.',
  takes: 1,
  options: { ...ENCRYPTION, replace: { type: 'boolean' } },
  run: (call) =>
    saying(call, async () => {
      const file = fileOf(call);
      const passphrase = await passphraseOf(call);
      const access = await openEngine(call.settings, 'command');
      try {
        const { owner } = await prepare(access, '0000');
        const done = await restore({
          connection: owner,
          filesDir: path.join(call.settings.dataDir, 'files'),
          in: file,
          passphrase,
          migrate: (version) => prepare(access, version),
          replace: call.values.replace === true,
          onProgress: progressLine(),
        });
        const { applied, renewing } = await prepare(access);
        endLine();
        const newer = applied.length > 0 ? ` ${applied.length} newer migrations were applied.` : '';
        const later =
          renewing.length > 0 ? ` As soon as the server runs it renews: ${renewing.join(', ')}.` : '';
        return `${done.tables} tables, ${done.rows.toLocaleString('en-GB')} rows and ${done.files} files are back.${newer}${later}`;
      } finally {
        await access.engine.stop();
      }
    }),
};

export const keysCommands: readonly Command[] = [
  {
    name: 'keys export',
    summary: 'Write the keys, encrypted under a passphrase, to keep apart from the backups',
    usage: 'FILE --passphrase-file FILE',
    takes: 1,
    options: ENCRYPTION,
    run: (call) =>
      saying(call, async () => {
        const file = fileOf(call);
        await exportKeys(keyStore(call.settings.dataDir, call.settings.keysDir), file, await needed(call));
        return `The keys are in ${file}. Keep it and its passphrase apart from the backups.`;
      }),
  },
  {
    name: 'keys import',
    summary: 'Put exported keys in place before restoring a backup on a new machine',
    usage: 'FILE --passphrase-file FILE [--replace]',
    takes: 1,
    options: { ...ENCRYPTION, replace: { type: 'boolean' } },
    run: (call) =>
      saying(call, async () => {
        const store = keyStore(call.settings.dataDir, call.settings.keysDir);
        await importKeys(store, fileOf(call), await needed(call), {
          replace: call.values.replace === true,
        });
        return 'The keys are in place.';
      }),
  },
  {
    name: 'keys rotate',
    summary: 'Wrap the key of every person under a new master key; the server may go on running',
    usage: '',
    help: 'No row of the database changes. The old master key is destroyed: keep a new export of the keys, and destroy the older ones.',
    run: (call) =>
      saying(call, async () => {
        const store = keyStore(call.settings.dataDir, call.settings.keysDir);
        const keys = subjectKeys(store).rotate();
        return `${keys.toLocaleString('en-GB')} ${keys === 1 ? 'key is' : 'keys are'} wrapped under a new master key. Export the keys again, and destroy older exports.`;
      }),
  },
];

async function needed(call: Call): Promise<string> {
  const passphrase = await passphraseOf(call);
  if (!passphrase) throw new UsageError('Give a passphrase: --passphrase-file FILE, or CONCORD_PASSPHRASE');
  return passphrase;
}
