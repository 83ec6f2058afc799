import { describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../../test/support/app.ts';
import { newId } from '../../../../kernel/ids.ts';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { findSitting } from '../../queries.ts';
import { type Board, foundBoard } from '../testing.ts';
import { addAction, carryAction, closeAction, postponeAction } from './action.ts';
import { importActions } from './import.ts';
import { listActions, stateOfAction } from './queries.ts';
import { reminderDue } from './reminders.ts';

const concord = testApp();
const TODAY = plainDate('2013-01-17');

async function owed(me: SignedInCaller, board: Board, more: object = {}) {
  const input = {
    bodyId: board.bodyId,
    sittingId: board.sittingId,
    itemId: board.items[1],
    says: 'Complete the project plan',
    ownerAgencyId: board.agencies.Council,
    setOn: plainDate('2012-12-14'),
    dueOn: plainDate('2013-01-10'),
    ...more,
  };
  return concord().db.as(me.actor, (tx) => addAction(tx, me.actor, input));
}

const secretary = () => concord().signInAs('meeting.record', 'governance.edit', 'papers.exempt');

describe('actions', () => {
  test('an action has an owner and is not due before it is set', async () => {
    const board = await foundBoard(concord().db);
    const me = await secretary();
    expect(await owed(me, board, { ownerAgencyId: null })).toMatchObject({ refused: 'action-has-an-owner' });
    expect(await owed(me, board, { dueOn: plainDate('2012-12-01') })).toMatchObject({
      refused: 'action-is-due-after-it-is-set',
    });
    const reader = await concord().signInAs('read');
    expect(await owed(reader, board)).toMatchObject({ refused: 'not-allowed' });
  });

  test('it is closed once, with evidence, by its own agency or who records meetings', async () => {
    const { db } = concord();
    const board = await foundBoard(db);
    const me = await secretary();
    const theirs = await concord().signInAs('action.report@own');
    const actionId = String(await owed(me, board, { ownerAgencyId: theirs.actor.agencyId }));
    const stranger = await concord().signInAs('action.report@own');
    const close = (who: SignedInCaller, evidence: string) =>
      db.as(who.actor, (tx) =>
        closeAction(tx, who.actor, { actionId, outcome: 'done', evidence, on: TODAY }),
      );
    expect(await close(stranger, 'Done')).toMatchObject({ refused: 'not-allowed' });
    expect(await close(theirs, ' ')).toMatchObject({ refused: 'action-closure-has-evidence' });
    expect(await close(theirs, 'Plan version 2')).toBeUndefined();
    expect(await close(me, 'Again')).toMatchObject({ refused: 'action-is-closed' });
    const [closed] = await db.does(me.actor, (tx) =>
      listActions(tx, { state: 'closed', today: TODAY, bodyId: board.bodyId }),
    );
    expect(closed && [stateOfAction(closed, TODAY), closed.evidence]).toEqual(['closed', 'Plan version 2']);
  });

  test('the database itself keeps another agency from closing it in its own name', async () => {
    const { db } = concord();
    const board = await foundBoard(db);
    const actionId = String(await owed(await secretary(), board));
    const stranger = await concord().signInAs('action.report@own');
    const closure = (owner: string | null) =>
      db.as(stranger.actor, (tx) =>
        tx
          .insertInto('governance.action_closure')
          .values({
            partnership_id: db.partnershipId,
            action_id: actionId,
            owner_agency_id: owner,
            closed_on: TODAY,
            outcome: 'done',
            evidence: 'None',
          })
          .execute(),
      );
    expect(await closure(stranger.actor.agencyId)).toMatchObject({ refused: 'action-closure-by-its-owner' });
    expect(await closure(null)).toMatchObject({ refused: 'not-allowed' });
  });

  test('it is carried forward to the next agenda once, and postponed by who saw it as it is', async () => {
    const { db } = concord();
    const board = await foundBoard(db);
    const me = await secretary();
    const actionId = String(await owed(me, board));
    const carry = () =>
      db.as(me.actor, (tx) => carryAction(tx, me.actor, { actionId, from: plainDate('2013-01-18') }));
    expect(await carry()).toMatchObject({ refused: 'no-sitting-to-come' });
    await db.ownerPool.query(
      `insert into governance.sitting (partnership_id, id, body_id, day, precision, kind)
       values ($1, gen_random_uuid(), $2, '2013-02-14', 'day', 'ordinary')`,
      [db.partnershipId, board.bodyId],
    );
    expect(await carry()).toEqual(expect.any(String));
    expect(await carry()).toMatchObject({ refused: 'is-on-the-agenda' });
    const postpone = (revision: number) =>
      db.as(me.actor, (tx) =>
        postponeAction(tx, me.actor, { actionId, revision, dueOn: plainDate('2013-02-14') }),
      );
    expect(await postpone(2)).toMatchObject({ refused: 'changed-meanwhile' });
    expect(await postpone(1)).toBeUndefined();
    const page = await me.get(`/actions/${actionId}`);
    expect(page.body).toContain('14 February 2013');
    expect(page.body).toContain('1 time');
  });

  test('a week before it is due somebody is reminded, and chased once it is late, each once', async () => {
    expect(
      ['2013-01-02', '2013-01-03', '2013-01-10', '2013-01-11'].map((day) =>
        reminderDue(plainDate('2013-01-10'), plainDate(day)),
      ),
    ).toEqual([undefined, 'reminded', 'reminded', 'chased']);
    const { db } = concord();
    const board = await foundBoard(db);
    const me = await secretary();
    const { rows } = await db.ownerPool.query<{ id: string }>(
      `update partners.post set email = 'lead@example.org' where partnership_id = $1 and agency_id = $2 returning id`,
      [db.partnershipId, me.actor.agencyId],
    );
    const actionId = String(await owed(me, board, { ownerPostId: rows[0]?.id }));
    await concord().runJob('governance.actions');
    await concord().runJob('governance.actions');
    const mails = await db.ownerPool.query(
      `select recipient, subject from platform.mail where about_id = $1`,
      [actionId],
    );
    expect(mails.rows).toEqual([
      { recipient: 'lead@example.org', subject: 'Late: Complete the project plan' },
    ]);
  });

  test('an action of an agency without a post is told to its representative on the body, else to the secretariat', async () => {
    const { db } = concord();
    const board = await foundBoard(db);
    const me = await secretary();
    const council = String(await owed(me, board));
    const college = String(await owed(me, board, { ownerAgencyId: board.agencies.College }));
    const mailTo = (member: string, email: string) =>
      db.ownerPool.query(
        'update governance.membership set email = $3 where partnership_id = $1 and id = $2',
        [db.partnershipId, member, email],
      );
    await mailTo(board.members['council-two'], 'representative@example.org');
    await mailTo(board.members.adviser, 'secretariat@example.org');
    await db.ownerPool.query(
      `insert into governance.office (partnership_id, id, body_id, membership_id, office, starts_on)
       values ($1, $2, $3, $4, 'secretary', '2012-04-01')`,
      [db.partnershipId, newId(), board.bodyId, board.members.adviser],
    );
    await concord().runJob('governance.actions');
    const { rows } = await db.ownerPool.query<{ recipient: string; body: string }>(
      'select recipient, body from platform.mail where about_id = any($1) order by recipient',
      [[council, college]],
    );
    expect(rows.map(({ recipient }) => recipient)).toEqual([
      'representative@example.org',
      'secretariat@example.org',
    ]);
    expect(rows[0]?.body).toMatch(/asked Council \w+: Complete[\s\S]*because you represent Council/);
    expect(rows[1]?.body).toMatch(/as the secretariat: no address is known of College[\s\S]*pass it on/);
    expect((await me.get(`/actions/${college}`)).body).toMatch(/the secretariat \([^)]*Seat of adviser/);
  });

  test('all bodies’ actions are listed by state, agency and body, and each is a duty until it is closed', async () => {
    const { db } = concord();
    const board = await foundBoard(db);
    const me = await secretary();
    const actionId = String(await owed(me, board, { says: 'Find a room', ownerAgencyId: me.actor.agencyId }));
    await owed(me, board, { says: 'Later', dueOn: plainDate('2013-03-01') });
    const late = await me.get(`/actions?state=late&body=${board.slug}`);
    expect(late.body).toContain('Find a room');
    expect(late.body).not.toContain('Later');
    expect((await me.get('/actions?mine=yes')).body).not.toContain('Later');
    const duty = () =>
      db.does(me.actor, (tx) =>
        tx
          .selectFrom('governance.duties')
          .select(['met_on', 'owner_agency_id'])
          .where('subject_id', '=', actionId)
          .executeTakeFirst(),
      );
    expect(await duty()).toEqual({ met_on: null, owner_agency_id: me.actor.agencyId });
    await me.form(`/actions/${actionId}/closure`, { outcome: 'done', evidence: 'Booked' });
    expect(await duty()).toMatchObject({ met_on: '2013-01-17' });
  });
});

test('actions set before the system are brought in a file, once, and closed by a later file with what shows it', async () => {
  const { db } = concord();
  const board = await foundBoard(db);
  const me = await secretary();
  const sitting = await db.does(me.actor, (tx) => findSitting(tx, board.sittingId));
  const post = await db.ownerPool.query(
    `insert into partners.post (partnership_id, id, agency_id, slug, title)
     values ($1, $2, $3, 'clerk-of-works', 'Clerk of works') returning slug`,
    [db.partnershipId, newId(), board.agencies.Council],
  );
  const line = `${board.slug},${sitting?.day},Mend the roof,${post.rows[0]?.slug},2013-02-28`;
  const bring = (rows: string) =>
    db.does(me.actor, (tx) =>
      importActions(tx, me.actor, `body,day,action,owner_post,due_on,closed_on,outcome,evidence\n${rows}\n`, {
        write: true,
      }),
    );
  expect(await bring(`${line},,,`)).toMatchObject({ counts: { added: 1 } });
  expect(await bring(`${line},,,`)).toMatchObject({ counts: { unchanged: 1 } });
  expect(await bring(`${line},2013-01-10,mended,`)).toMatchObject({ counts: { refused: 1 } });
  expect(await bring(`${line},2013-01-10,done,Photograph`)).toMatchObject({ counts: { changed: 1 } });
  expect(await bring(`${board.slug},1999-01-01,Mend the roof,clerk-of-works,2013-02-28,,,`)).toMatchObject({
    counts: { refused: 1 },
  });
  const [action] = await db.does(me.actor, (tx) => listActions(tx, { today: TODAY, bodyId: board.bodyId }));
  expect(action).toMatchObject({ owner: 'Clerk of works', outcome: 'done', closedOn: '2013-01-10' });
});
