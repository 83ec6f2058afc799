import { isUuid, newId } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, may } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { changedMeanwhile, notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { publishDecisionsOf } from '../../decisions/publishing.ts';
import { hashOf } from '../../decisions/seal.ts';
import { findSitting, type Sitting } from '../../queries.ts';
import { seatsToAnswerFor } from '../../sittings/members.ts';
import { listMembers } from '../../terms/member-queries.ts';
import { readMeeting } from '../queries.ts';
import { draftContents, type MinutesContents } from './draft.ts';
import { listMinutes, type Minutes, type MinutesState, NEXT_STATES } from './queries.ts';

interface Step {
  readonly sittingId: string;
  /** The version that was seen; 0 before there is one. */
  readonly version: number;
  readonly on: PlainDate;
}

/** The minutes as they are before a step to a state, if who takes it saw the last version. */
async function before(
  tx: Tx,
  { sittingId, version }: Step,
  next: MinutesState,
): Promise<{ sitting: Sitting; last: Minutes | undefined } | Refusal> {
  const sitting = isUuid(sittingId) ? await findSitting(tx, sittingId) : undefined;
  if (!sitting) return notFound('sitting');
  const last = (await listMinutes(tx, sitting.id)).at(-1);
  if ((last?.version ?? 0) !== version) return changedMeanwhile('set of minutes');
  const allowed: readonly MinutesState[] = last ? NEXT_STATES[last.state] : ['drafted'];
  if (allowed.includes(next)) return { sitting, last };
  return last === undefined
    ? refused('minutes-are-not-drafted', 'Draft the minutes first.')
    : next === 'published'
      ? refused('minutes-are-not-agreed', 'The chair must agree the minutes before they are published.')
      : refused('minutes-are-agreed', 'These minutes are agreed. They stay as they are.');
}

async function keep(
  tx: Tx,
  actor: Actor,
  sitting: Sitting,
  row: {
    readonly version: number;
    readonly state: MinutesState;
    readonly on: PlainDate;
    readonly contents: MinutesContents;
    readonly reason?: string;
    readonly agreedBy?: Minutes['agreedBy'];
  },
): Promise<{ readonly id: string; readonly version: number }> {
  const id = newId();
  const hash = hashOfMinutes({ sittingId: sitting.id, ...row });
  await tx
    .insertInto('governance.minutes')
    .values({
      partnership_id: actor.partnershipId,
      id,
      sitting_id: sitting.id,
      version: row.version,
      state: row.state,
      on_day: row.on,
      contents: JSON.stringify(row.contents),
      reason: row.reason?.trim() ?? '',
      agreed_by: row.agreedBy ?? null,
      account_id: accountOf(actor) ?? null,
      hash,
    })
    .execute();
  await recordCommand(tx, actor, {
    action: `minutes.${row.state}`,
    subject: { kind: 'sitting', id: sitting.id },
    detail: { version: row.version, reason: row.reason ?? '', agreedBy: row.agreedBy ?? null },
    rowHash: hash,
  });
  return { id, version: row.version };
}

/** What the hash of a version covers. */
export const hashOfMinutes = ({
  sittingId,
  version,
  state,
  contents,
}: Pick<Minutes, 'sittingId' | 'version' | 'state' | 'contents'>): Buffer =>
  hashOf({ form: 'concord minutes 1', sittingId, version, state, contents });

/** Minutes hold the exempt items too: who writes them, reads those. */
export const mayWrite = (actor: Actor): boolean =>
  may(actor, 'meeting.record') && may(actor, 'papers.exempt');

type Kept = Promise<{ readonly id: string; readonly version: number } | Refusal>;

/** Drafts the minutes from what was recorded; drafted again, corrections made before stand in the earlier versions. */
export async function draftMinutes(tx: Tx, actor: Actor, step: Step): Kept {
  if (!mayWrite(actor)) return notAllowed();
  const found = await before(tx, step, 'drafted');
  if (isRefusal(found)) return found;
  const { sitting } = found;
  if (sitting.status === 'cancelled' || (sitting.status === 'planned' && sitting.day > step.on))
    return refused('sitting-was-not-held', 'Minutes are written of a sitting that took place.');
  const contents = draftContents(await readMeeting(tx, sitting));
  return keep(tx, actor, sitting, { version: step.version + 1, state: 'drafted', on: step.on, contents });
}

/** Corrects one part of the minutes, with the reason. */
export async function correctMinutes(
  tx: Tx,
  actor: Actor,
  step: Step & { readonly key: string; readonly markdown: string; readonly reason: string },
): Kept {
  if (!mayWrite(actor)) return notAllowed();
  const found = await before(tx, step, 'corrected');
  if (isRefusal(found)) return found;
  const { sitting, last } = found;
  const section = last?.contents.sections.find(({ key }) => key === step.key);
  if (!last || !section) return notFound('part of the minutes');
  const sections = last.contents.sections.map((one) =>
    one.key === step.key ? { ...one, markdown: step.markdown.replaceAll('\r\n', '\n').trim() } : one,
  );
  return keep(tx, actor, sitting, {
    version: step.version + 1,
    state: 'corrected',
    on: step.on,
    contents: { ...last.contents, sections },
    reason: step.reason,
  });
}

/** True when the actor sits in the chair's seat on a day. */
export async function isChair(tx: Tx, actor: Actor, sitting: Sitting, on: PlainDate): Promise<boolean> {
  const chairs = (await listMembers(tx, sitting.bodyId, on)).filter(({ office }) => office === 'chair');
  // Who builds agendas may answer for every seat; that does not put them in the chair.
  const person = { ...actor, permissions: ['sitting.reply'] };
  return (await seatsToAnswerFor(tx, person, chairs, on)).length > 0;
}

/**
 * Records that the minutes are agreed: by the chair, who holds that office and `minutes.agree`; or by who records
 * meetings, on the chair's word, saying how it was given. The version says which.
 */
export async function agreeMinutes(tx: Tx, actor: Actor, step: Step & { readonly how?: string }): Kept {
  const found = await before(tx, step, 'agreed');
  if (isRefusal(found)) return found;
  const { sitting, last } = found;
  if (!last) return notFound('set of minutes');
  const chairs = may(actor, 'minutes.agree') && (await isChair(tx, actor, sitting, step.on));
  if (!chairs && !mayWrite(actor))
    return refused(
      'only-the-chair-agrees',
      'Only the chair agrees the minutes, or who records the meeting for them.',
    );
  const how = step.how?.trim() ?? '';
  if (!chairs && how === '')
    return refused('agreement-says-how', 'Say how and when the chair agreed the minutes.', { field: 'how' });
  return keep(tx, actor, sitting, {
    version: step.version + 1,
    state: 'agreed',
    on: step.on,
    contents: last.contents,
    reason: how,
    agreedBy: chairs ? 'chair' : 'recorded-for-the-chair',
  });
}

/** The part of minutes that everybody may read: exempt items are left out, and it says so. */
export const openContents = (contents: MinutesContents): MinutesContents => ({
  ...contents,
  sections: contents.sections.map((section) =>
    section.exempt
      ? {
          ...section,
          heading: `${/^\d+\./.exec(section.heading)?.[0] ?? ''} Exempt item`.trim(),
          markdown: 'This item was considered in private, and its minutes are left out here.',
        }
      : section,
  ),
});

/** Parts of the minutes that are exempt now, whatever they were when the minutes were drafted. */
async function exemptNow(tx: Tx, sittingId: string): Promise<ReadonlySet<string>> {
  const items = await tx
    .selectFrom('governance.agenda_item')
    .select('id')
    .where('sitting_id', '=', sittingId)
    .where('exempt', '=', true)
    .execute();
  const decisions = await tx
    .selectFrom('governance.decision')
    .select('item_id')
    .where('sitting_id', '=', sittingId)
    .where('exempt', '=', true)
    .execute();
  return new Set([...items.map(({ id }) => id), ...decisions.flatMap(({ item_id }) => item_id ?? [])]);
}

/** Publishes agreed minutes for everybody, without exempt items, and the decisions of the sitting with them. */
export async function publishMinutes(tx: Tx, actor: Actor, step: Step): Kept {
  if (!mayWrite(actor)) return notAllowed();
  const found = await before(tx, step, 'published');
  if (isRefusal(found)) return found;
  const { sitting, last } = found;
  if (!last) return notFound('set of minutes');
  const exempt = await exemptNow(tx, sitting.id);
  const sections = last.contents.sections.map((one) => ({
    ...one,
    exempt: one.exempt || exempt.has(one.key),
  }));
  const contents = { ...last.contents, sections };
  const kept = await keep(tx, actor, sitting, {
    version: step.version + 1,
    state: 'published',
    on: step.on,
    contents,
  });
  await tx
    .insertInto('governance.public_minutes')
    .values({
      partnership_id: actor.partnershipId,
      minutes_id: kept.id,
      sitting_id: sitting.id,
      body_slug: last.contents.bodySlug,
      body_name: last.contents.body,
      day: sitting.day,
      published_on: step.on,
      contents: JSON.stringify(openContents(contents)),
    })
    .execute();
  const decisions = await publishDecisionsOf(tx, actor, sitting.id);
  return isRefusal(decisions) ? decisions : kept;
}
