/** What the referrer hears: at receipt, at the decision and at the end, as much as their purpose allows. */
import { listInWords } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { type Actor, agencyOf } from '../../../platform/actor.ts';
import type { SubjectKeys } from '../../../platform/keys/index.ts';
import type { ReferralEvent, ReferralRow } from './queries.ts';
import { STATES } from './states.ts';
import { DECLINE_REASONS, isCode, OUTCOMES } from './words.ts';

/** One piece of news, in words. */
export interface News {
  readonly id: string;
  readonly on: PlainDate;
  readonly by: string;
  readonly says: string;
  /** What the receiver wrote for the referrer; undefined when nothing was written, or it may not be read. */
  readonly words?: string | undefined;
  /** True when there is more to it than the reader's purpose allows. */
  readonly held: boolean;
}

/**
 * Named rule: everybody who referred hears that it was received, how it was decided and that it ended. Why it was
 * declined, what came of it and the receiver's words reach them for the purpose for which they referred, or for one for
 * which the receiver shares referrals with their agency.
 */
export function mayHearAll(
  actor: Actor,
  referral: Pick<ReferralRow, 'purpose' | 'agency_id' | 'to_agency_id'>,
): boolean {
  if (agencyOf(actor) === referral.to_agency_id) return true;
  return (
    actor.purpose === referral.purpose ||
    (actor.sharedBy ?? []).includes(`referrals@${referral.to_agency_id}`)
  );
}

/** What happened to a referral, as far as the actor may hear of it. */
export const newsOf = (
  actor: Actor,
  subjects: SubjectKeys,
  referral: Pick<ReferralRow, 'id' | 'purpose' | 'agency_id' | 'to_agency_id'>,
  events: readonly ReferralEvent[],
): readonly News[] => {
  const all = mayHearAll(actor, referral);
  return events.map((event) => {
    const detail = detailOf(event);
    const more = detail !== undefined || event.words !== null;
    return {
      id: event.id,
      on: event.on,
      by: event.agency,
      says: all && detail !== undefined ? `${STATES[event.to].says}: ${detail}` : STATES[event.to].says,
      words: all && event.words ? (subjects.open(referral.id, event.words) ?? 'Disposed of') : undefined,
      held: more && !all,
    };
  });
};

function detailOf({ reason, outcome, service, to }: ReferralEvent): string | undefined {
  const parts = [
    reason !== null && isCode(DECLINE_REASONS, reason) ? DECLINE_REASONS[reason] : undefined,
    outcome !== null && isCode(OUTCOMES, outcome) ? OUTCOMES[outcome].says : undefined,
    service === null ? undefined : to === 'declined' ? `${service} may fit better` : `to ${service}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('. ');
}

/** "Your visit led to a safer home and advice"; undefined while nothing has ended. */
export function visitLedTo(outcomes: readonly (string | null)[]): string | undefined {
  const led = outcomes.flatMap((outcome) =>
    outcome !== null && isCode(OUTCOMES, outcome) ? [OUTCOMES[outcome].led] : [],
  );
  return led.length === 0 ? undefined : `Your visit led to ${listInWords([...new Set(led)])}`;
}
