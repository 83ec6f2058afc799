import { longDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { businessDay } from '../business-day.ts';
import { motionVotes } from '../meeting/record/vote.ts';
import { tallyOf } from '../meeting/tally.ts';
import type { DecisionInput, Votes } from './input.ts';

/** Where and how a decision was taken, as far as the system knows. */
export interface Setting {
  readonly body: { readonly id: string; readonly name: string; readonly kind: string };
  readonly sitting: { readonly id: string; readonly status: string; readonly recorded: boolean } | undefined;
  readonly item:
    | {
        readonly id: string;
        readonly keyDecision: boolean;
        readonly exempt: boolean;
        readonly subject: { readonly kind: string; readonly id: string } | undefined;
      }
    | undefined;
  readonly votes: Votes | undefined;
}

/** Finds body, sitting, item and motion of a decision; refuses what does not fit together. */
export async function settingOf(tx: Tx, input: DecisionInput): Promise<Setting | Refusal> {
  const body = await tx
    .selectFrom('governance.body')
    .select(['id', 'name', 'kind', 'starts_on', 'ends_on'])
    .where('id', '=', input.bodyId)
    .executeTakeFirst();
  if (!body) return notFound('body');
  if (body.ends_on !== null && body.ends_on < input.decidedOn)
    return refused(
      'body-had-ended',
      `The ${body.name} ended on ${longDate(body.ends_on)}. It decided nothing after that.`,
      { field: 'decidedOn' },
    );
  if (body.starts_on !== null && body.starts_on > input.decidedOn)
    return refused(
      'body-had-not-begun',
      `The ${body.name} began on ${longDate(body.starts_on)}. It decided nothing before that.`,
      { field: 'decidedOn' },
    );
  const today = await businessDay(tx);
  if (input.decidedOn > today)
    return refused(
      'decision-is-still-to-come',
      `${longDate(input.decidedOn)} is still to come. Put the decision in the forward plan instead.`,
      { field: 'decidedOn' },
    );
  const sitting = await sittingOf(tx, input);
  if (sitting && 'refused' in sitting) return sitting;
  const motion = await motionOf(tx, input);
  if (motion && 'refused' in motion) return motion;
  const itemId = input.itemId ?? motion?.itemId ?? (await itemOn(tx, input));
  const item = itemId ? await itemOf(tx, input.sittingId ?? '', itemId) : undefined;
  if (itemId && !item) return notFound('agenda item');
  if (motion && motion.itemId !== itemId)
    return refused('motion-of-another-item', 'That motion was moved at another item.', { field: 'motion' });
  return { body, sitting, item, votes: motion?.votes ?? input.votes };
}

/** The agenda item of the sitting that is about what is decided: its interests and its exemption are not left out. */
async function itemOn(tx: Tx, { sittingId, subject }: DecisionInput): Promise<string | undefined> {
  if (!sittingId || !subject) return undefined;
  const item = await tx
    .selectFrom('governance.agenda_item')
    .select('id')
    .where('sitting_id', '=', sittingId)
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .where('withdrawn_on', 'is', null)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst();
  return item?.id;
}

/** Named rule: on a day of which the attendance is recorded, a body decides at its sitting, with the quorum that it had. */
async function outsideSitting(tx: Tx, input: DecisionInput): Promise<undefined | Refusal> {
  if (input.method === 'consensus' || input.method === 'vote')
    return refused('sitting-needed', 'Choose the sitting at which it was decided.', { field: 'sitting' });
  const recorded = await tx
    .selectFrom('governance.sitting_now as s')
    .innerJoin('governance.presence as p', (join) =>
      join.onRef('p.partnership_id', '=', 's.partnership_id').onRef('p.sitting_id', '=', 's.id'),
    )
    .select('s.id')
    .where('s.body_id', '=', input.bodyId)
    .where('s.status', '<>', 'cancelled')
    .where('s.day', '<=', input.decidedOn)
    .where('s.latest_day', '>=', input.decidedOn)
    .limit(1)
    .executeTakeFirst();
  return recorded
    ? refused(
        'meeting-was-recorded',
        'Who was at the sitting of that day is recorded here, so its quorum is known. Choose the sitting, and consensus or vote.',
        { field: 'sitting' },
      )
    : undefined;
}

async function sittingOf(tx: Tx, input: DecisionInput): Promise<Setting['sitting'] | Refusal> {
  if (!input.sittingId) return outsideSitting(tx, input);
  const sitting = await tx
    .selectFrom('governance.sitting_now')
    .select(['id', 'body_id', 'day', 'latest_day', 'status'])
    .where('id', '=', input.sittingId)
    .executeTakeFirst();
  if (!sitting) return notFound('sitting');
  if (sitting.body_id !== input.bodyId)
    return refused('sitting-of-another-body', 'That sitting is of another body. Choose one of this body.', {
      field: 'sitting',
    });
  if (sitting.status === 'cancelled')
    return refused('sitting-was-cancelled', 'That sitting was cancelled; nothing was decided at it.', {
      field: 'sitting',
    });
  if (input.decidedOn < sitting.day || input.decidedOn > sitting.latest_day)
    return refused('not-the-day-of-the-sitting', `The sitting was on ${longDate(sitting.day)}.`, {
      field: 'decidedOn',
    });
  const presence = await tx
    .selectFrom('governance.presence')
    .select('id')
    .where('sitting_id', '=', sitting.id)
    .limit(1)
    .executeTakeFirst();
  if (presence && input.method === 'recorded-from-minutes')
    return refused(
      'meeting-was-recorded',
      'Who was at this sitting is recorded here, so its quorum is known. Choose consensus or vote.',
      { field: 'method' },
    );
  return { id: sitting.id, status: sitting.status, recorded: presence !== undefined };
}

async function motionOf(
  tx: Tx,
  { motionId, sittingId, method, votes }: DecisionInput,
): Promise<{ itemId: string; votes: Votes | undefined } | undefined | Refusal> {
  if (!motionId) return undefined;
  const motion = await tx
    .selectFrom('governance.motion')
    .select('item_id')
    .where('id', '=', motionId)
    .where('sitting_id', '=', sittingId ?? null)
    .executeTakeFirst();
  if (!motion) return notFound('motion');
  const struckOut = await tx
    .selectFrom('governance.struck_out')
    .select('reason')
    .where('fact_id', '=', motionId)
    .executeTakeFirst();
  if (struckOut)
    return refused('motion-was-struck-out', 'This motion was struck out.', { field: 'motionId' });
  const cast = await motionVotes(tx, motionId);
  const { for: ayes, against, abstained } = tallyOf(cast);
  return {
    itemId: motion.item_id,
    votes: method === 'vote' && cast.length > 0 ? { for: ayes, against, abstained } : votes,
  };
}

async function itemOf(tx: Tx, sittingId: string, itemId: string): Promise<Setting['item']> {
  const item = await tx
    .selectFrom('governance.agenda_item')
    .select(['id', 'key_decision', 'exempt_reason', 'subject_kind', 'subject_id'])
    .where('sitting_id', '=', sittingId)
    .where('id', '=', itemId)
    .executeTakeFirst();
  if (!item) return undefined;
  const { subject_kind: kind, subject_id: id } = item;
  return {
    id: item.id,
    keyDecision: item.key_decision,
    exempt: item.exempt_reason !== null,
    subject: kind !== null && id !== null ? { kind, id } : undefined,
  };
}
