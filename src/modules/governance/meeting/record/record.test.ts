import { describe, expect, test } from 'vitest';
import { enrol } from '../../../../../test/support/people.ts';
import type { Actor } from '../../../../platform/actor.ts';
import { testDatabase } from '../../../../platform/database/testing.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { quorumAt } from '../quorum-at.ts';
import { type Board, foundBoard } from '../testing.ts';
import { declareInterest, strikeOut } from './interest.ts';
import { moveMotion } from './motion.ts';
import { writeNote } from './note.ts';
import { recordPresence, strikePresence } from './presence.ts';
import { recordVotes } from './vote.ts';

const db = testDatabase();

/** A board and its secretary. */
async function meeting() {
  const board = await foundBoard(db());
  const secretary = await enrol(db(), ['meeting.record', 'governance.edit']);
  const as = <T>(work: (tx: Tx, actor: Actor) => Promise<T>) =>
    db().as(secretary, (tx) => work(tx, secretary));
  const arrive = (membershipId: string, more: object = {}) =>
    as((tx, actor) =>
      recordPresence(tx, actor, { sittingId: board.sittingId, kind: 'arrived', membershipId, ...more }),
    );
  const quorum = (item: 0 | 1) =>
    db().does(secretary, (tx) => quorumAt(tx, board.sittingId, board.items[item]));
  return { board, secretary, as, arrive, quorum };
}

const declare = (board: Board, consequence: 'takes-part' | 'leaves' | 'speaks-without-vote') => ({
  sittingId: board.sittingId,
  itemId: board.items[1],
  membershipId: board.members.police,
  nature: 'Sits on the board of the provider',
  consequence,
});

describe('attendance', () => {
  test('quorum is lost when somebody leaves before an item, and regained when somebody comes', async () => {
    const { board, as, arrive, quorum } = await meeting();
    const { sittingId, members, items } = board;
    await arrive(members.council);
    await arrive(members.police);
    expect(await quorum(1)).toMatchObject({ quorate: true, present: 2, needed: 2, of: 3, applies: true });
    const left = await as((tx, actor) =>
      recordPresence(tx, actor, {
        sittingId,
        kind: 'left',
        membershipId: members.police,
        fromItemId: items[1],
      }),
    );
    expect([(await quorum(0)).quorate, (await quorum(1)).quorate]).toEqual([true, false]);
    await arrive(members.health, { fromItemId: items[1], substitute: 'Deputy' });
    expect(await quorum(1)).toMatchObject({ quorate: true });
    await as((tx, actor) => strikePresence(tx, actor, { sittingId, presenceId: String(left) }));
    expect(await quorum(1)).toMatchObject({ present: 3 });
  });

  test('nobody comes twice, leaves without having come, or sits on another board', async () => {
    const { board, as, arrive } = await meeting();
    const other = await foundBoard(db());
    await arrive(board.members.council);
    expect(await arrive(board.members.council)).toMatchObject({ refused: 'is-here-already' });
    expect(await arrive(other.members.council)).toMatchObject({ refused: 'not-a-member-of-this-body' });
    expect(
      await as((tx, actor) =>
        recordPresence(tx, actor, {
          sittingId: board.sittingId,
          kind: 'left',
          membershipId: board.members.police,
        }),
      ),
    ).toMatchObject({ refused: 'is-not-here' });
    expect(
      await as((tx, actor) =>
        recordPresence(tx, actor, { sittingId: board.sittingId, kind: 'arrived', guest: ' ' }),
      ),
    ).toMatchObject({ refused: 'presence-is-of-somebody' });
  });

  test('an entry is struck out once, and only by who records the meeting', async () => {
    const { board, as, arrive } = await meeting();
    const entry = { sittingId: board.sittingId, presenceId: String(await arrive(board.members.council)) };
    expect(
      await db().as(db().with('read'), (tx) => strikePresence(tx, db().with('read'), entry)),
    ).toMatchObject({ refused: 'not-allowed' });
    await as((tx, actor) => strikePresence(tx, actor, entry));
    expect(await as((tx, actor) => strikePresence(tx, actor, entry))).toMatchObject({
      refused: 'presence-corrects-once',
    });
  });

  test('what was recorded can neither be changed nor removed', async () => {
    const { arrive, board, secretary } = await meeting();
    const id = String(await arrive(board.members.council));
    const changes: readonly ((tx: Tx) => Promise<unknown>)[] = [
      (tx: Tx) => tx.updateTable('governance.presence').set({ remote: true }).where('id', '=', id).execute(),
      (tx: Tx) => tx.deleteFrom('governance.presence').where('id', '=', id).execute(),
    ];
    for (const change of changes)
      expect(await db().as(secretary, change)).toMatchObject({ refused: 'not-allowed' });
  });
});

