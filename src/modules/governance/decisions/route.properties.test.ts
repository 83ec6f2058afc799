import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { mayDecide } from './on-route.ts';
import { type RouteDecision, type RouteStep, walkRoute } from './route.ts';
import type { Outcome, State } from './words.ts';

const DAY = plainDate('2012-12-14');
const BODIES = ['group', 'executive', 'strategic', 'stranger'] as const;

const ROUTE: readonly RouteStep[] = [
  { bodies: [{ id: 'group', name: 'Group' }], does: 'recommends', says: 'a group' },
  { bodies: [{ id: 'executive', name: 'Executive' }], does: 'recommends', says: 'an executive board' },
  { bodies: [{ id: 'strategic', name: 'Strategic' }], does: 'decides', says: 'a strategic board' },
];

interface Attempt {
  readonly body: (typeof BODIES)[number];
  readonly outcome: Outcome;
  readonly state: State;
}

const attempt = fc.record<Attempt>({
  body: fc.constantFrom(...BODIES),
  outcome: fc.constantFrom<Outcome[]>(
    'agreed',
    'noted',
    'recommended',
    'endorsed',
    'endorsed-on-condition',
    'deferred',
    'referred-back',
    'refused',
  ),
  state: fc.constantFrom<State[]>('stands', 'stands', 'stands', 'awaits-ratification', 'undone'),
});

/** Records what is allowed of a row of attempts, as the register would. */
function register(attempts: readonly Attempt[]): readonly RouteDecision[] {
  const decisions: RouteDecision[] = [];
  for (const { body, outcome, state } of attempts) {
    const allowed = mayDecide(walkRoute(ROUTE, decisions), 'It', { id: body, name: body }, outcome);
    if (isRefusal(allowed)) continue;
    const reference = `2012-${decisions.length + 1}`;
    decisions.push({ reference, bodyId: body, outcome, state, decidedOn: DAY, deferredTo: null });
  }
  return decisions;
}

const walks = (say: (decisions: readonly RouteDecision[]) => void): void =>
  fc.assert(
    fc.property(fc.array(attempt, { maxLength: 14 }), (attempts) => say(register(attempts))),
    {
      numRuns: 500,
    },
  );

describe('whatever is decided in whatever order', () => {
  test('nothing is decided unless every body before has recommended it and that stands', () =>
    walks((decisions) => {
      const walk = walkRoute(ROUTE, decisions);
      if (walk.stands !== 'decided') return;
      expect(walk.steps.every(({ by }) => by?.state === 'stands')).toBe(true);
      expect(walk.steps.slice(0, -1).every(({ by }) => by?.outcome === 'recommended')).toBe(true);
      expect(walk.at).toBeUndefined();
    }));

  test('only the last body on the route endorses, and a body that is not on it does nothing', () =>
    walks((decisions) => {
      for (const { bodyId, outcome } of decisions) {
        expect(bodyId).not.toBe('stranger');
        if (outcome.startsWith('endorsed')) expect(bodyId).toBe('strategic');
      }
    }));

  test('what does not stand moves nothing', () =>
    walks((decisions) => {
      const standing = decisions.filter(({ state }) => state === 'stands');
      expect({ ...walkRoute(ROUTE, decisions), awaits: undefined }).toEqual({
        ...walkRoute(ROUTE, standing),
        awaits: undefined,
      });
    }));

  test('a proposal that is under way waits for exactly one body', () =>
    walks((decisions) => {
      const { stands, steps } = walkRoute(ROUTE, decisions);
      const here = steps.filter(({ state }) => state === 'here').length;
      expect(here).toBe(stands === 'decided' ? 0 : 1);
    }));
});
