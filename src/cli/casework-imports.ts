/** What casework takes from files: held by an agency, sealed as it is read, and matched. */
import { isRefusal, type Refusal } from '../kernel/refusal.ts';
import { importConcerns, importRecords } from '../modules/casework/index.ts';
import type { Actor } from '../platform/actor.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { decodeText } from '../platform/http/previewed-file.ts';
import type { ImportResult } from '../platform/import-rows.ts';
import type { SubjectKeys } from '../platform/keys/index.ts';
import { withBar } from './bar.ts';
import { asOperator, type Call, type Command, sayRefusal } from './command.ts';
import { fileGiven, IMPORT_OPTIONS, reportOf, STEPS, sayImport } from './imports.ts';

type Importer = (
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  text: string,
  options: { readonly write: boolean; readonly agency?: string | undefined },
) => Promise<ImportResult | Refusal>;

const IMPORTS: readonly { readonly what: string; readonly summary: string; readonly importer: Importer }[] = [
  { what: 'records', summary: 'Load what an agency holds about people', importer: importRecords },
  {
    what: 'concerns',
    summary:
      'Load incidents and observations, or a police incident extract or housing complaint log as it is',
    importer: importConcerns,
  },
];

async function run(call: Call, what: string, importer: Importer): Promise<number> {
  const { name, bytes } = await fileGiven(call, `import ${what} ${what}.csv --agency police`);
  const dryRun = call.values['dry-run'] === true;
  const agency = typeof call.values.agency === 'string' ? call.values.agency : undefined;
  const result = await asOperator(call, `import ${what}`, (tx, actor, { services }) =>
    withBar(STEPS, async (next) => {
      const imported = await importer(tx, actor, services.subjects, decodeText(bytes), {
        write: !dryRun,
        agency,
      });
      next();
      return imported;
    }),
  );
  if (isRefusal(result)) return sayRefusal(call, result);
  const reported = reportOf(result);
  if (call.values.json) call.print(JSON.stringify({ file: name, dryRun, ...reported }, null, 2));
  else sayImport(call, name, reported, dryRun);
  return reported.refused > 0 ? 1 : 0;
}

export const caseworkImports: readonly Command[] = IMPORTS.map(({ what, summary, importer }) => ({
  name: `import ${what}`,
  summary: `${summary}: all rows are written, or none`,
  usage: 'FILE.csv [--agency SLUG] [--dry-run] [--json]',
  help: 'Rows that name no agency are of the one given. The import page names the columns. Exit code 1 when a row is refused; each is named by line and reason, never by name.',
  takes: 1,
  options: { ...IMPORT_OPTIONS, agency: { type: 'string' } },
  run: (call: Call) => run(call, what, importer),
}));
