/** What others ask to be measured, what of ours answers it, and who monitors it. */
import path from 'node:path';
import { isRefusal } from '../kernel/refusal.ts';
import { importFramework, importFrameworkJoins, importMonitoring } from '../modules/strategy/index.ts';
import { decodeText } from '../platform/http/previewed-file.ts';
import { asOperator, type Command, sayRefusal } from './command.ts';
import { fileGiven, IMPORT_OPTIONS, reportOf, sayImport } from './imports.ts';
import { recordTaken } from './provenance.ts';

const IMPORTS = [
  {
    what: 'framework',
    summary: 'Load frameworks of others with their entries',
    importer: importFramework,
    help: 'Columns: framework, reference, title; kind, group, part_of, monitoring_body, in_agreement, definition may be left out. A row without a reference tells of the framework itself: title, publisher, published_on, starts_on, ends_on, entries_in_all, source, note.',
  },
  {
    what: 'framework-joins',
    summary: 'Load which of our outcomes and indicators answer which entries',
    importer: importFrameworkJoins,
    help: 'Columns: framework, reference, and outcome or indicator; fit (whole or part) for an indicator; note may be left out.',
  },
  {
    what: 'monitoring',
    summary: 'Load which body monitors which indicator',
    importer: importMonitoring,
    help: 'Columns: indicator, body; note may be left out.',
  },
] as const;

export const frameworkImports: readonly Command[] = IMPORTS.map(({ what, summary, importer, help }) => {
  const name = `import ${what}`;
  return {
    name,
    summary: `${summary}: all rows are written, or none`,
    usage: 'FILE.csv [--dry-run] [--json]',
    help: `${help} Exit code 1 when a row is refused; each is named by line and reason.`,
    takes: 1,
    options: IMPORT_OPTIONS,
    async run(call) {
      const { name: file, bytes } = await fileGiven(call, `${name} ${what}.csv`);
      const dryRun = call.values['dry-run'] === true;
      const result = await asOperator(call, name, async (tx, actor) => {
        const imported = await importer(tx, actor, decodeText(bytes), { write: !dryRun });
        if (isRefusal(imported)) return imported;
        const reported = reportOf(imported);
        await recordTaken(tx, actor, reported, { importer: what, file: path.basename(file), content: bytes });
        return reported;
      });
      if (isRefusal(result)) return sayRefusal(call, result);
      if (call.values.json) call.print(JSON.stringify({ file, dryRun, ...result }, null, 2));
      else sayImport(call, file, result, dryRun);
      return result.refused > 0 ? 1 : 0;
    },
  };
});
