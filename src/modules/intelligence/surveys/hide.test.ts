import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Counting } from './count.ts';
import { figuresOf, type SurveyFigure } from './figures.ts';
import { SMALLEST_GROUP } from './hide.ts';
import type { Question } from './types.ts';

const question = (slug: string, kind: Question['kind'], positives: number): Question => ({
  slug,
  kind,
  wording: slug,
  hint: '',
  needed: false,
  withdrawnOn: null,
  choices: ['a', 'b', 'c', 'd'].map((value, at) => ({ value, text: value, positive: at < positives })),
});
const QUESTIONS = [
  question('one', 'single', 2),
  question('plain', 'single', 0),
  question('many', 'multiple', 1),
  question('loose', 'multiple', 0),
];
const SLUGS = QUESTIONS.map(({ slug }) => slug);
const AGES = ['young', 'middle', 'old', ''];
const PLACES = ['north', 'south', 'east', ''];
const AGE_GROUP = {
  slug: 'age',
  title: 'Age',
  choices: AGES.filter(Boolean).map((value) => ({ value, text: value })),
};

const responses = fc.array(
  fc.record({
    weight: fc.constant(null),
    place: fc.constantFrom('north', 'north', 'north', 'south', 'south', 'east', null),
    groups: fc.record({ age: fc.constantFrom('young', 'middle', 'middle', 'middle', 'old') }),
    answers: fc.record(
      {
        one: fc.constantFrom('a', 'a', 'a', 'b', 'b', 'c', 'd'),
        plain: fc.constantFrom('a', 'a', 'a', 'b', 'b', 'c', 'c', 'd'),
        loose: fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }),
        many: fc.subarray(['a', 'b', 'c', 'd'], { minLength: 1 }),
      },
      { requiredKeys: ['one'] },
    ),
  }),
  { minLength: 0, maxLength: 160 },
);

type Given = Parameters<Counting['add']>[0];

function counted(all: readonly Given[]): {
  figures: readonly SurveyFigure[];
  truth: ReadonlyMap<string, number>;
} {
  const counting = new Counting(QUESTIONS, [AGE_GROUP]);
  for (const one of all) counting.add(one);
  const truth = new Map<string, number>();
  for (const { question: asked, parts } of counting.count.questions)
    for (const [part, count] of parts) {
      truth.set(`${asked.slug}|${part}|#`, count.whole.people);
      for (const { value } of asked.choices)
        truth.set(`${asked.slug}|${part}|${value}`, count.choices.get(value)?.people ?? 0);
      truth.set(`${asked.slug}|${part}|+`, count.choices.get('+')?.people ?? 0);
    }
  return { figures: figuresOf(counting.count), truth };
}

interface Sum {
  readonly total: string;
  readonly parts: readonly string[];
}

/** Every sum that a reader knows of: choices of a question, positive ones, and parts of the whole. */
function sums(slug: string): Sum[] {
  const parts = { age: AGES, place: PLACES };
  const keys = [
    '|',
    ...Object.entries(parts).flatMap(([split, all]) => all.map((part) => `${split}|${part}`)),
  ];
  const ofChoices = keys.flatMap((part): Sum[] =>
    slug === 'one' || slug === 'plain'
      ? [
          {
            total: `${slug}|${part}|#`,
            parts: ['a', 'b', 'c', 'd'].map((choice) => `${slug}|${part}|${choice}`),
          },
          { total: `${slug}|${part}|+`, parts: ['a', 'b'].map((choice) => `${slug}|${part}|${choice}`) },
        ]
      : [{ total: `${slug}|${part}|+`, parts: [`${slug}|${part}|a`] }],
  );
  const ofParts = Object.entries(parts).flatMap(([split, all]) =>
    ['#', '+', 'a', 'b', 'c', 'd'].map(
      (choice): Sum => ({
        total: `${slug}|||${choice}`,
        parts: all.map((part) => `${slug}|${split}|${part}|${choice}`),
      }),
    ),
  );
  return [...ofChoices, ...ofParts];
}

