import path from 'node:path';
import { parsePlainDate } from '../kernel/plain-date.ts';
import { isRefusal, refused } from '../kernel/refusal.ts';
import {
  BUILT_IN,
  type FiguresReport,
  findMapping,
  importFigures,
  listMappings,
  type Mapping,
} from '../modules/intelligence/index.ts';
import type { Provenance } from '../platform/imported-files.ts';
import { announceAtOnce } from '../platform/search.ts';
import { asOperator, type Call, type Command, required, sayRefusal, UsageError } from './command.ts';
import { fileGiven, IMPORT_OPTIONS, sayImport } from './imports.ts';

/** The options of every command that brings figures in by a mapping. */
export const FIGURE_OPTIONS = {
  ...IMPORT_OPTIONS,
  ...Object.fromEntries(
    ['mapping', 'indicator', 'geography', 'own-place', 'source', 'licence', 'retrieved-on'].map((name) => [
      name,
      { type: 'string' as const },
    ]),
  ),
};

const text = (call: Call, name: string): string => {
  const value = call.values[name];
  return typeof value === 'string' ? value : '';
};

/** What the options say of where a file came from. */
function provenanceOf(call: Call): Provenance {
  const day = text(call, 'retrieved-on');
  const retrievedOn = day === '' ? null : parsePlainDate(day);
  if (retrievedOn === undefined) throw new UsageError('--retrieved-on must be a day such as 2025-01-31');
  return { source: text(call, 'source'), licence: text(call, 'licence'), retrievedOn };
}

/** What became of a file of figures, in sentences. */
function told(report: FiguresReport): string {
  const { account } = report;
  const names = Object.entries(account.unknownNames).slice(0, 10);
  return [
    `${account.rows} rows read: ${account.rowsUsed} used, ${account.rows - account.rowsUsed} not used.`,
    ...account.notUsed.map(
      ({ reason, count, lines }) =>
        `  ${count} not used: ${reason} (line ${lines.slice(0, 5).join(', ')}${count > 5 ? ' …' : ''})`,
    ),
    ...account.cellsNotUsed.map(({ reason, count }) => `  ${count} cells not used: ${reason}`),
    ...(names.length > 0
      ? [`  Joined to none of our indicators: ${names.map(([name, rows]) => `${name} (${rows})`).join('; ')}`]
      : []),
  ].join('\n');
}

/** Imports a file by the mapping that the call names, and says what became of every row. */
export async function takeFigures(
  call: Call,
  command: string,
  file: { readonly bytes: Buffer; readonly fileName: string },
  options: Provenance & { readonly write: boolean; readonly mapping: string },
): Promise<number> {
  const result = await asOperator(call, command, async (tx, actor, { services }) => {
    const found = await findMapping(tx, options.mapping);
    if (!found) {
      const names = [...(await listMappings(tx)), ...BUILT_IN].map(({ slug }) => slug);
      return refused(
        'mapping-unknown',
        `There is no mapping “${options.mapping}”. There are: ${names.join(', ')}.`,
      );
    }
    const mapping: Mapping = {
      ...found.mapping,
      indicator: text(call, 'indicator') || found.mapping.indicator,
      geography: text(call, 'geography') || found.mapping.geography,
      ownPlace: text(call, 'own-place') || found.mapping.ownPlace,
    };
    const report = await importFigures(tx, actor, file, mapping, options);
    if (!isRefusal(report) && report.written) await announceAtOnce(tx, actor, services.offers.search);
    return report;
  });
  if (isRefusal(result)) return sayRefusal(call, result);
  const dryRun = !options.write;
  if (call.values.json) call.print(JSON.stringify({ file: file.fileName, dryRun, ...result }, null, 2));
  else {
    call.print(told(result));
    sayImport(call, file.fileName, result, dryRun);
  }
  return result.refused > 0 ? 1 : 0;
}

/** `concord import figures`: any CSV or XLSX of figures, by a mapping of its columns. */
export const importFiguresCommand: Command = {
  name: 'import figures',
  summary:
    'Load figures from a CSV or XLSX of any shape by a saved mapping: all figures are written, or none',
  usage:
    'FILE.csv|FILE.xlsx --mapping NAME [--indicator SLUG] [--geography SLUG] [--own-place CODE] [--source WORDS] [--licence WORDS] [--retrieved-on DAY] [--dry-run] [--json]',
  help: 'NAME is a mapping that was saved on the page Import figures of any shape, or fingertips, lg-inform or nomis. --indicator says what a file is about that does not say it itself, --own-place what stands in it for the indicator’s own place, --geography in which vintage its codes are meant. Every row that is not used is counted with its reason; a figure that is wrong is refused by line, and then nothing is written.',
  takes: 1,
  options: FIGURE_OPTIONS,
  async run(call) {
    const mapping = required(call.values, 'mapping', 'fingertips');
    const { name, bytes } = await fileGiven(call, 'import figures smoking.csv --mapping fingertips');
    return takeFigures(
      call,
      'import figures',
      { bytes, fileName: path.basename(name) },
      { ...provenanceOf(call), write: call.values['dry-run'] !== true, mapping },
    );
  },
};
