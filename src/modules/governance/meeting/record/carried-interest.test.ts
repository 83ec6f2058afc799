import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '../../../../kernel/ids.ts';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../../../kernel/refusal.ts';
import type { Actor } from '../../../../platform/actor.ts';
import { testDatabase } from '../../../../platform/database/testing.ts';
import type { Decidable } from '../../../../platform/module.ts';
import { recordDecision } from '../../decisions/record.ts';
import { findBody } from '../../queries.ts';
import { addSitting } from '../../sitting.ts';
import { addAgendaItem } from '../../sittings/agenda.ts';
import { addMember } from '../../terms/members.ts';
import { listInterestsAt } from '../interests-at.ts';
import { quorumAt } from '../quorum-at.ts';
import { type Board, foundBoard } from '../testing.ts';
import { declareInterest, withdrawInterest } from './interest.ts';
import { moveMotion } from './motion.ts';
import { recordPresence } from './presence.ts';

const db = testDatabase();
let secretary: Actor;
let board: Board;
let subject: { kind: string; id: string };
/** The item at which the interest was declared, and a later sitting with an item about the same thing. */
let first: string;
let later: { sitting: string; item: string };

beforeAll(() => {
  secretary = db().with('read', 'meeting.record', 'governance.edit', 'papers.exempt');
});

const does = <T>(work: Parameters<ReturnType<typeof db>['does']>[1]) =>
  db().does(secretary, work) as Promise<T>;
const item = (sittingId: string, about: typeof subject | null, title = 'Apprenticeship scheme') =>
  does<string>(async (tx) =>
    orThrow(
      await addAgendaItem(tx, secretary, {
        sittingId,
        title,
        type: 'decision',
        keyDecision: true,
        subject: about,
      }),
    ),
  );
const sitting = (slug: string, day: string) =>
  does<string>(async (tx) => {
    const body = await findBody(tx, slug);
    if (!body) throw new Error('The board was just founded');
    return orThrow(
      await addSitting(tx, secretary, body, { day: plainDate(day), precision: 'day', kind: 'ordinary' }),
    );
  });
const come = (sittingId: string, ...who: string[]) =>
  does(async (tx) => {
    for (const membershipId of who)
      orThrow(
        await recordPresence(tx, secretary, { sittingId, kind: 'arrived', membershipId, remote: false }),
      );
  });
const declare = (sittingId: string, itemId: string, consequence: 'leaves' | 'takes-part' = 'leaves') =>
  db().as(secretary, (tx) =>
    declareInterest(tx, secretary, {
      sittingId,
      itemId,
      membershipId: board.members.police,
      nature: 'Employs apprentices of the scheme',
      consequence,
    }),
  );
const quorum = (at = later, ratifies: string | null = null) =>
  db().does(secretary, (tx) => quorumAt(tx, at.sitting, at.item, ratifies));

beforeEach(async () => {
  board = await foundBoard(db());
  subject = { kind: 'project', id: newId() };
  first = await item(board.sittingId, subject);
  const next = await sitting(board.slug, '2013-02-14');
  later = { sitting: next, item: await item(next, subject) };
  orThrow(await declare(board.sittingId, first));
  await come(later.sitting, board.members.council, board.members.police);
});

