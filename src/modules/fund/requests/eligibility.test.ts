import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../../kernel/plain-date.ts';
import type { Rule } from '../streams/queries.ts';
import { against, evaluate, type Facts, type StreamFacts } from './eligibility.ts';
import { monthsOf, paymentsOf } from './payments.ts';

const on = plainDate;
const TODAY = on('2012-12-14');

const stream: StreamFacts = { name: 'Grant', startsOn: null, lapsesOn: null, available: 100_00 };
const facts: Facts = {
  pence: 50_00,
  match: 0,
  spending: 'revenue',
  agency: { id: 'police', name: 'Police' },
  place: 'Brereton',
  placeIds: ['brereton', 'cannock-chase', 'staffordshire'],
  outcomes: [{ id: 'health', name: 'Better health' }],
  priorities: [{ id: 'improved-health', name: 'Improved Health' }],
  payments: [{ on: on('2013-01-10'), pence: 50_00 }],
  answers: new Map(),
};

const rule = (given: Partial<Rule> & Pick<Rule, 'kind'>): Rule => ({
  id: `rule-${given.kind}`,
  streamId: 'grant',
  allowed: [],
  allowedNames: [],
  spending: null,
  fromOn: null,
  untilOn: null,
  ratioPercent: null,
  pence: null,
  says: 'As the letter says',
  madeOn: on('2012-04-01'),
  liftedOn: null,
  liftedReason: null,
  ...given,
});

const ask = (rules: readonly Rule[], more: Partial<Facts> = {}, days: Partial<StreamFacts> = {}) =>
  evaluate({ ...stream, ...days }, rules, { ...facts, ...more }, TODAY);

describe('restricted money pays only for what its restriction allows', () => {
  test('a stream without rules may pay for anything', () => {
    expect(ask([])).toEqual({ verdict: 'allowed', reasons: [], atMost: 50_00 });
  });

  const cases: readonly (readonly [string, Rule, Partial<Facts>, string])[] = [
    [
      'an outcome',
      rule({ kind: 'outcome', allowed: ['crime'], allowedNames: ['Less crime'] }),
      { outcomes: [...facts.outcomes, { id: 'crime', name: 'Less crime' }] },
      'As the letter says: The project buys only “Better health”, which this money may not buy. It would be eligible if its project plan addressed “Less crime”.',
    ],
    [
      'a priority',
      rule({ kind: 'priority', allowed: ['safety'], allowedNames: ['Community Safety'] }),
      { priorities: [{ id: 'safety', name: 'Community Safety' }] },
      'As the letter says: The project serves only “Improved Health”, which this money may not serve. It would be eligible if its project plan addressed “Community Safety”.',
    ],
    [
      'an agency',
      rule({ kind: 'agency', allowed: ['council', 'nhs'], allowedNames: ['Council', 'NHS'] }),
      { agency: { id: 'nhs', name: 'NHS' } },
      'As the letter says: Police asks for it. It would be eligible if Council or NHS asked for it.',
    ],
    [
      'a place',
      rule({ kind: 'place', allowed: ['rugeley'], allowedNames: ['Rugeley'] }),
      { place: 'Rugeley', placeIds: ['rugeley', 'cannock-chase'] },
      'As the letter says: It is for Brereton. It would be eligible if it were for Rugeley.',
    ],
    [
      'a kind of spending',
      rule({ kind: 'spending', spending: 'capital' }),
      { spending: 'capital' },
      'As the letter says: It is revenue spending. It would be eligible as capital spending.',
    ],
    [
      'dates',
      rule({ kind: 'dates', untilOn: on('2012-12-31') }),
      { payments: [{ on: on('2012-12-31'), pence: 50_00 }] },
      'As the letter says: Money is needed on 10 January 2013, after 31 December 2012. It would be eligible if everything were needed by 31 December 2012.',
    ],
    [
      'match funding',
      rule({ kind: 'match-ratio', ratioPercent: 50 }),
      { match: 25_00 },
      'As the letter says: No match funding stands beside £50. It would be eligible with match funding of £25 or more (50%).',
    ],
    [
      'a largest request',
      rule({ kind: 'largest-request', pence: 49_99 }),
      { pence: 49_99 },
      'As the letter says: It asks for £50. It would be eligible if it asked for £49.99 or less.',
    ],
    [
      'a condition that a person judges',
      rule({ kind: 'condition' }),
      { answers: new Map([['rule-condition', { met: true, says: 'The letter is on file' }]]) },
      'As the letter says: Nobody has said yet whether this is so. Answer it on the page of the request.',
    ],
  ];
  test.each(cases)(
    '%s: refused with the reason and what would help, and allowed then',
    (_what, one, helped, says) => {
      const refusal = ask([one]);
      expect([refusal.verdict, against(refusal)]).toEqual(['refused', says]);
      expect(ask([one], helped).verdict).toBe('allowed');
    },
  );

  test('money for a place may be spent in what lies within it', () => {
    expect(ask([rule({ kind: 'place', allowed: ['staffordshire'] })]).verdict).toBe('allowed');
  });

  test('a condition that was answered with no refuses, with what was said', () => {
    const answers = new Map([['rule-condition', { met: false, says: 'No letter came' }]]);
    expect(against(ask([rule({ kind: 'condition' })], { answers }))).toContain('No letter came');
  });

  test('a restriction that was lifted by the day no longer restricts', () => {
    const lifted = (day: string) => rule({ kind: 'spending', spending: 'capital', liftedOn: on(day) });
    expect(ask([lifted('2012-12-14')]).verdict).toBe('allowed');
    expect(ask([lifted('2012-12-15')]).verdict).toBe('refused');
  });

  test('one rule that refuses is enough, however many allow', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), (fits) => {
        const rules = fits.map((fit, at) =>
          rule({ kind: 'spending', id: `rule-${at}`, spending: fit ? 'revenue' : 'capital' }),
        );
        const { verdict, reasons } = ask(rules);
        expect(verdict).toBe(fits.every(Boolean) ? 'allowed' : 'refused');
        expect(reasons.map((one) => one.answer === 'allows')).toEqual(fits);
        expect(reasons.every((one) => one.answer === 'allows' || one.eligibleIf)).toBe(true);
      }),
    );
  });
});

