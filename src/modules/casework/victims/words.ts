/** The words of support for victims: each list is the database's, in the order in which a form offers it. */
export const HARMS = {
  'anti-social-behaviour': 'Anti-social behaviour',
  hate: 'Hate crime or incident',
  violence: 'Violence',
  'domestic-abuse': 'Domestic abuse',
  'sexual-offence': 'Sexual offence',
  burglary: 'Burglary',
  theft: 'Theft',
  damage: 'Damage',
  fraud: 'Fraud',
  other: 'Something else',
} as const;
export type Harm = keyof typeof HARMS;

export const NEEDS = {
  safety: 'To be and feel safe',
  'being-heard': 'To be heard and kept informed',
  practical: 'Practical help, such as locks and repairs',
  health: 'Health and wellbeing',
  money: 'Money and compensation',
  housing: 'Housing',
  justice: 'Through police and court',
  company: 'Not to be alone',
  other: 'Something else',
} as const;
export type NeedKind = keyof typeof NEEDS;

export const MET = { met: 'Met', partly: 'Partly met', not: 'Not met' } as const;
export type Met = keyof typeof MET;

export const HOW = { telephone: 'Telephone', visit: 'Visit', message: 'Message', letter: 'Letter' } as const;
export type How = keyof typeof HOW;

export const PROMISE_STATES = {
  waiting: 'Waits',
  missed: 'Missed',
  kept: 'Kept',
  'kept-late': 'Kept late',
  released: 'Released by the person',
  ended: 'Ended with the support',
} as const;
export type PromiseState = keyof typeof PROMISE_STATES;

export const OUTCOMES = {
  coping: 'Copes well again',
  'passed-on': 'Passed on to another service',
  declined: 'Wants no more support',
  'not-reached': 'Could not be reached',
  'moved-away': 'Moved away',
  died: 'Died',
} as const;
export type Outcome = keyof typeof OUTCOMES;
