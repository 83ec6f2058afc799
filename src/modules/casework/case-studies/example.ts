/** A case study that the example has in the making: drafted from one of its cases, and not yet consented to. */
import { z } from 'zod';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { exampleGround } from '../example-ground.ts';
import { draftStudy } from './study.ts';

const given = z.object({
  synthetic: z.literal(true, { error: 'Personal records of an example are synthetic and say so' }),
  drafts: z.array(z.object({ by: z.string(), reference: z.string() })),
});

/** Drafts the example's case studies, each from the case in which somebody stands. */
export async function loadCaseStudyExample(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  files: (name: string) => string,
): Promise<void> {
  const ground = await exampleGround(tx, actor, subjects);
  for (const { by, reference } of given.parse(JSON.parse(files('casework/case-studies.json'))).drafts)
    await ground.works(by, 'crime-and-disorder', async (worker) => {
      const recordId = await ground.recordId(reference);
      const { case_id: caseId } = await tx
        .selectFrom('casework.case_person')
        .where('partnership_id', '=', actor.partnershipId)
        .where('record_id', '=', recordId)
        .select('case_id')
        .executeTakeFirstOrThrow();
      orThrow(await draftStudy(tx, worker, subjects, { caseId, recordId }));
    });
}
