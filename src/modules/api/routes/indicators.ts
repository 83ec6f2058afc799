import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  defineIndicator,
  findStanding,
  type Indicator as IndicatorRow,
  listIndicators,
  listStandings,
  rewordIndicator,
  type Standing as StandingRow,
} from '../../intelligence/index.ts';
import { findAgency } from '../../partners/index.ts';
import { findPlace } from '../../places/index.ts';
import { day, givenDay, givenText, notFound } from '../schemas.ts';
import { Baseline, Target } from './target-schemas.ts';

const kind = z.enum(['number', 'rate', 'percentage', 'money']);
const direction = z.enum(['higher', 'lower', 'neither']).describe('Which way is better');
const frequency = z.enum(['monthly', 'quarterly', 'yearly', 'each-wave', 'once', 'irregular']);
const track = z.enum([
  'met',
  'on-track',
  'off-track',
  'missed',
  'too-early',
  'cannot-tell',
  'target-unknown',
  'no-target',
]);

const Indicator = z
  .object({
    id: z.uuid(),
    slug: z.string(),
    title: z.string(),
    definition: z.string(),
    kind,
    unit: z.string(),
    decimals: z.int(),
    direction,
    numeratorSays: z.string(),
    denominatorSays: z.string(),
    per: z.number().nullable(),
    place: z.string().nullable(),
    source: z.string(),
    frequency,
    ownerAgencyId: z.uuid().nullable(),
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

const Standing = Indicator.extend({
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

const shown = ({ placeSlug, ...indicator }: IndicatorRow) => ({ ...indicator, place: placeSlug });

const figure = (point: StandingRow['points'][number]) => ({
  ...point,
  period: point.period.text,
  start: point.period.start,
  end: point.period.end,
});

const standingShown = (standing: StandingRow, asAt: string): z.input<typeof Standing> => ({
  ...shown(standing.indicator),
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

const asAt = givenDay.optional().describe('What was known by this day; the business date unless given');

/** Indicators and how they stand. */
export const indicatorRoutes: readonly Route[] = [
  apiList(
    '/api/v1/indicators',
    {
      name: 'listIndicators',
      summary: 'Indicators by title',
      permission: 'read',
      item: Indicator,
      order: ({ title, id }) => [title, id],
    },
    async ({ tx }) => (await listIndicators(tx)).map(shown),
  ),
  apiGet(
    '/api/v1/indicators/:slug',
    {
      name: 'getIndicator',
      summary: 'An indicator and how it stands',
      permission: 'read',
      query: z.object({ asAt }),
      response: Standing,
    },
    async ({ tx, params, query, today }) => {
      const on = query.asAt ?? today;
      const standing = await findStanding(tx, params.slug ?? '', on);
      return standing
        ? { value: standingShown(standing, on), revision: standing.indicator.revision }
        : notFound('indicator');
    },
  ),
  apiPost(
    '/api/v1/indicators',
    {
      name: 'defineIndicator',
      summary: 'Define an indicator',
      permission: 'indicators.edit',
      anywhere: true,
      status: 201,
      body: z.strictObject({
        slug: z
          .string()
          .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
          .max(80)
          .describe('Words joined by hyphens'),
        title: givenText,
        definition: z.string().max(4000).default(''),
        kind,
        unit: z.string().max(80).default('').describe('The noun that is counted'),
        decimals: z.int().min(0).max(4).default(0),
        direction,
        per: z.number().positive().nullable().default(null).describe('A rate is per so many'),
        place: z.string().nullable().default(null).describe('The slug of a place'),
        source: z.string().max(400).default(''),
        frequency: frequency.default('irregular'),
        owner: z.string().nullable().default(null).describe('The slug of the agency that answers for it'),
      }),
      response: Indicator,
      problems: ['may-not-edit-indicators', 'indicator-slug-unique'],
    },
    async ({ tx, actor, body: { owner, place, per, ...body } }) => {
      const agency = owner === null ? undefined : await findAgency(tx, owner);
      if (owner !== null && !agency) return notFound('agency');
      const where = place === null ? undefined : await findPlace(tx, place);
      if (place !== null && !where) return notFound('place');
      const made = await defineIndicator(tx, actor, {
        ...body,
        ...(per === null ? {} : { per }),
        placeSlug: where?.slug ?? null,
        ownerAgencyId: agency?.id ?? null,
      });
      if (isRefusal(made)) return made;
      return { value: shown(made), revision: made.revision, location: `/api/v1/indicators/${made.slug}` };
    },
  ),
  apiPost(
    '/api/v1/indicators/:slug/wordings',
    {
      name: 'rewordIndicator',
      summary: 'Reword an indicator, which keeps its identity and figures',
      permission: 'indicators.edit',
      anywhere: true,
      status: 201,
      revised: true,
      body: z.strictObject({
        title: givenText,
        definition: z.string().max(4000),
        reason: givenText.describe('Why it is reworded'),
      }),
      response: Indicator,
      problems: ['may-not-edit-indicators'],
    },
    async ({ tx, actor, params, body, revision }) => {
      const [indicator] = await listIndicators(tx, { slugs: [params.slug ?? ''] });
      if (!indicator) return notFound('indicator');
      const made = await rewordIndicator(tx, actor, { id: indicator.id, revision, ...body });
      return isRefusal(made) ? made : { value: shown(made), revision: made.revision };
    },
  ),
  apiList(
    '/api/v1/standings',
    {
      name: 'listStandings',
      summary: 'How every indicator stands',
      permission: 'read',
      item: Standing,
      query: z.object({ asAt, track: track.optional() }),
      order: ({ title, id }) => [title, id],
    },
    async ({ tx, query, today }) => {
      const on = query.asAt ?? today;
      return (await listStandings(tx, { asAt: on }))
        .filter((standing) => query.track === undefined || standing.track.track === query.track)
        .map((standing) => standingShown(standing, on));
    },
  ),
];
