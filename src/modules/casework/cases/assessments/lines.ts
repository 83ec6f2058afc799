/** A template as somebody writes it: one question a line, one band a line. */
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import type { TemplateFields } from './template.ts';
import type { Template } from './template-queries.ts';

type Questions = TemplateFields['questions'];
type Bands = TemplateFields['bands'];

const linesOf = (text: string): readonly string[] =>
  text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
const partsOf = (line: string): readonly string[] => line.split('|').map((part) => part.trim());

/**
 * Questions: `How often? | Never = 0 | Weekly = 3`; a line without answers is answered in words. Refuses
 * `answer-has-no-score`, naming the line.
 */
export function questionsIn(text: string): Questions | Refusal {
  const questions: Questions = [];
  for (const [at, line] of linesOf(text).entries()) {
    const [asked = '', ...answers] = partsOf(line);
    const options = answers.map((answer) => /^(.+?)\s*=\s*(-?\d{1,4})$/.exec(answer));
    const wrong = answers[options.indexOf(null)];
    if (wrong !== undefined)
      return refused(
        'answer-has-no-score',
        `Line ${at + 1}: write “${wrong}” with its score, such as “Weekly = 3”.`,
        {
          field: 'questions',
        },
      );
    questions.push({
      text: asked,
      help: '',
      kind: answers.length === 0 ? 'words' : 'choice',
      options: options.flatMap((found) =>
        found ? [{ label: found[1] ?? '', score: Number(found[2]) }] : [],
      ),
    });
  }
  return questions;
}

/** Bands: `High | red | 12 | 7`: name, colour, from which score, reviewed within how many days. Refuses `band-is-unclear`. */
export function bandsIn(text: string): Bands | Refusal {
  const bands: Bands = [];
  for (const [at, line] of linesOf(text).entries()) {
    const [name = '', colour = '', from = '', days = ''] = partsOf(line);
    if (name === '' || !isColour(colour) || !/^-?\d{1,4}$/.test(from) || !/^[1-9]\d{0,2}$/.test(days))
      return refused(
        'band-is-unclear',
        `Line ${at + 1}: write name | red, amber, green or blue | lowest score | days until review.`,
        {
          field: 'bands',
        },
      );
    bands.push({ name, colour, from: Number(from), reviewWithinDays: Number(days) });
  }
  return bands;
}

const isColour = (text: string): text is Bands[number]['colour'] =>
  ['red', 'amber', 'green', 'blue'].includes(text);

/** A template's questions and bands as lines, for writing the next version. */
export const linesOfTemplate = ({ questions, bands }: Pick<Template, 'questions' | 'bands'>) => ({
  questions: questions
    .map(({ text, options }) =>
      [text, ...options.map(({ label, score }) => `${label} = ${score}`)].join(' | '),
    )
    .join('\n'),
  bands: bands
    .map(({ name, colour, from, reviewWithinDays }) => [name, colour, from, reviewWithinDays].join(' | '))
    .join('\n'),
});

/** Both, or what is wrong with either. */
export function readLines(text: {
  questions: string;
  bands: string;
}): Pick<TemplateFields, 'questions' | 'bands'> | Refusal {
  const questions = questionsIn(text.questions);
  if (isRefusal(questions)) return questions;
  const bands = bandsIn(text.bands);
  return isRefusal(bands) ? bands : { questions, bands };
}
