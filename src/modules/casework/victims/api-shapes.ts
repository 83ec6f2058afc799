/** Support for victims as programs read it. */
import { z } from 'zod';
import { keysOf, SOURCES } from '../restorative/words.ts';
import type { SupportInList, SupportView } from './queries.ts';
import { HARMS, HOW, MET, NEEDS, OUTCOMES, PROMISE_STATES } from './words.ts';

const shownDay = z.iso.date();

export const SummarySchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    name: z.string(),
    agency: z.string(),
    harm: z.enum(keysOf(HARMS)),
    source: z.enum(keysOf(SOURCES)),
    openedOn: shownDay,
    closedOn: shownDay.nullable(),
    outcome: z.enum(keysOf(OUTCOMES)).nullable(),
    nextContactOn: shownDay.nullable().describe('The day of the earliest promise that was not kept'),
    promisesMissed: z.int(),
    revision: z.int(),
  })
  .meta({ id: 'VictimSupportSummary' });
export const SupportSchema = SummarySchema.extend({
  needs: z.array(
    z.object({
      id: z.uuid(),
      kind: z.enum(keysOf(NEEDS)),
      says: z.string().nullable(),
      met: z.enum(keysOf(MET)).nullable(),
      judgedOn: shownDay.nullable(),
      revision: z.int(),
    }),
  ),
  promises: z.array(
    z.object({
      id: z.uuid(),
      promisedOn: shownDay,
      dueOn: shownDay,
      how: z.enum(keysOf(HOW)),
      state: z.enum(keysOf(PROMISE_STATES)),
      keptOn: shownDay.nullable(),
      revision: z.int(),
    }),
  ),
  contacts: z.array(
    z.object({
      id: z.uuid(),
      on: shownDay,
      how: z.enum(keysOf(HOW)),
      reached: z.boolean(),
      words: z.string().nullable(),
    }),
  ),
}).meta({ id: 'VictimSupport' });

export const summaryOf = (one: SupportInList) => ({
  id: one.id,
  reference: one.code,
  name: one.name,
  agency: one.agency,
  harm: one.harm,
  source: one.source,
  openedOn: one.openedOn,
  closedOn: one.closedOn,
  outcome: one.outcome,
  nextContactOn: one.nextOn,
  promisesMissed: one.missed,
  revision: one.revision,
});
export const shown = (view: SupportView) => ({
  ...summaryOf(view),
  needs: [...view.needs],
  promises: [...view.promises],
  contacts: [...view.contacts],
});
