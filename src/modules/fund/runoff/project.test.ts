import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, plainDate } from '../../../kernel/plain-date.ts';
import {
  AS_DECIDED,
  type Payment,
  projectRunOff,
  type RunOff,
  type RunOffStream,
  together,
} from './project.ts';
import { afterItsFunding, expectedPayments, type Planned, splitOver } from './schedule.ts';

const FROM = plainDate('2013-01-17');
const MONTHS = 18;
const RESERVE: RunOffStream = {
  slug: 'reserve',
  name: 'Reserve',
  reserve: true,
  left: 10_000_00,
  committed: 0,
  lapsesOn: null,
  carriesOver: true,
};
const pay = (on: string, pence: number, basis: Payment['basis'] = 'committed', request = 'a'): Payment => ({
  stream: 'reserve',
  request,
  on: plainDate(on),
  pence,
  basis,
});
const only = (streams: readonly RunOffStream[], planned: readonly Payment[], scenario = AS_DECIDED) => {
  const [first] = projectRunOff({ from: FROM, months: MONTHS, streams, planned, scenario });
  if (!first) throw new Error('A stream is projected');
  return first;
};

const anyStream = fc.record({
  left: fc.integer({ min: 0, max: 1000 }),
  committed: fc.integer({ min: 0, max: 1000 }),
  lapses: fc.option(fc.integer({ min: -60, max: 700 }), { nil: null }),
  carriesOver: fc.boolean(),
});
const anyPayment = fc.record({
  days: fc.integer({ min: -60, max: 700 }),
  pence: fc.integer({ min: 1, max: 400 }),
  basis: fc.constantFrom<Payment['basis']>('committed', 'approved', 'recurs'),
  request: fc.constantFrom('a', 'b', 'c'),
});
const streamOf = (given: {
  left: number;
  committed: number;
  lapses: number | null;
  carriesOver: boolean;
}): RunOffStream => ({
  ...RESERVE,
  ...given,
  lapsesOn: given.lapses === null ? null : addDays(FROM, given.lapses),
});
const paymentsOf = (
  given: readonly { days: number; pence: number; basis: Payment['basis']; request: string }[],
): Payment[] => given.map(({ days, ...rest }) => ({ ...rest, stream: 'reserve', on: addDays(FROM, days) }));

/** What is held at the end, less what could not be paid on the way. */
const leftOver = ({ months }: RunOff): number =>
  (months.at(-1)?.closing ?? 0) - months.reduce((sum, { short }) => sum + short, 0);

describe('the run-off of the fund', () => {
  test('no stream ever goes below nought, and a month in which something is not paid is named', () => {
    fc.assert(
      fc.property(anyStream, fc.array(anyPayment, { maxLength: 20 }), (stream, payments) => {
        const { months, fails } = only([streamOf(stream)], paymentsOf(payments));
        for (const month of months) {
          expect(Math.min(month.closing, month.paid, month.lapsed, month.short)).toBeGreaterThanOrEqual(0);
          expect(month.opening - month.paid - month.lapsed).toBe(month.closing);
        }
        for (const [at, month] of months.entries())
          if (at > 0) expect(month.opening).toBe(months[at - 1]?.closing);
        const short = months.find((month) => month.short > 0);
        if (short) {
          expect(fails).not.toBeNull();
          if (fails?.why === 'short') expect(fails).toMatchObject({ month: short.month, pence: short.short });
          else expect((fails?.month ?? '') <= short.month).toBe(true);
        }
      }),
    );
  });

  test('a scenario that is off is the base', () => {
    fc.assert(
      fc.property(anyStream, fc.array(anyPayment, { maxLength: 20 }), (stream, payments) => {
        const streams = [streamOf(stream)];
        const planned = paymentsOf(payments);
        expect(
          projectRunOff({
            from: FROM,
            months: MONTHS,
            streams,
            planned,
            scenario: { approved: [], stopped: [] },
          }),
        ).toEqual(projectRunOff({ from: FROM, months: MONTHS, streams, planned }));
      }),
    );
  });

  test('approving more never leaves more, and stopping a request never leaves less', () => {
    const carrying = anyStream.map((stream) => ({ ...stream, lapses: null, carriesOver: true }));
    fc.assert(
      fc.property(
        carrying,
        fc.array(anyPayment, { maxLength: 12 }),
        fc.array(anyPayment, { maxLength: 6 }),
        (stream, payments, more) => {
          const streams = [streamOf(stream)];
          const planned = paymentsOf(payments);
          const base = only(streams, planned);
          const approved = paymentsOf(more).map((payment) => ({ ...payment, basis: 'approved' as const }));
          const fuller = only(streams, planned, { approved, stopped: [] });
          const fewer = only(streams, planned, { approved: [], stopped: [{ request: 'a' }] });
          expect(leftOver(fuller)).toBeLessThanOrEqual(leftOver(base));
          expect(leftOver(fewer)).toBeGreaterThanOrEqual(leftOver(base));
        },
      ),
    );
  });

  test('the month in which a stream cannot pay is the first one in which something is missing, with how much', () => {
    const run = only(
      [RESERVE],
      [pay('2013-02-10', 8_000_00, 'approved'), pay('2013-04-01', 5_000_00, 'approved', 'b')],
    );
    expect(run.fails).toEqual({ month: '2013-04-01', why: 'short', pence: 3_000_00 });
    expect(run.months.map(({ closing }) => closing).slice(0, 5)).toEqual([
      10_000_00, 2_000_00, 2_000_00, 0, 0,
    ]);
  });

  test('money that is set aside for one request does not pay for another', () => {
    const run = only(
      [{ ...RESERVE, left: 0, committed: 5_000_00 }],
      [pay('2013-02-01', 4_000_00, 'approved', 'b'), pay('2013-03-01', 5_000_00)],
    );
    expect(run.fails).toEqual({ month: '2013-02-01', why: 'short', pence: 4_000_00 });
    expect(run.months[2]).toMatchObject({ month: '2013-03-01', paid: 5_000_00, short: 0 });
  });

  test('a stream that lapses loses what is left, committed or not, and pays nothing afterwards', () => {
    const run = only(
      [{ ...RESERVE, committed: 1_000_00, lapsesOn: plainDate('2013-03-31') }],
      [pay('2013-05-01', 1_000_00)],
    );
    expect(run.fails).toEqual({ month: '2013-03-01', why: 'lapses', pence: 11_000_00 });
    expect(run.months[4]).toMatchObject({ month: '2013-05-01', paid: 0, short: 1_000_00 });
  });

  test('what is not committed at the year’s end lapses where it may not be carried over', () => {
    const run = only([{ ...RESERVE, committed: 2_000_00, carriesOver: false }], []);
    expect(run.months[2]).toMatchObject({ month: '2013-03-01', lapsed: 10_000_00, closing: 2_000_00 });
  });

  test('what is due before the first month is paid in the first', () => {
    expect(only([RESERVE], [pay('2012-10-01', 1_000_00)]).months[0]).toMatchObject({ paid: 1_000_00 });
  });

  test('streams together hold what each holds', () => {
    const runs = projectRunOff({
      from: FROM,
      months: 3,
      streams: [RESERVE, { ...RESERVE, slug: 'two' }],
      planned: [],
    });
    expect(together('all', 'All streams', runs).months.map(({ closing }) => closing)).toEqual([
      20_000_00, 20_000_00, 20_000_00,
    ]);
  });
});

