import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import {
  formatSustainability,
  parseLead,
  parseMilestone,
  parseResource,
  parseSustainability,
  parseUnknown,
} from './cells.ts';
import { Directory, type Lookup } from './lookup.ts';
import { PLAN_FIELDS, type PlanCells, readPlan, writePlan } from './plan-cells.ts';
import { formatPlanPeriod, parsePlanPeriod } from './plan-period.ts';

const named = (kind: string, ...slugs: string[]) =>
  new Directory(
    kind,
    slugs.map((slug) => ({ id: `id-${slug}`, slug, titles: [slug.replaceAll('-', ' ').toUpperCase()] })),
  );

const lookup: Lookup = {
  posts: named('post', 'lsp-manager'),
  agencies: named('agency', 'staffordshire-police'),
  outcomes: named('outcome', 'reduced-offending'),
  priorities: named('priority'),
  indicators: named('indicator', 'roadshows', 'crime'),
  programmes: named('programme', 'blake'),
  agencyOfPost: new Map(),
};
const reading = { lookup, today: plainDate('2013-01-17') };

describe('the fields of a project plan as text', () => {
  const word = fc.constantFrom(
    '£5',
    '£1,000.50',
    'cash',
    'in kind',
    'option',
    'per year',
    'requested',
    'none',
    'likely',
    'from 2014-01-01',
    'lsp-manager',
    'STAFFORDSHIRE POLICE',
    '65 hours',
    '£12.50 an hour',
    '2013-06',
    '2013 Q2',
    'no date',
    'met 2013-01-02',
    'moved to 2013-02-03 because rain',
    'targets',
    'since 2012-01-01',
    'due 2013-01-01',
    'roadshows',
    '4 a year',
    'Open the club',
    '"quoted"',
    'a, b; c',
  );
  const line = fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' | '));
  const cell = fc.array(line, { maxLength: 3 }).map((lines) => lines.join('\n'));
  const cells = fc.record(
    Object.fromEntries(PLAN_FIELDS.map((field) => [field, cell])),
  ) as fc.Arbitrary<PlanCells>;

  test('what is written is read again as the same plan', () => {
    fc.assert(
      fc.property(cells, (given) => {
        const { plan } = readPlan({ ...given, title: 'A project' }, reading);
        const written = writePlan(plan);
        const again = readPlan(written, reading);
        expect(again.errors).toEqual({});
        expect(writePlan(again.plan)).toEqual(written);
      }),
      { numRuns: 500 },
    );
  });

  test('words under an answer that look like an amount, a date or parts stay words', () => {
    const given = [
      ['likely\n£5\n£5', 'likely\n£5\n£5'],
      ['likely | £9\nfrom 2014-01-01', 'likely | £9\nfrom 2014-01-01'],
      ['unlikely\na | b', 'unlikely\na | b'],
      ['likely\n\nThe club pays', 'likely | The club pays'],
      ['\nlikely | £5 | The club pays\nafter a year', 'likely | £5 | The club pays\nafter a year'],
      ['£5\nlikely', '£5\nlikely'],
    ] as const;
    for (const [text, written] of given) {
      const plan = parseSustainability(text);
      expect(formatSustainability(plan)).toBe(written);
      expect(parseSustainability(written)).toEqual(plan);
    }
  });

  test('people may write amounts, words and states in any order', () => {
    expect(parseResource('already allocated | 2012/13 SSCF allocation | £23,902')).toEqual({
      kind: 'cash',
      pence: 2390200,
      basis: 'one-off',
      status: 'already-allocated',
      says: '2012/13 SSCF allocation',
    });
    expect(parseMilestone('2013-06 | Summer project developed')).toEqual({
      title: 'Summer project developed',
      originalOn: '2013-06-30',
      precision: 'month',
    });
    expect(parseUnknown('Targets | To be agreed | LSP MANAGER', reading)).toMatchObject({
      about: 'targets',
      owner: 'lsp-manager',
      since: '2013-01-17',
    });
    expect(parseLead('All Board members', reading)).toEqual({ says: 'All Board members' });
  });

  test('a slip of the pen is answered with the nearest name', () => {
    expect(() => parseLead('lsp-manger', reading)).toThrow('Did you mean "lsp-manager"?');
    expect(() => parseUnknown('target | ?', reading)).toThrow('Did you mean "targets"?');
  });
});

test('a period is read as people write it and written so that it is read again', () => {
  const year = { startsOn: '2013-01-01', endsOn: '2013-12-31' };
  for (const text of [
    '2013',
    'January 2013-December 2013',
    'Jan 2013 to Dec 2013',
    '2013-01..2013-12',
    '2013-01-01..2013-12-31',
    'January 2013 – December 2013',
  ])
    expect([text, parsePlanPeriod(text)]).toEqual([text, year]);
  expect(parsePlanPeriod('2012/13')).toEqual({ startsOn: '2012-04-01', endsOn: '2013-03-31' });
  for (const text of ['', 'soon', '2012/14', 'December 2013-January 2013', '2013-13..2014-01'])
    expect([text, parsePlanPeriod(text)]).toEqual([text, undefined]);
  for (const text of ['2013', '2012/13', 'March 2013-August 2013', '2013-01-05..2013-02-06']) {
    const period = parsePlanPeriod(text);
    expect(period && formatPlanPeriod(period)).toBe(text);
  }
});
