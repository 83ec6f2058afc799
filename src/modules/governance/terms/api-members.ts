import { z } from 'zod';
import type { Id } from '../../../kernel/ids.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import { notFound } from '../../../platform/common-refusals.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { apiGet, apiPost, apiPut } from '../../../platform/http/api.ts';
import { apiList } from '../../../platform/http/api-list.ts';
import type { Route } from '../../../platform/http/route.ts';
import { bodyIn, day, givenDay } from './api.ts';
import { findMember, listMembers } from './member-queries.ts';
import { addMember, changeMember } from './members.ts';
import { elect } from './offices.ts';
import { OFFICES, type Office, STANDINGS, type Standing } from './words.ts';

const standing = z.enum(Object.keys(STANDINGS) as [Standing, ...Standing[]]);
const office = z.enum(Object.keys(OFFICES) as [Office, ...Office[]]);
const id = <Kind extends string>() =>
  z
    .uuid()
    .nullable()
    .default(null)
    .transform((text) => text as Id<Kind> | null);

const Member = z
  .object({
    id: z.uuid(),
    bodyId: z.uuid(),
    agencyId: z.uuid().nullable(),
    agency: z.string().nullable(),
    postId: z.uuid().nullable(),
    post: z.string().nullable(),
    personId: z.uuid().nullable(),
    seatTitle: z.string(),
    title: z.string(),
    standing,
    functionSlug: z.string().nullable(),
    function: z.string().nullable(),
    substituteForId: z.uuid().nullable(),
    office: office.nullable(),
    startsOn: day.nullable(),
    endsOn: day.nullable(),
    note: z.string(),
    revision: z.int(),
  })
  .meta({ id: 'Member', description: 'A seat of a body, with the office held on the day asked about.' });

const memberBody = z.strictObject({
  agencyId: id<'agency'>(),
  postId: id<'post'>(),
  personId: id<'person'>(),
  seatTitle: z.string().trim().max(400).default(''),
  standing,
  functionSlug: z.string().nullable().default(null),
  substituteForId: id<'membership'>(),
  startsOn: givenDay.nullable().default(null),
  endsOn: givenDay.nullable().default(null),
  email: z.email().nullable().default(null),
  note: z.string().trim().max(4000).default(''),
});

async function memberAnswer(tx: Tx, memberId: string | undefined) {
  const member = z.uuid().safeParse(memberId).success ? await findMember(tx, memberId ?? '') : undefined;
  return member ? { value: member, revision: member.revision } : notFound('member');
}

/** Who sits on bodies, and who holds their offices, by program. */
export const membersApi: readonly Route[] = [
  apiList(
    '/api/v1/bodies/:slug/members',
    {
      name: 'listMembers',
      summary: 'Who sits on a body on a day, substitutes too',
      permission: 'read',
      item: Member,
      query: z.object({ on: givenDay.optional() }),
      order: ({ id: key }) => [key],
    },
    async ({ tx, params, query, today }) => {
      const body = await bodyIn(tx, params);
      if (isRefusal(body)) return body;
      return listMembers(tx, body.id, query.on ?? today, { substitutes: true });
    },
  ),
  apiPost(
    '/api/v1/bodies/:slug/members',
    {
      name: 'addMember',
      summary: 'Give somebody a seat on a body',
      permission: 'governance.edit',
      status: 201,
      body: memberBody,
      response: Member,
      problems: [
        'membership-core-is-of-an-organisation',
        'membership-is-of-somebody',
        'membership-unique',
        'substitute-for-nobody',
        'body-had-ended',
      ],
    },
    async ({ tx, actor, params, body: fields }) => {
      const body = await bodyIn(tx, params);
      if (isRefusal(body)) return body;
      const added = await addMember(tx, actor, body.id, fields);
      if (isRefusal(added)) return added;
      const answer = await memberAnswer(tx, added);
      return isRefusal(answer) ? answer : { ...answer, location: `/api/v1/members/${added}` };
    },
  ),
  apiGet(
    '/api/v1/members/:id',
    { name: 'getMember', summary: 'A seat of a body', permission: 'read', response: Member },
    async ({ tx, params }) => memberAnswer(tx, params.id),
  ),
  apiPut(
    '/api/v1/members/:id',
    {
      name: 'changeMember',
      summary: 'Change a seat, or end it by a last day, with the offices of its holder',
      permission: 'governance.edit',
      revised: true,
      body: memberBody,
      response: Member,
    },
    async ({ tx, actor, params, body, revision }) => {
      const there = await memberAnswer(tx, params.id);
      if (isRefusal(there)) return there;
      const changed = await changeMember(tx, actor, there.value.id, revision, body);
      return isRefusal(changed) ? changed : memberAnswer(tx, params.id);
    },
  ),
  apiPost(
    '/api/v1/bodies/:slug/elections',
    {
      name: 'electOfficer',
      summary: 'Record that a member was elected; whoever held the office holds it until the day before',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({
        membershipId: z.uuid().transform((text) => text as Id<'membership'>),
        office,
        startsOn: givenDay,
        how: z.string().trim().max(400).default(''),
      }),
      response: Member,
      problems: ['office-held-already', 'office-needs-a-seat', 'office-needs-a-member'],
    },
    async ({ tx, actor, params, body: fields }) => {
      const body = await bodyIn(tx, params);
      if (isRefusal(body)) return body;
      const elected = await elect(tx, actor, body.id, fields);
      if (isRefusal(elected)) return elected;
      const member = await findMember(tx, fields.membershipId, fields.startsOn);
      return member ? { value: member, revision: member.revision } : notFound('member');
    },
  ),
];
