/** The codes of a referral and what they say. Codes may stand in clear; they name nobody. */

export const SUBJECTS = {
  person: 'A person',
  household: 'A household',
  street: 'A street',
  community: 'A community',
} as const;
export type SubjectKind = keyof typeof SUBJECTS;
export const SUBJECT_KINDS = Object.keys(SUBJECTS) as [SubjectKind, ...SubjectKind[]];

/** On what a referral may leave the agency, as a worker at a doorstep chooses it. */
export const BASES = {
  consent: 'They agreed',
  safeguarding: 'A child or an adult at risk has to be protected',
  'vital-interests': 'Somebody’s life may be in danger',
  'crime-and-disorder': 'To prevent crime or disorder (Crime and Disorder Act 1998, section 115)',
  'direct-care': 'Health or social care of the person, by those who look after them',
  'legal-duty': 'The law requires it, or a court ordered it',
  agreement: 'An information sharing agreement covers it',
} as const;
export type Basis = keyof typeof BASES;
export const BASIS_NAMES = Object.keys(BASES) as [Basis, ...Basis[]];

export const CONSENTS = { spoken: 'They said so', written: 'They signed' } as const;
export type Consent = keyof typeof CONSENTS;

/** What the person was told; the last three say why they were not. */
export const TOLD = {
  'who-receives': 'Who will receive it',
  why: 'Why it is sent, and what happens next',
  'may-refuse': 'That they may say no, now or later',
  'how-kept': 'How it is kept, and for how long',
  'not-safe-to-tell': 'Not told: it would not have been safe',
  'not-there-to-tell': 'Not told: they were not there',
  'would-prejudice': 'Not told: it would have prejudiced an investigation',
} as const;
export type Told = keyof typeof TOLD;
export const TOLD_NAMES = Object.keys(TOLD) as [Told, ...Told[]];

export const DECLINE_REASONS = {
  'outside-criteria': 'Outside what the service can take',
  'outside-area': 'Outside the area that it serves',
  'no-capacity': 'No capacity for now',
  'known-already': 'Known to the service already',
  'not-enough-known': 'Not enough is known to act',
  'person-refused': 'The person does not want it',
  'could-not-reach': 'The person could not be reached',
} as const;
export type DeclineReason = keyof typeof DECLINE_REASONS;
export const DECLINE_NAMES = Object.keys(DECLINE_REASONS) as [DeclineReason, ...DeclineReason[]];

/** What came of a referral, and how it is told to who made it: "Your visit led to …". */
export const OUTCOMES = {
  'need-met': { says: 'The need was met', led: 'the need being met' },
  'partly-met': { says: 'The need was met in part', led: 'the need being met in part' },
  'support-goes-on': { says: 'Support goes on', led: 'support that goes on' },
  'home-made-safer': { says: 'The home was made safer', led: 'a safer home' },
  'advice-given': { says: 'Advice was given', led: 'advice' },
  'person-withdrew': { says: 'The person withdrew', led: 'an offer that was not taken up' },
  'could-not-reach': { says: 'The person could not be reached', led: 'attempts to reach them that failed' },
  'no-need-found': { says: 'No need was found', led: 'a visit at which no need was found' },
} as const;
export type Outcome = keyof typeof OUTCOMES;
export const OUTCOME_NAMES = Object.keys(OUTCOMES) as [Outcome, ...Outcome[]];

export const isCode = <Codes extends object>(codes: Codes, text: string): text is keyof Codes & string =>
  Object.hasOwn(codes, text);
