import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../../../../kernel/plain-date.ts';
import { draws } from '../../patterns/testing/series.ts';
import { type Edge, groupReports } from './group.ts';
import { type Report, scorePair, verdictOf } from './score.ts';

const report = (id: string, more: Partial<Report> = {}): Report => ({
  id,
  agencyId: 'police',
  type: 'verbal-abuse',
  onDay: plainDate('2012-11-03'),
  atTime: null,
  precision: 'day',
  addressId: 'home',
  placeId: null,
  outward: null,
  affected: [],
  responsible: [],
  ...more,
});

const edgesOf = (reports: readonly Report[]): readonly Edge[] =>
  reports.flatMap((left, at) =>
    reports.slice(at + 1).flatMap((right) => {
      const scored = scorePair(left, right);
      const verdict = scored && verdictOf(scored);
      return scored && verdict ? [{ leftId: left.id, rightId: right.id, score: scored.score, verdict }] : [];
    }),
  );
const groupsOf = (reports: readonly Report[], decided: readonly Edge[] = []) =>
  groupReports(reports, [...edgesOf(reports), ...decided]);

describe('reports of one incident', () => {
  test('the same incident told to three agencies is one incident', () => {
    const told = [
      report('a', { agencyId: 'police', atTime: '22:10', precision: 'time', affected: ['p1'] }),
      report('b', { agencyId: 'housing', atTime: '22:00', precision: 'hours' }),
      report('c', { agencyId: 'council', type: 'harassment', affected: ['p1'] }),
    ];
    expect(groupsOf(told)).toEqual([['a', 'b', 'c']]);
  });

  test('what happens a day later, next door or of another kind is another incident', () => {
    const one = report('a');
    for (const other of [
      report('b', { agencyId: 'housing', onDay: plainDate('2012-11-04') }),
      report('b', { agencyId: 'housing', addressId: 'next-door' }),
      report('b', { agencyId: 'housing', type: 'litter' }),
    ])
      expect(groupsOf([one, other])).toEqual([['a'], ['b']]);
  });

  test('a machine asks where it is not clear, and gives its reasons', () => {
    const scored = scorePair(report('a'), report('b', { agencyId: 'housing', type: 'hate' }));
    expect(scored && verdictOf(scored)).toBe('possible');
    expect(scored?.because).toEqual(['same-day', 'same-address', 'like-type', 'other-agency']);
  });

  test('a chain of reports does not become an incident that lasts a week', () => {
    const nightly = Array.from({ length: 6 }, (_, at) =>
      report(`r${at}`, {
        agencyId: `agency-${at}`,
        onDay: addDays(plainDate('2012-11-03'), Math.floor(at / 2)),
        atTime: at % 2 === 0 ? '21:00' : '23:59',
        precision: 'hours',
        affected: ['p1'],
      }),
    );
    expect(groupsOf(nightly).length).toBeGreaterThan(1);
  });

  test('what a person decided outranks the machine, both ways', () => {
    const [a, b, c] = [report('a'), report('b', { agencyId: 'housing' }), report('c', { agencyId: 'fire' })];
    const apart: Edge = { leftId: 'a', rightId: 'b', score: 9, verdict: 'different' };
    const parted = groupsOf([a, b, c], [apart]);
    expect(parted.some((group) => group.includes('a') && group.includes('b'))).toBe(false);
    const far = report('d', { onDay: plainDate('2012-12-24'), addressId: 'elsewhere' });
    expect(groupsOf([a, far], [{ leftId: 'a', rightId: 'd', score: 0, verdict: 'same' }])).toEqual([
      ['a', 'd'],
    ]);
  });

  const reports = fc
    .array(
      fc.record({
        agencyId: fc.constantFrom('police', 'housing', 'fire'),
        type: fc.constantFrom('verbal-abuse', 'hate', 'litter'),
        day: fc.integer({ min: 0, max: 3 }),
        timed: fc.constantFrom(null, '20:00', '22:30', '23:50'),
        addressId: fc.constantFrom('home', 'next-door', null),
        affected: fc.constantFrom([], ['p1'], ['p2']),
      }),
      { maxLength: 9 },
    )
    .map((some) =>
      some.map(({ day, timed, ...rest }, at) =>
        report(`r${at}`, {
          ...rest,
          onDay: addDays(plainDate('2012-11-03'), day),
          atTime: timed,
          precision: timed === null ? 'day' : 'hours',
        }),
      ),
    );

  test('scoring is symmetric', () => {
    fc.assert(
      fc.property(reports, (all) => {
        for (const left of all)
          for (const right of all) expect(scorePair(left, right)).toEqual(scorePair(right, left));
      }),
    );
  });

  test('grouping does not depend on the order in which reports come, and nobody is in two groups', () => {
    fc.assert(
      fc.property(reports, fc.integer(), (all, seed) => {
        const draw = draws(seed);
        const groups = groupsOf(all);
        expect(groupsOf(all.toSorted(() => draw() - 0.5))).toEqual(groups);
        expect(groups.flat().toSorted()).toEqual(all.map(({ id }) => id).toSorted());
      }),
    );
  });
});
