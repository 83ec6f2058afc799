/** The words of programmes, and the one table of what can happen to a place on one. */
export const PROGRAMME_KINDS = {
  course: 'Course, such as LIFE',
  scheme: 'Scheme, such as Right Stuff or Divert',
  'behaviour-change': 'Behaviour change, such as for perpetrators of domestic abuse',
  'peer-support': 'Peer support',
} as const;
export type ProgrammeKind = keyof typeof PROGRAMME_KINDS;

export const PLACEMENT_STATES = {
  referred: 'Referred',
  accepted: 'Place offered',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  tasted: 'Came to the taster',
  started: 'Started',
  completed: 'Completed',
  left: 'Left early',
  'no-take-up': 'Not taken up',
  'followed-up': 'Completed, asked after six months',
} as const;
export type PlacementState = keyof typeof PLACEMENT_STATES;

/** What may follow what; the pages offer it and the command allows it. */
export const NEXT = {
  referred: ['accepted', 'declined', 'withdrawn'],
  accepted: ['tasted', 'started', 'no-take-up', 'withdrawn'],
  declined: [],
  withdrawn: [],
  tasted: ['started', 'no-take-up', 'withdrawn'],
  started: ['completed', 'left'],
  completed: ['followed-up'],
  left: [],
  'no-take-up': ['accepted', 'withdrawn'],
  'followed-up': [],
} as const satisfies Record<PlacementState, readonly PlacementState[]>;

/** These take one of the programme's places. */
export const TAKES_A_PLACE: readonly PlacementState[] = ['accepted', 'tasted', 'started'];
/** A reason is needed for these. */
export const NEEDS_WORDS: readonly PlacementState[] = ['declined', 'withdrawn', 'left', 'no-take-up'];

export const OUTCOMES = {
  better: 'Better than at referral',
  same: 'As at referral',
  worse: 'Worse than at referral',
  'not-reached': 'Could not be reached',
} as const;
export type PlacementOutcome = keyof typeof OUTCOMES;

/** The keys of a table of words, for a schema. */
export const keysOf = <Key extends string>(words: Readonly<Record<Key, unknown>>): [Key, ...Key[]] =>
  Object.keys(words) as [Key, ...Key[]];
