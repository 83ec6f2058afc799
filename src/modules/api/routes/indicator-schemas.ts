import { z } from 'zod';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import {
  findIndicator,
  type IndicatorInput,
  type Indicator as IndicatorRow,
  type Standing as StandingRow,
} from '../../intelligence/index.ts';
import { findAgency, findPost } from '../../partners/index.ts';
import { findPlace } from '../../places/index.ts';
import { named } from '../lookup.ts';
import { day, givenDay, givenText } from '../schemas.ts';
import { Baseline, Target } from './target-schemas.ts';

const kind = z.enum(['number', 'rate', 'percentage', 'money']);
const direction = z.enum(['higher', 'lower', 'neither']).describe('Which way is better');
const frequency = z.enum(['monthly', 'quarterly', 'yearly', 'each-wave', 'once', 'irregular']);
const uncertainty = z.enum(['counted', 'sampled', 'complete', 'not-stated']);

/** How an indicator stands against its target. */
export const track = z.enum([
  'met',
  'on-track',
  'off-track',
  'missed',
  'too-early',
  'cannot-tell',
  'target-unknown',
  'no-target',
]);

export const Indicator = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    definition: z.string(),
    kind,
    unit: z.string(),
    decimals: z.int(),
    direction,
    uncertainty: uncertainty.describe('How a figure is arrived at'),
    numeratorSays: z.string(),
    denominatorSays: z.string(),
    per: z.number().nullable(),
    numeratorId: z.uuid().nullable().describe('The indicator it is computed from, by the denominator’s'),
    denominatorId: z.uuid().nullable(),
    place: z.string().nullable(),
    source: z.string(),
    frequency,
    firstPeriodEndsOn: day.nullable(),
    dueDays: z.int().describe('Days after the end of a period by which its figure is due'),
    ownerAgencyId: z.uuid().nullable(),
    ownerPostId: z.uuid().nullable(),
    public: z.boolean(),
    smallNumbers: z.boolean(),
    endedOn: day.nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Indicator', description: 'What is measured. Money is in pounds.' });

const Figure = z
  .object({
    period: z.string(),
    start: day,
    end: day,
    value: z.number().nullable().describe('null while it is awaited'),
    numerator: z.number().nullable(),
    denominator: z.number().nullable(),
    quality: z.enum(['final', 'provisional', 'estimated', 'awaited']),
    source: z.string(),
    note: z.string(),
    version: z.int(),
    computed: z.boolean(),
  })
  .meta({ id: 'Figure', description: 'One figure of an indicator, in its last version.' });

export const Standing = Indicator.extend({
  asAt: day,
  latest: Figure.nullable(),
  previous: Figure.nullable(),
  change: z.object({ absolute: z.number(), percent: z.number().nullable(), text: z.string() }).nullable(),
  status: z.enum(['improving', 'worsening', 'changing', 'no-real-change', 'too-few-data', 'cannot-tell']),
  sentence: z.string().describe('The latest figure, its change, and why the status is what it is'),
  track,
  trackSentence: z.string(),
  baseline: Baseline.nullable(),
  targets: z.array(Target.extend({ track, trackSentence: z.string() })),
  contradictions: z.array(z.string()),
}).meta({ id: 'IndicatorStanding', description: 'An indicator and how it stands on a day.' });

export const indicatorShown = ({ placeSlug, ...indicator }: IndicatorRow): z.input<typeof Indicator> => ({
  ...indicator,
  place: placeSlug,
});

const figure = (point: StandingRow['points'][number]) => ({
  ...point,
  period: point.period.text,
  start: point.period.start,
  end: point.period.end,
});

