import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { findBody } from '../queries.ts';
import { day, givenDay } from './api-schemas.ts';
import { routeOn } from './on-route.ts';
import { type DatedRoute, delegateRoute, endRoute, listDatedRoutes } from './route-keeping.ts';

const RouteOf = z
  .object({
    kind: z.string().describe('The kind of proposal'),
    says: z.string(),
    steps: z.array(
      z.object({
        does: z.enum(['recommends', 'decides']),
        bodies: z.array(z.object({ id: z.uuid(), name: z.string() })).describe('Who holds this place'),
      }),
    ),
  })
  .meta({
    id: 'DecisionRoute',
    description: 'Which bodies a kind of proposal walks past; the last decides.',
  });

const Delegation = z
  .object({
    kind: z.string(),
    startsOn: day.nullable(),
    endsOn: day.nullable(),
    note: z.string(),
    bodies: z
      .array(z.object({ id: z.uuid(), name: z.string() }))
      .describe('The last decides, the others recommend'),
  })
  .meta({ id: 'Delegation', description: 'A dated delegation of a kind of proposal to bodies.' });

const shown = ({ bodies, ...one }: DatedRoute): z.input<typeof Delegation> => ({
  ...one,
  bodies: [...bodies],
});

/** Who decides what, and dated delegations of it, by program. */
export const delegationApi: readonly Route[] = [
  apiList(
    '/api/v1/decision-routes',
    {
      name: 'listDecisionRoutes',
      summary: 'Who decides what on a day, by kind of proposal',
      permission: 'read',
      item: RouteOf,
      query: z.object({ on: givenDay.optional() }),
      order: ({ kind }) => [kind],
    },
    async ({ tx, services, query, today }) => {
      const routes = [];
      for (const { kind, says } of services.offers.decidable.values()) {
        const steps = await routeOn(tx, services.offers.decidable, kind, query.on ?? today);
        routes.push({ kind, says, steps: steps.map(({ does, bodies }) => ({ does, bodies: [...bodies] })) });
      }
      return routes;
    },
  ),
  apiList(
    '/api/v1/delegations',
    {
      name: 'listDelegations',
      summary: 'Dated delegations, those that ended too',
      permission: 'read',
      item: Delegation,
      order: ({ kind, startsOn }) => [kind, startsOn ?? ''],
    },
    async ({ tx }) => (await listDatedRoutes(tx)).map(shown),
  ),
  apiPost(
    '/api/v1/delegations',
    {
      name: 'delegateRoute',
      summary: 'Delegate a kind of proposal to bodies from a day on',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        kind: z.string(),
        bodies: z.array(z.string()).max(9).describe('Slugs in order; the last decides, the others recommend'),
        startsOn: givenDay,
        endsOn: givenDay.nullable().default(null),
        note: z.string().trim().max(4000).default(''),
      }),
      fields: { decides: 'bodies', position: 'startsOn' },
      response: Delegation,
      problems: [
        'not-decidable',
        'route-needs-bodies',
        'route-step-unique',
        'route-step-ends-after-it-starts',
      ],
    },
    async ({ tx, actor, services, body: { bodies: slugs, ...given } }) => {
      const bodies = [];
      for (const slug of slugs) {
        const body = await findBody(tx, slug);
        if (!body) return notFound('body');
        bodies.push(body.id);
      }
      const input = { ...given, bodyIds: bodies };
      const saved = await delegateRoute(tx, actor, services.offers.decidable, input);
      if (isRefusal(saved)) return saved;
      const made = (await listDatedRoutes(tx)).find(
        ({ kind, startsOn }) => kind === given.kind && startsOn === given.startsOn,
      );
      return made ? { value: shown(made) } : notFound('delegation');
    },
  ),
  apiPost(
    '/api/v1/delegations/endings',
    {
      name: 'endDelegation',
      summary: 'End an open delegation by its last day; after it the kind’s own route holds again',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({ kind: z.string(), startsOn: givenDay, endsOn: givenDay.optional() }),
      response: Delegation,
      problems: ['no-open-delegation', 'route-step-ends-after-it-starts'],
    },
    async ({ tx, actor, today, body: { kind, startsOn, endsOn = today } }) => {
      const ended = await endRoute(tx, actor, { kind, startsOn, endsOn });
      if (isRefusal(ended)) return ended;
      const made = (await listDatedRoutes(tx)).find((one) => one.kind === kind && one.startsOn === startsOn);
      return made ? { value: shown(made) } : notFound('delegation');
    },
  ),
];
