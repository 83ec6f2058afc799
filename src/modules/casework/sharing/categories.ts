/** What agreements share: that somebody is known, and nine categories of substance. The same list stands in `casework.is_category`. */
export const CATEGORIES = {
  known: 'That the agency knows the person, and whom to ask',
  identity: 'Who the person is: names, date of birth',
  contact: 'How to reach the person: telephone, e-mail, where they live',
  concerns: 'Concerns told about the person',
  referrals: 'Referrals made and what became of them',
  cases: 'Cases, plans and actions',
  offending: 'Offending and its management',
  victim: 'Harm suffered, and support given to the victim',
  health: 'Health and treatment',
  support: 'Support received: housing, debt, care, programmes',
} as const;

export type Category = keyof typeof CATEGORIES;
export const CATEGORY_NAMES = Object.keys(CATEGORIES) as [Category, ...Category[]];
export const isCategory = (text: string): text is Category => Object.hasOwn(CATEGORIES, text);

/** On what something about a person leaves an agency. */
export const GROUNDS = {
  agreement: 'An information sharing agreement in force',
  consent: 'Consent of the person',
  'legal-duty': 'A legal duty, or an order of a court',
  'vital-interests': 'To protect somebody’s life',
  safeguarding: 'Safeguarding a child or an adult at risk',
  'crime-and-disorder': 'Crime and Disorder Act 1998, section 115',
  'direct-care': 'Direct care of the person',
  asked: 'Another agency asked to see, and was answered',
  'break-glass': 'Opened in an emergency',
  'subject-access': 'The person asked for their own data',
} as const;

export type Ground = keyof typeof GROUNDS;
export const GROUND_NAMES = Object.keys(GROUNDS) as [Ground, ...Ground[]];
