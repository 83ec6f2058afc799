/** The command line of Concord. */

import { runCommand, UsageError, usageOf } from './cli/command.ts';
import { commands } from './cli/commands.ts';
import { RefusedError } from './kernel/refusal.ts';
import { MigrationProblem } from './platform/database/migrate.ts';
import { EngineProblem } from './platform/engine/index.ts';
import { SettingError } from './platform/settings.ts';

const print = (text: string): void => {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
};
const complain = (text: string): void => {
  process.stderr.write(text.endsWith('\n') ? text : `${text}\n`);
};

const overview = (): string =>
  [
    'Concord: what a local partnership runs on.',
    '',
    ...commands.map((command) => `  ${usageOf(command)}\n      ${command.summary}`),
    '',
    'Every command takes --data DIR (or reads CONCORD_DATA or DATABASE_URL), --partnership SLUG and --help.',
  ].join('\n');

/** Mistakes and refusals that a person can mend are one sentence; anything else is a bug and shows where. */
const isSentence = (error: unknown): error is Error =>
  error instanceof SettingError ||
  error instanceof MigrationProblem ||
  error instanceof EngineProblem ||
  error instanceof RefusedError;

async function main(args: readonly string[]): Promise<number> {
  const first = args[0];
  if (first === undefined || first === '--help' || first === '-h' || first === 'help') {
    print(overview());
    return first === undefined ? 2 : 0;
  }
  const command = [...commands]
    .sort((a, b) => b.name.length - a.name.length)
    .find(({ name }) => name === args.slice(0, name.split(' ').length).join(' '));
  if (!command) {
    const near = commands.filter(({ name }) => name.split(' ')[0] === first);
    complain(
      near.length > 0
        ? near.map((one) => `${usageOf(one)}\n      ${one.summary}`).join('\n')
        : `There is no command "${first}".\n\n${overview()}`,
    );
    return args.includes('--help') && near.length > 0 ? 0 : 2;
  }
  return runCommand(command, args.slice(command.name.split(' ').length), print, complain);
}

// Who reads our output may stop reading, as `head` does: then there is nobody left to tell.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (error instanceof UsageError) complain(error.message);
  else if (isSentence(error)) complain(error.message);
  else complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
