/** Tables and columns in words that a person reads about themselves. */

/** What stands above the rows of a table; a table that a migration adds is called by its own name until it is named here. */
export const TITLES: Readonly<Record<string, string>> = {
  ask: 'Agencies that asked another to see what it holds about you',
  ask_answer: 'What they were answered',
  ask_ending: 'Permissions to see that were taken back',
  assessment: 'Assessments of risk',
  attachment: 'Files in cases you take part in',
  break_glass: 'Emergencies in which everything about you was opened',
  break_glass_review: 'What was found when that was reviewed',
  case_event: 'What happened to cases you take part in',
  case_file: 'Cases you take part in',
  case_link: 'What was brought into cases you take part in',
  case_member: 'Agencies that take part in these cases',
  case_need: 'What was found to be needed, and what was to come of it',
  case_note: 'Notes in cases you take part in',
  case_person: 'Your part in these cases',
  case_review: 'Applications for a case review',
  case_review_complaint: 'Complaints that were counted for it',
  case_review_recommendation: 'What the panel recommended',
  case_review_step: 'Steps of the case review',
  case_study: 'Stories drafted from your case',
  case_study_consent: 'Consent to telling of your case',
  case_study_release: 'Stories that were released',
  case_study_source: 'Cases that stories were drafted from',
  cohort_agency: 'Agencies that take part in these groups',
  cohort_criterion_change: 'How the measure of these groups was changed',
  cohort_member: 'Groups of people whom agencies manage together, with you in them',
  cohort_not_now: 'Groups that you were put forward for and not taken into',
  cohort_person: 'Groups of people whom agencies manage together, with you in them',
  cohort_rating: 'How you were rated in them, red, amber or green',
  correction: 'Corrections that other agencies were told of',
  correction_made: 'What they did about it',
  entrusting: 'Who goes on working with what is kept from most, and why',
  entrusting_ending: 'When that ended',
  file_withdrawn: 'Files that were taken out of cases you take part in',
  held: 'What must be kept for a court or an inquiry',
  hub_item: 'Talked about in the weekly meeting of agencies',
  legal_hold: 'Why it must be kept',
  link: 'Records that were taken for one person',
  pattern_answer: 'What came of it',
  pattern_flag: 'Incidents that were counted together, and by which rules',
  placement: 'Places on courses and schemes',
  placement_attendance: 'When you were there',
  placement_event: 'What became of these places',
  referral: 'Referrals of you to somebody who can help',
  referral_draft: 'Referrals of you that were begun and not sent',
  referral_event: 'What became of these referrals',
  restorative_agency: 'Agencies that take part in it',
  restorative_event: 'What became of it',
  restorative_item: 'What was agreed, and whether it was kept',
  restorative_matter: 'Restorative justice you take part in',
  restorative_note: 'Notes on it',
  restorative_person: 'Your part in it',
  retention_decision: 'What was kept longer, and why',
  rights_answer: 'What you were answered',
  rights_request: 'What you asked about your data',
  signpost: 'Services you were told of',
  task: 'What agencies were to do, by when',
  victim_contact: 'Contacts with you',
  victim_need: 'What support you need',
  victim_promise: 'When you were promised a call or visit',
  victim_support: 'Support after harm',
  visit: 'Visits, and what was seen',
};

const LABELS: Readonly<Record<string, string>> = {
  agency_ids: 'Agencies that can read it',
  from_agency_id: 'From',
  to_agency_id: 'To',
  from_on: 'From',
  until_on: 'Until',
  on_day: 'On',
  made_on: 'On',
  at: 'Written at',
  regime: 'Held under',
  review_on: 'To be looked at, and disposed of unless needed, on',
  heard_from: 'Heard from',
  words: 'What was written',
  says: 'What was written',
  wanted: 'What was to come of it',
  wanted_by: 'By',
  state: 'Where it stands',
  lead_agency: 'Led by',
  lead_agency_id: 'Led by',
  owner_agency_id: 'To be done by',
  assessment: 'Rests on the assessment',
  restricted: 'Shown to few only',
  kind: 'What it is',
  band: 'Came out as',
  may_pass_on: 'May be passed on',
  told: 'What you were told',
  record_id: 'Record',
};

/** Columns that say nothing to the person. */
const SILENT = new Set(['partnership_id', 'revision', 'urgency', 'position', 'digest']);
export const isSilent = (column: string, value: unknown): boolean =>
  SILENT.has(column) || value === null || (value === false && column === 'restricted');

export const titleOf = (table: string): string => TITLES[table] ?? labelOf(table);

/** `answer_by` → `Answer by`, `givenNames` → `Given names`, unless it has words of its own. */
export function labelOf(name: string): string {
  const own = LABELS[name];
  if (own !== undefined) return own;
  const words = name
    .replace(/_id$/, '')
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const CODES: Readonly<Record<string, string>> = {
  'uk-gdpr': 'UK GDPR',
  'part-3': 'Part 3 of the Data Protection Act 2018 (law enforcement)',
};
/** A code such as `not-known` in words; what is no code is as it stands. */
export function codeInWords(text: string): string {
  const own = CODES[text];
  if (own !== undefined) return own;
  if (!/^[a-z]+(-[a-z0-9]+)*$/.test(text)) return text;
  const words = text.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
