import { newId } from '../../../kernel/ids.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday } from '../retention/review-on.ts';
import { type AnswerName, NEXT } from './answers.ts';

export interface FlagAnswer {
  readonly flagId: string;
  readonly answer: AnswerName;
  readonly reason: string;
  readonly revision: number;
}

/**
 * Answers a flag for the own agency, only with a reason. Refused: not-found, not-allowed, pattern-answered-without-reason,
 * pattern-is-settled, changed-meanwhile.
 */
export async function answerFlag(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { flagId, answer, reason, revision }: FlagAnswer,
): Promise<{ flagId: string } | Refusal> {
  const agencyId = agencyOf(actor);
  if (agencyId === undefined || !mayFor(actor, 'casework.write', agencyId)) return notAllowed();
  const flag = await tx
    .selectFrom('casework.pattern_flag')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', flagId)
    .select(['state', 'revision', 'rules', 'agency_ids', 'restricted'])
    .executeTakeFirst();
  if (!flag) return notFound('pattern');
  if (reason.trim() === '')
    return refused('pattern-answered-without-reason', 'Say what you found, and what was done.', {
      field: 'reason',
    });
  const allowed: readonly AnswerName[] = NEXT[flag.state];
  if (!allowed.includes(answer))
    return refused('pattern-is-settled', 'This flag is settled. A new one is raised when it goes on.');
  if (flag.revision !== revision) return changedMeanwhile('flag');
  const id = newId();
  await tx
    .insertInto('casework.pattern_answer')
    .values({
      partnership_id: actor.partnershipId,
      id,
      flag_id: flagId,
      agency_ids: flag.agency_ids,
      restricted: flag.restricted,
      answer,
      rules: flag.rules,
      reason: subjects.seal(id, reason.trim()),
      answered_on: await businessToday(tx),
      answered_agency_id: agencyId,
      account_id: accountOf(actor) ?? null,
    })
    .execute();
  const { numUpdatedRows } = await asMachine(tx, actor, (machine) =>
    tx
      .updateTable('casework.pattern_flag')
      .set({ state: answer, revision: revision + 1 })
      .where('partnership_id', '=', machine.partnershipId)
      .where('id', '=', flagId)
      .where('revision', '=', revision)
      .executeTakeFirst(),
  );
  // Somebody else's answer came first while this one was written.
  if (numUpdatedRows !== 1n) return changedMeanwhile('flag');
  await recordCommand(tx, actor, {
    action: `pattern.${answer}`,
    subject: { kind: 'pattern', id: flagId },
    detail: { rules: flag.rules },
  });
  return { flagId };
}
