import type { SubjectKind } from '../words.ts';

export interface Indicator {
  readonly slug: string;
  readonly title: string;
  /** What can be asked, in the worker's words. */
  readonly question: string;
  /** What to look and listen for. */
  readonly says: string;
  readonly subjects: readonly SubjectKind[];
}

const HOME: readonly SubjectKind[] = ['person', 'household'];
const PERSON: readonly SubjectKind[] = ['person'];
const ANYWHERE: readonly SubjectKind[] = ['person', 'household', 'street', 'community'];

/** The signs of vulnerability that a new checklist begins with. */
export const STANDARD_CHECKLIST: readonly Indicator[] = [
  {
    slug: 'fire-risk',
    title: 'Fire risk',
    question: 'Is there a working smoke alarm, and could everybody get out?',
    says: 'No smoke alarm, smoking in bed, overloaded sockets, blocked doors, open fires, burns on carpet or chair.',
    subjects: HOME,
  },
  {
    slug: 'smoking',
    title: 'Smoking',
    question: 'Does anybody smoke who would like to stop?',
    says: 'Smoking indoors, near children or oxygen; somebody who says that they want to stop.',
    subjects: HOME,
  },
  {
    slug: 'obesity',
    title: 'Weight and eating',
    question: 'Is weight or eating a worry to anybody here?',
    says: 'Weight that makes daily life hard; children who are much over or under weight.',
    subjects: HOME,
  },
  {
    slug: 'anti-social-behaviour',
    title: 'Anti-social behaviour',
    question: 'Is anybody making life hard here, and has it happened before?',
    says: 'Noise, insults, damage, things thrown, fear of going out. “It is only low-level” is a sign too: ask how long.',
    subjects: ANYWHERE,
  },
  {
    slug: 'isolation',
    title: 'Isolation and loneliness',
    question: 'Who do you see in an ordinary week?',
    says: 'Sees nobody for days, a recent loss, does not go out, no telephone or internet.',
    subjects: HOME,
  },
  {
    slug: 'mental-ill-health',
    title: 'Mental ill health',
    question: 'How have you been feeling lately?',
    says: 'Low mood, fear, confusion, talk of not wanting to live. If there is danger to life, call 999 first.',
    subjects: PERSON,
  },
  {
    slug: 'substance-misuse',
    title: 'Drugs and alcohol',
    question: 'Is drink or anything else causing trouble?',
    says: 'Many bottles, drug litter, sleeping by day, money gone, others drinking in the home.',
    subjects: HOME,
  },
  {
    slug: 'domestic-abuse',
    title: 'Domestic abuse',
    question: 'Do you feel safe at home? (Ask only when alone.)',
    says: 'Injuries, somebody who answers for another, no money or telephone of one’s own, fear. Ask first how it is safe to be called.',
    subjects: HOME,
  },
  {
    slug: 'radicalisation',
    title: 'Radicalisation',
    question: 'Has somebody’s talk of other groups of people changed?',
    says: 'Talk of hatred or violence for a cause, new friends who are kept secret, symbols, leaving old friends.',
    subjects: ['person', 'community'],
  },
  {
    slug: 'debt',
    title: 'Debt and money',
    question: 'Is there enough for food and heating?',
    says: 'Unopened letters, prepayment meter at zero, empty cupboards, lenders at the door, fear of eviction.',
    subjects: HOME,
  },
  {
    slug: 'caring',
    title: 'Carers',
    question: 'Do you look after somebody, and who looks after you?',
    says: 'A relative who cares day and night; a child who cares for a parent; a carer who is ill or worn out.',
    subjects: HOME,
  },
  {
    slug: 'cold-home',
    title: 'Cold or damp home',
    question: 'Can you keep your home warm?',
    says: 'Cold rooms, mould, one room heated, coats indoors, a boiler that does not work.',
    subjects: HOME,
  },
  {
    slug: 'hate-crime',
    title: 'Hate crime',
    question: 'Do you feel targeted for who you are?',
    says: 'Insults, damage or violence because of race, faith, disability, sexuality or gender; the street knows of it.',
    subjects: ANYWHERE,
  },
  {
    slug: 'dating-abuse',
    title: 'Abuse in young people’s relationships',
    question: 'Does somebody decide whom you see, or check your telephone?',
    says: 'A young person who is controlled, threatened with pictures, or has a much older “boyfriend”.',
    subjects: PERSON,
  },
  {
    slug: 'hoarding',
    title: 'Hoarding',
    question: 'Can every room be used?',
    says: 'Rooms full to the ceiling, narrow paths, no way to the door, gas or electricity that cannot be reached.',
    subjects: HOME,
  },
  {
    slug: 'self-neglect',
    title: 'Self-neglect and care needs',
    question: 'Is there help with washing, eating and medicines?',
    says: 'Not eating, dirty clothes, falls, medicines that are not taken, nobody who helps.',
    subjects: HOME,
  },
  {
    slug: 'youth-offending-risk',
    title: 'A young person drifting into trouble',
    question: 'Who are they with, and where, when they are out?',
    says: 'Out of school, out late, new things without money, brothers or friends who offend.',
    subjects: ['person', 'household', 'street'],
  },
];
