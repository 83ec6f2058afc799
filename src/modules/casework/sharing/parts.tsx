/** Small parts that the pages of sharing have in common. */
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { StatusTag, type Tone } from '../../../ui/layout/index.ts';
import type { Standing } from './agreements.ts';
import type { AskState } from './asks/queries.ts';
import { CATEGORIES, type Category } from './categories.ts';

export const SHARING_CRUMBS = [{ text: 'Lawful sharing', href: '/casework/sharing' }];
export const GOVERNANCE_CRUMBS = [{ text: 'Information governance', href: '/casework/governance' }];

export const day = (date: PlainDate | null, otherwise = 'No end set'): string =>
  date === null ? otherwise : longDate(date);

/** One word for each category, as lists show them. */
export const CATEGORY_WORDS: Readonly<Record<Category, string>> = {
  known: 'Known',
  identity: 'Identity',
  contact: 'Contact',
  concerns: 'Concerns',
  referrals: 'Referrals',
  cases: 'Cases',
  offending: 'Offending',
  victim: 'Harm and victim support',
  health: 'Health',
  support: 'Support received',
};

export const categoriesInWords = (categories: readonly string[]): string =>
  Object.keys(CATEGORIES).every((category) => categories.includes(category))
    ? 'Everything'
    : categories.map((category) => CATEGORY_WORDS[category as Category] ?? category).join(', ');

export const categoryItems = (without: readonly Category[] = []) =>
  (Object.keys(CATEGORIES) as Category[])
    .filter((category) => !without.includes(category))
    .map((category) => ({
      value: category,
      text: CATEGORY_WORDS[category],
      hint: CATEGORIES[category],
    }));

const STANDING: Readonly<Record<Standing, readonly [Tone, string]>> = {
  coming: ['neutral', 'Not yet in force'],
  'in-force': ['good', 'In force'],
  'review-due': ['warning', 'Review due'],
  'review-overdue': ['bad', 'Review overdue'],
  ended: ['neutral', 'Ended'],
};

export const StandingTag = ({ standing }: { readonly standing: Standing }) => (
  <StatusTag tone={STANDING[standing][0]}>{STANDING[standing][1]}</StatusTag>
);

const ASK: Readonly<Record<AskState, readonly [Tone, string]>> = {
  waiting: ['active', 'Waits for an answer'],
  granted: ['good', 'Granted'],
  refused: ['bad', 'Refused'],
  ended: ['neutral', 'Ended'],
  'taken-back': ['neutral', 'Taken back'],
};

export const AskTag = ({ state }: { readonly state: AskState }) => (
  <StatusTag tone={ASK[state][0]}>{ASK[state][1]}</StatusTag>
);

/** Links that lead on, one below the other. */
export const Links = ({ links }: { readonly links: readonly (readonly [text: string, href: string])[] }) => (
  <ul class="govuk-list">
    {links.map(([text, href]) => (
      <li key={href}>
        <a class="govuk-link" href={href}>
          {text}
        </a>
      </li>
    ))}
  </ul>
);
