import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { day, givenDay, optionalDay, pence, someWords } from '../api-schemas.ts';
import { namesOf, QUALITIES } from '../words.ts';
import { addOpportunity, STAGES, takeStage } from './opportunity.ts';
import { findOpportunity, listOpportunities, listSpending, type Opportunity } from './queries.ts';

const whole = z.int().nullable().describe('Whole pence; null where it is not known');
const id = z.uuid().nullable().default(null);
const quality = z.enum(namesOf(QUALITIES));

const OpportunitySchema = z
  .object({
    slug: z.string(),
    name: z.string(),
    funder: z.string(),
    about: z.string(),
    leadAgency: z.string().nullable(),
    deadlineOn: day.nullable(),
    pence: whole,
    matchPercent: z.number().nullable(),
    matchFrom: z.string(),
    stage: z.enum(STAGES),
    stageSince: day,
    stagePence: whole.describe('What was bid for, or won, in pence'),
    stream: z.string().nullable().describe('The slug of the stream it became'),
    source: z.string(),
    quality,
    note: z.string(),
  })
  .meta({ id: 'Opportunity', description: 'External funding in sight, and how far it is.' });

const shown = (one: Opportunity): z.input<typeof OpportunitySchema> => ({ ...one, stream: one.streamSlug });

const SpendingSchema = z
  .object({
    id: z.uuid(),
    agency: z.string().describe('The slug of the partner'),
    startsOn: day,
    endsOn: day,
    place: z.string().nullable(),
    outcome: z.string().nullable(),
    arrangement: z.enum(['pooled', 'aligned']),
    says: z.string(),
    pence: whole,
    quality,
    source: z.string(),
  })
  .meta({ id: 'PartnerSpending', description: 'What a partner spends here in a period.' });

export const opportunityApi: readonly Route[] = [
  apiList(
    '/api/v1/opportunities',
    {
      name: 'listOpportunities',
      summary: 'External funding in sight',
      permission: 'read',
      item: OpportunitySchema,
      order: ({ slug }) => [slug],
      query: z.object({ stage: z.enum(STAGES).optional() }),
    },
    async ({ tx, query }) =>
      (await listOpportunities(tx))
        .filter(({ stage }) => query.stage === undefined || stage === query.stage)
        .map(shown)
        .toSorted((a, b) => (a.slug < b.slug ? -1 : 1)),
  ),
  apiPost(
    '/api/v1/opportunities',
    {
      name: 'addOpportunity',
      fields: { day: 'on' },
      summary: 'Add external funding that is in sight',
      permission: 'fund.keep',
      status: 201,
      body: z.object({
        name: z.string().trim().min(1).max(200),
        funder: someWords,
        about: someWords,
        on: givenDay,
        deadlineOn: optionalDay,
        leadAgencyId: id,
        leadPostId: id,
        pence: pence.nullable().default(null),
        matchPercent: z.number().min(0).max(9999).nullable().default(null),
        matchFrom: someWords,
        projectId: id,
        source: someWords,
        quality: quality.default('final'),
        note: someWords,
      }),
      response: OpportunitySchema,
      problems: ['name-is-reserved', 'opportunity-slug-unique', 'day-is-in-the-future'],
    },
    async ({ tx, actor, body }) => {
      const { on, pence: amount, ...fields } = body;
      const added = await addOpportunity(tx, actor, { ...fields, amount, day: on });
      if (isRefusal(added)) return added;
      const one = await findOpportunity(tx, added.slug);
      return one ? { value: shown(one) } : notFound('opportunity');
    },
  ),
  apiPost(
    '/api/v1/opportunities/:slug/stages',
    {
      name: 'takeOpportunityStage',
      summary: 'Record how far an opportunity is: preparing, bid, won with its stream, lost, not pursued',
      permission: 'fund.keep',
      status: 201,
      body: z.object({
        stage: z.enum(STAGES),
        on: givenDay,
        pence: pence.nullable().default(null),
        streamId: id,
        says: someWords,
      }),
      response: OpportunitySchema,
      problems: [
        'not-found',
        'not-from-this-stage',
        'before-the-last-stage',
        'day-is-in-the-future',
        'opportunity-bid-has-an-amount',
        'opportunity-only-won-becomes-a-stream',
        'opportunity-result-says-why',
      ],
    },
    async ({ tx, actor, body, params }) => {
      const { on, pence: amount, ...fields } = body;
      const taken = await takeStage(tx, actor, params.slug ?? '', { ...fields, amount, day: on });
      if (isRefusal(taken)) return taken;
      const one = await findOpportunity(tx, taken.slug);
      return one ? { value: shown(one) } : notFound('opportunity');
    },
  ),
  apiList(
    '/api/v1/partner-spending',
    {
      name: 'listPartnerSpending',
      summary: 'What each partner spends here, by place and outcome, pooled or aligned',
      permission: 'read',
      item: SpendingSchema,
      order: ({ id: own }) => [own],
    },
    async ({ tx }) =>
      (await listSpending(tx))
        .map((one) => ({ ...one, agency: one.agencySlug }))
        .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  ),
];
