/** The purposes that a new partnership begins with; information governance changes, ends and adds them. */
import type { Purpose } from './queries.ts';

export type NewPurpose = Omit<Purpose, 'revision'>;

/** In the order in which they are offered. */
export const STANDARD_PURPOSES: readonly NewPurpose[] = [
  {
    slug: 'making-a-referral',
    title: 'Making or answering a referral',
    says: 'To bring somebody to a service that can help, and to tell the referrer what became of it. The person knows of it.',
    gateway: 'Consent of the person, or another basis recorded with the referral (UK GDPR, article 6)',
    regime: 'uk-gdpr',
  },
  {
    slug: 'safeguarding',
    title: 'Safeguarding',
    says: 'To protect a child, or an adult with needs for care and support, from abuse or neglect.',
    gateway: 'Children Act 2004, sections 10 and 11; Care Act 2014, sections 42 to 45',
    regime: 'uk-gdpr',
  },
  {
    slug: 'crime-and-disorder',
    title: 'Reducing crime and disorder',
    says: 'To prevent crime, anti-social behaviour, substance misuse and reoffending: early warning, the hub, cases.',
    gateway: 'Crime and Disorder Act 1998, section 115',
    regime: 'uk-gdpr',
  },
  {
    slug: 'law-enforcement',
    title: 'Preventing and investigating offences',
    says: 'For competent authorities only: to prevent, investigate or detect offences, and to keep the public safe.',
    gateway: 'Crime and Disorder Act 1998, section 115; Data Protection Act 2018, section 35',
    regime: 'part-3',
  },
  {
    slug: 'asb-case-review',
    title: 'ASB Case Review (Community Trigger)',
    says: 'To review what was done about reports of anti-social behaviour when a victim asks for it.',
    gateway: 'Anti-social Behaviour, Crime and Policing Act 2014, section 104 and schedule 4',
    regime: 'uk-gdpr',
  },
  {
    slug: 'offender-management',
    title: 'Integrated offender management',
    says: 'To manage people who offend again and again, and to help them stop.',
    gateway: 'Crime and Disorder Act 1998, sections 115 and 17; Offender Management Act 2007, section 14',
    regime: 'part-3',
  },
  {
    slug: 'victim-support',
    title: 'Supporting a victim',
    says: 'To offer and give support to somebody who was harmed, and to keep the promises made to them.',
    gateway: 'Consent of the victim; Code of Practice for Victims of Crime',
    regime: 'uk-gdpr',
  },
  {
    slug: 'direct-care',
    title: 'Direct care',
    says: 'To give health or social care to the person, by those who look after them.',
    gateway: 'Health and Social Care Act 2012, section 251B (duty to share for direct care)',
    regime: 'uk-gdpr',
  },
  {
    slug: 'information-governance',
    title: 'Information governance',
    says: 'To answer what people ask about their data, to correct, restrict and dispose of it, and to check who read it.',
    gateway: 'UK GDPR, articles 5(2) and 12 to 22; Data Protection Act 2018, sections 43 to 54',
    regime: 'uk-gdpr',
  },
];
