/** All states of a report, and which may follow which; commands and pages read this one table. */
export const NEXT = {
  draft: ['submitted'],
  submitted: ['approved', 'draft'],
  approved: ['published'],
  published: [],
} as const satisfies Record<string, readonly string[]>;

export type ReportState = keyof typeof NEXT;

export const mayFollow = (from: ReportState, to: ReportState): boolean =>
  (NEXT[from] as readonly ReportState[]).includes(to);

/** Only a draft is written in: what was submitted is what the approver reads. */
export const isOpen = (state: ReportState): boolean => state === 'draft';

export const STATE_WORDS: Readonly<Record<ReportState, string>> = {
  draft: 'Draft',
  submitted: 'Waiting for approval',
  approved: 'Approved',
  published: 'Published',
};
