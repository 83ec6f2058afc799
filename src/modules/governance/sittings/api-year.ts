import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { bodyIn, givenDay } from '../terms/api.ts';
import { day } from './api.ts';
import { planYear, proposeYear } from './year-plan.ts';

const time = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as 14:00')
  .nullable()
  .default(null);

const YearPlanOf = z
  .object({
    from: day,
    to: day,
    wanted: z.int().describe('How many sittings the terms ask for'),
    there: z.int().describe('How many were held or are planned'),
    proposed: z.array(z.object({ number: z.int(), from: day, to: day, day })),
  })
  .meta({ id: 'YearPlan', description: 'A body’s year of sittings, and days proposed for what is missing.' });

const FIELDS = Array.from({ length: 60 }, (_, place) => `days.${place}`);

/** A year of sittings by program. */
export const yearApi: readonly Route[] = [
  apiGet(
    '/api/v1/bodies/:slug/year-plan',
    {
      name: 'proposeYear',
      summary:
        'The sittings that a body’s terms ask for in its year, with working days proposed for what is missing',
      permission: 'read',
      query: z.object({ on: givenDay.optional().describe('A day of the year; today unless given') }),
      response: YearPlanOf,
      problems: ['terms-ask-for-no-sittings'],
    },
    async ({ tx, params, query, today }) => {
      const body = await bodyIn(tx, params);
      if (isRefusal(body)) return body;
      const plan = await proposeYear(tx, body, { on: query.on ?? today, today });
      return isRefusal(plan) ? plan : { value: { ...plan, proposed: [...plan.proposed] } };
    },
  ),
  apiPost(
    '/api/v1/bodies/:slug/year-plan',
    {
      name: 'planYear',
      summary: 'Plan several sittings of a body together: all of them, or none',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        days: z.array(givenDay).max(60),
        startsAt: time,
        endsAt: time,
        venue: z.string().trim().max(400).nullable().default(null),
      }),
      fields: { day: 'days' },
      response: z.object({ sittings: z.array(z.uuid()) }),
      problems: [
        'no-sitting-to-plan',
        'sitting-day-is-over',
        'not-a-working-day',
        'sitting-day-twice',
        'sits-on-that-day-already',
        'body-had-ended',
      ],
    },
    async ({ tx, actor, params, body: given, today }) => {
      const body = await bodyIn(tx, params);
      if (isRefusal(body)) return body;
      const planned = await planYear(tx, actor, body, { ...given, fields: FIELDS, today });
      return isRefusal(planned) ? planned : { value: { sittings: [...planned] } };
    },
  ),
];
