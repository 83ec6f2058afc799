/** The words of cases: each list is the database's, in the order in which a form offers it. */
export const CASE_KINDS = {
  'anti-social-behaviour': 'Anti-social behaviour',
  'vulnerable-person': 'Vulnerable person',
  victim: 'Victim',
  offender: 'Offender',
  family: 'Family',
  community: 'Community',
  other: 'Something else',
} as const;
export type CaseKind = keyof typeof CASE_KINDS;

export const CASE_ROLES = {
  victim: 'Victim',
  offender: 'Offender',
  'at-risk': 'At risk',
  witness: 'Witness',
  complainant: 'Complainant',
  carer: 'Carer',
  other: 'Other',
} as const;
export type CaseRole = keyof typeof CASE_ROLES;

export const CASE_OUTCOMES = {
  resolved: 'Resolved',
  improved: 'Improved',
  'no-change': 'No change',
  'moved-away': 'Moved away',
  'declined-help': 'Declined help',
  'passed-on': 'Passed on to another agency',
  died: 'Died',
} as const;
export type CaseOutcome = keyof typeof CASE_OUTCOMES;

export const NOTE_KINDS = {
  note: 'Note',
  contact: 'Contact',
  visit: 'Visit',
  information: 'Information',
  decision: 'Decision',
} as const;
export type NoteKind = keyof typeof NOTE_KINDS;

export const HEARD_FROM = {
  'own-knowledge': 'Seen or done ourselves',
  'the-person': 'Told by the person',
  'another-person': 'Told by somebody else',
  'another-agency': 'Told by another agency',
  document: 'From a document',
} as const;
export type HeardFrom = keyof typeof HEARD_FROM;

export const ACHIEVED = { achieved: 'Achieved', partly: 'Partly achieved', not: 'Not achieved' } as const;
export type Achieved = keyof typeof ACHIEVED;

/** A short reference for a case that says nothing about it: `C-3F7K2Q`. */
export const caseCode = (id: string): string => `C-${codeOf(id)}`;

/** Six letters and figures from the random end of an id, without those that are misread. */
export const codeOf = (id: string): string => {
  const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
  let rest = Number.parseInt(id.replaceAll('-', '').slice(-10), 16);
  let code = '';
  for (let figures = 0; figures < 6; figures += 1) {
    code = `${alphabet[rest % alphabet.length]}${code}`;
    rest = Math.floor(rest / alphabet.length);
  }
  return code;
};

/** The names of a list of words, for a schema. */
export const names = <Words extends Record<string, string>>(words: Words) =>
  Object.keys(words) as [keyof Words & string, ...(keyof Words & string)[]];
