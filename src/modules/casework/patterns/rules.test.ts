import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../../../kernel/plain-date.ts';
import { SETTINGS } from '../concerns/settings.ts';
import { explain, factsOf } from './explain.ts';
import { findPatterns, RULE_NAMES, type Rule, type Thresholds } from './rules.ts';
import { draws, happening, ordinaryDays, START, thirtyThreeDays } from './testing/series.ts';

const thresholds = Object.fromEntries(
  RULE_NAMES.map((rule) => [rule, SETTINGS[`pattern.${rule}`].value]),
) as Record<Rule, number>;
const EARLY = plainDate('1990-01-01');
const rulesOf = (days: readonly string[], set: Thresholds = thresholds) =>
  findPatterns(
    days.map((day, at) => happening(plainDate(day), at)),
    EARLY,
    set,
  ).map(({ rule }) => rule);

const AGENCIES = ['police', 'housing', 'council', 'school'];

describe('early warning', () => {
  test('thirty-three incidents over ten years at one household are flagged by the sixth, told to many agencies or to one', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const days = thirtyThreeDays(draws(seed), START);
      const first = days.findIndex((_, at) => rulesOf(days.slice(0, at + 1)).length > 0) + 1;
      expect(first).toBeGreaterThan(0);
      expect(first).toBeLessThanOrEqual(6);
    }
  });

  test('a street with ordinary levels is not flagged: fewer than one household in a hundred over ten years', () => {
    const draw = draws(20_130_117);
    const HOUSEHOLDS = 400;
    const flagged = Array.from({ length: HOUSEHOLDS }, () => {
      const ill = draw() < 0.15;
      const series = ordinaryDays(draw, 0.2, START).map((day, at) =>
        happening(day, at, {
          agencyIds: [AGENCIES[Math.floor(draw() * AGENCIES.length)] ?? 'police'],
          targeted: draw() < 0.1,
          ill,
        }),
      );
      return findPatterns(series, EARLY, thresholds);
    });
    const wrongly = flagged.filter((found) => found.length > 0).length;
    process.stdout.write(
      `false alarms: ${wrongly} of ${HOUSEHOLDS} ordinary households (one incident in five years each) over ten years\n`,
    );
    expect(wrongly / HOUSEHOLDS).toBeLessThan(0.01);
    expect(flagged.slice(0, 40).filter((found) => found.length > 0)).toEqual([]);
  });

  test('several windows find what comes fast', () => {
    expect(rulesOf(['2012-12-01', '2012-12-10', '2012-12-20'])).toContain('many-in-30-days');
    expect(rulesOf(['2012-10-01', '2012-11-01', '2012-12-01', '2012-12-20'])).toContain('many-in-90-days');
    expect(rulesOf(['2012-12-01', '2012-12-10'])).toEqual([]);
  });

  test('incidents that speed up are found before they are many', () => {
    expect(rulesOf(['2012-02-01', '2012-10-20', '2012-12-01', '2013-01-10'])).toContain('speeding-up');
    expect(rulesOf(['2012-02-01', '2012-05-20', '2012-09-01', '2013-01-10'])).not.toContain('speeding-up');
  });

  test('few incidents weigh more where somebody feels targeted, is ill, or where many agencies each see a part', () => {
    const days = ['2012-03-01', '2012-06-15', '2012-10-01', '2013-01-02'].map(plainDate);
    const found = (more: (at: number) => object, count = 4) =>
      findPatterns(
        days.slice(-count).map((day, at) => happening(day, at, more(at))),
        EARLY,
        thresholds,
      ).map(({ rule }) => rule);
    expect(found(() => ({}), 3)).toEqual([]);
    expect(found((at) => ({ targeted: at < 2 }), 3)).toEqual(['targeted']);
    expect(found((at) => ({ agencyIds: [AGENCIES[at]] }))).toContain('many-agencies');
    const close = ['2012-09-01', '2012-11-01', '2013-01-02'].map((day, at) =>
      happening(plainDate(day), at, { ill: at === 1 }),
    );
    expect(findPatterns(close, EARLY, thresholds).map(({ rule }) => rule)).toEqual(['ill-at-home']);
  });

  test('a rule with the threshold nought is off', () => {
    const off = Object.fromEntries(RULE_NAMES.map((rule) => [rule, 0])) as Record<Rule, number>;
    expect(rulesOf(['2012-12-01', '2012-12-02', '2012-12-03', '2012-12-04'], off)).toEqual([]);
  });

  const someDays = fc
    .array(fc.integer({ min: 0, max: 3650 }), { maxLength: 20 })
    .map((days) => days.map((day) => addDays(START, day) as string));

  test('the order in which incidents are told does not matter', () => {
    fc.assert(
      fc.property(someDays, fc.integer(), (days, seed) => {
        const draw = draws(seed);
        const series = days.map((day, at) => happening(plainDate(day), at));
        const shuffled = series.toSorted(() => draw() - 0.5);
        expect(findPatterns(shuffled, EARLY, thresholds)).toEqual(findPatterns(series, EARLY, thresholds));
      }),
    );
  });

  test('a lower threshold never finds less in a window', () => {
    fc.assert(
      fc.property(someDays, fc.integer({ min: 2, max: 8 }), (days, least) => {
        for (const rule of RULE_NAMES.filter(
          (name) => name.startsWith('many-in') || name === 'long-series',
        )) {
          const set = (value: number) => ({ ...thresholds, [rule]: value });
          if (rulesOf(days, set(least)).includes(rule)) expect(rulesOf(days, set(least - 1))).toContain(rule);
        }
      }),
    );
  });

  test('one incident more never takes a finding of a window away', () => {
    fc.assert(
      fc.property(someDays, fc.integer({ min: 0, max: 3650 }), (days, more) => {
        const before = rulesOf(days).filter((rule) => rule.startsWith('many-in') || rule.endsWith('-series'));
        const after = rulesOf([...days, addDays(START, more)]);
        expect(before.filter((rule) => rule !== 'regular-series' && !after.includes(rule))).toEqual([]);
      }),
    );
  });

  test('a flag is explained in two sentences that name nobody', () => {
    const series = thirtyThreeDays(draws(7), START)
      .slice(0, 6)
      .map((day, at) =>
        happening(day, at, { agencyIds: [AGENCIES[at % 3] ?? ''], targeted: at > 3, ill: at === 0 }),
      );
    const findings = findPatterns(series, EARLY, thresholds);
    const words = explain(
      'household',
      factsOf(series, findings, thresholds),
      findings.map(({ rule }) => rule),
    );
    expect(words).toMatchInlineSnapshot(`
      [
        "6 incidents on one household from 31 December 2002 to 23 July 2004, told to 3 agencies.",
        "They come again and again, about every 4 months, too far apart for each alone to stand out; each agency saw only a part of them; somebody felt targeted in 2; somebody at home is disabled or long-term ill.",
      ]
    `);
  });
});
