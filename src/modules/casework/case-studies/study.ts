/** A case study is drafted, rewritten, consented to, signed off by somebody else, and may be taken back. */
import { newId } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import { businessToday, reviewOn } from '../retention/review-on.ts';
import { named } from './check/recognise.ts';
import { draftFrom } from './draft.ts';
import { findStudy, type StudyView } from './queries.ts';
import { type Draft, storyOf } from './story.ts';
import type { ConsentAnswer, ConsentHow } from './words.ts';

const told = (tx: Tx, actor: Actor, id: string, act: string, detail = {}): Promise<unknown> =>
  recordCommand(tx, actor, {
    action: `casework.case-study-${act}`,
    subject: { kind: 'casework-case-study', id },
    detail,
  });

/** Drafts a study from a case. Refused: not-allowed, not-found, restricted-case-tells-no-story. */
export async function draftStudy(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { readonly caseId: string; readonly recordId: string },
): Promise<{ id: string } | Refusal> {
  const agencyId = agencyOf(actor);
  if (agencyId === undefined || !mayFor(actor, 'casework.write', agencyId)) return notAllowed();
  const story = await storyOf(tx, actor, subjects, input.caseId, input.recordId);
  if (!story) return notFound('person in this case');
  if (story.view.row.restricted || story.record.restricted)
    return refused('restricted-case-tells-no-story', 'What is restricted is told to nobody.');
  const today = await businessToday(tx);
  const id = newId<'case-study'>();
  await tx
    .insertInto('casework.case_study')
    .values({
      partnership_id: actor.partnershipId,
      id,
      agency_id: agencyId,
      account_id: accountOf(actor) ?? null,
      draft: subjects.seal(id, JSON.stringify(draftFrom(story, today))),
      drafted_on: today,
      review_on: await reviewOn(tx, actor, 'case', today),
    })
    .execute();
  await tx
    .insertInto('casework.case_study_source')
    .values({
      partnership_id: actor.partnershipId,
      study_id: id,
      case_id: input.caseId,
      record_id: input.recordId,
      agency_id: agencyId,
    })
    .execute();
  await told(tx, actor, id, 'drafted');
  return { id };
}

/** The study, when the actor may still work on it. Refused: not-found, not-allowed, study-is-released. */
async function toWorkOn(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  id: string,
): Promise<StudyView | Refusal> {
  const study = await findStudy(tx, actor, subjects, id);
  if (!study) return notFound('case study');
  if (!mayFor(actor, 'casework.write', study.agencyId)) return notAllowed();
  return study.release === null
    ? study
    : refused('study-is-released', 'It was signed off word for word. Take it back, and draft another.');
}

/** Rewrites a draft. Refused: not-found, not-allowed, study-is-released, changed-meanwhile. */
export async function rewriteStudy(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { readonly id: string; readonly revision: number; readonly draft: Draft },
): Promise<{ id: string } | Refusal> {
  const study = await toWorkOn(tx, actor, subjects, input.id);
  if (isRefusal(study)) return study;
  const { numUpdatedRows } = await tx
    .updateTable('casework.case_study')
    .set({
      draft: subjects.seal(input.id, JSON.stringify(input.draft)),
      account_id: accountOf(actor) ?? null,
      revision: input.revision + 1,
    })
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', input.id)
    .where('revision', '=', input.revision)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return changedMeanwhile('case study');
  await told(tx, actor, input.id, 'rewritten');
  return { id: input.id };
}

/**
 * Records what the person said to their story being told; when they no longer want it told, it is taken back at once.
 * Refused: not-found, not-allowed, consent-is-ahead.
 */
