import { type Period, readPeriod, type Waves } from '../period.ts';
import type { Indicator, Quality } from '../types.ts';
import type { Line } from './csv.ts';
import { didYouMean, noIndicator } from './near-miss.ts';
import { agrees, type ReadNumber, readNumber } from './numbers.ts';

/** What a line is read against. */
export interface Knowledge {
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly waves: Waves;
  /** Slug by slug, code or name in small letters; an ambiguous name leads to all its slugs. */
  readonly places: ReadonlyMap<string, readonly string[]>;
}

/** A line that can be recorded. */
export interface Figure {
  readonly indicator: Indicator;
  readonly period: Period;
  readonly place: string | null;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly quality: Quality;
  readonly source: string;
  readonly note: string;
  /** True when a number of it was written with more digits than are kept. */
  readonly rounded: boolean;
}

/** Most characters of what is written beside a figure; the database keeps no more. */
const LONGEST = { source: 1000, note: 5000 } as const;

const QUALITIES: readonly Quality[] = ['final', 'provisional', 'estimated', 'awaited'];
const isQuality = (word: string): word is Quality => (QUALITIES as readonly string[]).includes(word);

const PERIODS =
  'Write 2011/12, 2012/13 Q3, 2012 Q3, 2012-10, 2012, 2012-04..2012-11 or a survey wave’s short name.';

/** Reads one line; the strings say everything that is wrong with it. */
export function readLine({ cells }: Line, known: Knowledge): Figure | readonly string[] {
  const reasons: string[] = [];
  const indicator = known.indicators.get(cells.indicator.toLowerCase());
  if (cells.indicator === '') reasons.push('The indicator is missing.');
  else if (!indicator) reasons.push(noIndicator(cells.indicator, known.indicators.keys()));
  const period = readPeriod(cells.period, known.waves);
  if (cells.period === '') reasons.push('The period is missing.');
  else if (!period)
    reasons.push(
      `“${cells.period}” is not a period.${didYouMean(cells.period, known.waves.keys())} ${PERIODS}`,
    );
  const quality = cells.quality === '' ? 'final' : cells.quality.toLowerCase();
  if (!isQuality(quality))
    reasons.push(
      `“${cells.quality}” is not a quality.${didYouMean(cells.quality, QUALITIES)} Write final, provisional, estimated or awaited.`,
    );
  const place = readPlace(cells.place, indicator, known);
  if (typeof place === 'object' && place !== null) reasons.push(place.reason);
  const number = (name: 'value' | 'numerator' | 'denominator'): ReadNumber | null => {
    if (cells[name] === '') return null;
    const read = readNumber(cells[name], name === 'value' ? indicator?.kind : undefined);
    if (typeof read !== 'string') return read;
    reasons.push(name === 'value' ? read : `The ${name}: ${read}`);
    return null;
  };
  const [value, numerator, denominator] = [number('value'), number('numerator'), number('denominator')];
  if (cells.value === '' && quality !== 'awaited')
    reasons.push('The value is missing. Give it, or say in quality that it is awaited.');
  if (cells.value !== '' && quality === 'awaited')
    reasons.push('A figure that is awaited has no value yet. Leave the value empty, or change the quality.');
  for (const name of ['source', 'note'] as const)
    if (cells[name].length > LONGEST[name])
      reasons.push(
        `The ${name} has ${cells[name].length.toLocaleString('en-GB')} characters. Write at most ${LONGEST[name].toLocaleString('en-GB')}.`,
      );
  if (indicator) reasons.push(...disagreements(indicator, value, numerator, denominator));
  if (
    reasons.length > 0 ||
    !indicator ||
    !period ||
    !isQuality(quality) ||
    (typeof place === 'object' && place)
  )
    return reasons;
  return {
    indicator,
    period,
    place,
    value: value?.value ?? null,
    numerator: numerator?.value ?? null,
    denominator: denominator?.value ?? null,
    quality,
    source: cells.source,
    note: cells.note,
    rounded: [value, numerator, denominator].some((one) => one?.rounded === true),
  };
}

/** The place's slug, null for the indicator's own, or why it cannot be told. */
function readPlace(
  text: string,
  indicator: Indicator | undefined,
  { places }: Knowledge,
): string | null | { readonly reason: string } {
  if (text === '') return null;
  const slugs = places.get(text.toLowerCase()) ?? [];
  const [slug] = slugs;
  if (slug === undefined) return { reason: `There is no place “${text}”.${didYouMean(text, places.keys())}` };
  if (slugs.length > 1)
    return {
      reason: `“${text}” is the name of ${slugs.length} places. Write its short name: ${slugs.join(' or ')}.`,
    };
  return slug === indicator?.placeSlug ? null : slug;
}

/** True when a percentage is of a whole, so that it cannot leave 0 to 100; a percentage of change may. */
export const isShare = (indicator: Indicator, denominator: number | null = null): boolean =>
  indicator.kind === 'percentage' &&
  (indicator.uncertainty === 'sampled' ||
    indicator.uncertainty === 'counted' ||
    indicator.denominatorSays !== '' ||
    denominator !== null);

function disagreements(
  indicator: Indicator,
  value: ReadNumber | null,
  numerator: ReadNumber | null,
  denominator: ReadNumber | null,
): string[] {
  const reasons: string[] = [];
  const [top, under] = [numerator?.value ?? null, denominator?.value ?? null];
  if (under !== null && under <= 0) reasons.push('The denominator must be more than 0.');
  if (top !== null && top < 0 && indicator.kind !== 'money')
    reasons.push('The numerator cannot be less than 0.');
  if (isShare(indicator, under)) {
    if (value && (value.value < 0 || value.value > 100))
      reasons.push(`${value.value}% is impossible: a share lies between 0% and 100%.`);
    if (top !== null && under !== null && top > under)
      reasons.push('The numerator is larger than the denominator, which a share cannot have.');
  }
  if (value && value.value < 0 && indicator.uncertainty === 'counted' && indicator.kind !== 'percentage')
    reasons.push('A count cannot be less than 0.');
  const times = indicator.kind === 'percentage' ? 100 : indicator.kind === 'rate' ? indicator.per : null;
  if (reasons.length === 0 && value && top !== null && under !== null && times !== null) {
    const exact = (top / under) * times;
    if (!agrees(value, exact))
      reasons.push(
        `The value does not agree with its parts: ${top} of ${under} is ${Number(exact.toFixed(value.decimals + 2))}, not ${value.value}.`,
      );
  }
  return reasons;
}
