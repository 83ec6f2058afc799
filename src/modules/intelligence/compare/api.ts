import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { assembleComparison } from './assemble.ts';
import type { Contributed } from './contribution.ts';
import { assembleContribution } from './contribution-assemble.ts';
import { listFamilies } from './families.ts';
import { isTold } from './gap.ts';
import { assembleGap } from './gap-assemble.ts';

const number = z.number().nullable();
const day = z.iso.date();
const note = z
  .string()
  .nullable()
  .describe('Where the period is of a later time than the business date: that it is');

const Interval = z.object({ value: z.number(), low: z.number(), high: z.number() });
const ComparedPlace = z
  .object({
    place: z.string().describe('Slug of the place; empty for the indicator’s own'),
    name: z.string(),
    state: z.enum(['told', 'hidden', 'awaited', 'missing']),
    rank: z.int().nullable(),
    value: number,
    lower: number.describe('95% limits, in the indicator’s unit'),
    upper: number,
    numerator: number,
    denominator: number,
    quality: z.enum(['final', 'provisional', 'estimated', 'awaited']).nullable(),
    beingChecked: z.boolean().describe('The figure was put to its owner, who has not answered yet'),
    compared: z.enum(['higher', 'lower', 'similar']).nullable().describe('Null where it cannot be told'),
    judged: z.enum(['better', 'worse']).nullable(),
    difference: Interval.nullable().describe('Place less comparator, with 95% limits'),
    sentence: z.string(),
  })
  .meta({ id: 'ComparedPlace' });
const ComparisonSchema = z
  .object({
    indicator: z.string(),
    places: z.string().nullable().describe('Null where no figures of places are known'),
    period: z.string().nullable(),
    with: z.string().nullable(),
    comparator: z.object({ name: z.string(), value: number, lower: number, upper: number }).nullable(),
    sentence: z.string(),
    note,
    rows: z.array(ComparedPlace),
  })
  .meta({
    id: 'Comparison',
    description: 'Places of a geography or family beside a comparator, in one period.',
  });

const GapSchema = z
  .object({
    indicator: z.string(),
    of: z.string().nullable(),
    between: z.array(z.string()),
    since: z.string().nullable(),
    until: z.string().nullable(),
    verdict: z.enum(['narrowing', 'widening', 'cannot-tell']).nullable(),
    wider: Interval.nullable().describe('How much wider it is now than then, with 95% limits'),
    sentence: z.string(),
    note,
    gaps: z.array(
      z.object({
        period: z.string(),
        gap: number,
        lower: number,
        upper: number,
        because: z.string().describe('Why there is no gap to tell; empty where there is'),
      }),
    ),
  })
  .meta({ id: 'Gap', description: 'The gap between two sides, period by period, newest first.' });

const ContributedSchema = z.object({
  before: z.number(),
  now: z.number(),
  sentence: z.string(),
  parts: z.array(
    z.object({
      of: z.string(),
      before: z.number(),
      now: z.number(),
      change: Interval,
      points: number.describe('Percentage points of the whole before; they add up to its change'),
    }),
  ),
});
const ContributionSchema = z
  .object({
    indicator: z.string(),
    since: z.string().nullable(),
    until: z.string().nullable(),
    note,
    because: z.string().describe('Why nothing is told by place; empty where it is'),
    byPlace: ContributedSchema.nullable(),
    byType: ContributedSchema.nullable().describe('Null where the source does not tell types apart'),
  })
  .meta({ id: 'ContributionToChange' });

const contributedOf = ({ before, now, sentence, parts }: Contributed) => ({
  before,
  now,
  sentence,
  parts: parts.map((part) => ({ ...part })),
});

const FamilySchema = z
  .object({
    slug: z.string(),
    title: z.string(),
    startsOn: day,
    source: z.string(),
    note: z.string(),
    places: z.array(z.object({ slug: z.string(), name: z.string() })),
  })
  .meta({ id: 'ComparatorFamily', description: 'A dated list of places that are like ours.' });