describe('the days of a stream', () => {
  const monthly = {
    shape: 'recurring',
    pence: 6_000,
    monthly: 1_000,
    fromOn: on('2013-01-31'),
    untilOn: on('2013-06-30'),
  } as const;

  test('a month after the 31st is the last day of a shorter month', () => {
    expect(monthsOf(monthly.fromOn, monthly.untilOn)).toEqual([
      '2013-01-31',
      '2013-02-28',
      '2013-03-31',
      '2013-04-30',
      '2013-05-31',
      '2013-06-30',
    ]);
  });

  test('of what is needed month by month a stream pays only the months before it lapses', () => {
    const payments = paymentsOf(monthly, [], TODAY);
    const verdict = ask([], { pence: 6_000, payments }, { lapsesOn: on('2013-03-31') });
    expect([verdict.verdict, verdict.atMost]).toEqual(['allowed', 3_000]);
    expect(verdict.reasons[0]?.because).toBe(
      '£30 is needed by then; the rest comes later, and another stream must pay it.',
    );
  });

  test('instalments are paid in the order of their days', () => {
    const parts = [
      { dueOn: on('2013-05-01'), pence: 2_000 },
      { dueOn: on('2013-02-01'), pence: 1_000 },
    ];
    expect(
      paymentsOf({ ...monthly, shape: 'instalments', monthly: null }, parts, TODAY).map((one) => one.pence),
    ).toEqual([1_000, 2_000]);
  });

  test('a stream that has lapsed, or has not started, or lapses before anything is needed, may not pay', () => {
    expect(against(ask([], {}, { lapsesOn: on('2012-12-13') }))).toContain(
      'It would be eligible if the funder extended the stream.',
    );
    expect(against(ask([], {}, { startsOn: on('2012-12-15') }))).toContain(
      'It would be eligible from 15 December 2012 on.',
    );
    expect(against(ask([], {}, { lapsesOn: on('2013-01-09') }))).toContain(
      'Everything is needed after the stream has lapsed.',
    );
    expect(ask([], {}, { startsOn: TODAY, lapsesOn: on('2013-01-10') })).toMatchObject({
      verdict: 'allowed',
      atMost: 50_00,
    });
  });
});
