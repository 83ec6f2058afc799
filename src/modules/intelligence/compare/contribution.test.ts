import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPeriod } from '../period.ts';
import { contributed, withRest } from './contribution.ts';

const [from, to] = ['2010/11', '2011/12'].map((text) => readPeriod(text));
if (!from || !to) throw new Error('no period');

describe('who contributes to a change', () => {
  test('what has no place is a part of its own, and the sentence names the largest', () => {
    const parts = withRest(
      [
        { of: 'Cannock', before: 1300, now: 1000 },
        { of: 'Rugeley', before: 900, now: 950 },
      ],
      { before: 2300, now: 2100 },
      'the rest',
    );
    expect(parts?.at(-1)).toEqual({ of: 'the rest', before: 100, now: 150 });
    expect(contributed(parts ?? [], 'incidents', [from, to]).sentence).toBe(
      '200 fewer incidents in 2011/12 than in 2010/11 (2,100 after 2,300, 8.7%): of that, Cannock 300 fewer (−13 percentage points), Rugeley 50 more (2.2 percentage points) and the rest 50 more (2.2 percentage points).',
    );
  });
  test('the sentence begins with what made the change', () => {
    const parts = [
      { of: 'Cannock', before: 100, now: 60 },
      { of: 'Rugeley', before: 100, now: 190 },
      { of: 'Hednesford', before: 100, now: 110 },
    ];
    expect(contributed(parts, '', [from, to]).sentence).toMatch(
      /60 more .*: of that, Rugeley 90 more .*, Hednesford 10 more .* and Cannock 40 fewer/,
    );
  });
  test('parts that are more than the whole contradict it', () => {
    expect(withRest([{ of: 'a', before: 5, now: 5 }], { before: 4, now: 9 }, 'rest')).toBeUndefined();
  });
  test('the parts always add up to the whole and its change, in whatever order they come', () => {
    const part = fc.record({ of: fc.string({ minLength: 1 }), before: fc.nat(9000), now: fc.nat(9000) });
    const parts = fc.uniqueArray(part, { selector: ({ of }) => of, minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(parts, fc.nat(50), (own, left) => {
        const sum = (side: 'before' | 'now') => own.reduce((total, one) => total + one[side], 0);
        const all = withRest(own, { before: sum('before') + left, now: sum('now') }, 'rest of the whole');
        const told = contributed(all ?? [], '', [from, to]);
        expect(told.parts.reduce((total, { change }) => total + change.value, 0)).toBe(
          told.now - told.before,
        );
        expect([told.before, told.now]).toEqual([sum('before') + left, sum('now')]);
        const points = told.parts.reduce((total, one) => total + (one.points ?? 0), 0);
        if (told.before > 0) expect(points).toBeCloseTo(((told.now - told.before) / told.before) * 100, 6);
        expect(contributed((all ?? []).toReversed(), '', [from, to])).toEqual(told);
      }),
    );
  });
});
