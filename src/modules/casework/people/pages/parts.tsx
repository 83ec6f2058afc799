/** What the pages about people share. */
import { longDate, plainDate } from '../../../../kernel/plain-date.ts';
import type { PageContent } from '../../../../platform/http/route.ts';

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
