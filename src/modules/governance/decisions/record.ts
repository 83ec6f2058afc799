import { type Id, newId } from '../../../kernel/ids.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../platform/actor.ts';
import { recordCommand } from '../../../platform/audit/record.ts';
import { notAllowed } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { tryRow } from '../../../platform/import-rows.ts';
import type { Decidable, Decided } from '../../../platform/module.ts';
import { quorumAt } from '../meeting/quorum-at.ts';
import { backToThePlan } from './deferral.ts';
import { delegationRefuses } from './delegation.ts';
import { type Earlier, earlierOf } from './earlier.ts';
import { carryOut, type Deed, deedOf, keepEffect, undoingOf } from './effect.ts';
import { type DecisionInput, type RecordedDecision, voteRefuses, whatIsMissing } from './input.ts';
import { keepConditions, keepDissent } from './kept.ts';
import { type KeyDeparture, keyOf, keyProposal } from './key.ts';
import { mayDecide, walkOf } from './on-route.ts';
import { nextReference } from './reference.ts';
import { namesOf, type Walk } from './route.ts';
import { decisionHash } from './seal.ts';
import { type Setting, settingOf } from './setting.ts';
import { type QuorumReader, type Standing, standingOf } from './standing.ts';

/** What can be decided of which kind of thing, by kind: `services.offers.decidable`. */
export type Decidables = ReadonlyMap<string, Decidable>;

/**
 * Records what a body decided, for good, and carries it out in the same transaction: all of it or nothing. A decision
 * that needs a quorum and had none waits to be ratified and does nothing until then.
 */
export async function recordDecision(
  tx: Tx,
  actor: Actor,
  decidable: Decidables,
  input: DecisionInput,
  quorumOf: QuorumReader = quorumAt,
): Promise<RecordedDecision | Refusal> {
  if (!may(actor, 'meeting.record')) return notAllowed();
  const missing = whatIsMissing(input);
  if (missing) return missing;
  return tryRow(tx, async () => {
    const judged = await judge(tx, decidable, input, quorumOf);
    if (isRefusal(judged)) return judged;
    if (judged.exempt && !may(actor, 'papers.exempt')) return notAllowed();
    return keep(tx, actor, judged);
  });
}

/** A decision that may be recorded: everything it is made of, found and judged. */
interface Judged {
  readonly input: DecisionInput;
  readonly setting: Setting;
  readonly earlier: Earlier | undefined;
  readonly subject: { readonly kind: string; readonly id: string } | undefined;
  readonly keyDecision: boolean;
  readonly departure: KeyDeparture | undefined;
  readonly exempt: boolean;
  readonly standing: Standing;
  readonly walk: Walk | undefined;
  readonly does: 'recommends' | 'decides' | undefined;
  readonly deed: Deed | undefined;
  /** Who keeps its conditions, where what it decides does. */
  readonly keptBy: string | null;
}