const RECURRING: Planned = {
  slug: 'officer',
  shape: 'recurring',
  monthly: 1_000_00,
  fromOn: plainDate('2012-11-01'),
  untilOn: plainDate('2013-04-30'),
  instalments: [],
};

describe('when a request draws what is set aside for it', () => {
  test('so much a month: what was drawn counts as the first months, what is overdue is due now', () => {
    expect(expectedPayments(RECURRING, 5_000_00, FROM)).toEqual([
      { on: '2013-01-17', pence: 1_000_00 },
      { on: '2013-01-17', pence: 1_000_00 },
      { on: '2013-02-01', pence: 1_000_00 },
      { on: '2013-03-01', pence: 1_000_00 },
      { on: '2013-04-01', pence: 1_000_00 },
    ]);
  });

  test('money that waits for a condition is not drawn before the day by which the condition is to be met', () => {
    const waits = {
      ...RECURRING,
      shape: 'one-off' as const,
      fromOn: null,
      notBefore: plainDate('2013-03-31'),
    };
    expect(expectedPayments(waits, 5_000_00, FROM)).toEqual([{ on: '2013-03-31', pence: 5_000_00 }]);
    expect(expectedPayments({ ...waits, notBefore: plainDate('2012-12-31') }, 5_000_00, FROM)).toEqual([
      { on: '2013-01-17', pence: 5_000_00 },
    ]);
  });

  test('whatever its plan, all that is outstanding is expected, and no more', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<Planned['shape']>('one-off', 'instalments', 'recurring'),
        fc.integer({ min: 0, max: 20_000_00 }),
        fc.array(
          fc.record({
            days: fc.integer({ min: -200, max: 400 }),
            pence: fc.integer({ min: 1, max: 9_000_00 }),
          }),
          {
            maxLength: 5,
          },
        ),
        (shape, outstanding, parts) => {
          const request = {
            ...RECURRING,
            shape,
            instalments: parts.map(({ days, pence }) => ({ dueOn: addDays(FROM, days), pence })),
          };
          const payments = expectedPayments(request, outstanding, FROM);
          expect(payments.reduce((sum, { pence }) => sum + pence, 0)).toBe(outstanding);
          expect(payments.every(({ on, pence }) => on >= FROM && pence > 0)).toBe(true);
        },
      ),
    );
  });

  test('a cost that recurs goes on after its funding has ended', () => {
    expect(afterItsFunding(RECURRING, plainDate('2013-07-15')).map(({ on }) => on)).toEqual([
      '2013-05-01',
      '2013-06-01',
      '2013-07-01',
    ]);
    expect(afterItsFunding({ ...RECURRING, shape: 'one-off' }, plainDate('2014-01-01'))).toEqual([]);
  });

  test('streams pay in proportion, to the penny', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 4 }),
        (pence, shares) => {
          const payments = splitOver(
            'a',
            'approved',
            [{ on: FROM, pence }],
            shares.map((share, at) => ({ stream: `s${at}`, pence: share })),
          );
          expect(payments.reduce((sum, one) => sum + one.pence, 0)).toBe(pence);
        },
      ),
    );
  });
});
