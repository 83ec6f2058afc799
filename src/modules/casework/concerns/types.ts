/** What a concern can be about, in the words of the national standard for recording incidents and of housing officers. */
export type Category = 'personal' | 'nuisance' | 'environmental' | 'safety';

/** The three categories of anti-social behaviour, and what is a worry without being that. */
export const CATEGORIES: Readonly<Record<Category, string>> = {
  personal: 'Anti-social behaviour: personal',
  nuisance: 'Anti-social behaviour: nuisance',
  environmental: 'Anti-social behaviour: environmental',
  safety: 'Worry about somebody’s safety or welfare',
};

interface TypeOfConcern {
  readonly title: string;
  readonly category: Category;
}

export const CONCERN_TYPES = {
  'verbal-abuse': { title: 'Shouting, taunting or verbal abuse', category: 'personal' },
  harassment: { title: 'Harassment or intimidation', category: 'personal' },
  hate: { title: 'Abuse because of who somebody is (hate incident)', category: 'personal' },
  threats: { title: 'Threats', category: 'personal' },
  'missiles-thrown': { title: 'Stones, eggs or fireworks thrown at a home or person', category: 'personal' },
  'neighbour-dispute': { title: 'Dispute between neighbours', category: 'personal' },
  noise: { title: 'Noise', category: 'nuisance' },
  gathering: { title: 'Groups gathering and causing nuisance', category: 'nuisance' },
  vehicles: { title: 'Nuisance vehicles or riding', category: 'nuisance' },
  drinking: { title: 'Street drinking', category: 'nuisance' },
  drugs: { title: 'Drug use or dealing', category: 'nuisance' },
  animals: { title: 'Nuisance or danger by animals', category: 'nuisance' },
  trespass: { title: 'Trespass', category: 'nuisance' },
  'false-calls': { title: 'Hoax or malicious calls', category: 'nuisance' },
  damage: { title: 'Damage or vandalism', category: 'environmental' },
  'deliberate-fire': { title: 'Small deliberate fires', category: 'environmental' },
  litter: { title: 'Litter, fly-tipping or dumping', category: 'environmental' },
  graffiti: { title: 'Graffiti', category: 'environmental' },
  'other-behaviour': { title: 'Other anti-social behaviour', category: 'nuisance' },
  welfare: { title: 'Somebody seems unwell, neglected or alone', category: 'safety' },
  exploitation: { title: 'Somebody may be exploited or controlled', category: 'safety' },
  'home-at-risk': { title: 'A home that is unsafe, cold or a fire risk', category: 'safety' },
} as const satisfies Record<string, TypeOfConcern>;

export type ConcernType = keyof typeof CONCERN_TYPES;
export const CONCERN_TYPE_NAMES = Object.keys(CONCERN_TYPES) as [ConcernType, ...ConcernType[]];
export const isConcernType = (text: string): text is ConcernType => Object.hasOwn(CONCERN_TYPES, text);

/** The type's title; the code itself for one that is not used any more. */
export const typeTitle = (type: string): string => (isConcernType(type) ? CONCERN_TYPES[type].title : type);
export const categoryOf = (type: string): Category =>
  isConcernType(type) ? CONCERN_TYPES[type].category : 'nuisance';

/** How exactly it is known when it happened. */
export const PRECISIONS = {
  time: 'At this time',
  hours: 'About this time, give or take three hours',
  day: 'On this day',
  week: 'Some time in the week that began on this day',
  month: 'Some time in the month that began on this day',
} as const;
export type Precision = keyof typeof PRECISIONS;
export const PRECISION_NAMES = Object.keys(PRECISIONS) as [Precision, ...Precision[]];

export const REPORTERS = {
  victim: 'Whoever it happened to',
  representative: 'Somebody on their behalf',
  witness: 'Somebody who saw or heard it',
  worker: 'A worker saw it for themselves',
  unnamed: 'Somebody who gave no name',
} as const;
export type ReportedBy = keyof typeof REPORTERS;
export const REPORTER_NAMES = Object.keys(REPORTERS) as [ReportedBy, ...ReportedBy[]];

export const ROLES = {
  affected: 'Affected',
  reported: 'Reported it',
  responsible: 'Thought responsible',
  witness: 'Witness',
} as const;
export type Role = keyof typeof ROLES;
export const ROLE_NAMES = Object.keys(ROLES) as [Role, ...Role[]];

/** The four intake questions, asked of everybody who tells of an incident. */
export const QUESTIONS = {
  happenedBefore: 'Has it happened before?',
  toldOthers: 'Have you told anyone else?',
  feelsTargeted: 'Do you feel that you, or your household, are being targeted?',
  illAtHome: 'Is anyone at home disabled or long-term ill?',
} as const;
export type Question = keyof typeof QUESTIONS;
export const QUESTION_NAMES = Object.keys(QUESTIONS) as [Question, ...Question[]];

export const ANSWERS = { yes: 'Yes', no: 'No', 'not-known': 'Not asked or not known' } as const;
export type Answer = keyof typeof ANSWERS;
export const ANSWER_NAMES = Object.keys(ANSWERS) as [Answer, ...Answer[]];

/** How a concern was closed. */
export const OUTCOMES = {
  resolved: 'Resolved: it has stopped',
  'action-taken': 'Action taken',
  'passed-on': 'Passed on to who can help',
  'no-action': 'No action: nothing more can be done',
  'not-found': 'Not found to have happened',
} as const;
export type Outcome = keyof typeof OUTCOMES;
export const OUTCOME_NAMES = Object.keys(OUTCOMES) as [Outcome, ...Outcome[]];

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A short reference made of the random end of an id: `C-3F7K2QX` of a concern, `I-` of an incident, `F-` of a flag, `R-` of a review. */
export function codeOf(letter: 'C' | 'I' | 'F' | 'R', id: string): string {
  const random = BigInt(`0x${id.replaceAll('-', '').slice(-12)}`);
  const places = [6n, 5n, 4n, 3n, 2n, 1n, 0n];
  return `${letter}-${places.map((place) => LETTERS[Number((random >> (place * 5n)) & 31n)]).join('')}`;
}