async function judge(
  tx: Tx,
  decidable: Decidables,
  input: DecisionInput,
  quorumOf: QuorumReader,
): Promise<Judged | Refusal> {
  const setting = await settingOf(tx, input);
  if (isRefusal(setting)) return setting;
  const lost = input.method === 'vote' ? voteRefuses(input.outcome, setting.votes) : undefined;
  if (lost) return lost;
  const earlier = await earlierOf(tx, input);
  if (isRefusal(earlier)) return earlier;
  const subject = subjectOf(input, setting, earlier);
  const undelegated =
    input.method === 'delegated'
      ? await delegationRefuses(tx, setting.body, subject?.kind, input.decidedOn)
      : undefined;
  if (undelegated) return undelegated;
  const marked = setting.item?.keyDecision === true ? true : input.keyDecision;
  const keyed = earlier
    ? { key: marked === true || earlier.keyDecision, departure: undefined }
    : keyOf(
        await keyProposal(tx, decidable, { bodyId: setting.body.id, subject, on: input.decidedOn }),
        marked,
        input.keyReason,
      );
  if (isRefusal(keyed)) return keyed;
  const keyDecision = keyed.key;
  const exempt = earlier?.exempt ?? (input.exempt === true || (setting.item?.exempt ?? false));
  const standing = await standingOf(tx, input, setting, keyDecision, quorumOf);
  if (isRefusal(standing)) return standing;
  const walk = subject && (await walkOf(tx, decidable, subject, input.decidedOn));
  const kind = subject && decidable.get(subject.kind);
  const keptBy = kind?.keepsConditions && input.effectDone === undefined ? kind.kind : null;
  const { departure } = keyed;
  const base = { input, setting, earlier, subject, keyDecision, departure, exempt, standing, walk, keptBy };
  if (input.outcome === 'undone' && earlier) {
    const deed = undoingOf(kind, earlier);
    return isRefusal(deed) ? deed : { ...base, does: undefined, deed };
  }
  const outcome = input.outcome === 'ratified' && earlier ? earlier.outcome : input.outcome;
  const place = walk ? mayDecide(walk, kind?.says ?? 'It', setting.body, outcome) : { does: undefined };
  if (isRefusal(place)) return place;
  const stands = standing.standing === 'stands' && input.effectDone === undefined;
  return { ...base, does: place.does, deed: stands ? deedOf(kind, outcome, place.does) : undefined };
}

function subjectOf(input: DecisionInput, { item }: Setting, earlier: Earlier | undefined): Judged['subject'] {
  if (!earlier) return input.subject ?? item?.subject;
  return earlier.subjectKind !== null && earlier.subjectId !== null
    ? { kind: earlier.subjectKind, id: earlier.subjectId }
    : undefined;
}

async function keep(tx: Tx, actor: Actor, judged: Judged): Promise<RecordedDecision | Refusal> {
  const { input, exempt, standing, subject, deed } = judged;
  const row = await rowOf(tx, actor, judged);
  const { id, reference } = row;
  const within = { partnership_id: actor.partnershipId, decision_id: id, exempt };
  const conditions = (input.conditions ?? []).map((condition) =>
    conditionRow(within, condition, judged.keptBy),
  );
  const dissents = (input.dissent ?? []).map(({ membershipId, words }) => ({
    ...within,
    membership_id: membershipId,
    words: words.trim(),
  }));
  const hash = decisionHash(row, conditions, dissents);
  await tx
    .insertInto('governance.decision')
    .values({ ...row, hash })
    .execute();
  if (judged.departure) {
    const { key: proposed, because, termsId, reason } = judged.departure;
    await tx
      .insertInto('governance.key_departure')
      .values({ ...within, terms_id: termsId, proposed, because, reason })
      .execute();
  }
  const kept = (await keepConditions(tx, conditions)) ?? (await keepDissent(tx, input.bodyId, dissents));
  if (kept) return kept;
  await recordCommand(tx, actor, {
    action: 'decision.record',
    subject: { kind: 'decision', id },
    detail: {
      reference,
      outcome: input.outcome,
      standing: standing.standing,
      ...(judged.departure && !exempt ? { departsFromTerms: judged.departure } : {}),
    },
    rowHash: hash,
  });
  const deferral = input.outcome === 'ratified' ? judged.earlier : input;
  if (deferral?.outcome === 'deferred' && standing.standing === 'stands')
    await backToThePlan(tx, actor, {
      ...input,
      id,
      subject,
      exempt,
      keyDecision: judged.keyDecision,
      deferredTo: deferral.deferredTo,
      reason: deferral.reason,
    });
  const answer = { id, reference, standing: standing.standing };
  if (input.effectDone !== undefined && input.effectDone.trim() !== '') {
    const says = input.effectDone.trim();
    await keepEffect(tx, actor, id, { kind: 'done-before', outcome: input.outcome, says, exempt });
    return { ...answer, effect: says };
  }
  if (!deed || !subject) return { ...answer, effect: undefined };
  const decided = await decidedOf(tx, judged, { id, reference });
  const effect = await carryOut(tx, actor, deed, subject.id, decided, exempt);
  return isRefusal(effect) ? effect : { ...answer, effect };
}

