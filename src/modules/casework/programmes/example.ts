/** The example's programmes, and placements of people who are made up. */
import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { exampleGround } from '../example-ground.ts';
import { businessToday } from '../retention/review-on.ts';
import { GROUND_NAMES } from '../sharing/categories.ts';
import { matchSupporter } from './match.ts';
import { movePlacement } from './move.ts';
import { setUpProgramme } from './programme.ts';
import { referToProgramme } from './refer.ts';
import { keysOf, PROGRAMME_KINDS } from './words.ts';

const day = z.iso.date().transform((text) => plainDate(text));
const given = z.object({
  synthetic: z.literal(true, { error: 'Personal records of an example are synthetic and say so' }),
  programmes: z.array(
    z.object({
      agency: z.string(),
      title: z.string(),
      kind: z.enum(keysOf(PROGRAMME_KINDS)),
      says: z.string(),
      eligibility: z.string(),
      triggers: z.array(z.string()),
      minimumAge: z.int().nullable(),
      maximumAge: z.int().nullable(),
      places: z.int(),
      taster: z.boolean(),
      costPence: z.int().nullable(),
      startsOn: day,
      endsOn: day.nullable(),
      referred: z.array(
        z.object({
          ...{ by: z.string(), reference: z.string(), trigger: z.string(), because: z.string() },
          ...{ ground: z.enum(GROUND_NAMES), basis: z.string() },
          /** Of peer support: a place was offered, and a supporter matched. */
          matched: z.object({ startsOn: day, on: day, supporter: z.string() }).optional(),
        }),
      ),
    }),
  ),
});

/** Loads the example's programmes and who was referred to them. */
export async function loadProgrammeExample(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  files: (name: string) => string,
): Promise<void> {
  const ground = await exampleGround(tx, actor, subjects);
  for (const { agency, referred, ...programme } of given.parse(JSON.parse(files('casework/programmes.json')))
    .programmes) {
    const { slug } = await ground.works(agency, 'crime-and-disorder', async (worker) =>
      orThrow(await setUpProgramme(tx, worker, programme)),
    );
    for (const { by, reference, matched, ...why } of referred) {
      const { id } = await ground.works(by, 'making-a-referral', async (worker) =>
        orThrow(
          await referToProgramme(tx, worker, subjects, {
            ...why,
            programme: slug,
            recordId: await ground.recordId(reference),
            underAge: undefined,
          }),
        ),
      );
      if (matched)
        await ground.works(agency, 'crime-and-disorder', async (worker) => {
          const { startsOn, on, supporter: name } = matched;
          const step = { id, revision: 1, to: 'accepted', on: await businessToday(tx), words: '' } as const;
          orThrow(await movePlacement(tx, worker, subjects, { ...step, startsOn }));
          orThrow(await matchSupporter(tx, worker, subjects, { id, revision: 2, name, on }));
        });
    }
  }
}
