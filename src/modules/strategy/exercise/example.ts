/** The example's exercises: one that has closed, with scores that are made up, and one in which members score. */
import { z } from 'zod';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Actor, Member } from '../../../platform/actor.ts';
import { actingAs, type Tx } from '../../../platform/database/transaction.ts';
import { listNeeds } from '../links.ts';
import { beginExercise, closeExercise, exerciseFields, scoreNeeds } from './commands.ts';
import { findExercise, scoreField } from './queries.ts';

const given = z.array(
  z.object({
    synthetic: z.boolean(),
    title: z.string(),
    openedOn: z.iso.date(),
    closesOn: z.iso.date(),
    closedOn: z.iso.date().optional(),
    criteria: z.array(z.string()),
    needs: z.array(z.string()),
    /** Of each member by need, one score for each criterion. */
    scores: z.array(z.array(z.array(z.int()))).default([]),
  }),
);

/** Loads the exercises; whoever has an account scores in the order of the file. */
export async function loadExerciseExample(
  tx: Tx,
  actor: Actor,
  files: (name: string) => string,
): Promise<void> {
  const ids = new Map((await listNeeds(tx)).map(({ slug, id }) => [slug, id as string]));
  const accounts = await tx
    .selectFrom('access.account')
    .where('partnership_id', '=', actor.partnershipId)
    .select(['id', 'person_id', 'agency_id'])
    .orderBy('id')
    .execute();
  for (const one of given.parse(JSON.parse(files('priority-exercises.json')))) {
    const needIds = one.needs.flatMap((slug) => ids.get(slug) ?? []);
    const closesOn = plainDate(one.closesOn);
    const { id } = orThrow(
      await beginExercise(
        tx,
        actor,
        {
          title: one.title,
          criteria: exerciseFields.shape.criteria.parse(one.criteria.join('\n')),
          closesOn,
          openedOn: plainDate(one.openedOn),
          synthetic: one.synthetic,
        },
        needIds,
      ),
    );
    const criteria = (await findExercise(tx, id))?.criteria ?? [];
    for (const [at, scores] of one.scores.entries()) {
      const account = accounts[at];
      if (!account) throw new Error('The example has fewer accounts than members who score');
      const member: Member = {
        kind: 'member',
        partnershipId: actor.partnershipId,
        accountId: account.id as Member['accountId'],
        personId: account.person_id as Member['personId'],
        agencyId: account.agency_id as Member['agencyId'],
        permissions: ['read', 'needs.score'],
      };
      const typed = new Map(
        needIds.flatMap((need, row) =>
          criteria.map(
            ({ position }) => [scoreField(need, position), scores[row]?.[position - 1] ?? 0] as const,
          ),
        ),
      );
      orThrow(await actingAs(tx, actor, member, () => scoreNeeds(tx, member, id, typed, closesOn)));
    }
    if (one.closedOn) orThrow(await closeExercise(tx, actor, id, plainDate(one.closedOn)));
  }
}
