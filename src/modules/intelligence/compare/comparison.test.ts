import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hiddenAmong } from '../few/among.ts';
import { type FewFigure, keyOf } from '../few/figures.ts';
import { placeSums } from '../few/place-sums.ts';
import { readPeriod } from '../period.ts';
import type { Indicator, KnownPoint } from '../types.ts';
import { comparatorOf, compareAll, type Entry, pooledComparator } from './comparison.ts';
import type { ComparedPlace, Home } from './places.ts';
import { differenceBetween, pooled } from './sides.ts';

const period = readPeriod('2011/12');
if (!period) throw new Error('no period');
const indicator = {
  kind: 'rate',
  per: 1000,
  uncertainty: 'counted',
  direction: 'lower',
  decimals: 1,
  unit: 'people',
} as Indicator;
const point = (numerator: number, denominator: number): KnownPoint => ({
  period,
  value: (numerator / denominator) * 1000,
  numerator,
  denominator,
  quality: 'final',
  source: '',
  note: '',
  version: 1,
  computed: false,
});
const entry = (slug: string, numerator: number, denominator: number): Entry => ({
  slug,
  name: slug,
  point: point(numerator, denominator),
  isPart: true,
  hidden: false,
  beingChecked: false,
});

describe('places beside a comparator', () => {
  test('a place that lies in the whole is compared with the rest of it, and the words say what the limits do', () => {
    const rows = compareAll(
      indicator,
      [entry('busy', 300, 5000), entry('usual', 150, 5000), entry('quiet', 60, 5000)],
      comparatorOf('the district', indicator, point(510, 15_000)),
    );
    expect(rows.map(({ slug, rank, compared, judged }) => [slug, rank, compared, judged])).toEqual([
      ['busy', 1, 'higher', 'worse'],
      ['usual', 2, 'similar', null],
      ['quiet', 3, 'lower', 'better'],
    ]);
    expect(rows[0]?.sentence).toBe('busy is significantly higher than the district.');
    // 60 per 1,000 less 34: the rest has 210 of 10,000, so (60 − 21) × 10,000 / 15,000.
    expect(rows[0]?.difference?.value).toBeCloseTo(26, 9);
  });
  test('counts grow with the place, and are ranked without being compared', () => {
    const counts = { ...indicator, kind: 'number' } as Indicator;
    const [row] = compareAll(counts, [entry('a', 10, 100)], comparatorOf('all', counts, point(1, 2)));
    expect([row?.compared, row?.rank]).toEqual([null, 1]);
    expect(row?.sentence).toContain('only rates and shares');
  });
  test('a sample of unknown size and a source that says nothing cannot tell', () => {
    const silent = { ...indicator, uncertainty: 'not-stated' } as const;
    expect(differenceBetween(silent, point(1, 10), point(2, 10), false)).toHaveProperty('because');
    const survey = { kind: 'percentage', per: null, uncertainty: 'sampled' } as const;
    const unsaid = { ...point(1, 2), numerator: null, denominator: null, value: 50 };
    expect(differenceBetween(survey, unsaid, unsaid, false)).toHaveProperty('because');
  });
  test('several places together have the rate of all their people, and none while one of them is hidden', () => {
    expect(pooled(indicator, [point(10, 1000), point(30, 1000)])?.value).toBeCloseTo(20, 9);
    const entries = [entry('a', 10, 1000), { ...entry('b', 3, 1000), hidden: true }];
    expect(pooledComparator('all', indicator, entries).figure).toBeUndefined();
  });
  test('limits, ranks and words do not depend on the order in which places come', () => {
    const places = fc.uniqueArray(
      fc.record({
        slug: fc.stringMatching(/^[a-z]{3}$/),
        n: fc.nat(60),
        d: fc.integer({ min: 61, max: 9000 }),
      }),
      {
        selector: ({ slug }) => slug,
        minLength: 2,
        maxLength: 12,
      },
    );
    fc.assert(
      fc.property(
        places.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([one, other]) => {
          const rows = (all: typeof one) => {
            const entries = all.map(({ slug, n, d }) => entry(slug, n, d));
            return compareAll(indicator, entries, pooledComparator('all', indicator, entries));
          };
          expect(rows(one)).toEqual(rows(other));
        },
      ),
    );
  });
});

