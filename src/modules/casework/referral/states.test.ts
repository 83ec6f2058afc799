import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOpen, MOVERS, mayFollow, movesFor, STATE_NAMES, waitsIn } from './states.ts';

const state = fc.constantFrom(...STATE_NAMES);

test('whatever is done to a referral in whatever order, it has ended or somebody is waited for by a clock', () => {
  fc.assert(
    fc.property(fc.array(state, { maxLength: 40 }), (tried) => {
      const reached = tried.reduce(
        (at, to) => (mayFollow(at, to) ? to : at),
        'draft' as const as (typeof tried)[number],
      );
      expect(isOpen(reached)).toBe(waitsIn(reached) !== null);
      if (isOpen(reached)) {
        const waits = waitsIn(reached);
        const sides = waits === null ? [] : [waits.for];
        // Who is waited for can do something about it.
        expect(movesFor(reached, sides).length).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});

test('every state can be reached from a draft, and from every open state an end can be reached', () => {
  const from = (start: (typeof STATE_NAMES)[number]) => {
    const seen = new Set([start]);
    for (const at of seen) for (const to of STATE_NAMES) if (mayFollow(at, to)) seen.add(to);
    return seen;
  };
  expect([...from('draft')].toSorted()).toEqual([...STATE_NAMES].toSorted());
  for (const at of STATE_NAMES) expect([...from(at)].some((to) => !isOpen(to))).toBe(true);
});

test('what has ended stays ended', () => {
  for (const at of STATE_NAMES.filter((one) => !isOpen(one)))
    expect(STATE_NAMES.filter((to) => mayFollow(at, to))).toEqual([]);
});

test('nobody accepts, declines or completes but the receiver; only the clock says that there was no response', () => {
  for (const to of ['accepted', 'declined', 'in-progress', 'completed'] as const)
    expect(MOVERS[to]).toEqual(['receiver']);
  expect(MOVERS['no-response']).toEqual([]);
  for (const at of STATE_NAMES) expect(movesFor(at, ['referrer', 'receiver'])).not.toContain('no-response');
});

test('nothing goes from sent to accepted without having been received', () => {
  expect(mayFollow('sent', 'accepted')).toBe(false);
  expect(mayFollow('sent', 'received')).toBe(true);
});
