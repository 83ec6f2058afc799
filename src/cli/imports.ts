import path from 'node:path';
import { isRefusal, type Refusal } from '../kernel/refusal.ts';
import { importDeliveryPlan, importProjectPlaces } from '../modules/delivery/index.ts';
import { importPartnerSpend, importRequests, importStreams } from '../modules/fund/index.ts';
import {
  importActions,
  importAgendaItems,
  importBodies,
  importBodyChanges,
  importDecisions,
  importMembers,
  importPapers,
  importReportingLines,
  importSittings,
} from '../modules/governance/index.ts';
import {
  importIndicators,
  importObservations,
  importTargets,
  importWaves,
} from '../modules/intelligence/index.ts';
import { importAgencies, importAttendances, importPosts, importServices } from '../modules/partners/index.ts';
import { importPlaces } from '../modules/places/index.ts';
import { importStrategy } from '../modules/strategy/index.ts';
import type { Actor } from '../platform/actor.ts';
import type { Collected } from '../platform/collect.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { decodeText } from '../platform/http/previewed-file.ts';
import type { ImportResult } from '../platform/import-rows.ts';
import { announceAtOnce } from '../platform/search.ts';
import { withBar } from './bar.ts';
import { asOperator, type Call, type Command, sayRefusal, UsageError } from './command.ts';
import { readGiven } from './files.ts';
import { recordTaken } from './provenance.ts';

/** The steps of an import, as its bar names them. */
export const STEPS = ['taking the rows', 'letting them be found'];
export const IMPORT_OPTIONS = { 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } } as const;

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
  readonly remarks?: readonly string[];
  readonly notUsed?: number;
}

type Importer = (
  tx: Tx,
  actor: Actor,
  bytes: Buffer,
  fileName: string,
  dryRun: boolean,
  offers: Collected,
) => Promise<Reported | Refusal>;

/** The file that a command names. */
export async function fileGiven(call: Call, example: string): Promise<{ name: string; bytes: Buffer }> {
  const [name] = call.positionals;
  if (name === undefined) throw new UsageError(`Name the file, for example: concord ${example}`);
  return { name, bytes: await readGiven(name) };
}

/** What is imported as open data and figures are: its file leaves where it came from. Files that may be about people do not. */
const LEAVES = new Set(['places', 'survey-waves', 'indicators', 'targets', 'observations']);

async function runImport(call: Call, command: string, example: string, importer: Importer): Promise<number> {
  const { name, bytes } = await fileGiven(call, example);
  const dryRun = call.values['dry-run'] === true;
  const result = await asOperator(call, command, (tx, actor, { services }) =>
    withBar(STEPS, async (next) => {
      const reported = await importer(tx, actor, bytes, name, dryRun, services.offers);
      const what = command.replace('import ', '');
      if (!isRefusal(reported) && LEAVES.has(what))
        await recordTaken(tx, actor, reported, { importer: what, file: path.basename(name), content: bytes });
      next();
      if (!isRefusal(reported) && reported.written) await announceAtOnce(tx, actor, services.offers.search);
      return reported;
    }),
  );
  if (isRefusal(result)) return sayRefusal(call, result);
  if (call.values.json) call.print(JSON.stringify({ file: name, dryRun, ...result }, null, 2));
  else sayImport(call, name, result, dryRun);
  return result.refused > 0 ? 1 : 0;
}

/** Says what became of the rows: each that was refused by line and reason, then the counts. */
export function sayImport(call: Call, file: string, result: Reported, dryRun: boolean): void {
  for (const row of result.rows)
    if (row.outcome === 'refused')
      call.complain(`${file}:${row.line}: ${row.what ? `${row.what}: ` : ''}${row.reason ?? 'refused'}`);
  for (const remark of result.remarks ?? []) call.print(remark);
  const counts = `${result.added} to add, ${result.changed} to change, ${result.unchanged} unchanged, ${result.refused} refused`;
  if (result.refused > 0) call.complain(`Nothing was written: ${counts}.`);
  else if (dryRun) call.print(`Nothing was written, as asked: ${counts}.`);
  else
    call.print(`Written: ${result.added} added, ${result.changed} changed, ${result.unchanged} unchanged.`);
}

/** An importer of text as commands run one, whichever way its module tells what became of each line. */
const ofRows =
  (
    importer: (
      tx: Tx,
      actor: Actor,
      text: string,
      options: { readonly write: boolean },
      offers: Collected,
    ) => Promise<ImportResult | Refusal>,
  ): Importer =>
  async (tx, actor, bytes, _name, dryRun, offers) => {
    const result = await importer(tx, actor, decodeText(bytes), { write: !dryRun }, offers);
    return isRefusal(result) ? result : reportOf(result);
  };

/** What became of the rows, as commands report it. */
export function reportOf(result: ImportResult): Reported {
  const rows = result.rows.map(({ says, ...row }) => ({ ...row, reason: says ?? undefined }));
  const { added, changed } = result.counts;
  return {
    rows,
    ...result.counts,
    written: result.written && added + changed > 0,
    ...(result.remarks ? { remarks: result.remarks } : {}),
    ...(result.notUsed ? { notUsed: result.notUsed } : {}),
  };
}

