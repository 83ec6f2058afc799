/** Where casework leads. */
export interface Room {
  readonly path: string;
  readonly permission: string;
  readonly text: string;
  readonly says: string;
}

/** The rooms of casework, in the order of the work; one is shown to who may enter. */
export const ROOMS: readonly Room[] = [
  {
    path: '/casework/refer',
    permission: 'referral.make',
    text: 'Refer somebody',
    says: 'From a doorstep, in two minutes',
  },
  {
    path: '/casework/concerns/new',
    permission: 'concern.record',
    text: 'Tell of a concern',
    says: 'Something seen, heard or reported',
  },
  {
    path: '/casework/people',
    permission: 'casework.read',
    text: 'Find a person',
    says: 'By a name, however it is spelt',
  },
  {
    path: '/casework/referrals',
    permission: 'referral.receive',
    text: 'Referrals',
    says: 'What your services were asked for',
  },
  {
    path: '/casework/referrals/mine',
    permission: 'referral.make',
    text: 'My referrals',
    says: 'What became of them',
  },
  {
    path: '/casework/concerns',
    permission: 'casework.read',
    text: 'Concerns',
    says: 'What was told, and to whom',
  },
  { path: '/services', permission: 'read', text: 'Services', says: 'What helps, whom, and how to reach it' },
  {
    path: '/casework/patterns',
    permission: 'casework.read',
    text: 'Early warning',
    says: 'Patterns that wait for an answer',
  },
  { path: '/casework/cases', permission: 'casework.read', text: 'Cases', says: 'What agencies do together' },
  {
    path: '/casework/hub',
    permission: 'casework.read',
    text: 'Weekly hub',
    says: 'What is new, changed, overdue or flagged',
  },
  {
    path: '/casework/cohorts',
    permission: 'casework.read',
    text: 'Cohorts',
    says: 'People managed together',
  },
  {
    path: '/casework/programmes',
    permission: 'casework.read',
    text: 'Programmes',
    says: 'Courses and schemes',
  },
  {
    path: '/casework/restorative',
    permission: 'casework.read',
    text: 'Restorative justice',
    says: 'Conferences, panels, mediation, community resolutions',
  },
  {
    path: '/casework/victims',
    permission: 'casework.read',
    text: 'Support for victims',
    says: 'Who is supported, and what they were promised',
  },
  {
    path: '/casework/case-studies',
    permission: 'casework.read',
    text: 'Case studies',
    says: 'Stories in which nobody is recognised, for reports',
  },
  {
    path: '/casework/assessments',
    permission: 'casework.read',
    text: 'Risk assessments',
    says: 'Questions, scores and bands',
  },
  {
    path: '/casework/case-reviews',
    permission: 'casework.read',
    text: 'ASB case reviews',
    says: 'Applications of victims',
  },
  {
    path: '/casework/matches',
    permission: 'match.decide',
    text: 'One person or two?',
    says: 'Records that may be the same',
  },
  {
    path: '/casework/sharing',
    permission: 'casework.read',
    text: 'Sharing',
    says: 'Agreements, and what was disclosed',
  },
  {
    path: '/casework/governance',
    permission: 'casework.govern',
    text: 'Governance',
    says: 'Reviews, unusual reading, subject access',
  },
  {
    path: '/casework/checklist',
    permission: 'read',
    text: 'Checklist',
    says: 'Signs that tell when to refer somebody',
  },
  {
    path: '/casework/section-17a',
    permission: 'indicators.edit',
    text: 'Depersonalised exchange',
    says: 'Anti-social behaviour of a quarter, naming nobody',
  },
  { path: '/training', permission: 'read', text: 'Training', says: 'Who is trained to see vulnerability' },
];

/** What the partnership sets. */
export const SETTINGS: readonly Room[] = [
  {
    path: '/casework/checklist',
    permission: 'read',
    text: 'Vulnerability checklist',
    says: 'Signs, questions, and which services help',
  },
  {
    path: '/casework/referral-settings',
    permission: 'casework.settings',
    text: 'How referrals are made',
    says: 'Days to answer, training, whether the public may refer',
  },
  {
    path: '/casework/assessments',
    permission: 'casework.settings',
    text: 'Risk assessments',
    says: 'Questions, scores and bands',
  },
  {
    path: '/casework/patterns/settings',
    permission: 'read',
    text: 'Early warning and case reviews',
    says: 'Thresholds and clocks, each from a day on',
  },
  {
    path: '/casework/patterns/precision',
    permission: 'read',
    text: 'How often the rules were right',
    says: 'From the answers that people gave',
  },
  {
    path: '/services',
    permission: 'read',
    text: 'Services',
    says: 'What helps whom, and how soon each answers',
  },
  { path: '/training', permission: 'read', text: 'Training', says: 'Courses, and who attended' },
];
