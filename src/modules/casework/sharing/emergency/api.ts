/** Opening everything about one person in an emergency, and its review, for programs. */
import { z } from 'zod';
import { asId, isUuid } from '../../../../kernel/ids.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { type ApiContext, apiGet, apiPost } from '../../../../platform/http/api.ts';
import { apiList } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { personCode } from '../../people/index.ts';
import { inCasework } from '../../purpose/working.ts';
import { breakGlass, LONGEST_OPENING_HOURS, reviewBreakGlass } from '../break-glass.ts';
import { findOpening, listOpenings, type Opening as OpeningView } from '../openings.ts';
import { idInPath, readsOf } from '../reading.ts';
import { siteOf } from '../site.ts';

const PATH = '/api/v1/casework/emergency-openings';
const SEE = { permission: 'casework.read', anywhere: true } as const;
const outcome = z.enum(['justified', 'justified-with-lessons', 'not-justified']);
const day = z.iso.date();

const Opening = z
  .object({
    id: z.uuid(),
    person: z.string().describe('The code of the person, such as P-3F7K2QX'),
    agency: z.string(),
    reader: z.string(),
    purpose: z.string(),
    reason: z.string().nullable(),
    openedAt: z.string(),
    closesAt: z.string(),
    reviewBy: day,
    outcome: outcome.nullable(),
    reviewedOn: day.nullable(),
    found: z.string().nullable(),
  })
  .meta({ id: 'EmergencyOpening', description: 'Everything about one person was opened to one reader.' });

const shown = (one: OpeningView): z.input<typeof Opening> => ({
  ...one,
  person: personCode(one.clusterId),
  openedAt: one.openedAt.toISOString(),
  closesAt: one.closesAt.toISOString(),
  reason: one.reason ?? null,
  found: one.found ?? null,
});

async function now(c: Pick<ApiContext<unknown, unknown>, 'tx' | 'actor' | 'services'>, id: string) {
  const opening = await findOpening(c.tx, c.actor, c.services.subjects, id);
  return opening ? { value: shown(opening), location: `${PATH}/${id}` } : notFound('emergency opening');
}

/** Emergency openings under /api/v1: the same commands and refusals as the pages. */
export const emergencyApi: readonly Route[] = [
  inCasework(
    apiList(
      PATH,
      {
        name: 'listEmergencyOpenings',
        summary: 'Your own emergency openings; all of them for information governance',
        ...SEE,
        item: Opening,
        order: ({ openedAt, id }) => [openedAt, id],
        reads: readsOf('break-glass.list'),
        problems: ['choose-a-purpose'],
      },
      async ({ tx, actor, services }) => (await listOpenings(tx, actor, services.subjects)).map(shown),
    ),
  ),
  inCasework(
    apiGet(
      `${PATH}/:id`,
      {
        name: 'getEmergencyOpening',
        summary: 'One emergency opening, and its review',
        ...SEE,
        response: Opening,
        reads: readsOf('break-glass.read', 'break-glass', idInPath),
        problems: ['choose-a-purpose'],
      },
      (c) => now(c, c.params.id ?? ''),
    ),
  ),
  inCasework(
    apiPost(
      '/api/v1/casework/people/:id/emergency-openings',
      {
        name: 'openInEmergency',
        summary:
          'Open everything about one person to yourself for some hours; information governance is told at once',
        ...SEE,
        status: 201,
        body: z.strictObject({
          reason: z.string().trim().max(20_000),
          hours: z.int().describe(`From 1 to ${LONGEST_OPENING_HOURS}`),
        }),
        response: Opening,
        problems: ['choose-a-purpose', 'say-what-the-emergency-is', 'opens-for-a-day-at-most'],
      },
      async (c) => {
        const clusterId = asId<'cluster'>(c.params.id ?? '');
        if (!clusterId) return notFound('person');
        const opened = await breakGlass(c.tx, c.actor, c.services.subjects, {
          ...c.body,
          ...{ clusterId, site: siteOf(c) },
        });
        return isRefusal(opened) ? opened : now(c, opened.id);
      },
    ),
  ),
  inCasework(
    apiPost(
      `${PATH}/:id/review`,
      {
        name: 'reviewEmergencyOpening',
        summary: 'Say whether it was justified; not by who opened it',
        permission: 'casework.govern',
        body: z.strictObject({ outcome, says: z.string().trim().max(20_000) }),
        response: Opening,
        problems: [
          'choose-a-purpose',
          'say-what-was-found',
          'break-glass-is-reviewed-by-somebody-else',
          'break-glass-review-pkey',
        ],
      },
      async (c) => {
        const { id = '' } = c.params;
        if (!isUuid(id)) return notFound('emergency opening');
        const done = await reviewBreakGlass(c.tx, c.actor, c.services.subjects, id, c.body);
        return isRefusal(done) ? done : now(c, done.id);
      },
    ),
  ),
];
