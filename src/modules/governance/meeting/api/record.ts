import { z } from 'zod';
import { isUuid } from '../../../../kernel/ids.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { accountOf } from '../../../../platform/actor.ts';
import { notFound } from '../../../../platform/common-refusals.ts';
import { apiPost, apiPut, requireRevision } from '../../../../platform/http/api.ts';
import { apiList } from '../../../../platform/http/api-list.ts';
import type { Route } from '../../../../platform/http/route.ts';
import { listInterestsAt } from '../interests-at.ts';
import { readMeeting } from '../queries.ts';
import { declareInterest, strikeOut, withdrawInterest } from '../record/interest.ts';
import { moveMotion } from '../record/motion.ts';
import { writeNote } from '../record/note.ts';
import { recordVotes } from '../record/vote.ts';
import { standingVotes, tallyOf } from '../tally.ts';
import { givenText, id, RECORDING, sittingOfCall } from './shared.ts';

const Tally = z
  .object({
    for: z.int(),
    against: z.int(),
    abstained: z.int(),
    tied: z.boolean(),
    carried: z.boolean(),
  })
  .meta({ id: 'Tally', description: 'The votes on a motion that count.' });

const consequence = z.enum(['takes-part', 'speaks-without-vote', 'leaves']);
const choice = z.enum(['for', 'against', 'abstains']);
const reason = z.strictObject({ reason: givenText });
const Made = z.object({ id: z.uuid() });
const TAKING_PART = ['is-not-here', 'declared-an-interest', 'advisory-members-have-no-vote'];

