import { z } from 'zod';
import type { Id } from '../../../kernel/ids.ts';
import { type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { STANDINGS, type Standing, TRIGGERS, type Trigger } from './words.ts';

const words = z.string().trim().default('');
const count = (from: number, to: number) => z.int().min(from).max(to).nullable().default(null);
const id = <Kind extends string>() =>
  z
    .uuid()
    .nullable()
    .default(null)
    .transform((text) => text as Id<Kind> | null);
const keysOf = <Key extends string>(table: Readonly<Record<Key, string>>) =>
  Object.keys(table) as [Key, ...Key[]];

const quorum = z.strictObject({
  rule: z.enum(['number', 'fraction', 'none']).default('none'),
  number: count(1, 500),
  numerator: count(1, 500),
  denominator: count(1, 500),
  of: z.enum(['core-organisations', 'core-members', 'members']).default('core-organisations'),
  for: z.enum(['key-decisions', 'all-decisions']).default('key-decisions'),
});

/** Everything that one version of terms of reference says: data, and prose beside it. */
export const termsFields = z.strictObject({
  purpose: words,
  quorum: quorum.prefault({}),
  /** What a key decision is; where nothing is named, it is what the recorder says. */
  keyDecisions: z
    .strictObject({
      /** From how much on, in pence. */
      fromPence: z.int().min(1).nullable().default(null),
      /** Kinds of things on which every decision is one. */
      kinds: z.array(z.string().min(1).max(40)).default([]),
    })
    .prefault({}),
  remotePresence: z.enum(['counts', 'speaks-only', 'not-allowed']).default('counts'),
  yearFrom: z.enum(['adoption', 'financial-year']).default('adoption'),
  sittingsAYear: count(1, 60),
  papersDaysBefore: count(0, 60),
  minutesDaysAfter: count(0, 120),
  chairElection: words,
  chairTermMonths: count(1, 120),
  hasViceChair: z.boolean().default(false),
  escalation: z
    .strictObject({
      toId: id<'body'>(),
      days: count(1, 366),
      triggers: z.array(z.enum(keysOf<Trigger>(TRIGGERS))).default([]),
    })
    .prefault({}),
  /** When they come into force, where that is not the day of their adoption. */
  startsOn: z
    .string()
    .nullable()
    .default(null)
    .transform((text, issues): PlainDate | null => {
      if (text === null || text === '') return null;
      const date = parsePlainDate(text);
      if (date === undefined)
        issues.addIssue({ code: 'custom', message: 'Write the date as YYYY-MM-DD, such as 2013-01-17' });
      return date ?? null;
    }),
  note: words,
  sections: z
    .array(z.strictObject({ heading: z.string().trim().min(1), words: z.string().trim() }))
    .default([]),
  functions: z
    .array(z.strictObject({ slug: z.string().min(1), name: z.string().trim().min(1), says: words }))
    .default([]),
  seats: z
    .array(
      z.strictObject({
        title: z.string().trim().min(1),
        standing: z.enum(keysOf<Standing>(STANDINGS)),
        functionSlug: z.string().nullable().default(null),
        agencyId: id<'agency'>(),
        postId: id<'post'>(),
      }),
    )
    .default([]),
  duties: z
    .array(
      z.strictObject({
        cadence: z.enum(['quarter', 'year']),
        toBodyId: z.uuid().transform((text) => text as Id<'body'>),
        templateSlug: z.string().nullable().default(null),
        says: words,
      }),
    )
    .default([]),
});

export type TermsFields = z.output<typeof termsFields>;
export type TermsInput = z.input<typeof termsFields>;
