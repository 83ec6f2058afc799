import { listInWords } from '../../../kernel/names.ts';
import { choiceOf } from './choices.ts';
import type { Answer, Question, Response, WholeSurvey } from './types.ts';

/** What was given for one respondent, field by field, before anybody has checked it. */
export interface Given {
  /** The texts given for a question, a group, `place` or `weight`. */
  readonly texts: (name: string) => readonly string[];
  readonly places: ReadonlySet<string>;
  /** Whether needed questions must be answered, as on the public form. */
  readonly strict: boolean;
  /** The questions that are asked now. */
  readonly questions: readonly Question[];
}

export interface ReadResponse {
  readonly response: Response;
  /** What is wrong, by field; never repeats what was given, which may be a name put into the wrong column. */
  readonly wrong: Readonly<Record<string, string>>;
}

const LONGEST_COMMENT = 4_000;
const LARGEST_WEIGHT = 1_000;

/** Reads one respondent's answers from a file, the public form or a sheet of paper. */
export function readResponse(survey: Pick<WholeSurvey, 'groups'>, given: Given): ReadResponse {
  const wrong: Record<string, string> = {};
  const answers: Record<string, Answer> = {};
  const comments: Record<string, string> = {};
  const groups: Record<string, string> = {};
  for (const question of given.questions) {
    const texts = given.texts(question.slug).filter((text) => text.trim() !== '');
    const answer = texts.length === 0 ? undefined : readAnswer(question, texts);
    if (answer === undefined) {
      if (given.strict && question.needed) wrong[question.slug] = needed(question);
    } else if (typeof answer === 'object' && 'wrong' in answer) wrong[question.slug] = answer.wrong;
    else if (question.kind === 'text') comments[question.slug] = String(answer);
    else answers[question.slug] = answer;
  }
  for (const { slug, title, choices } of survey.groups) {
    const [text] = given.texts(slug).filter((one) => one.trim() !== '');
    if (text === undefined) continue;
    const choice = choiceOf(choices, text);
    if (choice) groups[slug] = choice.value;
    else wrong[slug] = `Choose one of the groups of ${title.toLowerCase()}`;
  }
  const { weight, place } = readFrame(given, wrong);
  return { response: { weight, place, groups, answers, comments }, wrong };
}

function readFrame(given: Given, wrong: Record<string, string>): Pick<Response, 'weight' | 'place'> {
  const weightText = given.texts('weight')[0]?.trim() ?? '';
  const weight = weightText === '' ? null : Number(weightText);
  if (weight !== null && !(weight > 0 && weight <= LARGEST_WEIGHT))
    wrong.weight = `A weight is a number above 0, at most ${LARGEST_WEIGHT.toLocaleString('en-GB')}`;
  const placeText = given.texts('place')[0]?.trim().toLowerCase() ?? '';
  if (placeText !== '' && !given.places.has(placeText))
    wrong.place = 'The place is none of the partnership’s places: give its short name';
  return { weight, place: placeText === '' ? null : placeText };
}

const needed = ({ kind, wording }: Question): string =>
  kind === 'number' || kind === 'text' ? `Answer “${wording}”` : `Choose an answer to “${wording}”`;

function readAnswer(question: Question, texts: readonly string[]): Answer | { wrong: string } {
  const { kind, choices, wording } = question;
  const only = texts[0]?.trim() ?? '';
  if (kind === 'text')
    return only.length > LONGEST_COMMENT
      ? { wrong: `Write at most ${LONGEST_COMMENT.toLocaleString('en-GB')} characters` }
      : only;
  if (kind === 'number') {
    const number = Number(only.replaceAll(',', ''));
    const [lowest, highest] = [question.lowest ?? -1e9, question.highest ?? 1e9];
    if (!Number.isFinite(number) || Math.abs(number) >= 1e9)
      return { wrong: `Answer “${wording}” with a number` };
    return number >= lowest && number <= highest
      ? number
      : { wrong: `Answer “${wording}” with a number ${boundsOf(question)}` };
  }
  if (kind !== 'multiple' && texts.length > 1) return { wrong: `Choose one answer to “${wording}”` };
  const chosen = texts.map((text) => choiceOf(choices, text)?.value);
  if (chosen.some((value) => value === undefined))
    return { wrong: `“${wording}” has no such answer: choose one of those it offers` };
  const values = [...new Set(chosen.flatMap((value) => (value === undefined ? [] : [value])))];
  if (kind !== 'multiple') return values[0] ?? '';
  const alone = choices.filter(({ exclusive }) => exclusive);
  return values.length > 1 && alone.some(({ value }) => values.includes(value))
    ? { wrong: `To “${wording}”, ${namesOf(alone)} is ticked alone: untick it, or untick the others` }
    : values;
}

const namesOf = (choices: Question['choices']): string =>
  listInWords(
    choices.map(({ text }) => `“${text}”`),
    'or',
  );

const boundsOf = ({ lowest, highest }: Question): string =>
  lowest == null
    ? `of at most ${highest}`
    : highest == null
      ? `of at least ${lowest}`
      : `from ${lowest} to ${highest}`;
