import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Services } from '../../../platform/services.ts';
import { findIndicator } from '../queries.ts';
import { followMeasure } from './follow.ts';
import { findMeasureSetting } from './queries.ts';
import { setMeasures } from './setting.ts';

const given = z.object({
  countsFrom: z.iso.date().transform((text) => plainDate(text)),
  follow: z.array(
    z.object({
      indicator: z.string(),
      measure: z.string(),
      group: z.string().default(''),
      years: z.enum(['calendar', 'financial']),
    }),
  ),
});

/**
 * Lets the example's indicators follow what Concord counts, from the day since which it counts: what was printed before
 * stays as it was recorded. Refused: example-refused, with the first line that was.
 */
export async function loadMeasuresExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
  { offers }: Pick<Services, 'offers'>,
): Promise<undefined | Refusal> {
  const { countsFrom, follow } = given.parse(JSON.parse(files('measures.json')));
  const set = await setMeasures(tx, actor, { ...(await findMeasureSetting(tx)), countsFrom });
  if (isRefusal(set)) return set;
  for (const { indicator: slug, measure: name, ...how } of follow) {
    const [indicator, measure] = [await findIndicator(tx, slug), offers.measures.get(name)];
    if (!indicator || !measure)
      return refused('example-refused', `measures.json: there is no ${indicator ? name : slug}.`);
    const done = await followMeasure(tx, actor, { ...how, indicator, measure, revision: 0 });
    if (isRefusal(done)) return refused('example-refused', `measures.json, ${slug}: ${done.message}`);
  }
  return undefined;
}
