/** What section 104 has every relevant body publish about a year: applications, threshold not met, reviews, and reviews with recommendations. */
import { sql } from 'kysely';
import { addDays, addMonths, type PlainDate, parsePlainDate } from '../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { settingsOn } from '../concerns/settings.ts';
import { asMachine } from '../purpose/working.ts';
import { businessToday } from '../retention/review-on.ts';

export interface ReviewYear {
  /** `2012` or `2012/13`. */
  readonly name: string;
  readonly from: PlainDate;
  readonly until: PlainDate;
}

/** Reads a calendar year, `2012`, or a financial year, `2012/13` or `2012-13`, which begins in April. */
export function readYear(text: string): ReviewYear | Refusal {
  const [, year, next] = /^(\d{4})(?:[/-](\d{2}))?$/.exec(text.trim()) ?? [];
  const from = parsePlainDate(`${year}-${next === undefined ? '01' : '04'}-01`);
  if (!from || (next !== undefined && Number(next) !== (Number(year) + 1) % 100))
    return refused('year-unreadable', 'Give a year such as 2012, or a financial year such as 2012/13.', {
      field: 'year',
    });
  return {
    name: next === undefined ? `${year}` : `${year}/${next}`,
    from,
    until: addDays(addMonths(from, 12), -1),
  };
}

export interface ReviewFigures {
  readonly applications: number;
  readonly thresholdNotMet: number;
  readonly reviews: number;
  readonly reviewsWithRecommendations: number;
}

export const FIGURE_NAMES = {
  applications: 'Applications for a case review',
  thresholdNotMet: 'Times the threshold was not met',
  reviews: 'Case reviews carried out',
  reviewsWithRecommendations: 'Case reviews that resulted in recommendations',
} as const satisfies Record<keyof ReviewFigures, string>;

/** The exact figures of a year, each event counted in the year in which it happened. */
export const reviewFigures = (tx: Tx, actor: Actor, { from, until }: ReviewYear): Promise<ReviewFigures> =>
  asMachine(tx, actor, async (machine) => {
    const { rows } = await sql<ReviewFigures>`
      select count(distinct s.review_id) filter (where s.step = 'applied')::int as applications,
        count(distinct s.review_id) filter (where s.step = 'threshold-not-met')::int as "thresholdNotMet",
        count(distinct s.review_id) filter (where s.step = 'reviewed')::int as reviews,
        count(distinct s.review_id) filter (where s.step = 'reviewed' and exists (
          select from casework.case_review_recommendation r
          where r.partnership_id = s.partnership_id and r.review_id = s.review_id))::int as "reviewsWithRecommendations"
      from casework.case_review_step s
      where s.partnership_id = ${machine.partnershipId} and s.on_day between ${from}::date and ${until}::date`.execute(
      tx,
    );
    return rows[0] ?? { applications: 0, thresholdNotMet: 0, reviews: 0, reviewsWithRecommendations: 0 };
  });

export type ShownFigures = Readonly<Record<keyof ReviewFigures, string>>;

const SMALL = 5;
const isSmall = (count: number): boolean => count > 0 && count < SMALL;

/**
 * The figures as everybody may read them: counts of 1 to 4 are hidden, and so is what they could be told from: the
 * other part of the applications, and the reviews without recommendations.
 */
export function withoutSmallNumbers(figures: ReviewFigures): ShownFigures {
  const { applications, thresholdNotMet, reviews, reviewsWithRecommendations } = figures;
  const parts = [thresholdNotMet, reviews, applications - thresholdNotMet - reviews];
  const hideParts = isSmall(applications) || parts.some(isSmall);
  const hideWith =
    hideParts || isSmall(reviewsWithRecommendations) || isSmall(reviews - reviewsWithRecommendations);
  const shown = (count: number, hidden: boolean): string =>
    count === 0
      ? '0'
      : isSmall(count)
        ? 'fewer than 5'
        : hidden
          ? 'not shown'
          : count.toLocaleString('en-GB');
  return {
    applications: shown(applications, false),
    thresholdNotMet: shown(thresholdNotMet, hideParts),
    reviews: shown(reviews, hideParts),
    reviewsWithRecommendations: shown(reviewsWithRecommendations, hideWith),
  };
}

/** The figures as they are published: with small-number care, unless the partnership set that they are published exactly. */
export async function publishedFigures(tx: Tx, actor: Actor, year: ReviewYear): Promise<ShownFigures> {
  const figures = await reviewFigures(tx, actor, year);
  const settings = await settingsOn(tx, actor, await businessToday(tx));
  if (settings['case-review.public-exact'].value === 0) return withoutSmallNumbers(figures);
  return {
    applications: String(figures.applications),
    thresholdNotMet: String(figures.thresholdNotMet),
    reviews: String(figures.reviews),
    reviewsWithRecommendations: String(figures.reviewsWithRecommendations),
  };
}

/** Figures are published of years that are over: of one that goes on, each look would tell what came since. Refuses `year-goes-on`. */
export const yearIsOver = ({ name, until }: ReviewYear, today: PlainDate): Refusal | undefined =>
  until < today
    ? undefined
    : refused('year-goes-on', `The figures of ${name} are published when the year is over.`, {
        field: 'year',
      });

/** The figures of a year as CSV: what is published, and nothing more. A year that goes on says that it is provisional. */
export async function exportReviewFigures(tx: Tx, actor: Actor, yearText: string): Promise<string | Refusal> {
  const year = readYear(yearText);
  if ('refused' in year) return year;
  const figures = await publishedFigures(tx, actor, year);
  const provisional = yearIsOver(year, await businessToday(tx)) ? ' (provisional)' : '';
  const lines = Object.entries(FIGURE_NAMES).map(
    ([name, says]) =>
      `${year.name}${provisional},${year.from},${year.until},${says},${figures[name as keyof ReviewFigures]}`,
  );
  return ['year,from,until,figure,value', ...lines, ''].join('\n');
}
