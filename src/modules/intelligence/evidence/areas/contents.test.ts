import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Candidate, type Criterion, rank, reasonsMissing } from './contents.ts';

const criterion = (weight = 1, worse: Criterion['worse'] = 'higher'): Criterion => ({
  name: 'Crime',
  weight,
  worse,
  indicator: null,
  source: 'A test',
});
const candidate = (
  slug: string,
  values: readonly (number | null)[],
  more: Partial<Candidate> = {},
): Candidate => ({
  slug,
  name: slug,
  geography: 'Ward',
  values: values.map((value) => (value === null ? null : { value, period: '2012', quality: 'final' })),
  chosen: false,
  reason: '',
  ...more,
});

describe('the ranking of candidates', () => {
  test('gives 100 points to the place for which most speaks, by weight', () => {
    const ranked = rank({
      criteria: [criterion(2), criterion(1, 'lower')],
      candidates: [candidate('a', [10, 5]), candidate('b', [20, 9]), candidate('c', [15, 1])],
    });
    expect(ranked.map(({ slug, rank: at, score }) => [slug, at, score])).toEqual([
      ['b', 1, 66.7],
      ['c', 1, 66.7],
      ['a', 3, 16.7],
    ]);
  });
  test('reckons by what is known, says how much that is, and ranks nothing of which nothing is known', () => {
    const ranked = rank({
      criteria: [criterion(), criterion()],
      candidates: [candidate('a', [1, 4]), candidate('b', [3, null]), candidate('c', [null, null])],
    });
    expect(ranked.map(({ slug, rank: at, known }) => [slug, at, known])).toEqual([
      ['b', 1, 1],
      ['a', 2, 2],
      ['c', null, 0],
    ]);
  });
  test('does not depend on the order of the candidates, and lies from 0 to 100', () => {
    const value = fc.option(fc.integer({ min: -1000, max: 1000 }), { nil: null });
    const row = fc.tuple(value, value, value);
    const criteria = [criterion(3), criterion(1, 'lower'), criterion(0.5)];
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 12 }), (rows) => {
        const candidates = rows.map((values, at) => candidate(`p${at}`, values));
        const ranked = rank({ criteria, candidates });
        expect(rank({ criteria, candidates: candidates.toReversed() })).toEqual(ranked);
        for (const { score } of ranked) if (score !== null) expect(score >= 0 && score <= 100).toBe(true);
      }),
    );
  });
  test('what is taken says why, and so does what is passed over though it ranks higher', () => {
    const ranked = rank({
      criteria: [criterion()],
      candidates: [
        candidate('first', [9]),
        candidate('second', [5], { chosen: true, reason: 'Residents help.' }),
        candidate('third', [1]),
      ],
    });
    expect(reasonsMissing(ranked).map(({ slug }) => slug)).toEqual(['first']);
  });
});
