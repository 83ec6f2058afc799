import type { DecisionOutcome } from '../../../platform/module.ts';

/** Everything a body can have decided. Only some act on a thing; the rest are for the register alone. */
export const OUTCOMES = {
  agreed: 'Agreed',
  noted: 'Noted',
  recommended: 'Recommended',
  endorsed: 'Endorsed',
  'endorsed-on-condition': 'Endorsed on condition',
  deferred: 'Deferred',
  'referred-back': 'Referred back',
  refused: 'Refused',
  ratified: 'Ratified',
  undone: 'Undone',
} as const;

export type Outcome = keyof typeof OUTCOMES;

export const OUTCOME_NAMES = Object.keys(OUTCOMES) as [Outcome, ...Outcome[]];

/** How a decision was come to. */
export const METHODS = {
  consensus: 'By consensus',
  vote: 'By recorded vote',
  delegated: 'Under delegation, between sittings',
  'recorded-from-minutes': 'Recorded from minutes',
} as const;

export type Method = keyof typeof METHODS;

export const METHOD_NAMES = Object.keys(METHODS) as [Method, ...Method[]];

/** What a decision counts for now. */
export const STATES = {
  stands: 'Stands',
  'awaits-ratification': 'Awaits ratification',
  ratified: 'Ratified since',
  undone: 'Undone since',
} as const;

export type State = keyof typeof STATES;

/** Outcomes that carry a proposal on, and so need the vote to have been carried. */
export const CARRIES: ReadonlySet<Outcome> = new Set([
  'agreed',
  'recommended',
  'endorsed',
  'endorsed-on-condition',
  'ratified',
]);

/** The outcomes that can do something to the thing that was decided. */
export const isDecisive = (outcome: Outcome): outcome is DecisionOutcome =>
  outcome !== 'agreed' && outcome !== 'noted' && outcome !== 'ratified';

/** How a published decision was come to, in words. */
export const votesInWords = (
  votes: { readonly for: number; readonly against: number; readonly abstained: number } | null,
): string =>
  votes === null
    ? 'Without a recorded vote.'
    : `By vote: ${votes.for} for, ${votes.against} against, ${votes.abstained} abstained.`;
