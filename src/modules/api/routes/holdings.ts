import { z } from 'zod';
import { asId, type Id } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiPost } from '../../../platform/http/api.ts';
import { apiList, apiPages } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import {
  addPerson,
  appoint,
  endHolding,
  findAgency,
  findPost,
  type Holding as HoldingRow,
  listHoldings,
  listPeople,
} from '../../partners/index.ts';
import { named } from '../lookup.ts';
import { day, givenDay, givenText, notFound } from '../schemas.ts';

const Holding = z
  .object({
    id: z.uuid(),
    personId: z.uuid(),
    person: z.string(),
    email: z.string().nullable(),
    telephone: z.string().nullable(),
    startsOn: day,
    endsOn: day.nullable(),
    secondedFrom: z.string().nullable(),
  })
  .meta({ id: 'Holding', description: 'Who holds or held a post, from when to when.' });

const Person = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable(),
    telephone: z.string().nullable(),
    revision: z.int(),
  })
  .meta({ id: 'Person', description: 'Somebody who works with the partnership.' });

async function holdingAnswer(tx: Tx, postId: string, is: (holding: HoldingRow) => boolean) {
  const holding = (await listHoldings(tx, [postId])).find(is);
  return holding ? { value: holding } : notFound('appointment');
}

/** Who holds which post. */
export const holdingRoutes: readonly Route[] = [
  apiPages(
    '/api/v1/people',
    {
      name: 'listPeople',
      summary: 'People who work with the partnership by name',
      permission: 'partners.edit',
      item: Person,
      key: z.tuple([z.string(), z.uuid()]),
      order: ({ name, id }) => [name, id],
    },
    async ({ tx }, page) => listPeople(tx, page),
  ),
  apiList(
    '/api/v1/posts/:slug/holdings',
    {
      name: 'listHoldings',
      summary: 'Everybody who holds or held a post, by the day they began',
      permission: 'read',
      item: Holding,
      order: ({ startsOn, id }) => [startsOn, id],
    },
    async ({ tx, params }) => {
      const post = await findPost(tx, params.slug ?? '');
      return post ? listHoldings(tx, [post.id]) : notFound('post');
    },
  ),
  apiPost(
    '/api/v1/posts/:slug/appointments',
    {
      name: 'appoint',
      summary: 'Appoint somebody to a post; whoever held it ends the day before',
      permission: 'partners.edit',
      status: 201,
      body: z.strictObject({
        person: z
          .union([
            z.strictObject({ id: z.uuid() }),
            z.strictObject({ name: givenText, email: z.email().nullable().default(null) }),
          ])
          .describe('Somebody who is known, or the name of somebody who is not'),
        startsOn: givenDay,
        secondedFrom: z.string().nullable().default(null).describe('The slug of an agency'),
      }),
      response: Holding,
      problems: ['appointment-before-the-present-one'],
    },
    async ({ tx, actor, params, body: { person, startsOn, secondedFrom } }) => {
      const post = await findPost(tx, params.slug ?? '');
      if (!post) return notFound('post');
      const agency = await named(tx, secondedFrom, findAgency, 'agency');
      if (isRefusal(agency)) return agency;
      const personId = 'id' in person ? (person.id as Id<'person'>) : await addPerson(tx, actor, person);
      if (isRefusal(personId)) return personId;
      const made = await appoint(tx, actor, { post, personId, startsOn, secondedFrom: agency?.id ?? null });
      return isRefusal(made) ? made : holdingAnswer(tx, post.id, ({ id }) => id === made);
    },
  ),
  apiPost(
    '/api/v1/posts/:slug/holdings/:id/endings',
    {
      name: 'endHolding',
      summary: 'Say on which day somebody left a post',
      permission: 'partners.edit',
      status: 201,
      body: z.strictObject({ endsOn: givenDay.describe('The last day') }),
      response: Holding,
      problems: ['holding-ends-after-it-starts'],
    },
    async ({ tx, actor, params, body }) => {
      const post = await findPost(tx, params.slug ?? '');
      const holdingId = asId<'holding'>(params.id ?? '');
      if (!post || !holdingId) return notFound('appointment');
      const ended = await endHolding(tx, actor, { post, holdingId, endsOn: body.endsOn });
      return isRefusal(ended) ? ended : holdingAnswer(tx, post.id, ({ id }) => id === holdingId);
    },
  ),
];
