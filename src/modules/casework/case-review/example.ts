/** An application for a case review that the example has: whoever applies, and what they say, is made up. */
import { z } from 'zod';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { exampleGround } from '../example-ground.ts';
import { applyForReview } from './apply.ts';

const given = z.object({
  synthetic: z.literal(true, { error: 'Personal records of an example are synthetic and say so' }),
  applications: z.array(
    z.object({
      to: z.string(),
      victim: z.object({
        givenNames: z.string(),
        surname: z.string(),
        dateOfBirth: z.string(),
        address: z.object({ lines: z.array(z.string()), postcode: z.string() }),
      }),
      story: z.string(),
    }),
  ),
});

/** Takes the example's applications in; the complaints are the concerns that agencies were told already. */
export async function loadCaseReviewExample(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  files: (name: string) => string,
): Promise<void> {
  const { agencyId } = await exampleGround(tx, actor, subjects);
  for (const { to, ...application } of given.parse(JSON.parse(files('casework/case-reviews.json')))
    .applications)
    orThrow(
      await applyForReview(tx, actor, subjects, {
        ...application,
        agencyId: agencyId(to),
        applicant: 'victim',
        complaints: [],
      }),
    );
}
