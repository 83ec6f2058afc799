/** All the steps of a case review in one table: what may follow what, and by when the next is due. */
import type { SettingName } from '../concerns/settings.ts';

export const STEPS = {
  applied: 'Applied',
  acknowledged: 'Receipt answered',
  'threshold-met': 'Threshold met: to be reviewed',
  'threshold-not-met': 'Threshold not met',
  reviewed: 'Reviewed by the panel',
  appealed: 'Appealed',
  'appeal-upheld': 'Appeal upheld: to be reviewed',
  'appeal-refused': 'Appeal refused',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
} as const;
export type Step = keyof typeof STEPS;

export const NEXT = {
  applied: ['acknowledged', 'threshold-met', 'threshold-not-met', 'withdrawn'],
  acknowledged: ['threshold-met', 'threshold-not-met', 'withdrawn'],
  'threshold-met': ['reviewed', 'withdrawn'],
  'threshold-not-met': ['appealed', 'closed'],
  reviewed: ['appealed', 'closed'],
  appealed: ['appeal-upheld', 'appeal-refused', 'withdrawn'],
  'appeal-upheld': ['reviewed', 'withdrawn'],
  'appeal-refused': ['closed'],
  closed: ['appealed'],
  withdrawn: [],
} as const satisfies Record<Step, readonly Step[]>;

/** The clock that a step starts; null where nothing more is owed to the applicant. */
export const CLOCKS = {
  applied: 'case-review.answer-days',
  acknowledged: 'case-review.threshold-days',
  'threshold-met': 'case-review.review-days',
  'threshold-not-met': null,
  reviewed: null,
  appealed: 'case-review.appeal-days',
  'appeal-upheld': 'case-review.review-days',
  'appeal-refused': null,
  closed: null,
  withdrawn: null,
} as const satisfies Record<Step, SettingName | null>;

/** The clock of the decision on the threshold runs from the application, however late its receipt was answered. */
export const RUNS_FROM_APPLICATION: readonly Step[] = ['acknowledged'];

export const isStep = (text: string): text is Step => Object.hasOwn(STEPS, text);
