import { isRefusal, type Refusal } from '../kernel/refusal.ts';
import { exportDeliveryPlan, importDeliveryPlan } from '../modules/delivery/index.ts';
import { decodeText, importObservations } from '../modules/intelligence/index.ts';
import type { Actor } from '../platform/actor.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { announce } from '../platform/search.ts';
import { asOperator, type Call, type Command, oneOf, required, sayRefusal, UsageError } from './command.ts';
import { toCsvText } from './csv.ts';
import { readGiven, writeOut } from './files.ts';

const IMPORT_OPTIONS = { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } } as const;

/** One line of an imported file, as every importer reports it. */
interface ReportedRow {
  readonly line: number;
  readonly outcome: string;
  readonly what: string;
  readonly reason: string | undefined;
}

interface Reported {
  readonly rows: readonly ReportedRow[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly written: boolean;
}

type Importer = (
  tx: Tx,
  actor: Actor,
  bytes: Buffer,
  fileName: string,
  dryRun: boolean,
) => Promise<Reported | Refusal>;

async function fileGiven(call: Call, example: string): Promise<{ name: string; bytes: Buffer }> {
  const [name] = call.positionals;
  if (name === undefined) throw new UsageError(`Name the file, for example: concord ${example}`);
  return { name, bytes: await readGiven(name) };
}

async function runImport(call: Call, command: string, example: string, importer: Importer): Promise<number> {
  const { name, bytes } = await fileGiven(call, example);
  const dryRun = call.values['dry-run'] === true;
  const result = await asOperator(call, command, async (tx, actor, { services }) => {
    const reported = await importer(tx, actor, bytes, name, dryRun);
    if (!isRefusal(reported) && reported.written)
      await announce(tx, actor, services.offers.search, services.jobs);
    return reported;
  });
  if (isRefusal(result)) return sayRefusal(call, result);
  if (call.values.json) call.print(JSON.stringify({ file: name, dryRun, ...result }, null, 2));
  else sayImport(call, name, result, dryRun);
  return result.refused > 0 ? 1 : 0;
}

function sayImport(call: Call, file: string, result: Reported, dryRun: boolean): void {
  for (const row of result.rows)
    if (row.outcome === 'refused')
      call.complain(`${file}:${row.line}: ${row.what ? `${row.what}: ` : ''}${row.reason ?? 'refused'}`);
  const counts = `${result.added} to add, ${result.changed} to change, ${result.unchanged} unchanged, ${result.refused} refused`;
  if (result.refused > 0) call.complain(`Nothing was written: ${counts}.`);
  else if (dryRun) call.print(`Nothing was written, as asked: ${counts}.`);
  else
    call.print(`Written: ${result.added} added, ${result.changed} changed, ${result.unchanged} unchanged.`);
}

export const importCommands: readonly Command[] = [
  {
    name: 'import observations',
    summary: 'Load figures: all rows are written, or none',
    usage: 'FILE.csv [--dry-run] [--json]',
    help: 'Columns: indicator, period, value, numerator, denominator, place, quality, source, note. Exit code 1 when a row is refused; each is named by line and reason.',
    takes: 1,
    options: IMPORT_OPTIONS,
    run: (call) =>
      runImport(
        call,
        'import observations',
        'import observations figures.csv',
        async (tx, actor, bytes, _name, dryRun) => {
          const report = await importObservations(tx, actor, decodeText(bytes), { dryRun });
          if (isRefusal(report)) return report;
          return { ...report, written: report.written > 0 };
        },
      ),
  },
  {
    name: 'import delivery-plan',
    summary: 'Load a delivery plan from a spreadsheet: all rows are written, or none',
    usage: 'FILE.xlsx|FILE.csv [--dry-run] [--json]',
    help: 'What concord export delivery-plan writes can be changed and imported again. Exit code 1 when a row is refused.',
    takes: 1,
    options: IMPORT_OPTIONS,
    run: (call) =>
      runImport(
        call,
        'import delivery-plan',
        'import delivery-plan plan.xlsx',
        async (tx, actor, bytes, fileName, dryRun) => {
          const report = await importDeliveryPlan(tx, actor, { bytes, fileName }, { dryRun });
          if (isRefusal(report)) return report;
          return { ...report, written: report.written && report.added + report.changed > 0 };
        },
      ),
  },
];

async function writeTable(call: Call, content: Buffer | string): Promise<number> {
  const out = required(call.values, 'out', 'plan.xlsx');
  await writeOut(out, content);
  call.complain(`Written to ${out}.`);
  return 0;
}

export const exportPlanCommand: Command = {
  name: 'export delivery-plan',
  summary: 'Write the delivery plans of a period as a spreadsheet that imports unchanged',
  usage: '--period 2013 --format xlsx|csv --out FILE',
  options: { period: { type: 'string' }, format: { type: 'string' }, out: { type: 'string' } },
  async run(call) {
    const period = required(call.values, 'period', '2013');
    const format = oneOf(required(call.values, 'format', 'xlsx'), '--format', ['xlsx', 'csv']);
    const content = await asOperator(call, 'export delivery-plan', (tx, actor) =>
      exportDeliveryPlan(tx, actor, { period, format }),
    );
    return isRefusal(content) ? sayRefusal(call, content) : writeTable(call, content);
  },
};

export const exportCommand: Command = {
  name: 'export',
  summary: 'Write a table of the open data',
  usage: 'NAME [--format csv|json] --out FILE',
  help: 'Without a name it lists what there is.',
  takes: 1,
  options: { format: { type: 'string' }, out: { type: 'string' } },
  async run(call) {
    const [name] = call.positionals;
    const format = oneOf(String(call.values.format ?? 'csv'), '--format', ['csv', 'json']);
    const content = await asOperator(call, 'export', async (tx, actor, { services }) => {
      const { exports } = services.offers;
      const offer = name === undefined ? undefined : exports.get(name);
      if (!offer)
        throw new UsageError(`Name what to export: delivery-plan, ${[...exports.keys()].join(', ')}`);
      const rows = await offer.rows(tx, actor);
      return format === 'json' ? `${JSON.stringify(rows, null, 2)}\n` : toCsvText(rows);
    });
    return isRefusal(content) ? sayRefusal(call, content) : writeTable(call, content);
  },
};
