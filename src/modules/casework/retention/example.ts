/** The example's rules of retention, and people so long unseen that their review has come. Everybody is made up. */
import { sql } from 'kysely';
import { z } from 'zod';
import { orThrow, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { dispose } from '../disposal/dispose.ts';
import { exampleGround } from '../example-ground.ts';
import { saveRecord } from '../people/index.ts';
import { asMachine } from '../purpose/working.ts';
import { placeHold } from './holds.ts';
import { startRules } from './rules.ts';

const given = z.object({
  synthetic: z.literal(true, { error: 'Personal records of an example are synthetic and say so' }),
  records: z.array(
    z.object({
      agency: z.string(),
      reference: z.string(),
      givenNames: z.string(),
      surname: z.string(),
      dateOfBirth: z.iso.date(),
      recordedOn: z.iso.date(),
      lastActiveOn: z.iso.date(),
      holdBecause: z.string().optional(),
      /** Gone already: what is left is the certificate. */
      disposed: z.boolean().default(false),
    }),
  ),
});

/** Loads people who were recorded long ago, one of them on legal hold, and sets the standard rules. */
export async function loadRetentionExample(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  files: (name: string) => string,
): Promise<undefined | Refusal> {
  const ground = await exampleGround(tx, actor, subjects);
  const gone: string[] = [];
  for (const { agency, recordedOn, lastActiveOn, holdBecause, disposed, ...person } of given.parse(
    JSON.parse(files('casework/retention.json')),
  ).records) {
    const { recordId, clusterId } = await ground.works(agency, 'crime-and-disorder', async (worker) =>
      orThrow(
        await saveRecord(tx, worker, subjects, {
          ...person,
          agencyId: ground.agencyId(agency),
          source: 'import',
        }),
      ),
    );
    await asMachine(tx, actor, (machine) =>
      sql`update casework.record set recorded_on = ${recordedOn}::date, last_active_on = ${lastActiveOn}::date
        where partnership_id = ${machine.partnershipId} and id = ${recordId}`.execute(tx),
    );
    if (holdBecause !== undefined)
      orThrow(
        await placeHold(tx, actor, subjects, { kind: 'person', subjectId: clusterId, reason: holdBecause }),
      );
    if (disposed) gone.push(clusterId);
  }
  const rules = await startRules(tx, actor);
  if (rules) return rules;
  for (const id of gone)
    orThrow(await dispose(tx, actor, subjects, { kind: 'person', id, because: 'review-came' }));
  return undefined;
}
