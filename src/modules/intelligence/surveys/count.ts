import { pointOf } from './choices.ts';
import type { Answer, Group, Question } from './types.ts';
import { Numbers, Weighed } from './weights.ts';

/** What the count reads of a response. */
export interface Counted {
  readonly weight: number | null;
  readonly place: string | null;
  readonly groups: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, Answer>>;
}

/** The positive answers together; the mean of numbers. */
export const POSITIVE = '+';
export const MEAN = '=';

/** What one part (all, a ward, an age band) answered to one question. */
export class PartCount {
  readonly whole = new Weighed();
  readonly choices = new Map<string, Weighed>();
  readonly numbers = new Numbers();

  of(choice: string): Weighed {
    const known = this.choices.get(choice) ?? new Weighed();
    this.choices.set(choice, known);
    return known;
  }
}

/** The counts of one question, by split and part; both are empty for all. */
export interface QuestionCount {
  readonly question: Question;
  readonly parts: ReadonlyMap<string, PartCount>;
}

export interface WaveCount {
  readonly responses: number;
  /** Respondents by split and part. */
  readonly people: ReadonlyMap<string, number>;
  readonly questions: readonly QuestionCount[];
}

export const partKey = (split: string, part: string): string => `${split}|${part}`;

/** The choices of a question that are counted: its own, and the positive ones together where it has some. */
export const countedChoices = ({ choices }: Pick<Question, 'choices'>): readonly string[] => [
  ...choices.map(({ value }) => value),
  ...(choices.some(({ positive }) => positive) ? [POSITIVE] : []),
];

/**
 * What is shown by place and group: the positive answers together where there are some, since that is what is compared,
 * and every further figure is one more that must not give a small one away; else every answer.
 */
export const splitChoices = (question: Pick<Question, 'choices'>): readonly string[] =>
  question.choices.some(({ positive }) => positive) ? [POSITIVE] : countedChoices(question);

/** Counts responses as they come; nothing of a single one is kept. */
export class Counting {
  readonly #questions: readonly (QuestionCount & { readonly parts: Map<string, PartCount> })[];
  readonly #groups: readonly Group[];
  readonly #people = new Map<string, number>();
  #responses = 0;

  constructor(questions: readonly Question[], groups: readonly Group[]) {
    this.#questions = questions
      .filter(({ kind }) => kind !== 'text')
      .map((question) => ({ question, parts: new Map() }));
    this.#groups = groups;
  }

  add(response: Counted): void {
    this.#responses += 1;
    const keys = [
      partKey('', ''),
      partKey('place', response.place ?? ''),
      ...this.#groups.map(({ slug }) => partKey(slug, response.groups[slug] ?? '')),
    ];
    for (const key of keys) this.#people.set(key, (this.#people.get(key) ?? 0) + 1);
    for (const { question, parts } of this.#questions) {
      const answer = response.answers[question.slug];
      if (answer === undefined) continue;
      for (const key of keys) {
        const count = parts.get(key) ?? new PartCount();
        parts.set(key, count);
        add(question, count, answer, response.weight ?? 1);
      }
    }
  }

  get count(): WaveCount {
    return { responses: this.#responses, people: this.#people, questions: this.#questions };
  }
}

function add(question: Question, count: PartCount, answer: Answer, weight: number): void {
  count.whole.add(weight);
  if (typeof answer === 'number') {
    count.numbers.add(answer, weight);
    return;
  }
  const values = typeof answer === 'string' ? [answer] : answer;
  for (const value of values) count.of(value).add(weight);
  if (question.choices.some(({ value, positive }) => positive && values.includes(value)))
    count.of(POSITIVE).add(weight);
  if (question.kind === 'scale') count.numbers.add(pointOf(question.choices, values[0] ?? ''), weight);
}
