import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { rowsAreDone } from '../../../platform/import-rows.ts';
import { recordObservations } from '../observations.ts';
import { type Preview, previewObservations } from './preview.ts';

export { observationsCsv } from './export.ts';
export { type ImportRow, type Outcome, type Preview, previewObservations } from './preview.ts';

const FIGURES_AT_A_TIME = 500;

/** What became of a file: every line with its outcome, and how many figures were written (all that add or change, or none). */
export interface ImportReport extends Omit<Preview, 'figures'> {
  readonly written: number;
}

/**
 * Imports observations from CSV text with the columns indicator, period, value, numerator, denominator, place, quality,
 * source, note. One refused line and nothing is written; `dryRun` writes nothing in any case. Refused as a whole only
 * when somebody else recorded the same period meanwhile.
 */
export async function importObservations(
  tx: Tx,
  actor: Actor,
  csvText: string,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<ImportReport | Refusal> {
  const { figures, ...preview } = await previewObservations(tx, actor, csvText);
  if (dryRun || preview.refused > 0 || figures.length === 0) return { ...preview, written: 0 };
  let written = 0;
  for (let from = 0; from < figures.length; from += FIGURES_AT_A_TIME) {
    const part = figures.slice(from, from + FIGURES_AT_A_TIME);
    const recorded = await recordObservations(
      tx,
      actor,
      part.map(({ indicator, ...figure }) => ({ indicatorId: indicator.id, ...figure })),
    );
    if (isRefusal(recorded)) return recorded;
    written += recorded;
    await rowsAreDone(tx, from + part.length, figures.length);
  }
  return { ...preview, written };
}
