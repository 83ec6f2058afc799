import { expect, test } from 'vitest';
import { testApp } from '../../../../../test/support/app.ts';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { foundBoard } from '../testing.ts';
import { attendanceIn } from './queries.ts';
import { attendanceStatistics } from './statistics.ts';

const day = plainDate;
const sitting = (id: string, on: string) => ({ id, bodyId: 'board', body: 'Board', day: day(on) });
const seat = (id: string, agency: string, startsOn: string | null = null) => ({
  id,
  bodyId: 'board',
  title: `Seat ${id}`,
  agencyId: agency,
  agency,
  startsOn: startsOn === null ? null : day(startsOn),
  endsOn: null,
});

test('a substitute counts for the organisation, and two members of one organisation once', () => {
  const { agencies, members } = attendanceStatistics(
    [sitting('s1', '2012-11-30'), sitting('s2', '2012-12-14')],
    [seat('a', 'Council'), seat('b', 'Council'), seat('c', 'Police')],
    [
      { sittingId: 's1', membershipId: 'a', substitute: false },
      { sittingId: 's1', membershipId: 'b', substitute: false },
      { sittingId: 's2', membershipId: 'c', substitute: true },
    ],
  );
  expect(
    agencies.map(({ agency, present, sittings, bySubstitute }) => [agency, present, sittings, bySubstitute]),
  ).toEqual([
    ['Council', 1, 2, 0],
    ['Police', 1, 2, 1],
  ]);
  expect(members.map(({ id, present }) => [id, present])).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 1],
  ]);
});

test('a seat counts from the day it is held, and a sitting nobody recorded counts for nobody', () => {
  const statistics = attendanceStatistics(
    [sitting('s1', '2012-11-30'), sitting('s2', '2012-12-14'), sitting('s3', '2013-01-10')],
    [seat('a', 'Council'), seat('b', 'Health', '2012-12-01')],
    [
      { sittingId: 's1', membershipId: 'a', substitute: false },
      { sittingId: 's2', membershipId: 'a', substitute: false },
    ],
  );
  expect(statistics).toMatchObject({ counted: 2, unrecorded: 1 });
  expect(statistics.agencies.map(({ agency, present, sittings }) => [agency, present, sittings])).toEqual([
    ['Council', 2, 2],
    ['Health', 0, 1],
  ]);
});

const concord = testApp();

test('cancelled sittings do not spoil attendance; held, inquorate and adjourned ones count', async () => {
  const { db } = concord();
  const board = await foundBoard(db, '2012-12-14');
  const me = await concord().signInAs('meeting.record');
  const screen = `/bodies/${board.slug}/sittings/${board.sittingId}/meeting`;
  await me.form(`${screen}/attendance`, { kind: 'arrived', membershipId: board.members.council });
  const outcome = (id: string, word: string) =>
    db.ownerPool.query(
      `insert into governance.sitting_outcome (partnership_id, id, sitting_id, outcome, recorded_on, reason)
       values ($1, gen_random_uuid(), $2, $3, '2013-01-01', 'As it was')`,
      [db.partnershipId, id, word],
    );
  await outcome(board.sittingId, 'inquorate');
  const { rows } = await db.ownerPool.query<{ id: string }>(
    `insert into governance.sitting (partnership_id, id, body_id, day, precision, kind)
     values ($1, gen_random_uuid(), $2, '2012-11-30', 'day', 'ordinary') returning id`,
    [db.partnershipId, board.bodyId],
  );
  await outcome(rows[0]?.id ?? '', 'cancelled');
  const period = { from: day('2012-04-01'), to: day('2013-01-17'), bodyId: board.bodyId };
  const attendance = await db.does(me.actor, (tx) => attendanceIn(tx, period));
  expect([attendance.counted, attendance.unrecorded]).toEqual([1, 0]);
  expect(attendance.agencies.find(({ agencyId }) => agencyId === board.agencies.Council)).toMatchObject({
    present: 1,
    sittings: 1,
  });
  const page = await me.get(`/attendance?body=${board.slug}`);
  expect(page.statusCode).toBe(200);
  expect(page.body).toContain('1 of 1 (100%)');
  expect(page.body).toContain('Cancelled sittings do not count.');
});
