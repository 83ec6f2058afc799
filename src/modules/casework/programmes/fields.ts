import { z } from 'zod';
import { givenDate, givenText, optionalDate } from '../../../platform/http/form.ts';
import { GROUND_NAMES } from '../sharing/categories.ts';
import type { ProgrammeInput } from './programme.ts';
import { keysOf, NEXT, OUTCOMES, type PlacementState, PROGRAMME_KINDS } from './words.ts';

const words = z.string().trim().default('');
const yesNo = (message: string) =>
  z.enum(['yes', 'no'], { error: message }).transform((answer) => answer === 'yes');
const number = (message: string, usual: number | null) =>
  words
    .transform((text) => (text === '' ? usual : Number(text.replaceAll(',', ''))))
    .refine((value) => value === null || (Number.isFinite(value) && value >= 0), { message });
const whole = (message: string) =>
  number(message, null).refine((value) => value === null || Number.isInteger(value), { message });

/** A programme as its form gives it. */
export const programmeFields = z
  .object({
    title: givenText('Give it a title'),
    kind: z.enum(keysOf(PROGRAMME_KINDS), { error: 'Choose the kind' }),
    eligibility: givenText('Say for whom it is'),
    triggers: words,
    minimumAge: whole('Give an age in whole years'),
    maximumAge: whole('Give an age in whole years'),
    places: whole('Give a number of places').refine((value) => value !== null && value >= 1, {
      message: 'Give a number of places',
    }),
    cost: number('Give pounds, such as 6,500', null),
    taster: yesNo('Say whether there is a taster'),
    startsOn: givenDate('Give the first day'),
    endsOn: optionalDate(),
    says: words,
  })
  .transform(
    ({ cost, triggers, places, ...rest }): ProgrammeInput => ({
      ...rest,
      places: places ?? 1,
      triggers: triggers
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
      costPence: cost === null ? null : Math.round(cost * 100),
    }),
  );

/** A referral to a programme as its form gives it. */
export const referFields = z.object({
  programme: givenText('Choose a programme'),
  trigger: words,
  because: givenText('Say why it would help'),
  underAge: z
    .enum(['yes', 'no', ''])
    .default('')
    .transform((answer) => (answer === '' ? undefined : answer === 'yes')),
  ground: z
    .enum([...GROUND_NAMES, ''])
    .default('')
    .transform((ground) => (ground === '' ? undefined : ground)),
  basis: words,
});

/** A step of a placement. */
export const moveFields = z.object({
  on: givenDate('Give the day'),
  startsOn: optionalDate(),
  outcome: z
    .enum([...keysOf(OUTCOMES), ''], { error: 'Say how it stands' })
    .default('')
    .transform((outcome) => (outcome === '' ? null : outcome)),
  words,
});

export const consentFields = z.object({
  consent: z.enum(['given', 'refused'], { error: 'Say what the parent said' }),
  on: givenDate('Give the day on which it was said'),
});

export const supporterFields = z.object({
  name: givenText('Write who supports them'),
  on: givenDate('Give the day on which they were matched'),
});

export const registerFields = z.object({
  on: givenDate('Give the day'),
  present: z.union([z.string().transform((one) => [one]), z.array(z.string())]).default([]),
});

export const STATE_NAMES = keysOf(NEXT);
export const isState = (text: string | undefined): text is PlacementState =>
  text !== undefined && text in NEXT;
