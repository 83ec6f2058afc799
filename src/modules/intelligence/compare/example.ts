import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { importIndicators } from '../import/define-indicators.ts';
import { importObservations } from '../import/index.ts';
import { recordFamily } from './families.ts';

const families = z.array(
  z.object({
    title: z.string(),
    startsOn: z.iso.date().transform((text) => plainDate(text)),
    source: z.string(),
    note: z.string(),
    places: z.array(z.string()),
  }),
);

/**
 * Loads the example's made-up figures of places, which say that they are made up, and its family of comparator places.
 * Refused: example-refused, with the first line that was.
 */
export async function loadComparisonExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  for (const [name, load] of [
    ['comparison/indicators.csv', importIndicators],
    ['comparison/observations.csv', importObservations],
  ] as const) {
    const report = await load(tx, actor, files(name));
    if (isRefusal(report)) return report;
    const wrong = report.rows.find(({ outcome }) => outcome === 'refused');
    if (wrong) return refused('example-refused', `${name}, line ${wrong.line}: ${wrong.reason}`);
  }
  for (const family of families.parse(JSON.parse(files('comparison/families.json')))) {
    const recorded = await recordFamily(tx, actor, family);
    if (isRefusal(recorded))
      return refused('example-refused', `comparison/families.json: ${recorded.message}`);
  }
  return undefined;
}
