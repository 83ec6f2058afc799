/** Why something is talked about now, and how urgent that makes it: an order that can be explained. */
export type Why = 'high-risk' | 'risen' | 'flagged' | 'overdue' | 'asked' | 'new' | 'carried' | 'changed';

/** What each reason weighs, in the order in which reasons are told. */
export const REASONS: Readonly<Record<Why, { readonly weight: number; readonly says: string }>> = {
  'high-risk': { weight: 40, says: 'the last assessment is red' },
  risen: { weight: 35, says: 'a rating in a cohort rose' },
  flagged: { weight: 30, says: 'a pattern was found' },
  asked: { weight: 25, says: 'an agency asked for it' },
  overdue: { weight: 20, says: 'something is overdue' },
  new: { weight: 15, says: 'it is new since the last meeting' },
  carried: { weight: 12, says: 'it was carried over' },
  changed: { weight: 10, says: 'it changed since the last meeting' },
};

const ALL = Object.keys(REASONS) as Why[];

/** The reasons once each, the weightiest first. */
export const inOrder = (reasons: readonly Why[]): readonly Why[] =>
  ALL.filter((why) => reasons.includes(why));

/** The sum of what its reasons weigh. */
export const urgencyOf = (reasons: readonly Why[]): number =>
  inOrder(reasons).reduce((sum, why) => sum + REASONS[why].weight, 0);

/** `The last assessment is red, and something is overdue.` */
export function explain(reasons: readonly Why[]): string {
  const says = inOrder(reasons).map((why) => REASONS[why].says);
  const text = says.length < 2 ? (says[0] ?? '') : `${says.slice(0, -1).join(', ')} and ${says.at(-1)}`;
  return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
