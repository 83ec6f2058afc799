/** The example's support for victims: everybody in it is made up. */
import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { exampleGround } from '../example-ground.ts';
import { keysOf, SOURCES } from '../restorative/words.ts';
import { judgeNeed, promiseContact, recordContact, recordNeed } from './contact.ts';
import { closeSupport, openSupport } from './support.ts';
import { HARMS, HOW, MET, NEEDS, OUTCOMES } from './words.ts';

const day = z.iso.date().transform((text) => plainDate(text));
const how = z.enum(keysOf(HOW));
const given = z.object({
  synthetic: z.literal(true, { error: 'Personal records of an example are synthetic and say so' }),
  supports: z.array(
    z.object({
      by: z.string(),
      worker: z.string(),
      reference: z.string(),
      harm: z.enum(keysOf(HARMS)),
      source: z.enum(keysOf(SOURCES)),
      openedOn: day,
      needs: z
        .array(
          z.object({
            kind: z.enum(keysOf(NEEDS)),
            says: z.string().default(''),
            met: z.enum(keysOf(MET)).optional(),
            judgedOn: day.optional(),
          }),
        )
        .default([]),
      promises: z
        .array(
          z.object({
            promisedOn: day,
            dueOn: day,
            how,
            contact: z.object({ on: day, words: z.string() }).optional(),
          }),
        )
        .default([]),
      tries: z.array(z.object({ on: day, how })).default([]),
      closed: z.object({ on: day, outcome: z.enum(keysOf(OUTCOMES)) }).optional(),
    }),
  ),
});

const PURPOSE = 'victim-support';

/** Loads the example's support for victims. */
export async function loadVictimExample(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  files: (name: string) => string,
): Promise<void> {
  const ground = await exampleGround(tx, actor, subjects);
  for (const one of given.parse(JSON.parse(files('casework/victims.json'))).supports)
    await ground.works(one.by, PURPOSE, async (worker) => {
      const { harm, source, openedOn } = one;
      const { id: supportId } = orThrow(
        await openSupport(tx, worker, subjects, {
          ...{ harm, source, openedOn, workerId: ground.personId(one.worker) },
          recordId: await ground.recordId(one.reference),
        }),
      );
      for (const { kind, says, met, judgedOn } of one.needs) {
        const { id } = orThrow(await recordNeed(tx, worker, subjects, { supportId, kind, says }));
        if (met && judgedOn)
          orThrow(await judgeNeed(tx, worker, { supportId, id, revision: 1, met, on: judgedOn }));
      }
      for (const { contact, ...promise } of one.promises) {
        const { id: promiseId } = orThrow(await promiseContact(tx, worker, { ...promise, supportId }));
        if (contact)
          orThrow(
            await recordContact(tx, worker, subjects, {
              ...{ ...contact, supportId, how: promise.how, reached: true, promiseId },
            }),
          );
      }
      for (const tried of one.tries)
        orThrow(
          await recordContact(tx, worker, subjects, {
            ...{ ...tried, supportId, reached: false, words: '', promiseId: null },
          }),
        );
      if (one.closed) orThrow(await closeSupport(tx, worker, { ...one.closed, id: supportId, revision: 1 }));
    });
}
