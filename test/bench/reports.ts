/** How long the quarterly report takes at the command line, program start and all. */
import path from 'node:path';
import { buildReport } from './concord.ts';
import type { Sizes } from './sizes.ts';

const FORMATS = ['html', 'pdf', 'docx', 'json'] as const;

export interface ReportResult {
  readonly format: string;
  readonly onceMs: number;
  readonly manyMs: number;
}

/** The middle of some builds in each format, at both sizes. */
export async function measureReports(
  sizes: Sizes,
  folder: string,
  rounds: number,
): Promise<readonly ReportResult[]> {
  const results: ReportResult[] = [];
  for (const format of FORMATS) {
    const once: number[] = [];
    const many: number[] = [];
    for (let round = 0; round < rounds; round++)
      for (const [size, times] of [
        [sizes.once, once],
        [sizes.many, many],
      ] as const)
        times.push(
          (await buildReport(size.data, size.slug, format, path.join(folder, `report.${format}`))).ms,
        );
    results.push({ format, onceMs: middle(once), manyMs: middle(many) });
  }
  return results;
}

const middle = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
