import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { periodOf } from '../intelligence/index.ts';
import { type Guessable, likelyPeriod } from './measure-words.ts';

const OCCASION = { waves: new Map(), today: plainDate('2013-01-17') };

const yearly = { indicator: { frequency: 'yearly' } } as const;
const once = { indicator: { frequency: 'once' } } as const;

/** What is known up to a period, or nothing yet. */
const knownUpTo = (text: string): Pick<Guessable, 'latest'> => {
  const period = periodOf(text);
  return { latest: period && { period } };
};

const targetFor = (
  subject: string | null,
  ...stages: readonly (readonly [string, string | null])[]
): Guessable['targets'][number] => ({
  target: {
    subject: subject === null ? null : { kind: 'project', id: subject },
    stages: stages.map(([dueOn, period]) => ({ dueOn: plainDate(dueOn), period })),
  },
});

describe('the period a figure is most likely for', () => {
  test.each([
    ['2012', '2013'],
    ['2011/12', '2012/13'],
    ['2012/13 Q4', '2013/14 Q1'],
    ['2012 Q4', '2013 Q1'],
    ['2012-12', '2013-01'],
    ['2012-04..2012-11', '2013-04..2013-11'],
  ])('after a figure for %s it is %s, whatever the target says', (latest, next) => {
    const standing = {
      ...yearly,
      ...knownUpTo(latest),
      targets: [targetFor(null, ['2015-12-31', '2015'])],
    };
    expect(likelyPeriod(standing, 'ours', OCCASION)).toBe(next);
  });

  test('without a figure it is that of the next stage of the project’s own target, or else of everybody’s', () => {
    const everybody = targetFor(null, ['2012-12-31', '2012'], ['2013-12-31', '2013']);
    const ours = targetFor('ours', ['2014-03-31', '2013/14']);
    const without = { ...yearly, latest: undefined };
    expect(likelyPeriod({ ...without, targets: [everybody, ours] }, 'ours', OCCASION)).toBe('2013/14');
    expect(likelyPeriod({ ...without, targets: [everybody, ours] }, 'another', OCCASION)).toBe('2013');
    expect(
      likelyPeriod({ ...without, targets: [targetFor(null, ['2013-12-31', null])] }, 'ours', OCCASION),
    ).toBe(undefined);
  });

  test('what is measured once has no period after its figure', () => {
    expect(likelyPeriod({ ...once, ...knownUpTo('2012'), targets: [] }, 'ours', OCCASION)).toBe(undefined);
  });
});
