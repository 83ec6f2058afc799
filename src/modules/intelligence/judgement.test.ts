import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { judge } from './judgement.ts';
import { readPeriod, type Wave, wavePeriod } from './period.ts';
import { judgedBy, withGaps } from './standing.ts';
import { contradictionsOf, trackOf } from './trajectory.ts';
import type { Baseline, KnownPoint, Measured, Target } from './types.ts';
import { sayValue } from './words.ts';

const measured = (more: Partial<Measured> = {}): Measured => ({
  title: 'Recorded crime',
  kind: 'number',
  unit: 'crimes',
  decimals: 0,
  direction: 'lower',
  uncertainty: 'counted',
  per: null,
  ...more,
});

function point(period: string, value: number, more: Partial<KnownPoint> = {}): KnownPoint {
  const read = readPeriod(period);
  if (!read) throw new Error(period);
  return {
    period: read,
    value,
    numerator: null,
    denominator: null,
    quality: 'final',
    source: '',
    note: '',
    version: 1,
    computed: false,
    ...more,
  };
}

describe('a claim needs more than chance', () => {
  test('no figure is ever told to move by an interval that holds no change', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(100_000), (a, b) => {
        const one = judge(measured(), point('2011/12', a), point('2010/11', b)).status;
        const other = judge(measured(), point('2011/12', b), point('2010/11', a)).status;
        const opposite = { improving: 'worsening', worsening: 'improving' } as Record<string, string>;
        expect(other).toBe(opposite[one] ?? one);
      }),
    );
  });
});

describe('a status is honest', () => {
  test('one figure is too few; none too', () => {
    expect(judge(measured(), undefined, undefined).status).toBe('too-few-data');
    expect(judge(measured(), point('2011/12', 5), undefined).sentence).toBe(
      '5 crimes in 2011/12. There is no earlier figure to compare it with.',
    );
  });
  test('705 fewer crimes of 6,508 are more than chance; 3 fewer of 20 are not', () => {
    expect(judge(measured(), point('2011/12', 5803), point('2010/11', 6508)).status).toBe('improving');
    expect(judge(measured(), point('2011/12', 17), point('2010/11', 20))).toMatchObject({
      status: 'no-real-change',
      sentence: expect.stringContaining(
        '3 fewer, 15% down on 2010/11. The difference is no larger than chance explains',
      ),
    });
  });
  test('one is named as one, wherever there is one of them', () => {
    const said = (unit: string, value = 1) => sayValue(measured({ unit, decimals: 0 }), value);
    expect([said('groups'), said('people'), said('inquiries'), said('boxes')]).toEqual([
      '1 group',
      '1 person',
      '1 inquiry',
      '1 box',
    ]);
    expect([said('groups', 2), said('resolution panels'), said('series')]).toEqual([
      '2 groups',
      '1 resolution panels',
      '1 series',
    ]);
    expect(sayValue(measured({ kind: 'rate', per: 1000, unit: 'people' }), 1)).toBe('1 per 1,000 people');
  });
  test('a campaign that wants more calls improves when there are more', () => {
    expect(judge(measured({ direction: 'higher' }), point('2012', 164), point('2011', 110)).status).toBe(
      'improving',
    );
    expect(judge(measured({ direction: 'neither' }), point('2012', 164), point('2011', 110)).status).toBe(
      'changing',
    );
  });
  test('a rate is judged by the events behind it', () => {
    const rate = measured({ kind: 'rate', per: 1000 });
    const now = point('2011/12', 61, { numerator: 5803, denominator: 95_130 });
    expect(judge(rate, now, point('2010/11', 68, { numerator: 6508, denominator: 95_130 })).status).toBe(
      'improving',
    );
    expect(judge(rate, point('2011/12', 61), point('2010/11', 68)).status).toBe('cannot-tell');
  });
  test('a percentage without the number of people asked tells nothing', () => {
    const share = measured({ kind: 'percentage', uncertainty: 'sampled', direction: 'higher' });
    expect(judge(share, point('2012', 71), point('2011', 60)).sentence).toContain('is not stated');
    const of = (value: number) => ({ numerator: value * 10, denominator: 1000 });
    expect(judge(share, point('2012', 71, of(71)), point('2011', 60, of(60))).status).toBe('improving');
    expect(judge(share, point('2012', 71, of(71)), point('2011', 70, of(70))).status).toBe('no-real-change');
  });
  test('overlapping survey waves share answers, whatever the numbers say', () => {
    const wave = (first: number, on: string): Wave => ({
      id: on,
      slug: `w-${first}`,
      title: `waves ${first}-${first + 3}`,
      survey: 'Feeling the Difference',
      firstWave: first,
      lastWave: first + 3,
      startsOn: plainDate(on),
      endsOn: plainDate(on),
      sampleSize: 1000,
    });
    const share = measured({ kind: 'percentage', uncertainty: 'sampled', direction: 'higher' });
    const at = (value: number, first: number, on: string) =>
      point('2012', value, { period: wavePeriod(wave(first, on)) });
    expect(judge(share, at(71, 10, '2012-01-31'), at(50, 8, '2011-03-31')).status).toBe('cannot-tell');
    expect(judge(share, at(71, 12, '2012-01-31'), at(50, 8, '2011-03-31')).status).toBe('improving');
  });
  test('an estimate is named as one', () => {
    expect(
      judge(measured(), point('2011/12', 5803), point('2010/11', 6508, { quality: 'estimated' })).sentence,
    ).toContain('The figure for 2010/11 is estimated.');
  });
});

