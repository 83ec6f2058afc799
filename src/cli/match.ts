import { MatchProblem, type MatchReport, matchFiles } from '../modules/casework/linkage/index.ts';
import { type Call, type Command, fromCaller, required, UsageError } from './command.ts';
import { readGiven } from './files.ts';

const HELP = `Links the records of two files that are one person, or those of one file with each other. It needs no database
and no server; nothing leaves this machine. What it learns, it learns from the files themselves.

  --config mapping.json   which columns play which role; without it the headings are guessed from, and it says so:
      {"id": "rec_id", "givenName": "first", "surname": "last", "dateOfBirth": {"column": "born", "format": "DD/MM/YYYY"},
       "address": ["line_1", "line_2"], "postcode": "postcode", "truth": {"column": "rec_id", "pattern": "rec-(\\\\d+)"}}
      Roles: id, givenName, middleName, surname, fullName, dateOfBirth, sex, address, houseNumber, uprn, postcode,
      phone, email, officialNumber, birthPlace, occupation. Any other column: "name": {"column": "…", "compare":
      "exact|name|date|text|number|postcode|phone|email"}. Columns that B.csv calls otherwise stand under "right".
  --out pairs.csv         left_id, right_id, weight (bits), probability, joined (true or false, after clustering) and
      verdict: join, ask (a person should look) or part
  --explain               adds the weight of each field and an explanation in words to each pair
  --truth [WHAT]          prints precision, recall and F1 of what was joined, and the best that a threshold could do.
      WHAT is a column that is the same for records of one person, or a CSV file of true pairs (left id, right id,
      with a heading); alone, it is the "truth" of the mapping. The truth is only read after everything is decided.
  --twins apart           keeps apart all that look like twins (same surname, birth date and address, other first
      name), also in a file that is found to replace whole values
  --json                  prints the figures as JSON

Exit codes: 0 done, 2 called wrongly or a file that cannot be used. See docs/matching.md.`;

/** `--truth` may stand alone: then its value is the mapping's. */
function truthAlone(args: readonly string[]): string[] {
  return args.map((arg, at) => {
    const next = args[at + 1];
    return arg === '--truth' && (next === undefined || next.startsWith('--')) ? '--truth=' : arg;
  });
}

export const matchCommand: Command = {
  name: 'match',
  summary: 'Find the records of one or two files that are one person',
  usage: 'A.csv [B.csv] [--config mapping.json] --out pairs.csv [--explain] [--truth [COLUMN|FILE]] [--json]',
  help: HELP,
  takes: 2,
  needsNoData: true,
  spell: truthAlone,
  options: {
    config: { type: 'string' },
    out: { type: 'string' },
    explain: { type: 'boolean' },
    truth: { type: 'string' },
    twins: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run(call) {
    const [left, right] = call.positionals;
    if (left === undefined) throw new UsageError('Name a file to match: concord match A.csv --out pairs.csv');
    const { config, truth, twins } = call.values;
    if (twins !== undefined && twins !== 'apart') throw new UsageError('--twins can only be apart');
    const out = required(call.values, 'out', 'pairs.csv');
    try {
      const report = await matchFiles({
        left: fromCaller(left),
        ...(right === undefined ? {} : { right: fromCaller(right) }),
        ...(typeof config === 'string' ? { mapping: await readJson(config) } : {}),
        out: fromCaller(out),
        explain: call.values.explain === true,
        ...(typeof truth === 'string' ? { truth: truth.endsWith('.csv') ? fromCaller(truth) : truth } : {}),
        twins: twins === 'apart' ? 'apart' : 'learned',
      });
      say(call, report, out);
      return 0;
    } catch (error) {
      if (error instanceof MatchProblem) throw new UsageError(error.message);
      throw error;
    }
  },
};

async function readJson(name: string): Promise<unknown> {
  const text = (await readGiven(name)).toString('utf8').replace(/^\ufeff/, '');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${name} is not JSON: ${error instanceof Error ? error.message : error}`);
  }
}

function say(call: Call, report: MatchReport, out: string): void {
  const { linked, verdicts, judged, seconds, guessed } = report;
  if (guessed)
    call.complain(
      `No --config was given: the roles were guessed from the headings:\n  ${JSON.stringify(guessed)}`,
    );
  if (report.leftOut.length > 0)
    call.complain(
      `Only one of the files has these, so that they were not compared: ${report.leftOut.join(', ')}.`,
    );
  for (const { file, count, what, lines } of report.troubles)
    call.complain(`${file}: ${count} ${what} (line ${lines.join(', ')}${count > lines.length ? ' …' : ''}).`);
  const peak = Math.round(process.resourceUsage().maxRSS / 1024);
  if (call.values.json) {
    const { join, ask } = linked.model;
    call.print(
      JSON.stringify(
        {
          records: report.records,
          pairsCompared: linked.pairs.compared,
          seconds: seconds.total,
          stages: seconds,
          peakMemoryMb: peak,
          joined: verdicts.join,
          asked: verdicts.ask,
          thresholds: { join, ask },
          replacesValues: linked.replaces,
          rules: linked.plan.rules.map(({ name }) => name),
          unread: report.troubles,
          ...(guessed ? { guessed } : {}),
          ...(judged ?? {}),
        },
        null,
        2,
      ),
    );
    return;
  }
  const figure = (value: number): string => value.toFixed(4);
  const stages = Object.entries(seconds).map(([stage, took]) => `${stage} ${took.toFixed(1)}`);
  call.print(
    [
      `${report.records} records, ${linked.pairs.compared} pairs compared, ${verdicts.join} joined, ${verdicts.ask} to ask about.`,
      `Joins from a weight of ${linked.model.join.toFixed(1)} bits, asks from ${linked.model.ask.toFixed(1)}; the pairs are in ${out}.`,
      ...(linked.replaces
        ? [
            'Values are replaced often here: only twins by the book were kept apart (--twins apart keeps all).',
          ]
        : []),
      `Seconds: ${stages.join(', ')}. Peak memory ${peak} MB.`,
      ...(judged
        ? [
            `Of ${judged.truePairs} true pairs: precision ${figure(judged.precision)}, recall ${figure(judged.recall)}, F1 ${figure(judged.f1)}.`,
            `Best threshold on the weight alone: ${judged.best.weight.toFixed(2)} with precision ${figure(judged.best.precision)}, recall ${figure(judged.best.recall)}, F1 ${figure(judged.best.f1)}.`,
          ]
        : []),
    ].join('\n'),
  );
}
