/** The words of consent to a case study. */
export const ANSWERS = {
  given: 'They want it told',
  refused: 'They do not want it told',
  withdrawn: 'They no longer want it told',
} as const;
export type ConsentAnswer = keyof typeof ANSWERS;

export const HOW_SAID = {
  written: 'In writing',
  spoken: 'By word of mouth',
  'by-parent': 'By a parent, for somebody under 18',
  'by-representative': 'By somebody who speaks for them',
} as const;
export type ConsentHow = keyof typeof HOW_SAID;