const home: Home = { id: 'home', name: 'Home', geographyId: 'district', within: [], geographies: [] };
const place = (slug: string, geographyId: string, within: readonly string[]): ComparedPlace => ({
  id: slug,
  slug,
  name: slug,
  geographyId,
  within,
  geographies: within.includes('home') ? ['district'] : [],
});

describe('small counts', () => {
  test('what is hidden cannot be got by subtraction, whichever geography it is told for', () => {
    const counts = fc.array(fc.array(fc.nat(9), { minLength: 2, maxLength: 3 }), {
      minLength: 2,
      maxLength: 3,
    });
    fc.assert(
      fc.property(counts, (wards) => {
        const figures = new Map<string, KnownPoint>();
        const places: ComparedPlace[] = [];
        for (const [w, streets] of wards.entries()) {
          places.push(place(`w${w}`, 'ward', ['home']));
          figures.set(
            `w${w}`,
            point(
              streets.reduce((sum, n) => sum + n, 0),
              1000,
            ),
          );
          for (const [s, n] of streets.entries()) {
            places.push(place(`w${w}s${s}`, 'street', [`w${w}`, 'home']));
            figures.set(`w${w}s${s}`, point(n, 100));
          }
        }
        figures.set(
          '',
          point(
            wards.flat().reduce((sum, n) => sum + n, 0),
            9000,
          ),
        );
        const told = [...figures].map(
          ([slug, { numerator }]): FewFigure => ({ place: slug, span: period, people: numerator ?? 0 }),
        );
        const keys = hiddenAmong(told, places, home);
        const hidden = new Set([...figures.keys()].filter((slug) => keys.has(keyOf(slug, period.text))));
        for (const [key, { numerator }] of figures)
          if (key !== '' && numerator !== null && numerator >= 1 && numerator <= 4)
            expect(hidden).toContain(key);
        expect(hidden).not.toContain('');
        // Whoever knows all shown figures and all sums can shift something between hidden ones without being found out:
        // no sum has exactly one hidden member.
        for (const { total, parts } of placeSums(places, home)) {
          const unseen = [total, ...parts].filter((key) => hidden.has(key));
          expect(unseen).not.toHaveLength(1);
        }
        // And solving all sums at once gives none of them: checked by rank, with and without fixing the one asked about.
        const order = [...hidden];
        const rows = placeSums(places, home).map(({ total, parts }) =>
          order.map((key) => (key === total ? -1 : parts.includes(key) ? 1 : 0)),
        );
        for (const [at] of order.entries())
          expect(rankOf([...rows, order.map((_, index) => (index === at ? 1 : 0))])).toBe(rankOf(rows) + 1);
      }),
      { numRuns: 60 },
    );
  });
});

/** The rank of a matrix of whole numbers, over a prime field: no rounding, and no code shared with what is tested. */
function rankOf(matrix: readonly (readonly number[])[]): number {
  const prime = 1_000_003;
  const rows = matrix.map((row) => row.map((value) => ((value % prime) + prime) % prime));
  const inverse = (value: number): number => {
    let [result, base, power] = [1n, BigInt(value), BigInt(prime - 2)];
    for (; power > 0n; power >>= 1n) {
      if (power & 1n) result = (result * base) % BigInt(prime);
      base = (base * base) % BigInt(prime);
    }
    return Number(result);
  };
  let rank = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const at = rows.findIndex((row, index) => index >= rank && row[column] !== 0);
    const pivot = rows[at];
    const first = rows[rank];
    if (!pivot || !first) continue;
    rows[at] = first;
    rows[rank] = pivot;
    const by = inverse(pivot[column] ?? 1);
    for (const [index, row] of rows.entries()) {
      if (index <= rank || row[column] === 0) continue;
      const times = ((row[column] ?? 0) * by) % prime;
      for (let i = column; i < row.length; i += 1)
        row[i] = ((((row[i] ?? 0) - times * (pivot[i] ?? 0)) % prime) + prime) % prime;
    }
    rank += 1;
  }
  return rank;
}