/** What happens at an item: interests, motions, votes and notes. */
export const recordApi: readonly Route[] = [
  apiList(
    '/api/v1/sittings/:id/declarations',
    {
      name: 'listDeclarations',
      summary: 'Interests declared at a sitting, struck-out ones too',
      permission: 'read',
      item: z.object({
        id: z.uuid(),
        itemId: z.uuid(),
        membershipId: z.uuid(),
        nature: z.string(),
        consequence,
        struckOut: z.string().nullable(),
      }),
      order: ({ id: key }) => [key],
    },
    async (c) => {
      const sitting = await sittingOfCall(c);
      return isRefusal(sitting) ? sitting : (await readMeeting(c.tx, sitting)).declarations;
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/declarations',
    {
      name: 'declareInterest',
      summary: 'Record that a member declared an interest in an item, and what follows',
      permission: 'meeting.record',
      status: 201,
      body: z.strictObject({ itemId: id, membershipId: id, nature: givenText, consequence }),
      response: Made,
      problems: [...RECORDING, 'declaration-once'],
    },
    async (c) => {
      const declared = await declareInterest(c.tx, c.actor, { ...c.body, sittingId: c.params.id ?? '' });
      return isRefusal(declared) ? declared : { value: { id: declared } };
    },
  ),
  apiList(
    '/api/v1/sittings/:id/interests',
    {
      name: 'listInterestsAtItems',
      summary:
        'Interests that hold at the items of a sitting: declared there, or carried from an earlier item about the same thing',
      permission: 'read',
      item: z.object({
        declarationId: z.uuid(),
        itemId: z.uuid(),
        membershipId: z.uuid(),
        nature: z.string(),
        consequence,
        from: z
          .object({ itemId: z.uuid(), title: z.string(), body: z.string(), day: z.iso.date() })
          .nullable()
          .describe('Where it was declared; null where that is the item itself'),
        withdrawn: z.string().nullable().describe('Why it no longer holds'),
      }),
      order: ({ itemId, membershipId }) => [itemId, membershipId],
    },
    async (c) => {
      const sitting = await sittingOfCall(c);
      if (isRefusal(sitting)) return sitting;
      return (await listInterestsAt(c.tx, sitting.id)).flatMap(({ itemId, origin: _, ...one }) =>
        itemId === null ? [] : [{ ...one, itemId }],
      );
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/interests/:declaration/withdrawals',
    {
      name: 'withdrawInterest',
      summary:
        'Withdraw an interest that an earlier item carries to this one, with the reason; declare it to renew it',
      permission: 'meeting.record',
      status: 201,
      body: z.strictObject({ itemId: id, reason: givenText }),
      response: Made,
      problems: [...RECORDING, 'no-interest-is-carried-here', 'interest-withdrawn-once'],
    },
    async (c) => {
      const declarationId = c.params.declaration ?? '';
      const withdrawn = await withdrawInterest(c.tx, c.actor, {
        ...c.body,
        sittingId: c.params.id ?? '',
        declarationId,
      });
      return withdrawn ?? { value: { id: declarationId } };
    },
  ),
  ...(['declaration', 'motion'] as const).map((kind) =>
    apiPost(
      `/api/v1/sittings/:id/${kind}s/:fact/strikings`,
      {
        name: kind === 'motion' ? 'strikeMotion' : 'strikeDeclaration',
        summary: `Strike out a ${kind}, with the reason`,
        permission: 'meeting.record',
        status: 201,
        body: reason,
        response: Made,
        problems: [...RECORDING, 'struck-out-once'],
      },
      async (c) => {
        const factId = c.params.fact ?? '';
        const struck = await strikeOut(c.tx, c.actor, {
          sittingId: c.params.id ?? '',
          kind,
          factId,
          reason: c.body.reason,
        });
        return struck ?? { value: { id: factId } };
      },
    ),
  ),
  apiList(
    '/api/v1/sittings/:id/motions',
    {
      name: 'listMotions',
      summary: 'Motions and amendments of a sitting with their votes',
      permission: 'read',
      item: z.object({
        id: z.uuid(),
        itemId: z.uuid(),
        words: z.string(),
        moverId: z.uuid(),
        seconderId: z.uuid().nullable(),
        amendsId: z.uuid().nullable(),
        struckOut: z.string().nullable(),
        votes: z.array(z.object({ membershipId: z.uuid(), choice, casting: z.boolean() })),
        tally: Tally,
      }),
      order: ({ id: key }) => [key],
    },
    async (c) => {
      const sitting = await sittingOfCall(c);
      if (isRefusal(sitting)) return sitting;
      return (await readMeeting(c.tx, sitting)).motions.map((motion) => ({
        ...motion,
        votes: [...standingVotes(motion.votes)],
        tally: tallyOf(motion.votes),
      }));
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/motions',
    {
      name: 'moveMotion',
      summary: 'Record a motion, or an amendment of one, with mover and seconder',
      permission: 'meeting.record',
      status: 201,
      body: z.strictObject({
        itemId: id,
        words: givenText,
        moverId: id,
        seconderId: id.optional(),
        amendsId: id.optional(),
      }),
      response: Made,
      problems: [
        ...RECORDING,
        ...TAKING_PART,
        'motion-seconded-by-another',
        'motion-of-another-item',
        'motion-is-decided',
      ],
    },
    async (c) => {
      const moved = await moveMotion(c.tx, c.actor, { ...c.body, sittingId: c.params.id ?? '' });
      return isRefusal(moved) ? moved : { value: { id: moved } };
    },
  ),
  apiPost(
    '/api/v1/sittings/:id/motions/:motion/votes',
    {
      name: 'recordVotes',
      summary: 'Record how members voted on a motion; recorded again, a member’s later vote counts',
      permission: 'meeting.record',
      status: 201,
      body: z.strictObject({
        votes: z.array(z.strictObject({ membershipId: id, choice })).max(200),
        casting: z.strictObject({ membershipId: id, choice: z.enum(['for', 'against']) }).optional(),
      }),
      response: Tally,
      problems: [
        ...RECORDING,
        ...TAKING_PART,
        'nobody-voted',
        'motion-is-decided',
        'motion-was-struck-out',
        'casting-vote-is-the-chairs',
        'casting-vote-breaks-a-tie',
      ],
    },
    async (c) => {
      const tally = await recordVotes(c.tx, c.actor, {
        ...c.body,
        sittingId: c.params.id ?? '',
        motionId: c.params.motion ?? '',
      });
      return isRefusal(tally) ? tally : { value: tally };
    },
  ),
  apiList(
    '/api/v1/sittings/:id/notes',
    {
      name: 'listNotes',
      summary: 'Notes on the items of a sitting, each of one writer',
      permission: 'meeting.record',
      item: z.object({
        id: z.uuid(),
        itemId: z.uuid(),
        writer: z.string(),
        mine: z.boolean(),
        words: z.string(),
        revision: z.int(),
      }),
      order: ({ id: key }) => [key],
    },
    async (c) => {
      const sitting = await sittingOfCall(c);
      if (isRefusal(sitting)) return sitting;
      const me = accountOf(c.actor) ?? null;
      return (await readMeeting(c.tx, sitting)).notes.map((note) => ({
        ...note,
        mine: note.accountId === me,
      }));
    },
  ),
  apiPut(
    '/api/v1/sittings/:id/items/:item/note',
    {
      name: 'writeNote',
      summary: 'Write one’s own note on an item',
      permission: 'meeting.record',
      revised: 'if-there',
      body: z.strictObject({ words: givenText }),
      response: z.object({ id: z.uuid(), words: z.string(), revision: z.int() }),
      problems: RECORDING,
    },
    async (c) => {
      if (!isUuid(c.params.item ?? '')) return notFound('item');
      const mine = await c.tx
        .selectFrom('governance.note')
        .select('revision')
        .where('item_id', '=', c.params.item ?? '')
        .where('account_id', 'is not distinct from', accountOf(c.actor) ?? null)
        .executeTakeFirst();
      const stale = requireRevision(mine?.revision, c.revision);
      if (stale) return stale;
      const note = await writeNote(c.tx, c.actor, {
        sittingId: c.params.id ?? '',
        itemId: c.params.item ?? '',
        words: c.body.words,
        revision: c.revision,
      });
      return isRefusal(note) ? note : { value: { ...note, words: c.body.words }, revision: note.revision };
    },
  ),
];
