import { isRefusal, type Refusal, refused } from '../../kernel/refusal.ts';
import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { fingerprint, recordImportedFile } from '../../platform/imported-files.ts';
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
export const FILES: readonly (readonly [string, Importer, string])[] = [
  ['survey-waves.csv', importWaves, 'survey-waves'],
  ['indicators.csv', importIndicators, 'indicators'],
  ['targets.csv', importTargets, 'targets'],
  ['observations.csv', importObservations, 'observations'],
  ['map/indicators.csv', importIndicators, 'indicators'],
  ['map/observations.csv', importObservations, 'observations'],
];

const sourceOf = (name: string): string =>
  name.startsWith('map/')
    ? 'Made up for the example'
    : 'Public reports of partnerships in Staffordshire, 2008 to 2013';

/**
 * Loads the example's survey waves, indicators, everybody's baselines and targets, observations, and made-up figures of
 * wards for its map, through the public importers. Refused: example-refused, with the first line that was.
 */
export async function loadIntelligenceExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  for (const [name, load, importer] of FILES) {
    const text = files(name);
    const report = await load(tx, actor, text);
    if (isRefusal(report)) return report;
    const wrong = report.rows.find(({ outcome }) => outcome === 'refused');
    if (wrong) return refused('example-refused', `${name}, line ${wrong.line}: ${wrong.reason}`);
    const count = (outcome: string): number => report.rows.filter((row) => row.outcome === outcome).length;
    await recordImportedFile(tx, actor, {
      importer,
      file: name,
      ...fingerprint(text),
      source: sourceOf(name),
      read: report.rows.length,
      added: count('added'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      notUsed: 0,
    });
  }
  return undefined;
}