describe('an interest goes with the matter', () => {
  test('who declared an interest does not count at a later item about the same thing, and the quorum says where it was declared', async () => {
    const { quorate, present, says } = await quorum();
    expect([quorate, present]).toEqual([false, 1]);
    expect(says).toMatch(
      /Police \w+ does not count: declared an interest in this matter at the Board \w+ on 17 January 2013 \(Apprenticeship scheme\)\./,
    );
    const motion = await db().as(secretary, (tx) =>
      moveMotion(tx, secretary, {
        sittingId: later.sitting,
        itemId: later.item,
        words: 'That it be endorsed',
        moverId: board.members.police,
      }),
    );
    expect(isRefusal(motion) && motion.refused).toBe('declared-an-interest');
    // An item about something else is not touched by it.
    const other = await item(later.sitting, { kind: 'project', id: newId() }, 'Another scheme');
    expect((await quorum({ sitting: later.sitting, item: other })).present).toBe(2);
  });

  test('it is withdrawn with a reason, from that item on, and renewed by declaring it anew', async () => {
    const [held] = await db().does(secretary, (tx) => listInterestsAt(tx, later.sitting));
    const withdraw = (reason: string) =>
      db().as(secretary, (tx) =>
        withdrawInterest(tx, secretary, {
          sittingId: later.sitting,
          itemId: later.item,
          declarationId: held?.declarationId ?? '',
          reason,
        }),
      );
    const nothing = await withdraw(' ');
    expect(isRefusal(nothing) && nothing.refused).toBe('interest-withdrawal-says-why');
    expect(await withdraw('Sold the training company')).toBeUndefined();
    const again = await withdraw('Twice');
    expect(isRefusal(again) && again.refused).toBe('interest-withdrawn-once');
    expect((await quorum()).present).toBe(2);
    const last = await sitting(board.slug, '2013-03-14');
    const third = { sitting: last, item: await item(last, subject) };
    await come(last, board.members.council, board.members.police);
    expect((await quorum(third)).present).toBe(2);
    orThrow(await declare(later.sitting, later.item));
    expect((await quorum()).present).toBe(1);
    expect((await quorum(third)).says).toContain('on 14 February 2013');
  });

  test('a seat that names nobody carries it to the seat of its organisation on another board, and to no second seat beside it', async () => {
    const other = await foundBoard(db(), '2013-02-21');
    const named = newId();
    const put = (id: string, post: string | null) =>
      db().ownerPool.query(
        `insert into governance.membership (partnership_id, id, body_id, agency_id, post_id, seat_title, standing, starts_on)
         values ($1, $2, $3, $4, $5, 'Police', 'core', '2012-04-01')`,
        [db().partnershipId, id, other.bodyId, board.agencies.Police, post],
      );
    const post = newId();
    await db().ownerPool.query(
      `insert into partners.post (partnership_id, id, slug, title, agency_id) values ($1, $2, $3, 'Inspector', $4)`,
      [db().partnershipId, post, `inspector-${post.slice(-8)}`, board.agencies.Police],
    );
    const seat = newId();
    await put(seat, null);
    await put(named, post);
    await item(other.sittingId, subject);
    const carried = await db().does(secretary, (tx) => listInterestsAt(tx, other.sittingId));
    expect(carried.map(({ membershipId, nature }) => [membershipId, nature])).toEqual([
      [seat, 'Employs apprentices of the scheme'],
    ]);
  });

  test('the same person or post carries it to another board, and not to others of its organisation', async () => {
    const post = newId();
    await db().ownerPool.query(
      `insert into partners.post (partnership_id, id, slug, title, agency_id) values ($1, $2, $3, 'Chief', $4)`,
      [db().partnershipId, post, `chief-${post.slice(-8)}`, board.agencies.Police],
    );
    const other = await foundBoard(db(), '2013-02-20');
    const seat = (bodyId: string) =>
      does<string>(async (tx) =>
        orThrow(
          await addMember(
            tx,
            secretary,
            bodyId as never,
            { standing: 'ordinary', postId: post, seatTitle: 'Chief' } as never,
          ),
        ),
      );
    const [here, there] = [await seat(board.bodyId), await seat(other.bodyId)];
    await db().does(secretary, async (tx) =>
      orThrow(
        await declareInterest(tx, secretary, {
          sittingId: board.sittingId,
          itemId: first,
          membershipId: here,
          nature: 'Governor of the college',
          consequence: 'leaves',
        }),
      ),
    );
    await item(other.sittingId, subject);
    const carried = await db().does(secretary, (tx) => listInterestsAt(tx, other.sittingId));
    expect(carried.map(({ membershipId, nature }) => [membershipId, nature])).toEqual([
      [there, 'Governor of the college'],
    ]);
  });

  test('a ratification counts the interests that were declared when it was decided', async () => {
    const proposal: Decidable = {
      kind: subject.kind,
      says: 'A project',
      route: [],
      authority: [],
      effects: {},
    };
    const decide = (input: object) =>
      db().as(secretary, (tx) =>
        recordDecision(tx, secretary, new Map([[proposal.kind, proposal]]), {
          bodyId: board.bodyId,
          title: 'Apprenticeship scheme',
          words: 'Resolved.',
          keyDecision: true,
          method: 'consensus',
          ...input,
        } as never),
      );
    await come(board.sittingId, board.members.council, board.members.police);
    const taken = orThrow(
      await decide({ sittingId: board.sittingId, itemId: first, decidedOn: '2013-01-17', outcome: 'agreed' }),
    );
    expect(taken.standing).toBe('awaits-ratification');
    // The ratification stands on no agenda: the interest counts all the same.
    await db().ownerPool.query(`update partners.partnership set business_date = '2013-02-20'`);
    const plain = await sitting(board.slug, '2013-02-18');
    await come(plain, board.members.council, board.members.police);
    const ratify = () =>
      decide({ sittingId: plain, decidedOn: '2013-02-18', outcome: 'ratified', ratifiesId: taken.id });
    const refused = await ratify();
    expect(isRefusal(refused) && refused.refused).toBe('ratify-at-a-quorate-sitting');
    expect(isRefusal(refused) && refused.message).toContain('declared an interest in this matter');
    await come(plain, board.members.health);
    expect(orThrow(await ratify()).standing).toBe('stands');
  });
});
