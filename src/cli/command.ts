import path from 'node:path';
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { type Concord, openConcord } from '../app.ts';
import type { Id } from '../kernel/ids.ts';
import type { Refusal } from '../kernel/refusal.ts';
import { type Actor, system } from '../platform/actor.ts';
import { inTransaction, type Tx } from '../platform/database/transaction.ts';
import { readSettings, type Settings } from '../platform/settings.ts';
import { loadExampleWhenEmpty } from './example.ts';
import { makeFolders } from './folders.ts';

/** A mistake in how a command was called; the message says what to write instead. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export type Options = NonNullable<ParseArgsConfig['options']>;

/** The values of parsed options: text, or true for a switch. */
export type Values = Readonly<Record<string, string | boolean | undefined>>;

export interface Command {
  /** The words that select it: `import observations`. */
  readonly name: string;
  readonly summary: string;
  /** What follows the name, for the help: `FILE.csv [--dry-run] [--json]`. */
  readonly usage: string;
  readonly help?: string;
  readonly options?: Options;
  /** How many words may stand beside the options; none unless it says so. */
  readonly takes?: number;
  /** True for a command that reads and writes only the files it is given. */
  readonly needsNoData?: boolean;
  /** Puts the words of a call as the parser takes them, for an option that may stand with a value or alone. */
  readonly spell?: (args: readonly string[]) => string[];
  /** Gives the exit code: 0 done, 1 refused, 2 called wrongly. */
  readonly run: (call: Call) => Promise<number>;
}

/** One call of a command: what was given, and where to write. */
export interface Call {
  readonly positionals: readonly string[];
  readonly values: Values;
  readonly settings: Settings;
  readonly print: (text: string) => void;
  readonly complain: (text: string) => void;
}

const EVERYWHERE: Options = {
  data: { type: 'string' },
  partnership: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
};

/** Parses a call and runs it. Relative paths are those of the caller, not of this program. */
export async function runCommand(
  command: Command,
  args: readonly string[],
  print: Call['print'],
  complain: Call['complain'],
): Promise<number> {
  let parsed: { positionals: string[]; values: Values };
  try {
    parsed = parseArgs({
      args: command.spell?.(args) ?? [...args],
      options: { ...EVERYWHERE, ...command.options },
      allowPositionals: true,
    }) as typeof parsed;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : error}\n${usageOf(command)}`);
  }
  if (parsed.values.help) {
    print(`${usageOf(command)}\n\n${command.summary}.${command.help ? `\n\n${command.help}` : ''}`);
    return 0;
  }
  const beyond = parsed.positionals[command.takes ?? 0];
  if (beyond !== undefined)
    throw new UsageError(`There is nothing to do with "${beyond}".\n${usageOf(command)}`);
  const data = parsed.values.data;
  const settings = readSettings(process.env, typeof data === 'string' ? fromCaller(data) : undefined);
  if (!command.needsNoData) makeFolders(settings);
  return command.run({ ...parsed, settings, print, complain });
}

export const usageOf = (command: Command): string => `concord ${command.name} ${command.usage}`.trim();

/** A path as the caller meant it: npm starts programs in the repository's folder. */
export const fromCaller = (file: string): string =>
  path.resolve(process.env.CONCORD_CWD ?? process.cwd(), file);

/** The text of an option that must be there. */
export function required(values: Values, name: string, example: string): string {
  const value = values[name];
  if (typeof value !== 'string' || value === '')
    throw new UsageError(`--${name} is missing: for example --${name} ${example}`);
  return value;
}

/** The value of an option that must be one of a few words. */
export function oneOf<Word extends string>(given: string, name: string, words: readonly Word[]): Word {
  const word = words.find((known) => known === given);
  if (!word) throw new UsageError(`${name} must be one of ${words.join(', ')}, not "${given}"`);
  return word;
}

/** Opens Concord for one command and leaves it afterwards, whatever happens. */
export async function withConcord<T>(call: Call, work: (concord: Concord) => Promise<T>): Promise<T> {
  const concord = await openConcord(call.settings, 'command');
  try {
    return await work(concord);
  } finally {
    await concord.close();
  }
}

/**
 * The partnership a command is for: the only one, or the one `--partnership SLUG` names. An empty database first gets
 * the example, as at the start of the server.
 */
export async function partnershipOf(
  concord: Concord,
  call: Call,
): Promise<{ id: Id<'partnership'>; slug: string }> {
  await loadExampleWhenEmpty(concord, call.complain);
  const all = await concord.directory.list();
  const slug = call.values.partnership;
  const found =
    slug === undefined ? (all.length === 1 ? all[0] : undefined) : all.find((row) => row.slug === slug);
  if (found) return found;
  if (all.length === 0)
    throw new UsageError(
      'There is no partnership yet. Make one with concord found, or load the example with concord load example.',
    );
  const slugs = all.map((row) => row.slug).join(', ');
  throw new UsageError(
    slug === undefined
      ? `Say which partnership: --partnership ${slugs}`
      : `No partnership is called "${slug}". There are: ${slugs}`,
  );
}

/** The operator at the command line: may do what every module's permissions name, in the trail by the command's name. */
export const operator = (concord: Concord, partnershipId: Id<'partnership'>, command: string): Actor =>
  system(`concord ${command}`, partnershipId, [...concord.services.offers.permissions.keys()]);

/** Runs work for the partnership as the operator. A refusal comes back as a value. */
export async function asOperator<T>(
  call: Call,
  command: string,
  work: (tx: Tx, actor: Actor, concord: Concord) => Promise<T>,
  options: { readOnly?: boolean } = {},
): Promise<T | Refusal> {
  return withConcord(call, async (concord) => {
    const { id } = await partnershipOf(concord, call);
    const actor = operator(concord, id, command);
    return inTransaction(concord.services.pool, actor, (tx) => work(tx, actor, concord), options);
  });
}

/** Prints a refusal (as JSON where that was asked for) and gives exit code 1. */
export function sayRefusal(call: Call, refusal: Refusal): number {
  if (call.values.json) call.print(JSON.stringify(refusal, null, 2));
  else call.complain(refusal.message);
  return 1;
}
