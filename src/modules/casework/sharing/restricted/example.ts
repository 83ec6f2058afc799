/** Who goes on working with a restricted record of the example: everybody is made up. */
import { z } from 'zod';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { orThrow } from '../../../../kernel/refusal.ts';
import type { Actor, Member } from '../../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { exampleGround } from '../../example-ground.ts';
import { nameWorker } from './entrust.ts';

const given = z.object({
  synthetic: z.literal(true, { error: 'Personal records of an example are synthetic and say so' }),
  namings: z.array(
    z.object({
      by: z.string(),
      purpose: z.string(),
      reference: z.string(),
      named: z.string(),
      untilOn: z.iso.date().transform((text) => plainDate(text)),
      reason: z.string(),
    }),
  ),
});

/** Names as information governance would. */
export async function loadEntrustingExample(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  files: (name: string) => string,
): Promise<void> {
  const ground = await exampleGround(tx, actor, subjects);
  for (const { by, purpose, reference, named, ...naming } of given.parse(
    JSON.parse(files('casework/entrusted.json')),
  ).namings) {
    const holder = await ground.holderOf(by, purpose, ['casework.read']);
    const governor: Member = { ...holder, permissions: [...holder.permissions, 'casework.govern'] };
    const { accountId } = await ground.holderOf(named, purpose, []);
    const id = await ground.recordId(reference);
    orThrow(
      await actingAs(tx, actor, governor, () =>
        nameWorker(tx, governor, subjects, { ...naming, id, accountId }),
      ),
    );
  }
}
