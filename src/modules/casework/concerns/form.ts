/** What the one-screen form of a concern posts, as what the agency tells. */
import { z } from 'zod';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { givenDate, optionalDate, optionalText, readFields, textIn } from '../../../platform/http/form.ts';
import type { ConcernInput, PersonInConcern } from './input.ts';
import {
  ANSWER_NAMES,
  type Answer,
  PRECISION_NAMES,
  type Precision,
  QUESTION_NAMES,
  type Question,
  REPORTER_NAMES,
  type Role,
} from './types.ts';

const schema = z.object({
  type: z.string({ error: 'Choose what happened' }).min(1, 'Choose what happened'),
  happenedOn: givenDate('Enter the day on which it happened, such as 17 1 2013'),
  atTime: optionalText(),
  precision: z.enum(PRECISION_NAMES).catch('day'),
  reportedOn: optionalDate(),
  reportedBy: z.enum(REPORTER_NAMES, { error: 'Choose who told you' }),
  address: optionalText(),
  postcode: optionalText(),
  narrative: optionalText(),
  reference: optionalText(),
});

type Posted = Parameters<typeof textIn>[0];

/** The concern that was typed; refused field by field. */
export function readConcernForm(form: Posted, agencyId: string): ConcernInput | Refusal {
  const fields = readFields(schema, form);
  if (isRefusal(fields)) return fields;
  const lines = (fields.address ?? '')
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);
  return {
    agencyId,
    source: 'form',
    type: fields.type,
    onDay: fields.happenedOn,
    ...momentOf(fields.atTime, fields.precision),
    reportedBy: fields.reportedBy,
    reportedOn: fields.reportedOn ?? undefined,
    address: lines.length > 0 ? { lines, postcode: fields.postcode ?? undefined } : undefined,
    postcode: fields.postcode ?? undefined,
    atHome: textIn(form, 'atHome') === 'yes',
    narrative: fields.narrative ?? undefined,
    reference: fields.reference ?? undefined,
    restricted: textIn(form, 'restricted') === 'yes',
    answers: answersIn(form),
    people: [
      ...personIn(form, 'affected', 'affected'),
      ...personIn(form, 'reporter', 'reported'),
      ...personIn(form, 'responsible', 'responsible'),
    ],
  };
}

/** A time makes the moment exact unless more or less is said; without one it is a day, a week or a month. */
function momentOf(time: string | null, precision: Precision): { precision: Precision; atTime?: string } {
  const given = time?.replace('.', ':').padStart(5, '0');
  if (given !== undefined) return { atTime: given, precision: precision === 'hours' ? 'hours' : 'time' };
  return { precision: precision === 'time' || precision === 'hours' ? 'day' : precision };
}

function answersIn(form: Posted): Record<Question, Answer> {
  const answer = (question: Question): Answer => {
    const given = textIn(form, question);
    return ANSWER_NAMES.find((name) => name === given) ?? 'not-known';
  };
  return Object.fromEntries(QUESTION_NAMES.map((name) => [name, answer(name)])) as Record<Question, Answer>;
}

/** The person whose fields begin so; nobody when no name, telephone or record is given. */
function personIn(form: Posted, prefix: string, role: Role): readonly PersonInConcern[] {
  const text = (name: string): string | undefined => textIn(form, `${prefix}-${name}`) || undefined;
  const recordId = text('record');
  if (recordId !== undefined) return [{ role, recordId }];
  const [givenNames, surname, dateOfBirth, telephone] = [
    text('given'),
    text('surname'),
    text('born'),
    text('telephone'),
  ];
  if (givenNames === undefined && surname === undefined && telephone === undefined) return [];
  return [
    { role, person: { givenNames, surname, dateOfBirth, telephones: telephone ? [telephone] : undefined } },
  ];
}
