import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { ROOT } from '../../../app.ts';
import { MATCHING_FIGURES, SUGGESTIONS } from './records.ts';

const concord = testApp();
const folded = (text: string): string => text.replaceAll(/\s+/g, ' ');

test('the figures of matching are those that its documentation prints', () => {
  const documented = folded(readFileSync(path.join(ROOT, 'docs/matching.md'), 'utf8'));
  for (const figure of Object.values(MATCHING_FIGURES)) expect(documented).toContain(figure);
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
  }
  const json = await concord().visitor.get('/transparency/automated-suggestions.json');
  expect((json.json() as { suggestions: unknown[] }).suggestions).toHaveLength(SUGGESTIONS.length);
});
