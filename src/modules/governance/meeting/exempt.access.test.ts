import { expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { findSitting } from '../queries.ts';
import { carryIn, listCarried } from '../sittings/carry.ts';
import { replyToSitting } from '../sittings/replies.ts';
import { addAction, closeAction } from './actions/action.ts';
import { declareInterest, strikeOut } from './record/interest.ts';
import { moveMotion } from './record/motion.ts';
import { recordPresence } from './record/presence.ts';
import { recordVotes } from './record/vote.ts';
import { foundBoard } from './testing.ts';

const concord = testApp();
const SECRET = 'Buy the Hayes factory';

/** A board that moved, voted, declared and set an action at an item that is exempt. */
async function atAnExemptItem(owner: string) {
  const { db } = concord();
  const board = await foundBoard(db);
  const { sittingId, members, items } = board;
  await db.ownerPool.query(
    `update governance.agenda_item set exempt = true, exempt_reason = 'Paragraph 3' where id = $1`,
    [items[1]],
  );
  const clerk = await concord().signInAs('meeting.record', 'governance.edit', 'papers.exempt');
  const at = { sittingId, itemId: items[1] };
  const actionId = await db.does(clerk.actor, async (tx) => {
    orThrow(
      await recordPresence(tx, clerk.actor, { sittingId, kind: 'arrived', membershipId: members.council }),
    );
    const motionId = orThrow(
      await moveMotion(tx, clerk.actor, { ...at, words: SECRET, moverId: members.council }),
    );
    orThrow(
      await recordVotes(tx, clerk.actor, {
        sittingId,
        motionId,
        votes: [{ membershipId: members.council, choice: 'for' }],
      }),
    );
    orThrow(
      await declareInterest(tx, clerk.actor, {
        ...at,
        membershipId: members.police,
        nature: SECRET,
        consequence: 'leaves',
      }),
    );
    return orThrow(
      await addAction(tx, clerk.actor, {
        ...at,
        bodyId: board.bodyId,
        says: SECRET,
        ownerAgencyId: owner,
        setOn: plainDate('2013-01-10'),
        dueOn: plainDate('2013-01-15'),
      }),
    );
  });
  return { db, board, clerk, actionId: String(actionId) };
}

const rowsOf = (who: SignedInCaller, sittingId: string) =>
  concord().db.does(who.actor, async (tx: Tx) => ({
    motions: await tx
      .selectFrom('governance.motion')
      .select('id')
      .where('sitting_id', '=', sittingId)
      .execute(),
    votes: await tx.selectFrom('governance.vote').select('id').where('exempt', '=', true).execute(),
    declared: await tx
      .selectFrom('governance.declaration')
      .select('id')
      .where('sitting_id', '=', sittingId)
      .execute(),
    actions: await tx
      .selectFrom('governance.action')
      .select('id')
      .where('sitting_id', '=', sittingId)
      .execute(),
  }));

test('what was moved, voted, declared and set at an exempt item is not there for who may not see the item', async () => {
  const viewer = await concord().signInAs('read');
  const owner = await concord().signInAs('action.report@own');
  const { board, clerk, actionId } = await atAnExemptItem(String(owner.actor.agencyId));
  const { sittingId, slug } = board;
  expect(await rowsOf(viewer, sittingId)).toEqual({ motions: [], votes: [], declared: [], actions: [] });
  expect(await rowsOf(owner, sittingId)).toMatchObject({ motions: [], actions: [{ id: actionId }] });
  expect((await rowsOf(clerk, sittingId)).motions).toHaveLength(1);
  for (const path of [
    '/actions',
    `/actions/${actionId}`,
    '/duties',
    `/bodies/${slug}/sittings/${sittingId}/meeting`,
    `/bodies/${slug}/sittings/${sittingId}`,
    `/search?q=Hayes`,
    '/api/v1/actions',
    `/api/v1/sittings/${sittingId}/motions`,
  ])
    expect([path, (await viewer.get(path)).body.includes(SECRET)]).toEqual([path, false]);
  expect((await owner.get(`/actions/${actionId}`)).body).toContain(SECRET);
});

test('an action of an exempt item is closed by who owes it, its evidence stays exempt, and no mail says it', async () => {
  const viewer = await concord().signInAs('read');
  const owner = await concord().signInAs('action.report@own');
  const { db, board, clerk, actionId } = await atAnExemptItem(String(owner.actor.agencyId));
  await concord().runJob('governance.actions');
  const mails = await db.ownerPool.query(
    `select 1 from platform.mail where subject like $1 or body like $1`,
    [`%${SECRET}%`],
  );
  expect(mails.rows).toEqual([]);
  await db.does(owner.actor, (tx) =>
    closeAction(tx, owner.actor, {
      actionId,
      outcome: 'done',
      evidence: SECRET,
      on: plainDate('2013-01-17'),
    }),
  );
  const closures = (who: SignedInCaller) =>
    db.does(who.actor, (tx) =>
      tx
        .selectFrom('governance.action_closure')
        .select('evidence')
        .where('action_id', '=', actionId)
        .execute(),
    );
  expect([await closures(viewer), await closures(clerk)]).toEqual([[], [{ evidence: SECRET }]]);
  const trail = await db.ownerPool.query(`select 1 from platform.audit_detail where detail::text like $1`, [
    `%${SECRET}%`,
  ]);
  expect(trail.rows).toEqual([]);
  expect(board.slug).toContain('board');
});

test('an action of an exempt item is carried to the next agenda as an exempt item', async () => {
  const owner = await concord().signInAs('action.report@own');
  const { db, board, clerk } = await atAnExemptItem(String(owner.actor.agencyId));
  const { rows } = await db.ownerPool.query<{ id: string }>(
    `insert into governance.sitting (partnership_id, id, body_id, day, precision, kind)
     values ($1, gen_random_uuid(), $2, '2013-02-14', 'day', 'ordinary') returning id`,
    [db.partnershipId, board.bodyId],
  );
  const next = rows[0]?.id ?? '';
  await db.does(clerk.actor, async (tx) => {
    const sitting = await findSitting(tx, next);
    const carried = sitting ? await listCarried(tx, sitting) : [];
    return carryIn(
      tx,
      clerk.actor,
      concord().services.offers.decidable,
      next,
      carried.filter(({ kind }) => kind === 'action').map(({ kind, id }) => `${kind}:${id}`),
    );
  });
  const items = await db.does(clerk.actor, (tx) =>
    tx.selectFrom('governance.agenda_item').select('exempt').where('sitting_id', '=', next).execute(),
  );
  expect(items).toEqual([{ exempt: true }]);
});

test('why something was struck out at an exempt item, and why a member cannot come, are read by who may see exempt items', async () => {
  const viewer = await concord().signInAs('read');
  const owner = await concord().signInAs('action.report@own');
  const { db, board, clerk } = await atAnExemptItem(String(owner.actor.agencyId));
  const { sittingId } = board;
  await db.does(clerk.actor, async (tx) => {
    const { id } = await tx
      .selectFrom('governance.declaration')
      .select('id')
      .where('sitting_id', '=', sittingId)
      .executeTakeFirstOrThrow();
    const struck = { sittingId, kind: 'declaration', factId: id, reason: SECRET } as const;
    expect(await strikeOut(tx, clerk.actor, struck)).toBeUndefined();
    const apology = { sittingId, membershipId: board.members.health, answer: 'apologies' } as const;
    orThrow(
      await replyToSitting(tx, clerk.actor, { ...apology, reason: SECRET, today: plainDate('2013-01-10') }),
    );
  });
  const reasons = (who: SignedInCaller) =>
    db.does(who.actor, async (tx) => [
      ...(await tx
        .selectFrom('governance.struck_out')
        .select('reason')
        .where('sitting_id', '=', sittingId)
        .execute()),
      ...(await tx.selectFrom('governance.reply_reason').select('reason').execute()),
    ]);
  expect(await reasons(viewer)).toEqual([]);
  expect(await reasons(clerk)).toEqual([{ reason: SECRET }, { reason: SECRET }]);
  for (const path of [`/bodies/${board.slug}/sittings/${sittingId}`, `/api/v1/sittings/${sittingId}/replies`])
    expect([path, (await viewer.get(path)).body.includes(SECRET)]).toEqual([path, false]);
  const trail = await db.ownerPool.query(`select 1 from platform.audit_detail where detail::text like $1`, [
    `%${SECRET}%`,
  ]);
  expect(trail.rows).toEqual([]);
});
