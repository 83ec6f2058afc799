import { expect, test } from 'vitest';
import { enrol } from '../../../../../test/support/people.ts';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { testDatabase } from '../../../../platform/database/testing.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { follow } from '../../../../platform/live.ts';
import { addAction } from '../actions/action.ts';
import { declareInterest, strikeOut } from '../record/interest.ts';
import { moveMotion } from '../record/motion.ts';
import { writeNote } from '../record/note.ts';
import { recordPresence } from '../record/presence.ts';
import { recordVotes } from '../record/vote.ts';
import { foundBoard } from '../testing.ts';
import { looker, markOf } from './stream.ts';

const db = testDatabase();

test('whatever is recorded changes the mark of the meeting, and wakes who follows it once it is committed', async () => {
  const board = await foundBoard(db());
  const me = await enrol(db(), ['meeting.record']);
  const { sittingId, bodyId, members, items } = board;
  const sees = looker(db().partnershipId);
  const mark = () => db().does(sees, (tx) => markOf(tx, sittingId));
  let woken = 0;
  const stop = follow(sittingId, () => {
    woken += 1;
  });
  const at = { sittingId, itemId: items[1] };
  let motionId = '';
  let factId = '';
  const deeds: readonly ((tx: Tx) => Promise<unknown>)[] = [
    (tx) => recordPresence(tx, me, { sittingId, kind: 'arrived', membershipId: members.council }),
    (tx) => writeNote(tx, me, { ...at, words: 'Once', revision: 0 }),
    (tx) => writeNote(tx, me, { ...at, words: 'Twice', revision: 1 }),
    async (tx) => {
      motionId = String(await moveMotion(tx, me, { ...at, words: 'To adjourn', moverId: members.council }));
    },
    (tx) =>
      recordVotes(tx, me, { sittingId, motionId, votes: [{ membershipId: members.council, choice: 'for' }] }),
    async (tx) => {
      factId = String(
        await declareInterest(tx, me, {
          ...at,
          membershipId: members.police,
          nature: 'A post',
          consequence: 'leaves',
        }),
      );
    },
    (tx) => strikeOut(tx, me, { sittingId, kind: 'declaration', factId, reason: 'Another item' }),
    (tx) =>
      addAction(tx, me, {
        ...at,
        bodyId,
        says: 'Find a room',
        ownerAgencyId: board.agencies.Council,
        setOn: plainDate('2013-01-17'),
        dueOn: plainDate('2013-02-01'),
      }),
  ];
  const marks = [await mark()];
  for (const deed of deeds) {
    await db().does(me, deed);
    marks.push(await mark());
  }
  expect(new Set(marks).size).toBe(deeds.length + 1);
  expect(woken).toBe(deeds.length);
  stop();
  const refused = await db().as(me, (tx) =>
    recordPresence(tx, me, { sittingId, kind: 'left', membershipId: members.health }),
  );
  expect(refused).toMatchObject({ refused: 'is-not-here' });
  expect([await mark(), woken]).toEqual([marks.at(-1), deeds.length]);
});