type Within = {
  readonly partnership_id: Id<'partnership'>;
  readonly decision_id: Id<'decision'>;
  readonly exempt: boolean;
};

const conditionRow = (
  within: Within,
  condition: NonNullable<DecisionInput['conditions']>[number],
  keptBy: string | null,
) => ({
  ...within,
  id: newId<'condition'>(),
  says: condition.says.trim(),
  missing: [...(condition.missing ?? [])],
  due_on: condition.dueOn,
  owner_post_id: condition.ownerPostId ?? null,
  owner_agency_id: condition.ownerAgencyId ?? null,
  kept_by: keptBy,
});

async function rowOf(tx: Tx, actor: Actor, judged: Judged) {
  const { input, setting, subject, standing, walk } = judged;
  return {
    partnership_id: actor.partnershipId,
    id: newId<'decision'>(),
    reference: await nextReference(tx, actor, input.decidedOn),
    body_id: input.bodyId,
    sitting_id: setting.sitting?.id ?? null,
    item_id: setting.item?.id ?? null,
    motion_id: input.motionId ?? null,
    decided_on: input.decidedOn,
    title: input.title.trim(),
    words: input.words.trim(),
    outcome: input.outcome,
    key_decision: judged.keyDecision,
    standing: standing.standing,
    method: input.method,
    votes_for: setting.votes?.for ?? null,
    votes_against: setting.votes?.against ?? null,
    abstained: setting.votes?.abstained ?? null,
    quorate: standing.quorate,
    quorum: JSON.stringify(standing.evidence),
    quorum_says: standing.says,
    subject_kind: subject?.kind ?? null,
    subject_id: subject?.id ?? null,
    deferred_to: input.outcome === 'deferred' ? (input.deferredTo ?? null) : null,
    reason: input.reason?.trim() ?? '',
    exempt: judged.exempt,
    ratifies_id: input.ratifiesId ?? null,
    undoes_id: input.undoesId ?? null,
    does: judged.does ?? null,
    route: JSON.stringify(walk ? routeRow(walk) : []),
    account_id: accountOf(actor) ?? null,
  } as const;
}

/** The route as it stood: each place, whose it is, and by which decision the proposal had passed it. */
const routeRow = ({ steps }: Pick<Walk, 'steps'>) =>
  steps.map((step) => ({ who: namesOf(step), does: step.does, passed: step.by?.reference ?? null }));

/** What the effect is told; a ratification carries out what was decided before, with the conditions it had. */
async function decidedOf(
  tx: Tx,
  { input, setting, earlier, exempt }: Judged,
  { id, reference }: { readonly id: Id<'decision'>; readonly reference: string },
): Promise<Decided> {
  // What is decided on stays open: it is told where who may can read.
  const open = (words: string): string =>
    exempt && words !== '' ? `Exempt: see decision ${reference}` : words;
  const ratified = input.outcome === 'ratified' ? earlier : undefined;
  const conditions = await tx
    .selectFrom('governance.decision_condition')
    .select(['id', 'says', 'due_on', 'owner_post_id'])
    .where('decision_id', '=', ratified?.id ?? id)
    .orderBy('id')
    .execute();
  return {
    decisionId: id,
    decidedOn: input.decidedOn,
    bodyId: setting.body.id as Id<'body'>,
    body: setting.body.name,
    sittingId: setting.sitting?.id as Id<'sitting'> | undefined,
    conditions: conditions.map((row) => ({
      id: row.id,
      says: open(row.says),
      dueOn: row.due_on,
      ...(row.owner_post_id === null ? {} : { ownerPostId: row.owner_post_id }),
    })),
    deferredTo: input.deferredTo ?? ratified?.deferredTo ?? undefined,
    reason: open(input.reason?.trim() || ratified?.reason || ''),
  };
}
