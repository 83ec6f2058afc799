import { z } from 'zod';
import { isRefusal } from '../../../kernel/refusal.ts';
import { apiGet, apiPost } from '../../../platform/http/api.ts';
import type { Route } from '../../../platform/http/route.ts';
import { siteOf } from '../../../platform/settings.ts';
import { optionalWords, sittingIn } from './api.ts';
import { inviteMembers } from './invitations.ts';
import { membersAt } from './members.ts';
import { listReplies, replyToSitting } from './replies.ts';
import { ANSWERS, type Answer } from './words.ts';

const answers = z.enum(Object.keys(ANSWERS) as [Answer, ...Answer[]]);
const ReplySchema = z.object({
  membershipId: z.uuid(),
  member: z.string(),
  answer: answers.nullable().describe('Null where they have not answered'),
  substitute: z.string().nullable(),
  reason: z.string().nullable(),
});

/** Invitations and answers by program. */
export const replyApi: readonly Route[] = [
  apiPost(
    '/api/v1/sittings/:id/invitations',
    {
      name: 'inviteMembers',
      summary: 'Invite the members who were not invited yet, by mail',
      permission: 'governance.edit',
      status: 201,
      body: z.strictObject({ again: z.boolean().default(false).describe('Also those who were invited') }),
      response: z.object({ invited: z.array(z.string()), withoutAddress: z.array(z.string()) }),
      problems: ['sitting-is-not-to-come', 'sitting-day-unknown', 'nobody-to-invite'],
    },
    async ({ tx, actor, services, params, body, today }) => {
      const sitting = await sittingIn(tx, params);
      if (isRefusal(sitting)) return sitting;
      const occasion = { ...body, today, now: new Date(), site: siteOf(services.settings) };
      const done = await inviteMembers(tx, actor, sitting.id, occasion);
      if (isRefusal(done)) return done;
      return { value: { invited: [...done.invited], withoutAddress: [...done.withoutAddress] } };
    },
  ),
  apiGet(
    '/api/v1/sittings/:id/replies',
    {
      name: 'listReplies',
      summary: 'Who said that they come',
      permission: 'read',
      response: z.object({ items: z.array(ReplySchema) }),
    },
    async ({ tx, params }) => {
      const sitting = await sittingIn(tx, params);
      if (isRefusal(sitting)) return sitting;
      const replies = await listReplies(tx, sitting.id);
      const items = (await membersAt(tx, sitting)).map(({ id, title }) => {
        const { answer = null, substitute = null, reason = null } = replies.get(id) ?? {};
        return { membershipId: id, member: title, answer, substitute, reason };
      });
      return { value: { items } };
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/replies',
    {
      name: 'replyToSitting',
      summary: 'Say whether a member comes: oneself, or for them as the secretary',
      permission: 'read',
      status: 201,
      body: z.strictObject({
        membershipId: z.uuid(),
        answer: answers,
        substitute: optionalWords,
        reason: optionalWords,
      }),
      response: z.object({ id: z.uuid() }),
      problems: ['sitting-is-not-to-come', 'reply-names-the-substitute'],
    },
    async ({ tx, actor, params, body, today }) => {
      const sitting = await sittingIn(tx, params);
      if (isRefusal(sitting)) return sitting;
      const id = await replyToSitting(tx, actor, { ...body, sittingId: sitting.id, today });
      return isRefusal(id) ? id : { value: { id } };
    },
  ),
];
