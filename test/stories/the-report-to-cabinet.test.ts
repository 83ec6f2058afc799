/** What the draft of the example's report says of itself: its warnings, and where its figures come from. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Concord } from '../../src/app.ts';
import { plainDate } from '../../src/kernel/plain-date.ts';
import { isRefusal } from '../../src/kernel/refusal.ts';
import { type BuiltReport, buildReport, reportJson } from '../../src/modules/reporting/index.ts';
import { system } from '../../src/platform/actor.ts';
import { openExample } from '../support/example.ts';

let concord: Concord;
let report: BuiltReport;

beforeAll(async () => {
  concord = await openExample();
  const [partnership] = await concord.directory.list();
  if (!partnership) throw new Error('The example has no partnership');
  const built = await buildReport(concord.services, system('story', partnership.id, ['read']), {
    template: 'cabinet',
    asAt: plainDate('2013-01-17'),
  });
  if (isRefusal(built)) throw new Error(built.message);
  report = built;
}, 120_000);

afterAll(() => concord?.close());

describe('the report to Cabinet as at 17 January 2013', () => {
  test('types no number that a figure holds, and refers to no figure that is not there', () => {
    const rules = report.warnings.map((warning) => warning.rule);
    expect(rules).not.toContain('typed-number');
    expect(rules).not.toContain('unknown-figure');
    expect(report.warnings.filter((warning) => warning.severity === 'stops')).toEqual([]);
  });

  test('warns that “no direct Financial Implications” stands beside £81,000 of requests', () => {
    const [warning] = report.warnings.filter((one) => one.rule === 'contradicted-implication');
    expect(warning?.place).toBe('implication.financial');
    expect(warning?.sentence).toContain('£81,000');
  });

  test('binds every figure to a source, a query, its rows and the date', () => {
    const { figures } = reportJson(report, report.meta);
    expect(figures.length).toBeGreaterThan(60);
    for (const figure of figures) {
      expect(figure.source, figure.name).not.toBe('');
      expect(figure.query, figure.name).not.toBe('');
      expect(figure.sentence, figure.name).not.toBe('');
      expect(figure.asAt).toBe('2013-01-17');
    }
  });
});
