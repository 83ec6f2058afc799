/** What the forms of the fund read: amounts in pounds become pence. */
import { z } from 'zod';
import { parsePounds } from '../../kernel/pence.ts';

const AMOUNT = 'Enter an amount in pounds, such as 23902 or 23,902.50';

/** An amount in pounds that must be given, as pence. */
export const givenPounds = (message = AMOUNT) =>
  z
    .string({ error: message })
    .nullish()
    .transform((text, issues): number => {
      const pence = parsePounds(text ?? '');
      if (pence !== undefined) return pence;
      issues.addIssue({ code: 'custom', message: text?.trim() ? AMOUNT : message });
      return z.NEVER;
    });

/** An amount in pounds that may be left empty, as pence or null. */
export const optionalPounds = () =>
  z
    .string()
    .nullish()
    .transform((text, issues): number | null => {
      if (!text?.trim()) return null;
      const pence = parsePounds(text);
      if (pence !== undefined) return pence;
      issues.addIssue({ code: 'custom', message: AMOUNT });
      return z.NEVER;
    });

export const someText = () =>
  z
    .string()
    .trim()
    .max(4000)
    .nullish()
    .transform((text) => text ?? '');

/** Pence as they are typed into a form again. */
export const inPounds = (pence: number | null | undefined): string =>
  pence == null ? '' : pence % 100 === 0 ? String(pence / 100) : (pence / 100).toFixed(2);