describe('a season is not a change', () => {
  const december = point('2012-12', 214);
  const before = [point('2012-11', 270), point('2012-10', 260), point('2011-12', 230)];
  const since = (startsOn: string) => [
    {
      id: '',
      indicatorId: '',
      startsOn: plainDate(startsOn),
      kind: 'definition' as const,
      reason: 'Counted anew',
    },
  ];

  test('a month is judged by the same month of the year before', () => {
    expect(judgedBy(december, before, [])?.period.text).toBe('2011-12');
    expect(
      judgedBy(point('2012/13 Q3', 3), [point('2012/13 Q2', 2), point('2011/12 Q3', 1)], [])?.value,
    ).toBe(1);
  });

  test('by the month before it where that of a year before is not known, or cannot be compared', () => {
    expect(judgedBy(december, before.slice(0, 2), [])?.period.text).toBe('2012-11');
    expect(judgedBy(december, before, since('2012-04-01'))?.period.text).toBe('2012-11');
    expect(judgedBy(december, [], [])).toBeUndefined();
  });

  test('a year is judged by the year before it', () => {
    expect(judgedBy(point('2011/12', 5803), [point('2010/11', 6508)], [])?.value).toBe(6508);
  });
});

test('a picture keeps a place for years without a figure', () => {
  const series = withGaps([point('2007/08', 7440), point('2010/11', 6508), point('2011/12', 5803)]);
  expect(series.map(({ period, value }) => [period.text, value])).toEqual([
    ['2007/08', 7440],
    ['2008/09', null],
    ['2009/10', null],
    ['2010/11', 6508],
    ['2011/12', 5803],
  ]);
});

const target = (more: Partial<Target>): Target => ({
  id: '',
  subject: null,
  status: 'agreed',
  aim: 'at-least',
  statement: '',
  endsOn: null,
  endsSays: '',
  reviewOn: null,
  reviewSays: '',
  expectedOn: null,
  raisedOn: plainDate('2013-01-17'),
  ownerAgencyId: null,
  ownerPostId: null,
  source: '',
  note: '',
  revision: 1,
  stages: [],
  ...more,
});
const baseline: Baseline = {
  ...target({}),
  state: 'known',
  period: '2011/12',
  periodLabel: '2011/12',
  periodEnd: plainDate('2012-03-31'),
  value: 71,
};
const stage = (period: string, value: number | null) => {
  const read = readPeriod(period);
  if (!read) throw new Error(period);
  return { dueOn: read.end, period: read.text, periodStart: read.start, value, note: '' };
};
const safe = measured({
  title: 'Safe',
  kind: 'percentage',
  unit: '',
  uncertainty: 'sampled',
  direction: 'higher',
});
const staged = target({ stages: [stage('2013/14', 75), stage('2014/15', 80)] });

describe('a target is a path', () => {
  test.each([
    ['no figure since the baseline: too early', '2011/12', 71, 'too-early'],
    ['half way to the first stage with 73%: on track', '2012/13', 73, 'on-track'],
    ['half way to the first stage with 72%: off track', '2012/13', 72, 'off-track'],
    ['the first stage reached', '2013/14', 75, 'met'],
    ['the first stage missed', '2013/14', 74, 'missed'],
    ['the last stage passed long ago', '2015/16', 79, 'missed'],
  ])('%s', (_, period, value, track) =>
    expect(trackOf(safe, staged, baseline, point(period, value)).track).toBe(track),
  );
  test('between two stages the path runs from one to the other', () => {
    const byDay = target({
      stages: staged.stages.map((one) => ({ ...one, period: null, periodStart: null })),
    });
    expect(trackOf(safe, byDay, baseline, point('2014-09', 77)).expected).toBeCloseTo(77.5, 1);
  });
  test('a count that is part of its year is held against its share of the days', () => {
    const year = target({ stages: [stage('2013', 165)] });
    const victims = measured({ direction: 'higher', unit: 'victims' });
    expect(trackOf(victims, year, undefined, point('2013-01..2013-06', 90)).track).toBe('on-track');
    expect(trackOf(victims, year, undefined, point('2013-01..2013-06', 60)).track).toBe('off-track');
    expect(trackOf(victims, year, undefined, point('2012', 164)).track).toBe('too-early');
  });
  test('no more than three means three is good and four is not', () => {
    const most = target({ aim: 'at-most', stages: [stage('2013', 3)] });
    expect(trackOf(measured(), most, undefined, point('2013', 3)).track).toBe('met');
    expect(trackOf(measured(), most, undefined, point('2013', 4)).track).toBe('missed');
  });
  test('??% is a fact: the target is not known, and nobody is told to be on or off track', () => {
    const unknown = target({
      status: 'to-be-agreed',
      statement: '??% of people agree',
      stages: [{ ...stage('2015', null) }],
    });
    expect(trackOf(safe, unknown, baseline, point('2012', 36))).toMatchObject({
      track: 'target-unknown',
      sentence: expect.stringContaining('??% of people agree'),
    });
    expect(trackOf(safe, undefined, undefined, point('2012', 36)).sentence).toBe('No target is agreed.');
  });
  test('targets of an outcome and its project that differ are both kept, and it is said', () => {
    const end = { endsOn: plainDate('2015-01-31') };
    const by = (value: number | null) => [
      { dueOn: end.endsOn, period: null, periodStart: null, value, note: '' },
    ];
    const outcome = target({ ...end, status: 'to-be-agreed', stages: by(null) });
    const project = target({ ...end, subject: { kind: 'project', id: '1' }, stages: by(49) });
    expect(contradictionsOf(safe, [outcome, project])).toEqual([
      'The targets for the same date differ: unknown (everybody), 49% (project). All are kept.',
    ]);
    expect(contradictionsOf(safe, [outcome])).toEqual([]);
  });
});
