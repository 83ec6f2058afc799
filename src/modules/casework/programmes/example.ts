/** The example's programmes, and placements of people who are made up. */
import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { exampleGround } from '../example-ground.ts';
import { GROUND_NAMES } from '../sharing/categories.ts';
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
    for (const { by, reference, ...why } of referred)
      await ground.works(by, 'making-a-referral', async (worker) =>
        orThrow(
          await referToProgramme(tx, worker, subjects, {
            ...why,
            programme: slug,
            recordId: await ground.recordId(reference),
            underAge: undefined,
          }),
        ),
      );
  }
}
