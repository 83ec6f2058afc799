/** What follows from an answer to an escalation. */
export const ANSWERS = {
  resolved: 'It is resolved',
  'action-set': 'An action is set',
  'passed-up': 'It is passed up to the body above',
  'no-action': 'Nothing is to be done',
} as const;

export type AnswerOutcome = keyof typeof ANSWERS;

export const ANSWER_NAMES = Object.keys(ANSWERS) as [AnswerOutcome, ...AnswerOutcome[]];

/** Where an escalation stands. */
export const ESCALATION_STATES = {
  open: 'Waits for an answer',
  overdue: 'Answer overdue',
  answered: 'Answered',
} as const;

export type EscalationState = keyof typeof ESCALATION_STATES;
