import { z } from 'zod';
import { isRefusal, type Refusal } from '../../../kernel/refusal.ts';
import { type Actor, system } from '../../../platform/actor.ts';
import { notAllowed, notFound } from '../../../platform/common-refusals.ts';
import { actingAs } from '../../../platform/database/transaction.ts';
import { optionalText, readFields } from '../../../platform/http/form.ts';
import {
  type Attempt,
  type Context,
  get,
  type Answer as HttpAnswer,
  post,
  type Route,
} from '../../../platform/http/route.ts';
import { siteOf } from '../../../platform/settings.ts';
import { NOTHING_TYPED } from '../../../ui/forms/typed.ts';
import { findSitting, type Sitting } from '../queries.ts';
import { findMember, type Member } from '../terms/member-queries.ts';
import { type FoundInvitation, findInvitation, inviteMembers } from './invitations.ts';
import { membersAt, seatsToAnswerFor } from './members.ts';
import { InvitedPage, RepliedPage, ReplyPage } from './pages/replies.tsx';
import { pathOfSitting } from './pages/sitting.tsx';
import { listReplies, replyToSitting } from './replies.ts';
import { crumbsTo, EDIT, READ, sittingOf } from './shared.ts';
import { ANSWERS, type Answer } from './words.ts';

const ANYONE = { who: 'anyone' } as const;

export const replyFields = z.object({
  answer: z.enum(Object.keys(ANSWERS) as [Answer, ...Answer[]], { error: 'Say whether you will attend' }),
  substitute: optionalText(),
  reason: optionalText(),
});

async function invite(c: Context): Promise<HttpAnswer> {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const occasion = { today: c.today, now: new Date(), site: siteOf(c.services.settings) };
  const done = await inviteMembers(c.tx, c.actor, sitting.id, occasion);
  if (isRefusal(done)) return done;
  return {
    title: 'Invited',
    breadcrumbs: crumbsTo(sitting),
    body: <InvitedPage sitting={sitting} {...done} />,
  };
}

/** The seat that the address or form names, if the reader may answer for it; their first seat when it names none. */
async function seatOf(c: Context, sitting: Sitting): Promise<Member | Refusal> {
  const mine = await seatsToAnswerFor(c.tx, c.actor, await membersAt(c.tx, sitting), c.today);
  const wanted = c.query.member;
  return mine.find(({ id }) => wanted === undefined || id === wanted) ?? notAllowed();
}

async function replyForm(c: Context, attempt?: Attempt): Promise<HttpAnswer> {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const member = await seatOf(c, sitting);
  if (isRefusal(member)) return member;
  const given = (await listReplies(c.tx, sitting.id)).get(member.id);
  const values = given
    ? { answer: given.answer, substitute: given.substitute ?? '', reason: given.reason ?? '' }
    : {};
  const path = pathOfSitting(sitting);
  return {
    title: 'Will you come?',
    breadcrumbs: crumbsTo(sitting),
    body: (
      <ReplyPage
        sitting={sitting}
        member={member}
        action={`${path}/reply?member=${member.id}`}
        back={path}
        attempt={attempt ?? { values, errors: {} }}
        keys={c.formKeys}
      />
    ),
  };
}

async function saveReply(c: Context): Promise<HttpAnswer> {
  const sitting = await sittingOf(c);
  if (!sitting) return notFound('sitting');
  const member = await seatOf(c, sitting);
  if (isRefusal(member)) return member;
  const fields = readFields(replyFields, c.form);
  if (isRefusal(fields)) return fields;
  const input = { ...fields, sittingId: sitting.id, membershipId: member.id, today: c.today };
  const replied = await replyToSitting(c.tx, c.actor, input);
  return isRefusal(replied) ? replied : { redirect: pathOfSitting(sitting) };
}

/** Runs as the holder of the link of the address, in the visitor's own transaction. */
async function asHolder(
  c: Context,
  use: 'answer' | 'thanks',
  work: (holder: Actor, found: FoundInvitation, sitting: Sitting, member: Member) => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const finder = system('governance.link', c.actor.partnershipId, ['read', 'platform.work']);
  const found = await actingAs(c.tx, c.actor, finder, () =>
    findInvitation(c.tx, finder, c.params.token ?? '', { now: new Date(), use }),
  );
  if (isRefusal(found)) return found;
  return actingAs(c.tx, c.actor, found.holder, async () => {
    const sitting = await findSitting(c.tx, found.sittingId);
    const member = await findMember(c.tx, found.membershipId);
    return sitting && member ? work(found.holder, found, sitting, member) : notFound('sitting');
  });
}

const byLink = (c: Context, attempt: Attempt = NOTHING_TYPED): Promise<HttpAnswer> =>
  asHolder(c, 'answer', async (_holder, _found, sitting, member) => ({
    title: 'Will you come?',
    body: (
      <ReplyPage
        sitting={sitting}
        member={member}
        action={`/reply/${c.params.token}`}
        attempt={attempt}
        keys={c.formKeys}
      />
    ),
  }));

const saveByLink = (c: Context): Promise<HttpAnswer> =>
  asHolder(c, 'answer', async (holder, invitation, sitting, member) => {
    const fields = readFields(replyFields, c.form);
    if (isRefusal(fields)) return fields;
    const replied = await replyToSitting(c.tx, holder, {
      ...fields,
      sittingId: sitting.id,
      membershipId: member.id,
      today: c.today,
      invitation,
    });
    return isRefusal(replied) ? replied : { redirect: `/reply/${c.params.token}/thanks` };
  });

const thanks = (c: Context): Promise<HttpAnswer> =>
  asHolder(c, 'thanks', async (_holder, _found, sitting, member) => ({
    title: 'Thank you',
    body: <RepliedPage sitting={sitting} reply={(await listReplies(c.tx, sitting.id)).get(member.id)} />,
  }));

/** Who comes: invitations, and answers by members signed in, by the secretary, and by a mail's link. */
export const replyRoutes: readonly Route[] = [
  post('/bodies/:slug/sittings/:id/invitations', EDIT, invite),
  get('/bodies/:slug/sittings/:id/reply', READ, (c) => replyForm(c)),
  post('/bodies/:slug/sittings/:id/reply', READ, saveReply, { again: replyForm }),
  get('/reply/:token', ANYONE, (c) => byLink(c)),
  post('/reply/:token', ANYONE, saveByLink, { again: byLink }),
  get('/reply/:token/thanks', ANYONE, thanks),
];
