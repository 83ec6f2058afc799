import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { PlainDate } from '../kernel/plain-date.ts';
import { isRefusal } from '../kernel/refusal.ts';
import {
  grownInWords,
  importStreet,
  leftBy,
  partInWords,
  type StreetAccount,
} from '../modules/intelligence/index.ts';
import { type ImportedFile, recordImportedFile } from '../platform/imported-files.ts';
import { announceAtOnce } from '../platform/search.ts';
import { asOperator, type Call, type Command, fromCaller, sayRefusal, UsageError } from './command.ts';
import { readable } from './files.ts';
import { IMPORT_OPTIONS } from './imports.ts';
import { collectGarbage } from './lean.ts';

/** What became of every row of a file, in sentences. */
function told(account: StreetAccount): string {
  const { file, read, added, changed, unchanged, unreadable } = account;
  const { inPlaces, elsewhere, withoutPlace, elsewhereBy } = account;
  const districts = Object.entries(elsewhereBy).slice(0, 5);
  const grown = grownInWords(account.grownMonths ?? []);
  const named = districts.map(([district, rows]) => `${district} ${rows}`).join(', ');
  return [
    `${file}: ${read} rows read: ${added} added, ${changed} with a new outcome, ${unchanged} known already, ${unreadable} not readable.`,
    `  ${inPlaces} lie in places of the partnership, ${elsewhere} elsewhere${named ? ` (${named}${Object.keys(elsewhereBy).length > 5 ? ' …' : ''})` : ''}, ${withoutPlace} have no location.`,
    ...(grown ? [`  ${grown}`] : []),
    ...account.unreadableLines.map(({ line, reason }) => `  line ${line}: ${reason}`),
  ].join('\n');
}

export const importStreetCommand: Command = {
  name: 'import police-street',
  summary: 'Load street-level crime of police.uk: all files are written, or none',
  usage: 'FILE.csv… [--leave-out] [--dry-run] [--json]',
  help: 'Files as police.uk publishes them, of any size. Every row is accounted for; where a row cannot be read the file may have been cut, and nothing is written unless --leave-out says to do without such rows. A month with less than half the rows of those around it is named, and its figures are provisional. What was imported before changes nothing but a newer outcome. Crimes and anti-social behaviour are counted apart by LSOA, by the places that LSOAs fit into and for the whole, as the indicators police-crime and police-asb, with their rates where populations are known.',
  takes: 1000,
  options: { ...IMPORT_OPTIONS, 'leave-out': { type: 'boolean' } },
  async run(call) {
    if (call.positionals.length === 0)
      throw new UsageError('Name the files, for example: concord import police-street 2018-10-street.csv');
    for (const name of call.positionals) await readable(name);
    const files = call.positionals.map((name) => ({ file: fromCaller(name) }));
    return takeStreetFiles(call, 'import police-street', files, {
      write: call.values['dry-run'] !== true,
      leaveOut: call.values['leave-out'] === true,
    });
  },
};

/** A street file on this machine, and from where it was fetched where it was. */
interface StreetSource {
  readonly file: string;
  readonly address?: string;
  readonly retrievedOn?: PlainDate;
}

/** Imports street files, keeps where each came from, and says what became of every row. */
export async function takeStreetFiles(
  call: Call,
  command: string,
  sources: readonly StreetSource[],
  { write, leaveOut = false }: { readonly write: boolean; readonly leaveOut?: boolean },
): Promise<number> {
  const files = sources.map(({ file }) => fileToRead(file));
  const result = await asOperator(call, command, async (tx, actor, { services }) => {
    const imported = await importStreet(tx, actor, files, { write, leaveOut });
    if (isRefusal(imported)) return imported;
    if (imported.written)
      for (const [at, account] of imported.files.entries()) {
        const { file: _file, ...from } = sources[at] ?? {};
        const read = files[at]?.read();
        if (read && account.added + account.changed > 0)
          await recordImportedFile(tx, actor, leftBy(account, { ...read, ...from }));
      }
    if (imported.written) await announceAtOnce(tx, actor, services.offers.search);
    return imported;
  });
  if (isRefusal(result)) return sayRefusal(call, result);
  const stopped = !leaveOut && result.files.some(({ unreadable }) => unreadable > 0);
  if (call.values.json) call.print(JSON.stringify({ dryRun: !write, ...result }, null, 2));
  else {
    for (const account of result.files) call.print(told(account));
    for (const part of result.partMonths)
      call.print(`${part.month}: ${partInWords(part)} Its figures are provisional until the rest comes.`);
    call.print(
      stopped
        ? 'Nothing was written: a row that cannot be read may be where a file was cut. Mend the file, or leave such rows out with --leave-out.'
        : write
          ? `${result.figures} figures of indicators recorded.`
          : 'Nothing was written, as asked.',
    );
  }
  return stopped ? 1 : 0;
}

/** A street file of this machine, read piece by piece; once it has been read, its hash and size are known. */
function fileToRead(file: string) {
  const hash = createHash('sha256');
  let bytes = 0;
  async function* pieces() {
    await collectGarbage();
    for await (const piece of createReadStream(file, { highWaterMark: 1 << 20 })) {
      hash.update(piece as Buffer);
      bytes += (piece as Buffer).length;
      yield piece as Buffer;
    }
  }
  return {
    name: path.basename(file),
    open: (): Readable => Readable.from(pieces(), { objectMode: false }),
    read: (): Pick<ImportedFile, 'sha256' | 'bytes'> => ({ sha256: hash.digest(), bytes }),
  };
}
