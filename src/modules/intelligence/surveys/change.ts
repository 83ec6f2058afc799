import { difference, type Estimate, excludesZero } from '../statistics/interval.ts';
import type { SurveyFigure } from './figures.ts';
import type { SurveyWave } from './types.ts';
import { sayDifference } from './words.ts';

/** How one figure stands to that of an earlier wave. */
export interface Change {
  readonly verdict: 'higher' | 'lower' | 'similar' | 'cannot-tell';
  readonly text: string;
}

const cannotTell = (because: string): Change => ({
  verdict: 'cannot-tell',
  text: `Cannot tell: ${because}`,
});

type Period = Pick<SurveyWave, 'startsOn' | 'endsOn' | 'firstWave' | 'lastWave'>;

/** Named rule: waves that share a numbered wave or a day may share respondents, so that no change can be told. */
export const overlaps = (one: Period, other: Period): boolean =>
  one.firstWave !== null && one.lastWave !== null && other.firstWave !== null && other.lastWave !== null
    ? one.firstWave <= other.lastWave && other.firstWave <= one.lastWave
    : one.startsOn <= other.endsOn && other.startsOn <= one.endsOn;

/** Why two waves cannot be compared at all; undefined when they can. */
export function whyNot(
  now: Period & Pick<SurveyWave, 'title'>,
  before: (Period & Pick<SurveyWave, 'title' | 'closed' | 'sampleSize'>) | undefined,
): string | undefined {
  if (!before) return 'there is no earlier wave';
  if (overlaps(now, before)) return `${before.title} shares respondents with this wave`;
  if (before.closed === null)
    return before.sampleSize === null
      ? `how many people ${before.title} asked is not known`
      : `${before.title} is not counted here`;
  return undefined;
}

const estimateOf = (figure: SurveyFigure | undefined): Estimate | undefined =>
  figure && figure.value !== null && figure.low !== null && figure.high !== null
    ? { value: figure.value, low: figure.low, high: figure.high }
    : undefined;

/** A figure less that of an earlier wave, with the limits of the difference (Newcombe 1998, method 10). */
export function changeOf(
  now: SurveyFigure,
  before: SurveyFigure | undefined,
  because: string | undefined,
): Change {
  if (because !== undefined) return cannotTell(because);
  const one = estimateOf(now);
  const other = estimateOf(before);
  if (!before) return cannotTell('it was not asked or not answered then');
  if (!one || !other) return cannotTell('one of the two figures is of too few people');
  const change = difference(one, other);
  const { choice } = now;
  const limits = `${sayDifference(choice, change.low)} to ${sayDifference(choice, change.high)}`;
  const by = `${sayDifference(choice, change.value)} (${limits})`;
  if (!excludesZero(change)) return { verdict: 'similar', text: `No real change: ${by}` };
  return change.low > 0
    ? { verdict: 'higher', text: `Significantly higher: ${by}` }
    : { verdict: 'lower', text: `Significantly lower: ${by}` };
}
