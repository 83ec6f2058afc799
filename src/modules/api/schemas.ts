import { z } from 'zod';
import type { PlainDate } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';

/** A day in an answer. */
export const day = z.iso.date();
/** A day in a body or query. */
export const givenDay = z.iso.date().transform((text) => text as PlainDate);
/** A day that need not be given; left out or null says it is not known. */
export const optionalDay = givenDay.nullable().default(null);
/** Text that must say something. */
export const givenText = z.string().trim().min(1).max(4000);
/** Text that need not be given. */
export const optionalText = z
  .string()
  .trim()
  .max(4000)
  .nullable()
  .default(null)
  .transform((text) => (text === '' ? null : text));

/** The revision that a caller sent, where one is heeded but need not be sent. */
export const heeded = (revision: number): number | undefined => (revision === 0 ? undefined : revision);

export const notFound = (what: string): Refusal<'not-found'> =>
  refused('not-found', `There is no such ${what}.`);
