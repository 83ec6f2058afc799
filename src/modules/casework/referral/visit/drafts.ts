/** A visit being written down on the server, one question a page: seen by nobody but who writes it. */
import { newId } from '../../../../kernel/ids.ts';
import { addDays, type PlainDate } from '../../../../kernel/plain-date.ts';
import type { Refusal } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import { businessToday } from '../../retention/review-on.ts';
import type { Answers } from './answers.ts';

export interface Draft {
  readonly id: string;
  readonly answers: Answers;
  readonly begunOn: PlainDate;
  readonly revision: number;
}

/** A draft that nobody sends is wiped after a week. */
const KEPT_DAYS = 7;

/** Begins a visit with what is known already. */
export async function beginDraft(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  answers: Answers,
): Promise<{ id: string } | Refusal> {
  const agencyId = agencyOf(actor);
  const accountId = accountOf(actor);
  if (!agencyId || !accountId || !mayFor(actor, 'referral.make', agencyId)) return notAllowed();
  const id = newId<'visit'>();
  const today = await businessToday(tx);
  await tx
    .insertInto('casework.referral_draft')
    .values({
      partnership_id: actor.partnershipId,
      id,
      agency_id: agencyId,
      account_id: accountId,
      answers: subjects.seal(id, JSON.stringify(answers)),
      begun_on: today,
      review_on: addDays(today, KEPT_DAYS),
    })
    .execute();
  await recordCommand(tx, actor, { action: 'referral-draft.begin', subject: { kind: 'referral-draft', id } });
  return { id };
}

/** The draft, for who writes it. */
export async function findDraft(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<Draft | undefined> {
  const row = await tx
    .selectFrom('casework.referral_draft')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .select(['answers', 'begun_on as begunOn', 'revision'])
    .executeTakeFirst();
  const opened = row && subjects.open(id, row.answers);
  return opened === undefined || !row
    ? undefined
    : { id, answers: JSON.parse(opened) as Answers, begunOn: row.begunOn, revision: row.revision };
}

/** The visits that somebody has begun and not sent, newest first, by their ids and days only. */
export const listDrafts = (tx: Tx, actor: Actor) =>
  tx
    .selectFrom('casework.referral_draft')
    .where('partnership_id', '=', actor.partnershipId)
    .where('account_id', '=', accountOf(actor) ?? '')
    .orderBy('id', 'desc')
    .limit(20)
    .select(['id', 'begun_on as begunOn', 'review_on as reviewOn'])
    .execute();

/** Keeps the answers to one question beside those given before. */
export async function answerDraft(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  draft: Draft,
  answers: Answers,
): Promise<undefined | Refusal> {
  const { numUpdatedRows } = await tx
    .updateTable('casework.referral_draft')
    .set({
      answers: subjects.seal(draft.id, JSON.stringify({ ...draft.answers, ...answers })),
      revision: draft.revision + 1,
    })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', draft.id)
    .where('revision', '=', draft.revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return changedMeanwhile('visit');
  await recordCommand(tx, actor, {
    action: 'referral-draft.answer',
    subject: { kind: 'referral-draft', id: draft.id },
  });
  return undefined;
}

/** Throws a draft away, or lets it go once it was sent. */
export async function dropDraft(tx: Tx, actor: Actor, id: string): Promise<undefined | Refusal> {
  const { numDeletedRows } = await tx
    .deleteFrom('casework.referral_draft')
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows !== 1n) return notFound('visit');
  await recordCommand(tx, actor, { action: 'referral-draft.drop', subject: { kind: 'referral-draft', id } });
  return undefined;
}
