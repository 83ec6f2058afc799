import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { importIndicators } from './import/define-indicators.ts';
import { importTargets } from './import/define-targets.ts';
import { importWaves } from './import/define-waves.ts';
import { importObservations } from './import/index.ts';

type Importer = (
  tx: Tx,
  actor: Actor,
  text: string,
) => Promise<
  | { readonly rows: readonly { line: number; outcome: string; reason: string }[]; readonly refused: number }
  | Refusal
>;

/** In the order in which they build on each other. */
export const FILES: readonly (readonly [string, Importer])[] = [
  ['survey-waves.csv', importWaves],
  ['indicators.csv', importIndicators],
  ['targets.csv', importTargets],
  ['observations.csv', importObservations],
  ['map/indicators.csv', importIndicators],
  ['map/observations.csv', importObservations],
];

/**
 * Loads the example's survey waves, indicators, everybody's baselines and targets, observations, and made-up figures of
 * wards for its map, through the public importers. Refused: example-refused, with the first line that was.
 */
export async function loadIntelligenceExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  for (const [name, load] of FILES) {
    const report = await load(tx, actor, files(name));
    if (isRefusal(report)) return report;
    const wrong = report.rows.find(({ outcome }) => outcome === 'refused');
    if (wrong) return refused('example-refused', `${name}, line ${wrong.line}: ${wrong.reason}`);
  }
  return undefined;
}
