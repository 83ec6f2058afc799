import { CsvError, parse } from 'csv-parse/sync';
import { unstopFormula } from '../../../kernel/formula.ts';
import { cutShort, notText } from '../../../platform/cut-rows.ts';
import { didYouMean } from './near-miss.ts';

/** One row as it stands in the file; `line` is the line it starts on. */
export interface Line<Name extends string = string> {
  readonly line: number;
  readonly cells: Readonly<Record<Name, string>>;
}

/** What a file must look like: all its columns, and those that may not be left out. */
export interface Shape<Name extends string> {
  readonly columns: readonly Name[];
  readonly needed: readonly Name[];
}

/** Something that is wrong with the file, or with a row's shape. */
export interface Fault {
  readonly line: number;
  readonly reason: string;
}

export interface ParsedFile<Name extends string> {
  readonly lines: readonly Line<Name>[];
  readonly faults: readonly Fault[];
}

/** The separator of the heading line: the one of comma, semicolon and tab that stands in it most often. */
function separatorOf(text: string): string {
  const heading = /^[\s]*([^\r\n]*)/.exec(text)?.[1] ?? '';
  const count = (separator: string): number => heading.split(separator).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

interface Recorded {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const breaksIn = (record: readonly string[]): number =>
  record.reduce((sum, cell) => sum + (cell.match(/\r\n|\n|\r/g)?.length ?? 0), 0);

// biome-ignore lint/suspicious/noControlCharactersInRegex: nobody types them
const CONTROL = /[\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;

/** Reads a CSV file with a heading line: comma, semicolon or tab; any line ending; quoted cells; with or without mark. */
export function parseTable<Name extends string>(text: string, shape: Shape<Name>): ParsedFile<Name> {
  const broken = notText(text);
  if (broken) return { lines: [], faults: [{ line: broken.line, reason: broken.says }] };
  const body = text.replace(/^\uFEFF/, '').replace(CONTROL, '');
  if (body.trim() === '') return { lines: [], faults: [{ line: 1, reason: 'The file is empty.' }] };
  let records: Recorded[];
  try {
    records = parse(body, {
      delimiter: separatorOf(body),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      info: true,
    }) as unknown as Recorded[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error.lines === 'number' ? error.lines : 1;
    return {
      lines: [],
      faults: [
        { line, reason: 'The file cannot be read from here on: a quotation mark is opened and not closed.' },
      ],
    };
  }
  const placed = records
    .map(({ record, info }) => ({ record, line: info.lines - breaksIn(record) }))
    .filter(({ record }) => record.some((cell) => cell.trim() !== ''));
  const [heading, ...rest] = placed;
  if (!heading) return { lines: [], faults: [{ line: 1, reason: 'The file is empty.' }] };
  const headings = heading.record.map(named);
  const faults = headingFaults(headings, heading.line, shape);
  return faults.length > 0 ? { lines: [], faults } : readLines(headings, rest, shape);
}

const named = (heading: string): string => heading.trim().toLowerCase();

function headingFaults(
  headings: readonly string[],
  line: number,
  { columns, needed }: Shape<string>,
): Fault[] {
  const reasons = [
    ...headings
      .filter((name) => name !== '' && !columns.includes(name))
      .map((name) => `There is no column “${name}”.${didYouMean(name, columns)}`),
    ...headings
      .filter((name, index) => name !== '' && headings.indexOf(name) !== index)
      .map((name) => `The column “${name}” stands in the file twice.`),
    ...needed
      .filter((name) => !headings.includes(name))
      .map(
        (name) =>
          `The column “${name}” is missing. The first line must name the columns: ${columns.join(', ')}.`,
      ),
  ];
  return reasons.map((reason) => ({ line, reason }));
}

function readLines<Name extends string>(
  headings: readonly string[],
  rest: readonly { readonly record: readonly string[]; readonly line: number }[],
  { columns }: Shape<Name>,
): ParsedFile<Name> {
  const lines: Line<Name>[] = [];
  const faults: Fault[] = [];
  for (const { record, line } of rest) {
    const cut = cutShort(headings, { line, cells: record });
    if (cut) {
      faults.push({ line, reason: cut });
      continue;
    }
    const beyond = record.findIndex((cell, index) => cell.trim() !== '' && !headings[index]);
    if (beyond >= 0) {
      faults.push({
        line,
        reason: `“${record[beyond]}” stands in a column without a heading. Put text with commas in quotation marks.`,
      });
      continue;
    }
    const cell = (name: Name): string => unstopFormula((record[headings.indexOf(name)] ?? '').trim());
    lines.push({
      line,
      cells: Object.fromEntries(columns.map((name) => [name, cell(name)])) as Record<Name, string>,
    });
  }
  return { lines, faults };
}