const ofDefinitions =
  (importer: typeof importIndicators): Importer =>
  (tx, actor, bytes, _name, dryRun) =>
    importer(tx, actor, decodeText(bytes), { dryRun });

const observations: Importer = async (tx, actor, bytes, _name, dryRun) => {
  const report = await importObservations(tx, actor, decodeText(bytes), { dryRun });
  return isRefusal(report) ? report : { ...report, written: report.written > 0 };
};

const deliveryPlan: Importer = async (tx, actor, bytes, fileName, dryRun) => {
  const report = await importDeliveryPlan(tx, actor, { bytes, fileName }, { dryRun });
  if (isRefusal(report)) return report;
  return { ...report, written: report.written && report.added + report.changed > 0 };
};

/** Everything that can be brought in a file, in the order in which it builds on each other. */
const IMPORTS: readonly {
  readonly what: string;
  readonly summary: string;
  readonly importer: Importer;
  readonly kind?: string;
  readonly help?: string;
}[] = [
  { what: 'agencies', summary: 'Load partner agencies', importer: ofRows(importAgencies) },
  { what: 'posts', summary: 'Load the posts of agencies', importer: ofRows(importPosts) },
  { what: 'services', summary: 'Load the directory of services', importer: ofRows(importServices) },
  {
    what: 'attendances',
    summary: 'Load who attended which course',
    importer: ofRows(importAttendances),
  },
  { what: 'places', summary: 'Load places', importer: ofRows(importPlaces) },
  { what: 'bodies', summary: 'Load boards and groups', importer: ofRows(importBodies) },
  {
    what: 'reporting-lines',
    summary: 'Load which body answers to which',
    importer: ofRows(importReportingLines),
  },
  { what: 'sittings', summary: 'Load sittings of bodies', importer: ofRows(importSittings) },
  { what: 'agenda-items', summary: 'Load items of agendas', importer: ofRows(importAgendaItems) },
  { what: 'papers', summary: 'Load papers in words', importer: ofRows(importPapers) },
  { what: 'members', summary: 'Load who sits on bodies', importer: ofRows(importMembers) },
  {
    what: 'body-changes',
    summary: 'Load what happened to bodies: renamed, merged, abolished',
    importer: ofRows(importBodyChanges),
  },
  {
    what: 'actions',
    summary: 'Load actions that bodies set before the system',
    importer: ofRows(importActions),
    help: 'Columns: body, day, action, owner_post, due_on; closed_on, outcome and evidence may be left out.',
  },
  {
    what: 'decisions',
    summary: 'Load decisions that were taken before the system, from minutes',
    importer: ofRows(importDecisions),
    help: 'Columns: body, decided_on, outcome, title, words; subject, key, reason, deferred_to, condition, condition_due, quorum and effect_done may be left out.',
  },
  { what: 'survey-waves', summary: 'Load waves of surveys', importer: ofDefinitions(importWaves) },
  {
    what: 'indicators',
    summary: 'Load definitions of indicators',
    importer: ofDefinitions(importIndicators),
  },
  { what: 'targets', summary: 'Load baselines and targets', importer: ofDefinitions(importTargets) },
  {
    what: 'observations',
    summary: 'Load figures',
    importer: observations,
    help: 'Columns: indicator, period, value, numerator, denominator, place, quality, source, note.',
  },
  {
    what: 'strategy',
    summary: 'Load a strategy as a new version',
    importer: ofRows(importStrategy),
    kind: 'FILE.json',
    help: 'A version with its priorities, outcomes, themes and needs, and its adoption where it is adopted.',
  },
  {
    what: 'delivery-plan',
    summary: 'Load a delivery plan from a spreadsheet',
    importer: deliveryPlan,
    kind: 'FILE.xlsx|FILE.csv',
    help: 'What concord export delivery-plan writes can be changed and imported again.',
  },
  {
    what: 'project-places',
    summary: 'Load where projects work',
    importer: ofRows(importProjectPlaces),
    help: 'Columns: project and place, by their slugs.',
  },
  {
    what: 'streams',
    summary: 'Load streams of money with their restrictions',
    importer: ofRows(importStreams),
  },
  { what: 'requests', summary: 'Load requests for money', importer: ofRows(importRequests) },
  {
    what: 'partner-spend',
    summary: 'Load what each partner spends here, by place and outcome',
    importer: ofRows(importPartnerSpend),
  },
];

export const importCommands: readonly Command[] = IMPORTS.map(
  ({ what, summary, importer, kind = 'FILE.csv', help = 'The import page names the columns.' }) => {
    const name = `import ${what}`;
    const example = `${name} ${what}.${kind.startsWith('FILE.json') ? 'json' : 'csv'}`;
    return {
      name,
      summary: `${summary}: all rows are written, or none`,
      usage: `${kind} [--dry-run] [--json]`,
      help: `${help} Exit code 1 when a row is refused; each is named by line and reason.`,
      takes: 1,
      options: IMPORT_OPTIONS,
      run: (call: Call) => runImport(call, name, example, importer),
    };
  },
);
