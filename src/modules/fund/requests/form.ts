import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { parsePounds } from '../../../kernel/pence.ts';
import { parsePlainDate } from '../../../kernel/plain-date.ts';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import {
  dateValues,
  givenDate,
  givenText,
  optionalDate,
  optionalText,
  readFields,
} from '../../../platform/http/form.ts';
import { givenPounds, inPounds, optionalPounds, someText } from '../fields.ts';
import { namesOf, SHAPES, SPENDING } from '../words.ts';
import type { Instalment, Request } from './queries.ts';
import type { RequestFields } from './request.ts';

const instalments = () =>
  z
    .string()
    .nullish()
    .transform((text, issues): readonly Instalment[] =>
      (text ?? '')
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
        .flatMap((line) => {
          const [date = '', ...rest] = line.split(/\s+/);
          const dueOn = parsePlainDate(date);
          const pence = parsePounds(rest.join(' '));
          if (dueOn && pence) return [{ dueOn, pence }];
          issues.addIssue({
            code: 'custom',
            message: `Write the day and the amount, such as 2013-06-30 1500, instead of “${line}”.`,
          });
          return [];
        }),
    );

const fields = z.object({
  projectId: optionalText(),
  title: givenText('Enter a title.'),
  purpose: someText(),
  agencyId: optionalText(),
  placeId: optionalText(),
  spending: z.enum(namesOf(SPENDING), { error: 'Choose capital or revenue.' }),
  shape: z.enum(namesOf(SHAPES), { error: 'Choose one-off, instalments or recurring.' }),
  amount: optionalPounds(),
  monthly: optionalPounds(),
  instalments: instalments(),
  fromOn: optionalDate(),
  untilOn: optionalDate(),
  match: optionalPounds(),
  matchFrom: someText(),
  note: someText(),
});

/** Reads the form of a request. */
export function requestIn(
  form: Readonly<Record<string, string | readonly string[]>>,
): RequestFields | Refusal {
  const read = readFields(fields, form);
  if (isRefusal(read)) return read;
  const { amount, match, ...rest } = read;
  return { ...rest, pence: amount ?? 0, match: match ?? 0 };
}

/** A request as its form shows it. */
export const requestValues = (
  request: Omit<Request, 'id'> | RequestFields,
  parts: readonly Instalment[],
): Record<string, string> => ({
  projectId: request.projectId ?? '',
  title: request.title,
  purpose: request.purpose,
  agencyId: request.agencyId ?? '',
  placeId: request.placeId ?? '',
  spending: request.spending,
  shape: request.shape,
  amount: request.pence > 0 ? inPounds(request.pence) : '',
  monthly: inPounds(request.monthly),
  instalments: parts.map((one) => `${one.dueOn} ${inPounds(one.pence)}`).join('\n'),
  match: request.match > 0 ? inPounds(request.match) : '',
  matchFrom: request.matchFrom,
  note: request.note,
  ...dateValues('fromOn', request.fromOn),
  ...dateValues('untilOn', request.untilOn),
});

export const drawFields = z.object({
  stream: givenText('Choose the stream.'),
  amount: givenPounds('Enter the amount.'),
  evidence: givenText('Say what shows that the money was spent.'),
  day: givenDate('Enter the day.'),
  lateReason: someText(),
});

export const returnFields = z.object({
  stream: givenText('Choose the stream.'),
  from: z.enum(['spent', 'allocated'], { error: 'Say whether it was drawn before.' }),
  amount: givenPounds('Enter the amount.'),
  reason: givenText('Say why the money comes back.'),
  day: givenDate('Enter the day.'),
});

export const metFields = z.object({
  evidence: givenText('Say what shows that the condition is met.'),
  day: givenDate('Enter the day.'),
  lateReason: someText(),
});

export const answerFields = z.object({
  met: z.enum(['yes', 'no'], { error: 'Say whether this is so.' }).transform((answer) => answer === 'yes'),
  says: givenText('Say why the condition is met, or is not.'),
});

/** The shares of a split form: `share-<stream>` with an amount in pounds. */
export function sharesIn(form: Readonly<Record<string, string | readonly string[]>>): {
  shares: { streamId: string; pence: number }[];
  errors: Record<string, string>;
} {
  const errors: Record<string, string> = {};
  const shares = Object.entries(form).flatMap(([name, value]) => {
    const text = typeof value === 'string' ? value.trim() : '';
    if (!name.startsWith('share-') || text === '') return [];
    const pence = parsePounds(text);
    if (!isUuid(name.slice('share-'.length))) return [];
    if (pence === undefined) errors[name] = 'Enter an amount in pounds, such as 23902 or 23,902.50';
    return pence === undefined || pence === 0 ? [] : [{ streamId: name.slice('share-'.length), pence }];
  });
  return { shares, errors };
}
