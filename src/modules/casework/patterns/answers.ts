/** What an agency can say of a flag, and what follows. */
export type FlagState = 'open' | 'acknowledged' | 'acted' | 'dismissed';
export type AnswerName = Exclude<FlagState, 'open'>;

/** What may be answered in each state. */
export const NEXT = {
  open: ['acknowledged', 'acted', 'dismissed'],
  acknowledged: ['acted', 'dismissed'],
  acted: [],
  dismissed: [],
} as const satisfies Record<FlagState, readonly AnswerName[]>;

export const ANSWER_TITLES: Readonly<Record<AnswerName, string>> = {
  acknowledged: 'Acknowledge: somebody looks into it',
  acted: 'Acted on: there was a pattern, and something was done',
  dismissed: 'Dismiss: this is no pattern',
};

export const STATE_TITLES: Readonly<Record<FlagState, string>> = {
  open: 'Waits for an answer',
  acknowledged: 'Being looked into',
  acted: 'Acted on',
  dismissed: 'Dismissed',
};
