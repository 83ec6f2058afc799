import { z } from 'zod';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { apiPost } from '../../../../platform/http/api.ts';
import { apiList } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { registerInterest } from './plan.ts';
import { findInterest, INTEREST_KINDS, type InterestKind, listInterests } from './queries.ts';

const day = z.iso.date();
const givenDay = day.transform((text) => text as PlainDate);
const words = z.string().trim().min(1).max(10_000);

const kinds = Object.keys(INTEREST_KINDS) as [InterestKind, ...InterestKind[]];

const InterestSchema = z
  .object({
    id: z.uuid(),
    member: z.string().describe('The seat or post, not a name'),
    body: z.string(),
    bodySlug: z.string(),
    kind: z.enum(kinds),
    says: z.string(),
    agency: z.string().nullable(),
    startsOn: day,
    endsOn: day.nullable(),
    revision: z.int(),
  })
  .meta({ id: 'RegisteredInterest', description: 'An interest that a member registered.' });

/** The register of interests, by program. */
export const interestApi: readonly Route[] = [
  apiList(
    '/api/v1/interests',
    {
      name: 'listRegisteredInterests',
      summary: 'The register of interests by body and day',
      permission: 'read',
      item: InterestSchema,
      query: z.object({ on: givenDay.optional().describe('Only those that exist on this day') }),
      order: ({ body, startsOn, id }) => [body, startsOn, id],
    },
    async ({ tx, query: { on } }) => listInterests(tx, on === undefined ? {} : { on }),
  ),
  apiPost(
    '/api/v1/interests',
    {
      name: 'registerInterest',
      summary: 'Enter an interest of a member in the register',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        membershipId: z.uuid(),
        kind: z.enum(kinds),
        says: words,
        agencyId: z.uuid().nullable().default(null),
        startsOn: givenDay,
      }),
      response: InterestSchema,
    },
    async ({ tx, actor, body }) => {
      const id = await registerInterest(tx, actor, body);
      if (isRefusal(id)) return id;
      const value = await findInterest(tx, id);
      return value ? { value, revision: value.revision } : notFound('interest');
    },
  ),
];
