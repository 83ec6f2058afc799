import { z } from 'zod';
import { type PlainDate, parsePlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import {
  dateValues,
  givenDate,
  givenText,
  optionalText,
  readFields,
  textIn,
} from '../../../../platform/http/form.ts';
import type { Selection } from './queries.ts';

/** How many criteria the form has room for. */
export const MOST_CRITERIA = 5;

type Posted = Readonly<Record<string, string | readonly string[]>>;

/** A criterion as somebody gives it: an indicator's figures, or values typed in with their source. */
export interface CriterionInput {
  readonly name: string;
  readonly weight: number;
  readonly worse: 'higher' | 'lower';
  readonly indicator: string | null;
  readonly source: string;
  /** By place as it was written: slug, code or name. */
  readonly values: readonly { readonly place: string; readonly value: number }[];
}

export interface SelectionInput {
  readonly title: string;
  readonly question: string;
  readonly asAt: PlainDate;
  /** Slugs, codes or names. */
  readonly places: readonly string[];
  readonly criteria: readonly CriterionInput[];
}

const headFields = z.object({
  title: givenText('Enter a title'),
  question: optionalText().transform((text) => text ?? ''),
  asAtOn: givenDate('Say as at which day the data are taken'),
  places: givenText('Write the places that can be chosen, one a line'),
});

const linesOf = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));

/** Reads the form of a selection; what is wrong comes out field by field. */
export function readSelection(form: Posted): SelectionInput | Refusal {
  const head = readFields(headFields, form);
  const fields: Record<string, string> = isRefusal(head)
    ? { ...(head.details?.fields as Record<string, string> | undefined) }
    : {};
  const criteria: CriterionInput[] = [];
  for (let at = 1; at <= MOST_CRITERIA; at += 1) {
    const read = readCriterion(form, at);
    if (read === undefined) continue;
    if ('wrong' in read) Object.assign(fields, read.wrong);
    else criteria.push(read);
  }
  if (criteria.length === 0 && Object.keys(fields).length === 0)
    fields['name-1'] = 'Name at least one criterion, or choose an indicator';
  if (isRefusal(head) || Object.keys(fields).length > 0)
    return refused('form-incomplete', 'Some answers are missing or wrong.', { details: { fields } });
  const { title, question, asAtOn, places } = head;
  return { title, question, asAt: asAtOn, places: linesOf(places), criteria };
}

function readCriterion(
  form: Posted,
  at: number,
): CriterionInput | { readonly wrong: Record<string, string> } | undefined {
  const field = (name: string): string => textIn(form, `${name}-${at}`);
  const [indicator, name, lines] = [field('indicator'), field('name'), linesOf(field('values'))];
  if (indicator === '' && name === '' && lines.length === 0) return undefined;
  const wrong: Record<string, string> = {};
  const weight = Number(field('weight'));
  if (!(Number.isFinite(weight) && weight > 0))
    wrong[`weight-${at}`] = 'Enter a weight above nought, such as 1';
  if (indicator === '' && name === '') wrong[`name-${at}`] = 'Name the criterion';
  if (indicator === '' && lines.length === 0)
    wrong[`values-${at}`] = 'Write a value for each place, or choose an indicator';
  const values = lines.map((line) => {
    const colon = line.lastIndexOf(':');
    return {
      place: line.slice(0, colon).trim(),
      value: Number(
        line
          .slice(colon + 1)
          .replaceAll(',', '')
          .trim() || 'x',
      ),
    };
  });
  if (values.some(({ place, value }) => place === '' || !Number.isFinite(value)))
    wrong[`values-${at}`] = 'Write one place a line with its value, such as Chadsmoor: 12.5';
  if (indicator === '' && field('source') === '') wrong[`source-${at}`] = 'Say where these values come from';
  if (Object.keys(wrong).length > 0) return { wrong };
  return {
    name,
    weight,
    worse: field('worse') === 'lower' ? 'lower' : 'higher',
    indicator: indicator || null,
    source: field('source'),
    values: indicator === '' ? values : [],
  };
}

/** What the form shows of a selection that is being changed. */
export function valuesOf({ title, question, contents }: Selection): Record<string, string> {
  const values: Record<string, string> = {
    title,
    question,
    ...dateValues('asAtOn', parsePlainDate(contents.asAt)),
    places: contents.candidates.map(({ slug }) => slug).join('\n'),
  };
  for (const [index, criterion] of contents.criteria.entries()) {
    const at = index + 1;
    values[`indicator-${at}`] = criterion.indicator ?? '';
    values[`name-${at}`] = criterion.indicator === null ? criterion.name : '';
    values[`weight-${at}`] = String(criterion.weight);
    values[`worse-${at}`] = criterion.worse;
    values[`source-${at}`] = criterion.source;
    if (criterion.indicator === null)
      values[`values-${at}`] = contents.candidates
        .flatMap(({ slug, values: of }) => (of[index] ? [`${slug}: ${of[index].value}`] : []))
        .join('\n');
  }
  return values;
}
