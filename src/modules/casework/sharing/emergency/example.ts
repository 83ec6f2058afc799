/** An emergency opening that the example has, which information governance has yet to review: everybody is made up. */
import { z } from 'zod';
import { addDays, dayInLondon } from '../../../../kernel/plain-date.ts';
import { orThrow } from '../../../../kernel/refusal.ts';
import type { Actor } from '../../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { exampleGround } from '../../example-ground.ts';
import { breakGlass } from '../break-glass.ts';
import { findUnusual } from '../unusual/find.ts';

const given = z.object({
  synthetic: z.literal(true, { error: 'Personal records of an example are synthetic and say so' }),
  openings: z.array(
    z.object({
      by: z.string(),
      purpose: z.string(),
      reference: z.string(),
      reason: z.string(),
      hours: z.int(),
    }),
  ),
});

/** Opens as the post that the file names would, then looks for signs of unusual reading as the nightly job does. */
export async function loadEmergencyExample(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  files: (name: string) => string,
): Promise<void> {
  const ground = await exampleGround(tx, actor, subjects);
  for (const { by, purpose, reference, ...opening } of given.parse(
    JSON.parse(files('casework/emergencies.json')),
  ).openings) {
    const { cluster_id: clusterId } = await tx
      .selectFrom('casework.record')
      .where('partnership_id', '=', actor.partnershipId)
      .where('id', '=', await ground.recordId(reference))
      .select('cluster_id')
      .executeTakeFirstOrThrow();
    const holder = await ground.holderOf(by, purpose, ['casework.read']);
    orThrow(
      await actingAs(tx, actor, holder, () => breakGlass(tx, holder, subjects, { clusterId, ...opening })),
    );
  }
  // Openings are kept by the clock: midnight may have passed meanwhile.
  const today = dayInLondon(new Date());
  for (const day of [addDays(today, -1), today]) await findUnusual(tx, actor, subjects, day);
}
