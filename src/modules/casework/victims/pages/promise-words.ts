import { longDate, type PlainDate } from '../../../../kernel/plain-date.ts';
import { HOW, type How } from '../words.ts';

/** A promise in a few words: `Telephone by 21 January 2013`. */
export const promiseWords = ({ how, dueOn }: { readonly how: How; readonly dueOn: PlainDate }): string =>
  `${HOW[how]} by ${longDate(dueOn)}`;
