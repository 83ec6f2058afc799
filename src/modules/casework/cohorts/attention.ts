/** Who of a cohort needs attention first: an order that can be explained. */
import { addDays, longDate, type PlainDate } from '../../../kernel/plain-date.ts';
import type { Colour } from './words.ts';

/** A rating that rose is news for this long. */
const NEWS_DAYS = 28;

export interface Standing {
  readonly id: string;
  readonly colour: Colour | null;
  readonly moved: 'first' | 'risen' | 'fallen' | 'same' | null;
  readonly ratedOn: PlainDate | null;
  readonly nextReviewOn: PlainDate;
}

/** How bad a colour is: only a worse one is a rise. */
const WEIGHT: Readonly<Record<Colour, number>> = { blue: 0, green: 1, amber: 2, red: 3 };

/** How a rating moved from the one before. */
export const movedFrom = (before: Colour | null, now: Colour): 'first' | 'risen' | 'fallen' | 'same' =>
  before === null
    ? 'first'
    : WEIGHT[now] > WEIGHT[before]
      ? 'risen'
      : WEIGHT[now] < WEIGHT[before]
        ? 'fallen'
        : 'same';

/** Why somebody needs attention today; undefined when they do not. */
export function attentionOf(one: Standing, today: PlainDate): string | undefined {
  if (one.nextReviewOn < today) return `The review was due on ${longDate(one.nextReviewOn)}`;
  if (rose(one, today)) return `The rating rose on ${longDate(one.ratedOn ?? today)}`;
  if (one.colour === null) return 'Not rated yet';
  if (one.colour === 'red') return 'Rated red';
  return undefined;
}

const rose = ({ moved, ratedOn }: Standing, today: PlainDate): boolean =>
  moved === 'risen' && ratedOn !== null && ratedOn >= addDays(today, -NEWS_DAYS);

/** A late review first, then a rating that rose, then who is not rated, then red, amber, green; the earliest review first. */
export const byAttention =
  (today: PlainDate) =>
  (a: Standing, b: Standing): number =>
    rank(a, today) - rank(b, today) ||
    (a.nextReviewOn < b.nextReviewOn ? -1 : a.nextReviewOn > b.nextReviewOn ? 1 : 0) ||
    (a.id < b.id ? -1 : 1);

function rank(one: Standing, today: PlainDate): number {
  if (one.nextReviewOn < today) return 0;
  if (rose(one, today)) return 1;
  return one.colour === null ? 2 : 6 - WEIGHT[one.colour];
}