describe('interests, motions and votes', () => {
  test('a declaration keeps a member from moving, voting and counting, until it is struck out', async () => {
    const { board, as, arrive, quorum } = await meeting();
    const { sittingId, members, items } = board;
    await arrive(members.council);
    await arrive(members.police);
    const id = await as((tx, actor) => declareInterest(tx, actor, declare(board, 'speaks-without-vote')));
    expect(await quorum(1)).toMatchObject({ quorate: false, present: 1 });
    expect(await as((tx, actor) => declareInterest(tx, actor, declare(board, 'leaves')))).toMatchObject({
      refused: 'declaration-once',
    });
    const motion = { sittingId, itemId: items[1], words: 'That it be endorsed', moverId: members.police };
    expect(await as((tx, actor) => moveMotion(tx, actor, motion))).toMatchObject({
      refused: 'declared-an-interest',
      field: 'moverId',
    });
    const strike = { sittingId, kind: 'declaration' as const, factId: String(id), reason: 'Another item' };
    await as((tx, actor) => strikeOut(tx, actor, strike));
    expect(await as((tx, actor) => strikeOut(tx, actor, strike))).toMatchObject({
      refused: 'struck-out-once',
    });
    expect(await quorum(1)).toMatchObject({ quorate: true });
    expect(await as((tx, actor) => declareInterest(tx, actor, declare(board, 'takes-part')))).toEqual(
      expect.any(String),
    );
    expect(await quorum(1)).toMatchObject({ quorate: true });
  });

  test('a motion is moved and seconded by two members who are here, and can be amended', async () => {
    const { board, as, arrive } = await meeting();
    const { sittingId, members, items } = board;
    await arrive(members.council);
    await arrive(members.police);
    const motion = { sittingId, itemId: items[1], words: 'That it be endorsed', moverId: members.council };
    const move = (more: object) => as((tx, actor) => moveMotion(tx, actor, { ...motion, ...more }));
    expect(await move({ seconderId: members.health })).toMatchObject({
      refused: 'is-not-here',
      field: 'seconderId',
    });
    expect(await move({ seconderId: members.council })).toMatchObject({
      refused: 'motion-seconded-by-another',
    });
    const first = String(await move({ seconderId: members.police }));
    expect(await move({ amendsId: first, words: 'after "endorsed" add "for a year"' })).toEqual(
      expect.any(String),
    );
    expect(await move({ amendsId: first, itemId: items[0] })).toMatchObject({
      refused: 'motion-of-another-item',
    });
  });

  test('a vote recorded again counts once, as it was last; only the chair breaks a tie', async () => {
    const { board, as, arrive } = await meeting();
    const { sittingId, members, items } = board;
    await arrive(members.council);
    await arrive(members.police);
    await arrive(members.adviser);
    const motionId = String(
      await as((tx, actor) =>
        moveMotion(tx, actor, { sittingId, itemId: items[0], words: 'To adjourn', moverId: members.police }),
      ),
    );
    const vote = (
      votes: readonly (readonly [string, 'for' | 'against' | 'abstains'])[],
      casting?: { membershipId: string; choice: 'for' | 'against' },
    ) =>
      as((tx, actor) =>
        recordVotes(tx, actor, {
          sittingId,
          motionId,
          votes: votes.map(([membershipId, choice]) => ({ membershipId, choice })),
          casting,
        }),
      );
    expect(
      await vote([
        [members.council, 'for'],
        [members.police, 'for'],
      ]),
    ).toMatchObject({ for: 2, carried: true });
    const casting = { membershipId: members.council, choice: 'for' as const };
    expect(await vote([], casting)).toMatchObject({ refused: 'casting-vote-is-the-chairs' });
    await db().ownerPool.query(
      `insert into governance.office (partnership_id, id, body_id, membership_id, office, starts_on)
       values ($1, gen_random_uuid(), $2, $3, 'chair', '2012-04-01')`,
      [db().partnershipId, board.bodyId, members.council],
    );
    expect(await vote([], casting)).toMatchObject({ refused: 'casting-vote-breaks-a-tie' });
    expect(await vote([[members.police, 'against']])).toMatchObject({
      for: 1,
      against: 1,
      tied: true,
      carried: false,
    });
    expect(await vote([], casting)).toMatchObject({ for: 2, against: 1, carried: true, casting: 'for' });
    expect(await vote([[members.adviser, 'for']])).toMatchObject({
      refused: 'advisory-members-have-no-vote',
    });
    expect(await vote([[members.health, 'for']])).toMatchObject({ refused: 'is-not-here' });
  });
});

describe('notes', () => {
  test('each writer has a note of their own, so that two at once lose nothing', async () => {
    const { board, secretary } = await meeting();
    const other = await enrol(db(), ['meeting.record']);
    const write = (actor: typeof other, words: string, revision: number) =>
      db().as(actor, (tx) =>
        writeNote(tx, actor, { sittingId: board.sittingId, itemId: board.items[0], words, revision }),
      );
    const both = await Promise.all([write(secretary, 'Mine', 0), write(other, 'Theirs', 0)]);
    expect(both).toMatchObject([{ revision: 1 }, { revision: 1 }]);
    expect(await write(secretary, 'Mine, longer', 1)).toMatchObject({ revision: 2 });
    expect(await write(secretary, 'From an old window', 1)).toMatchObject({ refused: 'changed-meanwhile' });
    const { rows } = await db().ownerPool.query(
      'select words from governance.note where sitting_id = $1 order by words',
      [board.sittingId],
    );
    expect(rows).toEqual([{ words: 'Mine, longer' }, { words: 'Theirs' }]);
  });

  test('a member who does not record the meeting sees no notes and writes none', async () => {
    const { board, secretary } = await meeting();
    const note = {
      sittingId: board.sittingId,
      itemId: board.items[0],
      words: 'Said in confidence',
      revision: 0,
    };
    await db().does(secretary, (tx) => writeNote(tx, secretary, note));
    const member = await enrol(db(), ['papers.exempt']);
    expect(await db().as(member, (tx) => writeNote(tx, member, note))).toMatchObject({
      refused: 'not-allowed',
    });
    expect(await db().does(member, (tx) => tx.selectFrom('governance.note').select('id').execute())).toEqual(
      [],
    );
  });
});
