import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { ROOT } from '../../../app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { SETTINGS } from '../concerns/settings.ts';
import { findPatterns, RULE_NAMES, type Rule } from '../patterns/rules.ts';
import { draws, happening, ordinaryDays, START, thirtyThreeDays } from '../patterns/testing/series.ts';
import { EARLY_WARNING_FIGURES, falseAlarms, MATCHING_FIGURES } from './figures.ts';
import { CONTACT, SUGGESTIONS } from './records.ts';

const concord = testApp();
const folded = (text: string): string => text.replaceAll(/\s+/g, ' ');

test('the figures of matching are those that its documentation prints', () => {
  const documented = folded(readFileSync(path.join(ROOT, 'docs/matching.md'), 'utf8'));
  for (const figure of Object.values(MATCHING_FIGURES))
    expect(documented).toContain(figure.toLocaleString('en-GB'));
});

const thresholds = Object.fromEntries(
  RULE_NAMES.map((rule) => [rule, SETTINGS[`pattern.${rule}`].value]),
) as Record<Rule, number>;
const AGENCIES = ['police', 'housing', 'council', 'school'];
const EARLY = plainDate('1990-01-01');

/** How many of so many ordinary households the rules flag at least once in ten years. */
function flaggedAmong(households: number, aYear: number): number {
  const draw = draws(20_130_117);
  return Array.from({ length: households }, () => {
    const ill = draw() < 0.15;
    const series = ordinaryDays(draw, aYear, START).map((day, at) =>
      happening(day, at, {
        agencyIds: [AGENCIES[Math.floor(draw() * AGENCIES.length)] ?? 'police'],
        targeted: draw() < 0.1,
        ill,
      }),
    );
    return findPatterns(series, EARLY, thresholds).length > 0;
  }).filter(Boolean).length;
}

test('the false alarms that are published are those that the rules give on ordinary streets', () => {
  const { flagged, households } = EARLY_WARNING_FIGURES;
  expect(flagged.length).toBe(3);
  for (const { aYear, count } of flagged)
    expect([aYear, flaggedAmong(households, aYear)]).toEqual([aYear, count]);
  expect([0.2, 0.3, 0.5].map(falseAlarms)).toEqual(['0.37 %', '1.80 %', '10.6 %']);
});

test('every series of thirty-three is flagged at the incident that is published', () => {
  const at = Array.from({ length: EARLY_WARNING_FIGURES.series }, (_, seed) => {
    const days = thirtyThreeDays(draws(seed + 1), START).map((day, index) => happening(day, index));
    return (
      days.findIndex((_, last) => findPatterns(days.slice(0, last + 1), EARLY, thresholds).length > 0) + 1
    );
  });
  expect(new Set(at)).toEqual(new Set([EARLY_WARNING_FIGURES.flaggedAt]));
});

test('every test that a record names is there', () => {
  const files = globSync('src/modules/casework/**/*.test.{ts,tsx}', { cwd: ROOT });
  expect(files.length).toBeGreaterThan(5);
  const tests = files.map((file) => readFileSync(path.join(ROOT, file), 'utf8')).join('\n');
  const named = SUGGESTIONS.flatMap(({ shownBy }) => shownBy);
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((name) => !tests.includes(name))).toEqual([]);
});

test('anybody reads what the machine suggests, what it uses and who decides, without signing in', async () => {
  const list = await concord().visitor.get('/transparency/automated-suggestions');
  expect(list.statusCode).toBe(200);
  for (const { slug, title, neverUses } of SUGGESTIONS) {
    expect(list.body).toContain(title);
    const page = await concord().visitor.get(`/transparency/automated-suggestions/${slug}`);
    expect(page.statusCode).toBe(200);
    expect(page.body).toContain(neverUses.slice(0, 20));
    expect(page.body).toContain('Who decides');
    expect(page.body).toContain('Whom to ask');
  }
  const json = await concord().visitor.get('/transparency/automated-suggestions.json');
  expect(json.json()).toMatchObject({ contact: CONTACT });
  const { suggestions } = json.json() as { suggestions: { slug: string; figures?: object }[] };
  expect(suggestions).toHaveLength(SUGGESTIONS.length);
  expect(suggestions.find(({ slug }) => slug === 'early-warning')?.figures).toMatchObject({
    'flagged at 0.2 incidents a year': 22,
  });
});
