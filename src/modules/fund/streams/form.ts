import { z } from 'zod';
import { refused } from '../../../kernel/refusal.ts';
import { dateValues, givenDate, givenText, optionalDate, optionalText } from '../../../platform/http/form.ts';
import { givenPounds, inPounds, optionalPounds, someText } from '../fields.ts';
import { ARRANGEMENTS, namesOf, QUALITIES, RULE_KINDS, SPENDING, STREAM_KINDS } from '../words.ts';
import type { Stream } from './queries.ts';

/** What the form of a stream asks. */
export const streamFields = z.object({
  name: givenText('Enter the name of the stream.'),
  kind: z.enum(namesOf(STREAM_KINDS), { error: 'Choose what kind of money this is.' }),
  source: someText(),
  sourceAgencyId: optionalText(),
  holderAgencyId: givenText('Choose the agency that holds it.'),
  vatHostAgencyId: optionalText(),
  arrangement: z.enum(namesOf(ARRANGEMENTS), { error: 'Choose under which arrangement the money is held.' }),
  promised: optionalPounds(),
  startsOn: optionalDate(),
  lapsesOn: optionalDate(),
  carriesOver: z
    .enum(['yes', 'no'], { error: 'Say whether what is left may be carried over.' })
    .transform((answer) => answer === 'yes'),
  conditions: someText(),
  quality: z.enum(namesOf(QUALITIES), { error: 'Say how well its figures are known.' }),
  note: someText(),
});

/** A stream as its form shows it. */
export const streamValues = (stream: Stream): Record<string, string> => ({
  name: stream.name,
  kind: stream.kind,
  source: stream.source,
  sourceAgencyId: stream.sourceAgencyId ?? '',
  holderAgencyId: stream.holderAgencyId,
  vatHostAgencyId: stream.vatHostAgencyId ?? '',
  arrangement: stream.arrangement,
  promised: inPounds(stream.promised),
  carriesOver: stream.carriesOver ? 'yes' : 'no',
  conditions: stream.conditions,
  quality: stream.quality,
  note: stream.note,
  ...dateValues('startsOn', stream.startsOn),
  ...dateValues('lapsesOn', stream.lapsesOn),
});

/** What the form of a stream that is there asks besides: what moved its last day on. */
export const changeFields = streamFields.extend({ letter: someText(), letterOn: optionalDate() });

export const ruleKind = z.enum(namesOf(RULE_KINDS));

/** What the form of a restriction asks; which of them it shows depends on the kind. */
export const ruleFields = z.object({
  allowed: z
    .union([z.string(), z.array(z.string())])
    .nullish()
    .transform((given) => (given == null ? [] : typeof given === 'string' ? [given] : given)),
  spending: z
    .enum(namesOf(SPENDING), { error: 'Choose capital or revenue.' })
    .nullish()
    .transform((spending) => spending ?? null),
  fromOn: optionalDate(),
  untilOn: optionalDate(),
  ratioPercent: z
    .string()
    .nullish()
    .transform((text) => (text?.trim() ? Number(text) : null))
    .refine((ratio) => ratio === null || (ratio > 0 && ratio < 10_000), 'Enter a percentage, such as 50.'),
  pence: optionalPounds(),
  says: givenText('Write the rule in the funder’s words.'),
});

export const amountFields = z.object({
  amount: givenPounds('Enter the amount.'),
  says: givenText('Say what this is for.'),
  day: givenDate('Enter the day.'),
});
export const dayFields = z.object({ day: givenDate('Enter the day.') });
export const reasonFields = z.object({ reason: givenText('Say why.'), day: givenDate('Enter the day.') });

export const yearFields = z.object({
  year: z
    .string()
    .nullish()
    .transform((text) => Number(text))
    .refine(
      (year) => Number.isInteger(year) && year > 1990 && year < 2200,
      'Enter the year in which it ends.',
    ),
});

export const noSuchRule = () => refused('rule-kind', 'Choose what the rule restricts.', { field: 'kind' });