export const standingShown = (standing: StandingRow, asAt: string): z.input<typeof Standing> => ({
  ...indicatorShown(standing.indicator),
  asAt,
  latest: standing.latest ? figure(standing.latest) : null,
  previous: standing.previous ? figure(standing.previous) : null,
  change: standing.change ?? null,
  status: standing.status,
  sentence: standing.sentence,
  track: standing.track.track,
  trackSentence: standing.track.sentence,
  baseline: standing.baseline ?? null,
  targets: standing.targets.map(({ target, tracking }) => ({
    ...target,
    stages: [...target.stages],
    track: tracking.track,
    trackSentence: tracking.sentence,
  })),
  contradictions: [...standing.contradictions],
});

const slugOf = (what: string) => z.string().nullable().optional().describe(`The slug of ${what}`);

/**
 * What an indicator is defined by; what it refers to stands as slugs. What is left out is usual for a new one, and stays as
 * it is of one that is there.
 */
export const indicatorBody = z.strictObject({
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(80)
    .describe('Words joined by hyphens'),
  title: givenText,
  definition: z.string().max(4000).optional(),
  kind,
  unit: z.string().max(80).optional().describe('The noun that is counted'),
  decimals: z.int().min(0).max(6).optional().describe('0 for a new one unless given'),
  direction,
  uncertainty: uncertainty.optional().describe('That which is usual for its kind unless given'),
  numeratorSays: z.string().max(400).optional(),
  denominatorSays: z.string().max(400).optional(),
  per: z.number().positive().nullable().optional().describe('A rate is per so many; 1,000 unless given'),
  numerator: slugOf('the indicator it is computed from, with denominator'),
  denominator: slugOf('the indicator by which it is divided'),
  place: slugOf('a place'),
  source: z.string().max(400).optional(),
  frequency: frequency.optional().describe('irregular for a new one unless given'),
  firstPeriodEndsOn: givenDay.nullable().optional(),
  dueDays: z.int().min(0).max(1000).optional().describe('60 for a new one unless given'),
  owner: slugOf('the agency that answers for it'),
  ownerPost: slugOf('the post that answers for it'),
  public: z.boolean().optional().describe('false for a new one unless given'),
  smallNumbers: z
    .boolean()
    .optional()
    .describe(
      'Whether it counts so few people that a figure could point at somebody; false for a new one unless given',
    ),
});

type Optional<T> = { readonly [Name in keyof T]: Exclude<T[Name], undefined> };

/** What was said, without what was left out. */
const said = <T extends object>(all: T): Partial<Optional<T>> =>
  Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Partial<Optional<T>>;

/** What was named, looked up; undefined where nothing was said of it. */
const looked = async <T>(
  tx: Tx,
  slug: string | null | undefined,
  find: (tx: Tx, slug: string) => Promise<T | undefined>,
  what: string,
): Promise<T | null | undefined | Refusal> => (slug === undefined ? undefined : named(tx, slug, find, what));

const idOf = <Id>(thing: { readonly id: Id } | null | undefined): Id | null | undefined =>
  thing === null ? null : thing?.id;

/** The body with what it names looked up; what was left out is missing. */
export async function indicatorInput(
  tx: Tx,
  body: z.output<typeof indicatorBody>,
): Promise<IndicatorInput | Refusal> {
  const { slug, title, kind, direction, owner, ownerPost, place, numerator, denominator, ...rest } = body;
  const agency = await looked(tx, owner, findAgency, 'agency');
  if (isRefusal(agency)) return agency;
  const post = await looked(tx, ownerPost, findPost, 'post');
  if (isRefusal(post)) return post;
  const where = await looked(tx, place, findPlace, 'place');
  if (isRefusal(where)) return where;
  const over = await looked(tx, numerator, findIndicator, 'indicator');
  if (isRefusal(over)) return over;
  const under = await looked(tx, denominator, findIndicator, 'indicator');
  if (isRefusal(under)) return under;
  return {
    ...{ slug, title, kind, direction },
    ...said(rest),
    ...said({
      placeSlug: where === null ? null : where?.slug,
      ownerAgencyId: idOf(agency),
      ownerPostId: idOf(post),
      numeratorId: idOf(over),
      denominatorId: idOf(under),
    }),
  };
}
