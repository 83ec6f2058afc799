import { sql } from 'kysely';
import { longDate, type PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { givenText } from '../../platform/http/form.ts';

/** The record of what a board adopted before the partnership kept its decisions here. */
export interface Earlier {
  /** Where the minutes say so: `Strategic Board, 14 December 2012, item 5`. */
  readonly minutes: string;
  /** Why it is recorded so and not decided here. */
  readonly reason: string;
}

/** What a form or a call asks that records an earlier adoption. */
export const earlierFields = {
  minutes: givenText('Say which minutes tell of it: body, date and item'),
  reason: givenText('Say why it is recorded here and not decided here'),
};

/** Names of the refusals of a ground, for calls. */
export const GROUND_PROBLEMS = ['goes-through-a-decision'];

/** By what something counts as adopted: the decision that adopts it, or the record of an earlier adoption. */
export type Ground = { readonly decisionId: string } | { readonly earlier: Earlier };

/** The columns that a row of an adoption has for its ground. */
export interface GroundColumns {
  readonly decision_id: string | null;
  readonly began_on: PlainDate | null;
  readonly earlier_minutes: string | null;
  readonly earlier_reason: string | null;
}

/** Since when the partnership keeps its decisions here. */
export async function beganOn(tx: Tx): Promise<PlainDate> {
  const { rows } = await sql<{ began: PlainDate }>`
    select began_on as began from partners.partnership where partnership_id = platform.partnership()`.execute(
    tx,
  );
  const [row] = rows;
  if (!row) throw new Error('What is adopted is adopted in a partnership');
  return row.began;
}

/**
 * Named rule: what was adopted since the partnership keeps its decisions here is adopted by a decision that walked its
 * route. What was adopted before is recorded from its minutes, with the reason. `anyDay`: what may be so on any day.
 */
export async function groundOf(
  tx: Tx,
  ground: Ground,
  {
    on,
    field = 'on',
    anyDay = false,
  }: { readonly on: PlainDate; readonly field?: string; readonly anyDay?: boolean },
): Promise<GroundColumns | Refusal> {
  if ('decisionId' in ground)
    return { decision_id: ground.decisionId, began_on: null, earlier_minutes: null, earlier_reason: null };
  const began = await beganOn(tx);
  if (on >= began && !anyDay)
    return refused(
      'goes-through-a-decision',
      `The partnership has kept its decisions here since ${longDate(began)}. What was adopted since then is recorded as a decision of the board, which adopts it.`,
      { field, details: { since: began } },
    );
  const { minutes, reason } = ground.earlier;
  if (minutes.trim() === '')
    return refused(
      'earlier-adoption-names-its-minutes',
      'Say which minutes tell of it: body, date and item.',
      {
        field: 'minutes',
      },
    );
  if (reason.trim() === '')
    return refused('earlier-adoption-says-why', 'Say why it is recorded here and not decided here.', {
      field: 'reason',
    });
  return {
    decision_id: null,
    began_on: began,
    earlier_minutes: minutes.trim(),
    earlier_reason: reason.trim(),
  };
}

/** How an earlier adoption is told beside what was adopted; undefined for one by decision. */
export const earlierInWords = (minutes: string | null, reason: string | null): string | undefined =>
  minutes === null
    ? undefined
    : `Recorded as decided before the partnership kept its decisions here. Minutes: ${sentence(minutes)} Why: ${sentence(reason ?? '')}`;

const sentence = (words: string): string => (/[.!?]$/.test(words) ? words : `${words}.`);
