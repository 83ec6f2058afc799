/** What a visit tells: read from a form, from a device that was offline, or from a program, by one schema. */
import { z } from 'zod';
import { BASIS_NAMES, SUBJECT_KINDS, TOLD_NAMES } from '../words.ts';

const text = (most: number) =>
  z
    .string()
    .trim()
    .max(most, `Shorten this to ${most} characters`)
    .optional()
    .transform((given) => given || undefined);

export const visitSubject = z.strictObject({
  kind: z.enum(SUBJECT_KINDS, { error: 'Choose what it is about' }),
  givenNames: text(200),
  surname: text(200),
  dateOfBirth: text(20).describe('YYYY-MM-DD, or YYYY-MM or YYYY where no more is known'),
  telephone: text(50),
  email: text(200),
  address: z
    .strictObject({ lines: z.array(z.string().max(200)).max(6), postcode: text(10) })
    .optional()
    .describe('As on an envelope'),
  place: text(200).describe('The street or the community'),
  contact: text(1000).describe('When and how it is safe to make contact'),
});

export const visitInput = z.strictObject({
  id: z.uuid().optional().describe('Of the draft on the device: the same visit sent again is the same visit'),
  subject: visitSubject,
  checklist: z.int().min(1).optional().describe('The version that was used; the newest unless given'),
  needs: z
    .array(z.string().max(61))
    .min(1, 'Choose at least one sign of vulnerability')
    .max(40)
    .describe('Signs of the checklist that were seen'),
  seen: text(5000).describe('What was seen and said'),
  urgent: z.boolean().default(false),
  basis: z
    .enum(BASIS_NAMES)
    .nullable()
    .default(null)
    .describe('On what it may leave the agency; without one the referrals stay drafts'),
  consent: z.enum(['spoken', 'written']).nullable().default(null),
  told: z.array(z.enum(TOLD_NAMES)).default([]).describe('What the person was told, or why they were not'),
  toldWords: text(1000),
  mayPassOn: z
    .boolean()
    .default(false)
    .describe('They agree that it is passed on to another service that fits'),
  restrictedBecause: z.enum(['staff', 'relative-of-staff', 'protected-address', 'other']).optional(),
  to: z
    .array(
      z.strictObject({
        service: z.string().max(80),
        as: z.enum(['referral', 'signpost']),
      }),
    )
    .min(1, 'Choose at least one service, to refer to or to tell of')
    .max(20),
});

export type VisitInput = z.output<typeof visitInput>;
export type VisitSubject = z.output<typeof visitSubject>;

/** What the receiver of a referral is told, as it is sealed with it. */
export interface Told {
  readonly subject: VisitSubject;
  readonly seen?: string | undefined;
  readonly toldWords?: string | undefined;
}
