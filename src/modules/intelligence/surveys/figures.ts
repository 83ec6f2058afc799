import type { Estimate } from '../statistics/interval.ts';
import {
  countedChoices,
  MEAN,
  type PartCount,
  type QuestionCount,
  splitChoices,
  type WaveCount,
} from './count.ts';
import { cellKey, hideIn, hideParts } from './hide.ts';
import { percentage } from './weights.ts';

/** One figure of a wave as it is kept and shown. */
export interface SurveyFigure {
  readonly question: string;
  /** Empty for all; `place` or a group. */
  readonly split: string;
  readonly part: string;
  /** A choice's value, `+` for the positive ones together, `=` for the mean. */
  readonly choice: string;
  readonly hidden: boolean;
  readonly answered: number | null;
  /** The sample size that the limits rest on. */
  readonly effective: number | null;
  readonly people: number | null;
  /** A percentage, or a mean, with its 95% limits. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

const NOTHING = { people: null, value: null, low: null, high: null } as const;

/** Every figure of a wave, suppressed: what is hidden is not in it. A split of one part alone is the whole, and left out. */
export function figuresOf(count: WaveCount): readonly SurveyFigure[] {
  const small = hideParts(count.people);
  return count.questions.flatMap((question) => figuresOfQuestion(question, small));
}

function figuresOfQuestion(counted: QuestionCount, small: ReadonlySet<string>): readonly SurveyFigure[] {
  const hidden = hideIn(counted, small);
  const { question, parts } = counted;
  const splits = Map.groupBy(parts.keys(), (key) => key.slice(0, key.indexOf('|')));
  const hasMean = question.kind === 'number' || question.kind === 'scale';
  return [...parts].flatMap(([key, part]): SurveyFigure[] => {
    const choices = key.startsWith('|') ? countedChoices(question) : splitChoices(question);
    const at = key.indexOf('|');
    const where = { question: question.slug, split: key.slice(0, at), part: key.slice(at + 1) };
    if (where.split !== '' && splits.get(where.split)?.length === 1) return [];
    const names = hasMean ? [...choices, MEAN] : choices;
    if (hidden.parts.has(key))
      return names.map((choice) => ({
        ...where,
        choice,
        hidden: true,
        answered: null,
        effective: null,
        ...NOTHING,
      }));
    // A mean of a scale is a sum over its points: where one of them is hidden, the mean would help to find it.
    const unsure = choices.some((choice) => hidden.cells.has(cellKey(key, choice)));
    const sample = { answered: part.whole.people, effective: part.whole.effective };
    return names.map((choice) => {
      const isHidden = choice === MEAN ? unsure : hidden.cells.has(cellKey(key, choice));
      const found = isHidden ? NOTHING : { people: peopleOf(part, choice), ...estimate(part, choice) };
      return { ...where, choice, hidden: isHidden, ...sample, ...found };
    });
  });
}

const peopleOf = (part: PartCount, choice: string): number =>
  choice === MEAN ? part.whole.people : (part.choices.get(choice)?.people ?? 0);

const estimate = (part: PartCount, choice: string): Estimate =>
  choice === MEAN ? part.numbers.mean : percentage(part.of(choice), part.whole);
