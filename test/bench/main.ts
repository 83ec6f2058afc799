/** `npm run bench [-- --write] [--times N] [--quick] [--page home] [--linkage] [--casework] [--street] [--places]`: what Concord costs on this machine, beside what the machine can. */
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { comparePages } from './compare.ts';
import { npmStart } from './concord.ts';
import { measureFundCheck } from './fund-check.ts';
import { measureLinkage } from './linkage.ts';
import { machine } from './machine.ts';
import { choosePages } from './pages.ts';
import { caseworkSection, caseworkTable, document, type Result, summary } from './paper.ts';
import { measurePlaces } from './places.ts';
import { stopEverything } from './processes.ts';
import { measureReports } from './reports.ts';
import { ALONE, measuredBy, writeAll, writeSection } from './sections.ts';
import { measureCasework, measureDecisions, measurePack } from './settings.ts';
import { prepareSizes } from './sizes.ts';
import { measureStreet } from './street.ts';

const { values: given } = parseArgs({
  options: {
    write: { type: 'boolean' },
    quick: { type: 'boolean' },
    times: { type: 'string' },
    keep: { type: 'boolean' },
    page: { type: 'string', multiple: true },
    linkage: { type: 'boolean' },
    casework: { type: 'boolean' },
    street: { type: 'boolean' },
    places: { type: 'boolean' },
  },
});
const times = Number(given.times ?? 100);
if (!Number.isInteger(times) || times < 2) throw new Error('--times must be a whole number from 2 on');
const part = given.page !== undefined;
if (part && given.write) throw new Error('--write keeps what all pages cost: leave --page out');
const chosen = choosePages(given.page ?? []);
const effort = { connections: 4, seconds: given.quick ? 0.5 : 2, most: 3000 };
const rounds = given.quick ? 1 : 3;

const say = (sentence: string): void => {
  process.stderr.write(`${sentence}\n`);
};

const began = loadavg()[0] ?? 0;
if (given.linkage) {
  const measured = await told((tell) => measureLinkage(given.quick ? 100_000 : 1_000_000, tell));
  await keep(ALONE.matching, '--linkage', measured);
  process.exit();
}

const CASEWORK_TIMES = given.quick ? 30 : 100;

const folder = await mkdtemp(path.join(tmpdir(), 'concord-bench-'));
try {
  if (given.casework) {
    const casework = await measureCasework(folder, CASEWORK_TIMES);
    process.stdout.write(`${caseworkTable(casework)}\n`);
    await keep(ALONE.casework, '--casework', caseworkSection(casework));
  } else if (given.street) {
    const measured = await told((tell) => measureStreet(folder, given.quick ? 5000 : 50_000, tell));
    await keep(ALONE.street, '--street', measured);
  } else if (given.places) {
    const measured = await told((tell) => measurePlaces(folder, effort, rounds, tell));
    await keep(ALONE.places, '--places', measured);
  } else await measureAll();
} finally {
  await stopEverything();
  if (given.keep) say(`Kept: ${folder}`);
  else await rm(folder, { recursive: true, force: true });
}

async function measureAll(): Promise<void> {
  say('Starting Concord for the first time…');
  const sizes = await prepareSizes(folder, times, say);
  say('Measuring pages…');
  const pages = await comparePages(sizes, chosen, effort, rounds, say);
  if (!part) say('Building reports…');
  const reports = part ? [] : await measureReports(sizes, folder, given.quick ? 1 : 3);
  const pack = part ? undefined : await measurePack(rounds);
  if (!part) say('Checking the fund…');
  const fundCheck = part ? undefined : await measureFundCheck(sizes);
  if (!part) say('Recording decisions…');
  const decisions = part ? undefined : await measureDecisions(sizes);
  for (const size of [sizes.once, sizes.many]) await size.close();
  const again = await npmStart(sizes.many.data);
  await again.stop();
  const result: Result = {
    machine: machine(sizes.postgres),
    times,
    effort: { ...effort, rounds },
    starts: { first: sizes.firstStartMs, second: sizes.secondStartMs, secondMany: again.readyMs },
    rows: sizes.rows,
    multiplyMs: sizes.multiplyMs,
    pages,
    reports,
    pack,
    fundCheck,
    decisions,
    casework: undefined,
  };
  process.stdout.write(`${summary(result)}\n`);
  if (part) return;
  // Written before the longest part too, so that a run which is stopped keeps what it measured.
  await write(result);
  say('Laying people for casework, few and many…');
  const casework = await measureCasework(folder, CASEWORK_TIMES);
  process.stdout.write(`${caseworkTable(casework)}\n`);
  await write({ ...result, casework });
}

async function write(result: Result): Promise<void> {
  if (!given.write) return;
  await writeAll(document(result));
  say('Written to docs/performance.md.');
}

/** What a measurement tells, sentence by sentence, is shown as it comes; together it is a list. */
async function told(measure: (tell: (sentence: string) => void) => Promise<void>): Promise<string> {
  const sentences: string[] = [];
  await measure((sentence) => {
    sentences.push(`- ${sentence}`);
    process.stdout.write(`${sentence}\n`);
  });
  return sentences.join('\n');
}

/** Writes what is measured alone into its own section. */
async function keep(title: string, option: string, body: string): Promise<void> {
  if (!given.write) return;
  await writeSection(title, `${measuredBy(option, began)}\n\n${body}`);
  say('Written to docs/performance.md.');
}
