/** Case reviews, by program. */
import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { inCasework } from '../purpose/working.ts';
import { businessToday } from '../retention/review-on.ts';
import { publishedFigures, readYear, yearIsOver } from './figures.ts';
import { listReviews } from './queries.ts';
import { STEPS, type Step } from './states.ts';

const day = z.iso.date();

const ReviewLineSchema = z
  .object({
    id: z.uuid(),
    code: z.string(),
    agency: z.string(),
    appliedOn: day,
    step: z.enum(Object.keys(STEPS) as [Step, ...Step[]]),
    since: day,
    dueOn: day.nullable(),
  })
  .meta({
    id: 'CaseReviewLine',
    description: 'An ASB case review in a list: codes and days, nobody’s name.',
  });

const FiguresSchema = z
  .object({
    year: z.string(),
    from: day,
    until: day,
    applications: z.string(),
    thresholdNotMet: z.string(),
    reviews: z.string(),
    reviewsWithRecommendations: z.string(),
  })
  .meta({
    id: 'CaseReviewFigures',
    description: 'What section 104 has published of a year, with small-number care.',
  });

export const caseReviewApi: readonly Route[] = [
  inCasework(
    apiGet(
      '/api/v1/casework/case-reviews',
      {
        name: 'listCaseReviews',
        summary: 'ASB case reviews that the own agency takes part in, what is due first first',
        permission: 'casework.read',
        anywhere: true,
        response: z.object({ items: z.array(ReviewLineSchema) }),
        problems: ['choose-a-purpose'],
        reads: () => ({ action: 'case-review.list' }),
      },
      async ({ tx, actor }) => ({ value: { items: [...(await listReviews(tx, actor))] } }),
    ),
  ),
  apiGet(
    '/api/v1/casework/case-review-figures',
    {
      name: 'getCaseReviewFigures',
      summary: 'The published figures of a year',
      permission: 'anyone',
      query: z.object({ year: z.string().describe('2012, or the financial year 2012/13') }),
      response: FiguresSchema,
      problems: ['year-unreadable', 'year-goes-on'],
    },
    async ({ tx, actor, query }) => {
      const year = readYear(query.year);
      if (isRefusal(year)) return year;
      const wrong = yearIsOver(year, await businessToday(tx));
      if (wrong) return wrong;
      const { name, from, until } = year;
      return { value: { year: name, from, until, ...(await publishedFigures(tx, actor, year)) } };
    },
  ),
];
