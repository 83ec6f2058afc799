import { createReadStream } from 'node:fs';
import { type CsvError, parse } from 'csv-parse';

const QUOTE = 0x22;

/** How a CSV file is written: what parts its columns, in which encoding, and the names of the columns. */
export interface Heading {
  readonly delimiter: string;
  readonly encoding: 'utf8' | 'latin1';
  readonly columns: readonly string[];
}

/** Takes the cells of one row; rows come in the order of the file. */
export type TakeRow = (cells: readonly string[]) => void;

/** Reads the rows below the heading of a CSV file. Files without a quotation mark are simply cut, which is far quicker. */
export async function readRows(file: string, heading: Heading, take: TakeRow): Promise<void> {
  if (await hasQuotes(file)) return readQuoted(file, heading, take);
  let rest = '';
  let first = true;
  const line = (text: string): void => {
    const heads = first;
    first = false;
    if (heads || text.trim() === '') return;
    take(text.split(heading.delimiter).map((cell) => cell.trim()));
  };
  for await (const chunk of createReadStream(file, { encoding: heading.encoding, highWaterMark: 1 << 20 })) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const text of lines) line(text);
  }
  line(rest);
}

async function hasQuotes(file: string): Promise<boolean> {
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }))
    if ((chunk as Buffer).includes(QUOTE) || loneReturns(chunk as Buffer)) return true;
  return false;
}

/** Lines that end in a carriage return alone are left to the parser. */
const loneReturns = (chunk: Buffer): boolean => {
  const at = chunk.indexOf(0x0d);
  return at >= 0 && at + 1 < chunk.length && chunk[at + 1] !== 0x0a;
};

function readQuoted(file: string, heading: Heading, take: TakeRow): Promise<void> {
  const parser = parse({
    bom: true,
    trim: true,
    delimiter: heading.delimiter,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    from_line: 2,
    encoding: heading.encoding,
    max_record_size: 1 << 20,
  });
  return new Promise((resolve, reject) => {
    parser.on('readable', () => {
      for (
        let next = parser.read() as string[] | null;
        next !== null;
        next = parser.read() as string[] | null
      )
        take(next);
    });
    parser.on('end', resolve);
    parser.on('error', (error: CsvError) => reject(error));
    createReadStream(file, { highWaterMark: 1 << 20 })
      .on('error', reject)
      .pipe(parser);
  });
}
