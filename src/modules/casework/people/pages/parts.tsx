/** What the pages about people share. */
import { longDate, plainDate } from '../../../../kernel/plain-date.ts';
import type { Attempt, PageContent } from '../../../../platform/http/route.ts';

export interface Keys {
  readonly csrf: string;
  readonly formId: string;
}

/** What is typed about people is not kept by the browser between visits. */
export const NOT_KEPT = { 'data-draft': undefined, autocomplete: 'off' } as const;

export const CASEWORK_CRUMBS: NonNullable<PageContent['breadcrumbs']> = [
  { text: 'Casework', href: '/casework' },
];
export const PEOPLE_CRUMBS: NonNullable<PageContent['breadcrumbs']> = [
  ...CASEWORK_CRUMBS,
  { text: 'People', href: '/casework/people' },
];

/** The address of a person's page. */
export const personPath = (clusterId: string): string => `/casework/people/${clusterId}`;

/** A date of birth as it is known: whole, or month and year, or the year. */
export function birthText(date: string | undefined): string {
  if (date === undefined) return 'Not known';
  if (date.length === 10) {
    try {
      return longDate(plainDate(date));
    } catch {
      return date;
    }
  }
  return date.length === 7 ? `${date.slice(5)}/${date.slice(0, 4)} (day not known)` : `${date} (year only)`;
}

/** What was typed in a field; empty when it was not. */
export const typed = ({ values }: Attempt, name: string): string => {
  const value = values[name];
  return typeof value === 'string' ? value : (value?.at(-1) ?? '');
};
