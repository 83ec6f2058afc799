/** Small parts that the pages of sharing have in common. */
import { longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import { datePartsOf } from '../../../platform/http/form.ts';
import type { Attempt } from '../../../platform/http/route.ts';
import { DateInput, Textarea, TextInput } from '../../../ui/govuk/index.ts';
import { StatusTag, type Tone } from '../../../ui/layout/index.ts';
import type { Standing } from './agreements.ts';
import type { AskState } from './asks/queries.ts';
import { CATEGORIES, type Category } from './categories.ts';

export interface Keys {
  readonly csrf: string;
  readonly formId: string;
}

export interface Choice {
  readonly value: string;
  readonly text: string;
}

export const BLANK: Attempt = { values: {}, errors: {} };
export const SHARING_CRUMBS = [{ text: 'Lawful sharing', href: '/casework/sharing' }];
export const GOVERNANCE_CRUMBS = [{ text: 'Information governance', href: '/casework/governance' }];

export const day = (date: PlainDate | null, otherwise = 'No end set'): string =>
  date === null ? otherwise : longDate(date);

export const typed = ({ values }: Attempt, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.at(-1) ?? '');
};

export const typedAll = ({ values }: Attempt, name: string): readonly string[] => {
  const value = values[name];
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
};

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

interface FieldProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly attempt: Attempt;
}

const field = ({ name, label, hint, attempt }: FieldProps) => ({
  ...{ name, label, hint },
  value: typed(attempt, name),
  error: attempt.errors[name],
});

export const LineField = (props: FieldProps) => <TextInput {...field(props)} />;
export const WordsField = ({ rows = 3, ...props }: FieldProps & { rows?: number }) => (
  <Textarea {...field(props)} rows={rows} />
);
export const DayField = ({ name, label, hint, attempt }: FieldProps) => (
  <DateInput
    {...{ name, hint }}
    legend={label}
    legendSize="s"
    values={datePartsOf(attempt.values, name)}
    error={attempt.errors[name]}
  />
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
