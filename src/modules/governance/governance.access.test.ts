import { expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { newId } from '../../kernel/ids.ts';
import { plainDate } from '../../kernel/plain-date.ts';
import { orThrow } from '../../kernel/refusal.ts';
import { foundBoard } from './meeting/testing.ts';
import { makeCalendarLink } from './sittings/calendar-link.ts';
import { inviteMembers } from './sittings/invitations.ts';
import { replyToSitting } from './sittings/replies.ts';
import { askAgency } from './structure/questions.ts';

const concord = testApp();
const TODAY = plainDate('2013-01-17');

test('the database keeps an agency from answering a question that was put to another', async () => {
  const { db } = concord();
  const board = await foundBoard(db);
  const clerk = db.with('read', 'governance.edit');
  const questionId = orThrow(
    await db.does(clerk, (tx) =>
      askAgency(tx, clerk, {
        bodyId: board.bodyId as never,
        agencyId: board.agencies.Police as never,
        asked: 'Why is it late?',
        askedOn: TODAY,
        answerBy: plainDate('2013-02-01'),
      }),
    ),
  );
  const stranger = await concord().signInAs('action.report@own');
  const answer = (agencyId: string) =>
    db.as(stranger.actor, (tx) =>
      tx
        .insertInto('governance.answer')
        .values({
          partnership_id: db.partnershipId,
          id: newId(),
          question_id: questionId,
          agency_id: agencyId,
          answered: 'Because of them',
          answered_on: TODAY,
        })
        .execute(),
    );
  expect(await answer(String(stranger.actor.agencyId))).toMatchObject({
    refused: 'answer-by-the-agency-asked',
  });
  expect(await answer(String(board.agencies.Police))).toMatchObject({ refused: 'not-allowed' });
});

test('the database keeps an agency from replying for the member of another, and a link from answering for others', async () => {
  const { db } = concord();
  const board = await foundBoard(db, '2013-02-01');
  const stranger = await concord().signInAs('sitting.reply@own');
  const reply = (row: { agency_id: string | null; membership_id: string; invitation_id?: string }) =>
    db.as(row.invitation_id ? db.with('read', 'sitting.reply') : stranger.actor, (tx) =>
      tx
        .insertInto('governance.reply')
        .values({
          partnership_id: db.partnershipId,
          id: newId(),
          sitting_id: board.sittingId,
          answer: 'apologies',
          ...row,
        })
        .execute(),
    );
  const forPolice = { membership_id: board.members.police };
  expect(await reply({ ...forPolice, agency_id: String(stranger.actor.agencyId) })).toMatchObject({
    refused: 'reply-of-the-members-agency',
  });
  expect(await reply({ ...forPolice, agency_id: null })).toMatchObject({ refused: 'not-allowed' });
  await db.ownerPool.query(`update governance.membership set email = 'a@example.org' where id = $1`, [
    board.members.council,
  ]);
  const clerk = db.with('read', 'governance.edit', 'mail.send');
  orThrow(
    await db.does(clerk, (tx) =>
      inviteMembers(tx, clerk, board.sittingId, { today: TODAY, now: new Date(), site: 'http://localhost' }),
    ),
  );
  const { rows } = await db.ownerPool.query<{ id: string }>(
    `select id from governance.invitation where sitting_id = $1`,
    [board.sittingId],
  );
  expect(
    await reply({ ...forPolice, agency_id: String(board.agencies.Police), invitation_id: rows[0]?.id ?? '' }),
  ).toMatchObject({ refused: 'reply-of-who-was-invited' });
});

test('the database keeps a note in the name of who writes it, and a calendar address for its owner', async () => {
  const { db } = concord();
  const { sittingId, items } = await foundBoard(db);
  const [me, other] = [await concord().signInAs('meeting.record'), await concord().signInAs('read')];
  const within = { partnership_id: db.partnershipId, id: newId() };
  const forged = await db.as(me.actor, (tx) =>
    tx
      .insertInto('governance.note')
      .values({
        ...within,
        sitting_id: sittingId,
        item_id: items[0],
        account_id: other.actor.accountId,
        words: 'They said so',
      })
      .execute(),
  );
  expect(forged).toMatchObject({ refused: 'not-allowed' });
  const peeping = await db.as(me.actor, (tx) =>
    tx
      .insertInto('governance.calendar_link')
      .values({
        ...within,
        person_id: other.actor.personId,
        account_id: me.actor.accountId,
        token_hash: Buffer.alloc(32),
      })
      .execute(),
  );
  expect(peeping).toMatchObject({ refused: 'calendar-link-of-its-owner' });
});

test('a calendar ends with its owner’s account, and a link with the answer that was given otherwise', async () => {
  const { db } = concord();
  const mine = await concord().signInAs('governance.edit');
  const token = await db.does(mine.actor, (tx) => makeCalendarLink(tx, mine.actor));
  const feed = () => concord().visitor.get(`/calendar/own/${token}.ics`);
  expect((await feed()).statusCode).toBe(200);
  const boss = await concord().signInAs('read');
  await db.ownerPool.query(
    `insert into access.account_ending (partnership_id, account_id, ended_by, reason) values ($1, $2, $3, 'Left')`,
    [db.partnershipId, mine.actor.accountId, boss.actor.accountId],
  );
  expect((await feed()).statusCode).toBe(404);

  const board = await foundBoard(db, '2013-02-01');
  await db.ownerPool.query(`delete from platform.mail`);
  await db.ownerPool.query(`update governance.membership set email = 'a@example.org' where id = $1`, [
    board.members.council,
  ]);
  const clerk = db.with('read', 'governance.edit', 'mail.send');
  const occasion = { today: TODAY, now: new Date(Date.now() - 1000), site: 'http://localhost' };
  await db.does(clerk, (tx) => inviteMembers(tx, clerk, board.sittingId, occasion));
  const { rows } = await db.ownerPool.query<{ body: string }>('select body from platform.mail');
  const link = /\/reply\/[\w-]+/.exec(rows[0]?.body ?? '')?.[0] ?? '';
  expect((await concord().visitor.get(link)).statusCode).toBe(200);
  await db.does(clerk, (tx) =>
    replyToSitting(tx, clerk, {
      sittingId: board.sittingId,
      membershipId: board.members.council,
      answer: 'apologies',
      today: TODAY,
    }),
  );
  expect((await concord().visitor.get(link)).body).toContain('answered already');
});
