/** What each part of casework shows on the page of a person, in one order. */
import { caseSection } from './cases/section.tsx';
import { cohortSection } from './cohorts/section.tsx';
import { concernSection } from './concerns/section.tsx';
import type { PersonSection } from './person-section.ts';
import { programmeSection } from './programmes/section.tsx';
import { referralSection } from './referral/section.tsx';
import { restorativeSection } from './restorative/section.tsx';
import { sharingSection } from './sharing/section.tsx';
import { victimSection } from './victims/section.tsx';

const SECTIONS: readonly PersonSection[] = [
  sharingSection,
  concernSection,
  referralSection,
  caseSection,
  cohortSection,
  programmeSection,
  restorativeSection,
  victimSection,
];

/** The sections of all parts, in their order. */
export const personSections = (): readonly PersonSection[] => SECTIONS.toSorted((a, b) => a.order - b.order);
