import { expect, test } from 'vitest';
import { readResponse } from './answers.ts';
import { changeOf, overlaps, whyNot } from './change.ts';
import { pointOf, readChoices } from './choices.ts';
import { onlyShortened } from './comments.ts';
import type { SurveyFigure } from './figures.ts';
import { codesOf, fromCodes } from './paper-codes.ts';
import type { Choice, Question } from './types.ts';

const choices = readChoices('0 Not at all\n1\n+ 2 Very') as readonly Choice[];
const scale: Question = {
  slug: 'clean',
  kind: 'scale',
  wording: 'How clean?',
  hint: '',
  needed: true,
  withdrawnOn: null,
  choices,
};

test('answers are written one on each line, with a plus before the positive ones', () => {
  expect(choices).toEqual([
    { value: '0-not-at-all', text: '0 Not at all' },
    { value: '1', text: '1' },
    { value: '2-very', text: '2 Very', positive: true },
  ]);
  expect(readChoices('Yes\nyes')).toMatchObject({ refused: 'choices-alike' });
});

test('a point of a scale stands for the number it begins with, on paper too', () => {
  expect(choices.map(({ value }) => pointOf(choices, value))).toEqual([0, 1, 2]);
  expect(codesOf(scale)).toEqual(['0', '1', '2']);
  expect(fromCodes([scale], () => ['2']).texts('clean')).toEqual(['2-very']);
  expect(fromCodes([scale], () => ['3']).wrong).toEqual({
    clean: 'Enter the number of an answer, from 0 to 2',
  });
});

test('what cannot be read is told by field, and never repeated', () => {
  const { wrong, response } = readResponse(
    { groups: [{ slug: 'sex', title: 'Sex', choices: [{ value: 'female', text: 'Female' }] }] },
    {
      texts: (name) =>
        ({ clean: ['Somebody Real'], sex: ['x@example.org'], place: ['nowhere'], weight: ['-1'] })[name] ??
        [],
      places: new Set(['here']),
      strict: true,
      questions: [scale],
    },
  );
  expect(Object.keys(wrong).sort()).toEqual(['clean', 'place', 'sex', 'weight']);
  expect(JSON.stringify(wrong)).not.toMatch(/Somebody|example\.org|nowhere/);
  expect(response.answers).toEqual({});
});

test('a number keeps to its bounds, and of a list one answer is taken', () => {
  const years: Question = {
    ...scale,
    slug: 'years',
    kind: 'number',
    wording: 'How long?',
    choices: [],
    lowest: 0,
    highest: 110,
  };
  const read = (given: Readonly<Record<string, readonly string[]>>) =>
    readResponse(
      { groups: [] },
      { texts: (name) => given[name] ?? [], places: new Set(), strict: false, questions: [years, scale] },
    );
  for (const wrong of ['-5', '999']) expect(read({ years: [wrong] }).wrong.years).toMatch(/from 0 to 110$/);
  expect(read({ years: ['42'], clean: ['1', '2 Very'] })).toMatchObject({
    response: { answers: { years: 42 } },
    wrong: { clean: 'Choose one answer to “How clean?”' },
  });
});

const wave = (firstWave: number | null, lastWave: number | null, startsOn: string, endsOn: string) => ({
  ...{ firstWave, lastWave, title: 'then', closed: null, sampleSize: null },
  startsOn: startsOn as never,
  endsOn: endsOn as never,
});

test('pooled waves that share a wave cannot be compared, nor those of an unknown sample', () => {
  const earlier = wave(8, 11, '2011-03-01', '2011-03-31');
  const later = wave(10, 13, '2012-01-01', '2012-01-31');
  expect(overlaps(later, earlier)).toBe(true);
  expect(whyNot(later, earlier)).toContain('shares respondents');
  expect(whyNot(wave(12, 13, '2012-01-01', '2012-01-31'), earlier)).toContain('is not known');
  expect(whyNot(later, undefined)).toContain('no earlier wave');
});

const figure = (value: number, low: number, high: number): SurveyFigure => ({
  ...{
    question: 'q',
    split: '',
    part: '',
    choice: 'a',
    hidden: false,
    answered: 100,
    effective: 100,
    people: 50,
  },
  ...{ value, low, high },
});

test('a change is called significant only where the interval of the difference leaves zero out', () => {
  expect(changeOf(figure(60, 50, 69), figure(40, 31, 50), undefined).verdict).toBe('higher');
  expect(changeOf(figure(45, 36, 55), figure(40, 31, 50), undefined)).toMatchObject({ verdict: 'similar' });
  expect(changeOf({ ...figure(1, 1, 1), value: null }, figure(40, 31, 50), undefined).verdict).toBe(
    'cannot-tell',
  );
});

test('a quotation takes words out of a comment and puts none in', () => {
  const comment = 'The lamp by the garages is broken, ask Mr Example at number 4';
  expect(onlyShortened(comment, 'The lamp by [the garages] is broken …')).toBe(true);
  expect(onlyShortened(comment, 'Ask the lamp')).toBe(false);
  expect(onlyShortened(comment, '[It] The lamp [by [some] is broken')).toBe(true);
  expect(onlyShortened(comment, 'The lamp [is broken')).toBe(true);
  expect(onlyShortened(comment, 'The lamp ] is [not broken')).toBe(false);
  expect(onlyShortened(comment, 'The lamp is not broken')).toBe(false);
});
