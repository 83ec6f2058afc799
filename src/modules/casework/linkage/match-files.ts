import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { type Cell, type Reader, readersOfBoth } from './columns.ts';
import { Dataset } from './dataset.ts';
import { type Judged, judge, type Truth, truthByLabel, truthByPairs } from './evaluate.ts';
import { guessMapping } from './guess.ts';
import { type Linked, link } from './link.ts';
import { type Mapping, MatchProblem, readMapping } from './mapping.ts';
import { checkColumns, readHeading, readRecords, type Trouble } from './read-file.ts';
import type { Heading } from './rows.ts';
import { type Verdicts, writePairs } from './write-pairs.ts';

/** What is to be matched; files by their full paths. */
export interface MatchTask {
  readonly left: string;
  /** The second file; one file is matched with itself. */
  readonly right?: string;
  /** The mapping as it was read from JSON; guessed from the headings when there is none. */
  readonly mapping?: unknown;
  readonly out?: string;
  readonly explain?: boolean;
  /** '' for the mapping's `truth`, the name of a column, or the path of a CSV file of true pairs. */
  readonly truth?: string;
  readonly twins?: 'learned' | 'apart';
}

export interface MatchReport {
  readonly records: number;
  readonly troubles: readonly (Trouble & { readonly file: string })[];
  /** The mapping that was guessed, when none was given. */
  readonly guessed?: Readonly<Record<string, unknown>>;
  readonly leftOut: readonly string[];
  readonly dataset: Dataset;
  readonly linked: Linked;
  readonly verdicts: Verdicts;
  readonly judged?: Judged;
  /** Seconds that each stage took, and all of them. */
  readonly seconds: Readonly<Record<string, number>>;
}

interface Side {
  readonly file: string;
  readonly mapping: Mapping;
  readonly heading: Heading;
  readonly readers: readonly Reader[];
}

/** Matches two files, or one with itself, and writes the pairs. Throws a MatchProblem that says what to mend. */
export async function matchFiles(task: MatchTask): Promise<MatchReport> {
  const started = performance.now();
  const headings = [
    await readHeading(task.left),
    ...(task.right === undefined ? [] : [await readHeading(task.right)]),
  ];
  const [first, second = first] = headings;
  if (!first || !second) throw new MatchProblem('Name a file to match.');
  const guessed = task.mapping === undefined ? guessMapping(first.columns) : undefined;
  const guessedRight =
    guessed && task.right !== undefined ? { ...guessed, right: guessMapping(second.columns) } : guessed;
  const { left, right } = readMapping(guessedRight ?? task.mapping);
  const readers = readersOfBoth(left, right);
  const sides: Side[] = [{ file: task.left, mapping: left, heading: first, readers: readers.left }];
  if (task.right !== undefined)
    sides.push({ file: task.right, mapping: right, heading: second, readers: readers.right });
  for (const side of sides) checkColumns(side.file, side.mapping, side.readers, side.heading);
  const label = task.truth === undefined ? undefined : labelOf(task.truth, left, sides);
  const dataset = new Dataset(readers.left.flatMap((reader) => reader.fields));
  const labels: Map<string, string>[] = [];
  const troubles: (Trouble & { file: string })[] = [];
  for (const [at, side] of sides.entries()) {
    if (at === 1) dataset.startSecondFile();
    const seen = new Map<string, string>();
    labels.push(seen);
    const read = await readRecords(side.file, side.heading, side.mapping, side.readers, (record, cell) => {
      if (seen.has(record.id)) return 'rows have an id that an earlier row has and were left out';
      seen.set(record.id, label?.(cell) ?? '');
      dataset.add(record);
      return undefined;
    });
    troubles.push(...read.troubles.map((trouble) => ({ ...trouble, file: side.file })));
  }
  if (dataset.size < 2)
    throw new MatchProblem(
      `There are ${dataset.size} records that can be read, and two are needed to match.`,
    );
  const read = (performance.now() - started) / 1000;
  const linked = await link(dataset, { twins: task.twins ?? 'learned' });
  const before = performance.now();
  const verdicts = await writePairs(task.out, dataset, linked, task.explain ?? false);
  const write = (performance.now() - before) / 1000;
  const seconds = { read, ...linked.seconds, write, total: (performance.now() - started) / 1000 };
  const truth =
    task.truth === undefined
      ? undefined
      : label
        ? byLabels(dataset, labels)
        : await byFile(task.truth, dataset);
  return {
    records: dataset.size,
    dataset,
    troubles,
    leftOut: readers.leftOut,
    linked,
    verdicts,
    seconds,
    ...(guessedRight ? { guessed: guessedRight } : {}),
    ...(truth ? { judged: judge(dataset.view(), linked, truth) } : {}),
  };
}

/** Reads the label of a row; undefined when the truth is a file of pairs. */
function labelOf(
  given: string,
  mapping: Mapping,
  sides: readonly Side[],
): ((cell: Cell) => string) | undefined {
  const spec =
    given === ''
      ? mapping.truth
      : sides.every(({ heading }) => heading.columns.includes(given))
        ? given
        : undefined;
  if (given === '' && spec === undefined)
    throw new MatchProblem(
      'Nothing says what is true: give the mapping a "truth", or name a column or a file with --truth.',
    );
  if (spec === undefined) return undefined;
  const { column, pattern }: { column: string; pattern?: string | undefined } =
    typeof spec === 'string' ? { column: spec } : spec;
  for (const { heading, file } of sides)
    if (!heading.columns.includes(column))
      throw new MatchProblem(`The file ${file} has no column "${column}", which "truth" names.`);
  const expression = pattern === undefined ? undefined : new RegExp(pattern);
  return (cell) => {
    const value = cell(column);
    const found = expression?.exec(value);
    return found ? (found[1] ?? found[0]) : value;
  };
}

function byLabels(dataset: Dataset, labels: readonly Map<string, string>[]): Truth {
  const view = dataset.view();
  // A record without a label is of nobody else.
  const of = (id: string, at: number): string => labels[at < view.split ? 0 : 1]?.get(id) || `\0${at}`;
  return truthByLabel(view, dataset.ids.map(of));
}

async function byFile(file: string, dataset: Dataset): Promise<Truth> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new MatchProblem(
      `--truth "${file}" is neither a column of the files nor a CSV file that can be read.`,
    );
  });
  const view = dataset.view();
  const left = new Map(dataset.ids.slice(0, view.split).map((id, at) => [id, at]));
  const right =
    view.split < view.size
      ? new Map(dataset.ids.slice(view.split).map((id, at) => [id, at + view.split]))
      : left;
  const rows = parse(text, { bom: true, trim: true, from_line: 2, relax_column_count: true }) as string[][];
  return truthByPairs(
    rows.map(([one = '', two = '']) => {
      const pair = [left.get(one), right.get(two)] as const;
      if (pair[0] === undefined || pair[1] === undefined)
        throw new MatchProblem(
          `${file} names the pair ${one}, ${two}, but not both are records of the files.`,
        );
      return [pair[0], pair[1]] as const;
    }),
  );
}
