/** All the states of a referral in one table: what may follow, who is waited for, and which clock runs. */

export type ReferralState =
  | 'draft'
  | 'sent'
  | 'received'
  | 'accepted'
  | 'declined'
  | 'in-progress'
  | 'completed'
  | 'withdrawn'
  | 'redirected'
  | 'no-response';

export type Side = 'referrer' | 'receiver';

/** Which clock runs in a state: the receiving service's own days to answer, or one of the partnership's settings. */
export type Clock = 'draftDays' | 'answer' | 'beginDays' | 'outcomeDays' | 'followDays';

interface StateRule {
  readonly says: string;
  readonly next: readonly ReferralState[];
  /** Who has to act next, and by which clock; null when it has ended. */
  readonly waits: { readonly for: Side; readonly clock: Clock } | null;
}

/**
 * Rule: a referral that has not ended waits for somebody, and a clock runs; so none is ever lost. `received` goes on with
 * the clock of `sent`: opening a referral is no answer.
 */
export const STATES = {
  draft: {
    says: 'Not sent yet',
    next: ['sent', 'withdrawn'],
    waits: { for: 'referrer', clock: 'draftDays' },
  },
  sent: {
    says: 'Sent',
    next: ['received', 'withdrawn', 'no-response'],
    waits: { for: 'receiver', clock: 'answer' },
  },
  received: {
    says: 'Received',
    next: ['accepted', 'declined', 'redirected', 'withdrawn', 'no-response'],
    waits: { for: 'receiver', clock: 'answer' },
  },
  accepted: {
    says: 'Accepted',
    next: ['in-progress', 'redirected', 'withdrawn'],
    waits: { for: 'receiver', clock: 'beginDays' },
  },
  declined: {
    says: 'Declined',
    next: ['redirected', 'withdrawn'],
    waits: { for: 'referrer', clock: 'followDays' },
  },
  'in-progress': {
    says: 'In progress',
    next: ['completed', 'redirected', 'withdrawn'],
    waits: { for: 'receiver', clock: 'outcomeDays' },
  },
  'no-response': {
    says: 'No response',
    next: ['received', 'redirected', 'withdrawn'],
    waits: { for: 'referrer', clock: 'followDays' },
  },
  completed: { says: 'Completed', next: [], waits: null },
  withdrawn: { says: 'Withdrawn', next: [], waits: null },
  redirected: { says: 'Redirected', next: [], waits: null },
} as const satisfies Record<ReferralState, StateRule>;

export const STATE_NAMES = Object.keys(STATES) as ReferralState[];

const ruleOf = (state: ReferralState): StateRule => STATES[state];

/** True when a referral may go from one state to another. */
export const mayFollow = (from: ReferralState, to: ReferralState): boolean => ruleOf(from).next.includes(to);

/** Who has to act next, and by which clock; null when the referral has ended. */
export const waitsIn = (state: ReferralState): StateRule['waits'] => ruleOf(state).waits;

export const isOpen = (state: ReferralState): boolean => waitsIn(state) !== null;

/** Who may bring a referral into a state; `no-response` is the clock's alone. */
export const MOVERS = {
  draft: ['referrer'],
  sent: ['referrer'],
  received: ['receiver'],
  accepted: ['receiver'],
  declined: ['receiver'],
  'in-progress': ['receiver'],
  completed: ['receiver'],
  withdrawn: ['referrer'],
  redirected: ['referrer', 'receiver'],
  'no-response': [],
} as const satisfies Record<ReferralState, readonly Side[]>;

/** What somebody on these sides may make of a referral in this state: what pages offer and commands allow. */
export const movesFor = (state: ReferralState, sides: readonly Side[]): readonly ReferralState[] =>
  ruleOf(state).next.filter((to) => (MOVERS[to] as readonly Side[]).some((side) => sides.includes(side)));