/** What somebody works out who takes away, again and again, what is shown from a sum with one unknown. */
function workedOut(figures: readonly SurveyFigure[], truth: ReadonlyMap<string, number>): string[] {
  const shown = new Set<string>();
  const hidden = new Set<string>();
  for (const { question: slug, split, part, choice, hidden: isHidden, answered } of figures) {
    const key = `${slug}|${split}|${part}|${choice}`;
    (isHidden ? hidden : shown).add(key);
    if (answered !== null) shown.add(`${slug}|${split}|${part}|#`);
  }
  // Who is in no part is told by nobody being there: a part that no figure speaks of is empty, unless its split is left out.
  const splitsThere = new Set(figures.map(({ question: slug, split }) => `${slug}|${split}`));
  for (const key of truthless(truth, splitsThere)) shown.add(key);
  const worked = new Set(shown);
  for (let found = true; found; ) {
    found = false;
    for (const { total, parts } of SLUGS.flatMap(sums)) {
      const unknown = [total, ...parts].filter((key) => !worked.has(key));
      if (unknown.length !== 1) continue;
      worked.add(unknown[0] ?? '');
      found = true;
    }
  }
  return [...hidden].filter((key) => worked.has(key));
}

/** Cells of parts that nobody is in: a reader knows them to be nothing. */
function truthless(truth: ReadonlyMap<string, number>, splitsThere: ReadonlySet<string>): string[] {
  return SLUGS.flatMap((slug) =>
    Object.entries({ age: AGES, place: PLACES })
      .filter(([split]) => splitsThere.has(`${slug}|${split}`))
      .flatMap(([split, all]) =>
        all
          .filter((part) => !truth.has(`${slug}|${split}|${part}|#`))
          .flatMap((part) =>
            ['#', '+', 'a', 'b', 'c', 'd'].map((choice) => `${slug}|${split}|${part}|${choice}`),
          ),
      ),
  );
}

test('nothing is shown of a place or group of fewer than ten respondents', () => {
  fc.assert(
    fc.property(responses, (all) => {
      const { figures, truth } = counted(all);
      const shown = figures.filter(({ hidden }) => !hidden);
      expect(
        shown.filter(
          ({ question: slug, split, part }) =>
            (truth.get(`${slug}|${split}|${part}|#`) ?? 0) < SMALLEST_GROUP,
        ),
      ).toEqual([]);
    }),
  );
});

test('no count of one to four people of a place or group is shown', () => {
  fc.assert(
    fc.property(responses, (all) => {
      const { figures } = counted(all);
      const small = figures.filter(
        ({ split, people }) => split !== '' && people !== null && people >= 1 && people <= 4,
      );
      expect(small).toEqual([]);
    }),
  );
});

test('what is hidden cannot be got by subtraction, of parts, of choices, or of both in turn', () => {
  fc.assert(
    fc.property(responses, (all) => {
      const { figures, truth } = counted(all);
      expect(workedOut(figures, truth)).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a hidden figure carries nothing of what it hides', () => {
  const { figures } = counted(
    Array.from({ length: 40 }, (_, at) => ({
      weight: null,
      place: at < 36 ? 'north' : 'south',
      groups: { age: 'middle' },
      answers: { one: at % 2 ? 'a' : 'b' },
    })),
  );
  const south = figures.filter(({ part }) => part === 'south');
  expect(south.length).toBeGreaterThan(0);
  for (const { hidden, people, value, low, high, answered } of south)
    expect([hidden, people, value, low, high, answered]).toEqual([true, null, null, null, null, null]);
  expect(figures.some(({ part, hidden }) => part === 'north' && !hidden)).toBe(false);
});

test('the order of the responses changes nothing', () => {
  fc.assert(
    fc.property(responses, (all) => {
      const sorted = (figures: readonly SurveyFigure[]) =>
        figures
          .map(
            ({ question: slug, split, part, choice, people }) =>
              `${slug}|${split}|${part}|${choice}=${people}`,
          )
          .sort();
      expect(sorted(counted([...all].reverse()).figures)).toEqual(sorted(counted(all).figures));
    }),
  );
});
