/** Every state of a request, and where it can go from there. */
export const NEXT = {
  draft: ['submitted', 'withdrawn'],
  submitted: [
    'recommended',
    'endorsed',
    'endorsed-on-condition',
    'deferred',
    'referred-back',
    'refused',
    'withdrawn',
  ],
  recommended: [
    'submitted',
    'recommended',
    'endorsed',
    'endorsed-on-condition',
    'deferred',
    'referred-back',
    'refused',
    'withdrawn',
  ],
  'endorsed-on-condition': ['endorsed', 'submitted', 'recommended', 'deferred', 'ended'],
  endorsed: ['submitted', 'recommended', 'deferred', 'ended'],
  deferred: [
    'submitted',
    'recommended',
    'endorsed',
    'endorsed-on-condition',
    'deferred',
    'referred-back',
    'refused',
    'withdrawn',
  ],
  'referred-back': ['submitted', 'recommended', 'withdrawn'],
  refused: ['submitted', 'recommended', 'deferred'],
  withdrawn: [],
  ended: [],
} as const satisfies Record<RequestState, readonly RequestState[]>;

export type RequestState =
  | 'draft'
  | 'submitted'
  | 'recommended'
  | 'endorsed'
  | 'endorsed-on-condition'
  | 'deferred'
  | 'referred-back'
  | 'refused'
  | 'withdrawn'
  | 'ended';

export const REQUEST_STATES = Object.keys(NEXT) as RequestState[];

/** In words, as a tag shows it. */
export const STATE_SAYS: Readonly<Record<RequestState, string>> = {
  draft: 'Draft',
  submitted: 'Submitted',
  recommended: 'Recommended',
  endorsed: 'Endorsed',
  'endorsed-on-condition': 'Endorsed on condition',
  deferred: 'Deferred',
  'referred-back': 'Referred back',
  refused: 'Refused',
  withdrawn: 'Withdrawn',
  ended: 'Ended',
};

export const mayBecome = (from: RequestState, to: RequestState): boolean =>
  (NEXT[from] as readonly RequestState[]).includes(to);

/** While figures and split may still be changed by who asks: a board has what it was shown. */
export const isOpen = (state: RequestState): boolean => state === 'draft' || state === 'referred-back';

/** Waits for a board. */
export const awaitsDecision = (state: RequestState): boolean =>
  state === 'submitted' || state === 'recommended' || state === 'deferred';
