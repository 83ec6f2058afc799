import { z } from 'zod';
import { isUuid } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { acknowledgeAlert } from './acts.ts';
import { type Alert, isOpen, listAlerts, sayAlert } from './queries.ts';

const day = z.iso.date();
const AlertSchema = z
  .object({
    id: z.uuid(),
    indicator: z.string(),
    period: z.string(),
    rule: z
      .enum(['outside', 'run', 'trend', 'two-of-three', 'places'])
      .describe('Of the indicator’s own figure; places where it is about places of it'),
    places: z
      .array(z.object({ place: z.string(), name: z.string(), rule: z.string() }))
      .describe('Places that stand out still, each by its rule'),
    favour: z.enum(['worse', 'better', 'neither']),
    sentence: z.string(),
    raisedOn: day,
    open: z.boolean().describe('Waits for an answer'),
    withdrawnOn: day.nullable(),
    withdrawnBecause: z.string().nullable(),
    acknowledgedOn: day.nullable(),
    acknowledgedBecause: z.string().nullable(),
  })
  .meta({ id: 'Alert', description: 'A new figure that was more than the usual variation of its series.' });

const shown = (alert: Alert): z.input<typeof AlertSchema> => ({
  id: alert.id,
  indicator: alert.slug,
  period: alert.period,
  rule: alert.rule as 'outside',
  favour: alert.favour,
  places: alert.places.map(({ slug, name, rule }) => ({ place: slug, name, rule })),
  sentence: sayAlert(alert),
  raisedOn: alert.raisedOn,
  open: isOpen(alert),
  withdrawnOn: alert.withdrawnOn,
  withdrawnBecause: alert.withdrawnBecause,
  acknowledgedOn: alert.acknowledgedOn,
  acknowledgedBecause: alert.acknowledgedBecause,
});

/** Alerts for programs. */
export const alertApiRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/alerts',
    {
      name: 'listAlerts',
      summary: 'Alerts, the newest first',
      permission: 'read',
      item: AlertSchema,
      key: z.tuple([z.string(), z.uuid()]),
      order: ({ raisedOn, id }) => [raisedOn, id],
    },
    async ({ tx }, { after, limit }) => (await listAlerts(tx, { after, limit })).map(shown),
  ),
  apiPost(
    '/api/v1/alerts/:id/acknowledgements',
    {
      name: 'acknowledgeAlert',
      summary: 'Say what is behind an alert, or what is done about it',
      says: 'Needs indicators.edit or observations.record for the agency that owns the indicator.',
      permission: 'read',
      status: 201,
      body: z.strictObject({
        reason: z.string().trim().min(1, 'Say what is behind it or what is done.').max(4000),
      }),
      response: AlertSchema,
      problems: ['not-found', 'not-allowed', 'alert-withdrawn', 'alert-acknowledgement-pkey'],
    },
    async ({ tx, actor, params, body }) => {
      const { id = '' } = params;
      const [alert] = isUuid(id) ? await listAlerts(tx, { id }) : [];
      if (!alert) return notFound('alert');
      const done = await acknowledgeAlert(tx, actor, alert, body.reason);
      if (isRefusal(done)) return done;
      const [answered] = await listAlerts(tx, { id });
      return answered ? { value: shown(answered) } : notFound('alert');
    },
  ),
];