/** Comparisons for programs: the same rows as on the pages. */
export const compareApiRoutes: readonly Route[] = [
  apiGet(
    '/api/v1/indicators/:slug/comparison',
    {
      name: 'getComparison',
      summary: 'Places beside a comparator, with intervals and significance',
      permission: 'read',
      query: z.strictObject({
        places: z.string().optional().describe('A geography’s slug, or family: and that of a family'),
        with: z.string().optional().describe('whole, together, or the slug of a place around them'),
        period: z.string().optional(),
      }),
      response: ComparisonSchema,
      problems: ['not-found', 'places-unknown', 'period-unknown', 'comparator-unknown'],
    },
    async ({ tx, params, query, today, partnership }) => {
      const slug = params.slug ?? '';
      const found = await assembleComparison(tx, slug, query, { today, area: partnership.area });
      if (isRefusal(found)) return found;
      const { told } = found;
      const value = {
        indicator: slug,
        places: told?.set.value ?? null,
        period: told?.period.text ?? null,
        with: told?.with ?? null,
        comparator: told
          ? {
              name: told.comparator.name,
              value: told.comparator.figure?.value ?? null,
              lower: told.comparator.lower,
              upper: told.comparator.upper,
            }
          : null,
        sentence: told?.sentence ?? '',
        note: told?.note ?? null,
        rows: (told?.rows ?? []).map(({ slug: place, ...row }) => ({ place, ...row })),
      };
      return { value };
    },
  ),
  apiGet(
    '/api/v1/indicators/:slug/gap',
    {
      name: 'getGap',
      summary: 'Whether the gap between two places, or the most and least deprived fifth, closes',
      permission: 'read',
      query: z.strictObject({
        of: z.string().optional().describe('fifths: and a geography’s slug, or the slug of a place'),
        since: z.string().optional().describe('The earlier period; the same of the year before unless given'),
        until: z.string().optional().describe('The later period; the newest up to today unless given'),
      }),
      response: GapSchema,
      problems: ['not-found', 'gap-unknown', 'period-unknown'],
    },
    async ({ tx, params, query, today, partnership }) => {
      const found = await assembleGap(tx, params.slug ?? '', query, { today, area: partnership.area });
      if (isRefusal(found)) return found;
      const { told } = found;
      const value = {
        indicator: found.indicator.slug,
        of: told?.pair.value ?? null,
        between: told ? [told.pair.one.name, told.pair.other.name] : [],
        since: told?.before?.period.text ?? null,
        until: told?.now.period.text ?? null,
        verdict: told?.judged.verdict ?? null,
        wider: told?.judged.wider ?? null,
        sentence: told?.judged.sentence ?? '',
        note: told?.note ?? null,
        gaps: (told?.gaps ?? []).map(({ period, gap }) =>
          isTold(gap)
            ? { period: period.text, gap: gap.value, lower: gap.low, upper: gap.high, because: '' }
            : { period: period.text, gap: null, lower: null, upper: null, because: gap.because },
        ),
      };
      return { value };
    },
  ),
  apiGet(
    '/api/v1/indicators/:slug/contribution',
    {
      name: 'getContributionToChange',
      summary: 'What each place and type adds to a change between two periods',
      permission: 'read',
      query: z.strictObject({
        places: z.string().optional().describe('A geography’s slug'),
        since: z.string().optional(),
        until: z.string().optional(),
      }),
      response: ContributionSchema,
      problems: ['not-found', 'places-unknown', 'period-unknown'],
    },
    async ({ tx, params, query, today, partnership }) => {
      const here = { today, area: partnership.area };
      const found = await assembleContribution(tx, params.slug ?? '', query, here);
      if (isRefusal(found)) return found;
      const { told } = found;
      const places = told && !('because' in told.byPlace) ? told.byPlace : undefined;
      const value = {
        indicator: found.indicator.slug,
        since: told?.from.text ?? null,
        until: told?.to.text ?? null,
        note: told?.note ?? null,
        because: told && 'because' in told.byPlace ? told.byPlace.because : '',
        byPlace: places ? contributedOf(places) : null,
        byType: told?.byType ? contributedOf(told.byType) : null,
      };
      return { value };
    },
  ),
  apiList(
    '/api/v1/comparator-families',
    {
      name: 'listComparatorFamilies',
      summary: 'Families of similar places, in every list that was recorded',
      permission: 'read',
      item: FamilySchema,
      order: ({ slug, startsOn }) => [slug, startsOn],
    },
    async ({ tx }) =>
      (await listFamilies(tx))
        .map(({ id: _id, places, ...family }) => ({
          ...family,
          places: places.map(({ slug, name }) => ({ slug, name })),
        }))
        .sort((a, b) => (a.slug < b.slug ? -1 : a.slug > b.slug ? 1 : a.startsOn < b.startsOn ? -1 : 1)),
  ),
];
