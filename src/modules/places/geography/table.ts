import { parse } from 'csv-parse/sync';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { refuseCut, refuseNoText } from '../../../platform/cut-rows.ts';

export interface Table {
  /** The heading in small letters, without blanks. */
  readonly columns: readonly string[];
  readonly rows: readonly { readonly line: number; readonly cells: readonly string[] }[];
}

/** Reads a CSV file whose columns nobody knows beforehand. */
export function readColumns(text: string): Table | Refusal {
  const broken = refuseNoText(text);
  if (broken) return broken;
  try {
    const read = parse(text, {
      bom: true,
      info: true,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
    }) as unknown as { readonly info: { readonly lines: number }; readonly record: readonly string[] }[];
    const [heading, ...rest] = read;
    if (!heading) return refused('file-unreadable', 'The file is empty.');
    const rows = rest.map(({ info, record }) => ({ line: info.lines, cells: record }));
    const cut = refuseCut(heading.record, rows);
    if (cut) return cut;
    return { columns: heading.record.map((name) => name.toLowerCase().replaceAll(' ', '_')), rows };
  } catch {
    return refused(
      'file-unreadable',
      'This is not a CSV file that can be read. Save it as CSV (UTF-8) and try again.',
    );
  }
}