export async function recordStudyConsent(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: {
    readonly id: string;
    readonly answer: ConsentAnswer;
    readonly how: ConsentHow;
    readonly on: PlainDate;
  },
): Promise<{ id: string } | Refusal> {
  const study = await findStudy(tx, actor, subjects, input.id);
  if (!study) return notFound('case study');
  if (!mayFor(actor, 'casework.write', study.agencyId)) return notAllowed();
  if (input.on > (await businessToday(tx)))
    return refused('consent-is-ahead', 'Give the day on which it was said.', { field: 'day' });
  await tx
    .insertInto('casework.case_study_consent')
    .values({
      partnership_id: actor.partnershipId,
      id: newId(),
      study_id: input.id,
      agency_id: study.agencyId,
      account_id: accountOf(actor) ?? null,
      at: new Date(),
      answer: input.answer,
      on_day: input.on,
      how: input.how,
    })
    .execute();
  await told(tx, actor, input.id, 'consent', { answer: input.answer });
  if (input.answer !== 'given' && study.release !== null && study.release.withdrawnOn === null)
    return takeBack(tx, actor, subjects, { id: input.id, on: input.on });
  return { id: input.id };
}

/**
 * Signs a study off word for word: from then on reports may carry it. Named rules: the person consents
 * (`consent-is-given-first`), the check finds nobody named (`names-somebody-still`), and not the writer signs but somebody
 * else (`signed-by-another`). Refused also: not-found, not-allowed, study-is-released, checked-says-how, changed-meanwhile.
 */
export async function signOffStudy(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { readonly id: string; readonly revision: number; readonly checked: string },
): Promise<{ id: string } | Refusal> {
  const study = await toWorkOn(tx, actor, subjects, input.id);
  if (isRefusal(study)) return study;
  if (study.revision !== input.revision) return changedMeanwhile('case study');
  if (study.consents[0]?.answer !== 'given')
    return refused(
      'consent-is-given-first',
      'Record first that the person consents to their story being told.',
    );
  if ((study.accountId ?? null) === (accountOf(actor) ?? null))
    return refused(
      'signed-by-another',
      'Whoever wrote it does not sign it off. Ask somebody else of your agency.',
    );
  const names = study.findings.find(({ weight }) => weight === 'stops');
  if (names || study.storyGone)
    return refused(
      'names-somebody-still',
      names ? `Nobody may be named. ${names.why}` : 'Its case is gone: nobody can check it any more.',
    );
  if (input.checked.trim() === '')
    return refused('checked-says-how', 'Say how it was made sure that nobody can be recognised.', {
      field: 'checked',
    });
  const slip = await namedIn(tx, actor, subjects, study, input.checked);
  if (slip) return refused('names-somebody-still', `Nobody may be named. ${slip}`, { field: 'checked' });
  await tx
    .insertInto('casework.case_study_release')
    .values({
      partnership_id: actor.partnershipId,
      id: input.id,
      agency_id: study.agencyId,
      account_id: accountOf(actor) ?? null,
      title: study.draft.title,
      body: study.draft.body,
      checked: input.checked.trim(),
      told_on: await businessToday(tx),
    })
    .execute();
  await told(tx, actor, input.id, 'signed-off', { findings: study.findings.length });
  return { id: input.id };
}

/** What in the signer's own words names somebody: they stand in clear beside the story. */
async function namedIn(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  { caseId, recordId }: StudyView,
  text: string,
): Promise<string | undefined> {
  const story = caseId && recordId ? await storyOf(tx, actor, subjects, caseId, recordId) : undefined;
  return story && named(text, story.known)[0]?.why;
}

/** From now on no report carries it any more; what was published stays published. Refused: not-found, not-allowed, study-is-not-told. */
export async function takeBack(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { readonly id: string; readonly on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const study = await findStudy(tx, actor, subjects, input.id);
  if (!study) return notFound('case study');
  if (!mayFor(actor, 'casework.write', study.agencyId)) return notAllowed();
  if (study.release === null || study.release.withdrawnOn !== null)
    return refused('study-is-not-told', 'It is told by no report.');
  await tx
    .insertInto('casework.case_study_withdrawal')
    .values({
      partnership_id: actor.partnershipId,
      id: input.id,
      agency_id: study.agencyId,
      account_id: accountOf(actor) ?? null,
      on_day: input.on,
    })
    .execute();
  await told(tx, actor, input.id, 'taken-back');
  return { id: input.id };
}
