/**
 * The threshold of the ASB Case Review (Anti-social Behaviour, Crime and Policing Act 2014, section 104): so many
 * qualifying complaints, each made within a time of the behaviour and counted when the application follows within
 * another. The numbers are settings. Pure.
 */
import { addDays, addMonths, type PlainDate, partsOf } from '../../../kernel/plain-date.ts';
import type { Settings } from '../concerns/settings.ts';

export interface Complaint {
  readonly id: string;
  readonly behaviourOn: PlainDate;
  readonly complainedOn: PlainDate;
}

export interface ThresholdRules {
  readonly complaints: number;
  readonly complaintMonths: number;
  readonly applicationMonths: number;
}

export const thresholdRules = (settings: Settings): ThresholdRules => ({
  complaints: settings['case-review.complaints'].value,
  complaintMonths: settings['case-review.complaint-months'].value,
  applicationMonths: settings['case-review.application-months'].value,
});

/** Why a complaint counts or does not. */
export const VERDICTS = {
  qualifies: 'Counts',
  'complained-too-late': 'Complained too long after it happened',
  'complained-before': 'Complained before it happened',
  'applied-too-late': 'Applied too long after the complaint',
  'applied-before': 'Complained after the application',
} as const;
export type Verdict = keyof typeof VERDICTS;

export interface Threshold<Told extends Complaint = Complaint> {
  readonly met: boolean;
  readonly needed: number;
  readonly qualifying: number;
  readonly complaints: readonly (Told & { readonly verdict: Verdict })[];
}

/** Whether the threshold is met on the day of the application, with the verdict on every complaint. */
export function thresholdOf<Told extends Complaint>(
  complaints: readonly Told[],
  appliedOn: PlainDate,
  rules: ThresholdRules,
): Threshold<Told> {
  const judged = complaints.map((complaint) => ({
    ...complaint,
    verdict: verdictOf(complaint, appliedOn, rules),
  }));
  const qualifying = judged.filter(({ verdict }) => verdict === 'qualifies').length;
  return { met: qualifying >= rules.complaints, needed: rules.complaints, qualifying, complaints: judged };
}

function verdictOf(
  { behaviourOn, complainedOn }: Complaint,
  appliedOn: PlainDate,
  { complaintMonths, applicationMonths }: ThresholdRules,
): Verdict {
  if (complainedOn < behaviourOn) return 'complained-before';
  if (complainedOn > lastDayOf(behaviourOn, complaintMonths)) return 'complained-too-late';
  if (appliedOn < complainedOn) return 'applied-before';
  return appliedOn > lastDayOf(complainedOn, applicationMonths) ? 'applied-too-late' : 'qualifies';
}

/**
 * The last day of so many months beginning with a day: the day before the same day of a later month, and the end of a
 * month that has no such day.
 */
export function lastDayOf(from: PlainDate, months: number): PlainDate {
  const later = addMonths(from, months);
  return partsOf(later).day === partsOf(from).day ? addDays(later, -1) : later;
}
