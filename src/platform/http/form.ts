import { z } from 'zod';
import { type PlainDate, parsePlainDate, partsOf } from '../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../kernel/refusal.ts';

type Posted = Readonly<Record<string, string | readonly string[]>>;

/** One posted field as trimmed text; empty when it was not sent. The last of a repeated field counts. */
export const textIn = (form: Posted, name: string): string => {
  const value = form[name];
  return (typeof value === 'string' ? value : (value?.at(-1) ?? '')).trim();
};

/** A repeated field (checkboxes) as texts, without empty ones. */
export const textsIn = (form: Posted, name: string): readonly string[] => {
  const value = form[name] ?? [];
  return (typeof value === 'string' ? [value] : value).map((text) => text.trim()).filter(Boolean);
};

/** The revision that the form was opened with; 0 when it has none, which no row ever has. */
export const revisionIn = (form: Posted): number => Number(textIn(form, '_revision')) || 0;

/** Field values for a form: a date becomes the three inputs of a `DateInput`. */
export const dateValues = (name: string, date: PlainDate | null | undefined): Record<string, string> => {
  if (!date) return {};
  const { day, month, year } = partsOf(date);
  return { [`${name}-day`]: String(day), [`${name}-month`]: String(month), [`${name}-year`]: String(year) };
};

/** The three inputs of a date as `DateInput` takes them. */
export const datePartsOf = (values: Posted, name: string): Record<string, string> => ({
  day: textIn(values, `${name}-day`),
  month: textIn(values, `${name}-month`),
  year: textIn(values, `${name}-year`),
});

/** Text that must be given. */
export const givenText = (message: string) => z.string({ error: message }).trim().min(1, message);

/** Text that may be left empty, which is null then. */
export const optionalText = () =>
  z
    .string()
    .trim()
    .transform((text) => text || null)
    .nullish()
    .transform((text) => text ?? null);

/** A date that may be left empty, from the three inputs of a `DateInput`. */
export const optionalDate = (message = 'Write the date as day, month and year, such as 17 1 2013') =>
  z
    .string()
    .nullish()
    .transform((text, issues): PlainDate | null => {
      if (!text) return null;
      const date = parsePlainDate(text);
      if (date === undefined) issues.addIssue({ code: 'custom', message });
      return date ?? null;
    });

/** A date that must be given. */
export const givenDate = (message: string) =>
  z
    .string({ error: message })
    .nullish()
    .transform((text, issues): PlainDate => {
      const date = parsePlainDate(text ?? '');
      if (date !== undefined) return date;
      issues.addIssue({ code: 'custom', message });
      return z.NEVER;
    });

/** Reads a posted form by a schema; what is wrong comes out field by field, for the form to show. */
export function readFields<Schema extends z.ZodType>(
  schema: Schema,
  form: Posted,
): z.output<Schema> | Refusal {
  const parsed = schema.safeParse(withDates(form));
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[String(issue.path[0] ?? '')] ??= issue.message;
  return refused('form-incomplete', 'Some answers are missing or wrong.', { details: { fields } });
}

/** `due-day`, `due-month` and `due-year` become `due` as `YYYY-MM-DD`; empty when all three are. */
function withDates(form: Posted): Record<string, unknown> {
  const values: Record<string, unknown> = { ...form };
  for (const key of Object.keys(form)) {
    if (!key.endsWith('-year')) continue;
    const name = key.slice(0, -'-year'.length);
    const { day = '', month = '', year = '' } = datePartsOf(form, name);
    values[name] =
      day + month + year === ''
        ? ''
        : `${year.padStart(4, '0')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  }
  return values;
}
