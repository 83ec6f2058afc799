import { z } from 'zod';
import { parsePlainDate } from '../../kernel/plain-date.ts';
import type { Indicator, IndicatorId } from './types.ts';

const text = z.string().trim().default('');
const orNull = text.transform((value) => (value === '' ? null : value));
const uuidOrNull = orNull.refine((value) => value === null || z.uuid().safeParse(value).success, {
  message: 'Choose one of the list.',
});
const indicatorOrNull = uuidOrNull.transform((value) => value as IndicatorId | null);
/** `yes`, from a form or in a file; anything else is no. */
const tick = z
  .string()
  .trim()
  .toLowerCase()
  .default('')
  .transform((value) => ['yes', 'true', '1', 'on'].includes(value));

const whole = (usual: number | null, least: number, most: number, message: string) =>
  text
    .transform((value) => (value === '' ? usual : Number(value.replaceAll(',', ''))))
    .refine((value) => value === null || (Number.isInteger(value) && value >= least && value <= most), {
      message,
    });

const choice = <const Word extends string>(
  words: readonly [Word, ...Word[]],
  message: string,
  usual?: Word,
) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() !== '' ? value.trim().toLowerCase() : usual),
    z.enum(words, { error: message }),
  );

/** A date as `YYYY-MM-DD`, null when left empty. */
export const dateOrNull = text.transform((value, context) => {
  if (value === '') return null;
  const date = parsePlainDate(value);
  if (date) return date;
  context.addIssue({ code: 'custom', message: 'Enter a date such as 2013-01-31.' });
  return z.NEVER;
});

/** The fields of an indicator as forms and files give them: words in, checked values out. */
export const indicatorFields = z
  .object({
    slug: text
      .transform((value) => value.toLowerCase())
      .refine((value) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(value), {
        message: 'Use small letters, digits and hyphens, such as recorded-crime.',
      }),
    title: text.refine((value) => value !== '', { message: 'Enter a title.' }),
    definition: text,
    kind: choice(['number', 'rate', 'percentage', 'money'], 'Choose what kind of figure it is.'),
    unit: text,
    decimals: whole(0, 0, 6, 'Enter a whole number from 0 to 6.').transform((value) => value ?? 0),
    direction: choice(['higher', 'lower', 'neither'], 'Choose which way is better.'),
    uncertainty: choice(
      ['counted', 'sampled', 'complete', 'not-stated', ''],
      'Choose how the figure is arrived at.',
      '',
    ),
    numeratorSays: text,
    denominatorSays: text,
    per: whole(null, 1, 10_000_000, 'Enter a whole number such as 1000.'),
    numeratorId: indicatorOrNull,
    denominatorId: indicatorOrNull,
    placeSlug: orNull,
    source: text,
    frequency: choice(
      ['monthly', 'quarterly', 'yearly', 'each-wave', 'once', 'irregular'],
      'Choose how often figures come.',
      'irregular',
    ),
    firstPeriodEndsOn: dateOrNull,
    dueDays: whole(60, 0, 1000, 'Enter a number of days from 0 to 1,000.').transform((value) => value ?? 60),
    ownerAgencyId: uuidOrNull,
    ownerPostId: uuidOrNull,
    public: tick,
    smallNumbers: tick,
  })
  .transform(({ uncertainty, ...fields }) => ({
    ...fields,
    per: fields.kind === 'rate' ? (fields.per ?? 1000) : null,
    uncertainty: uncertainty === '' ? USUAL[fields.kind] : uncertainty,
  }));

const USUAL = { number: 'counted', rate: 'counted', percentage: 'sampled', money: 'complete' } as const;

const written = (value: unknown): string =>
  value === true
    ? 'yes'
    : value === false
      ? 'no'
      : value === null || value === undefined
        ? ''
        : String(value);

/** An indicator as the fields of its form: what a form or a file leaves out is read from here. */
export const fieldsOf = (indicator: Indicator): Record<string, string> =>
  Object.fromEntries(Object.entries(indicator).map(([name, value]) => [name, written(value)]));
