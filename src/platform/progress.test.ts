import { pino } from 'pino';
import { expect, test } from 'vitest';
import { type Id, newId } from '../kernel/ids.ts';
import { refused } from '../kernel/refusal.ts';
import type { Member } from './actor.ts';
import { testDatabase } from './database/testing.ts';
import { findProgress, type LongWork, type Progress, workInBackground } from './progress.ts';
import { openStream } from './progress-routes.tsx';

const db = testDatabase();
const log = pino({ level: 'silent' });

const member = (): Member => ({
  kind: 'member',
  partnershipId: db().partnershipId,
  accountId: newId<'account'>(),
  personId: newId<'person'>(),
  agencyId: newId<'agency'>(),
  permissions: ['read'],
});

/** Begins long work and waits until it says how it ended. */
async function ended(run: LongWork['run'], actor: Member = member()): Promise<Progress> {
  const work = { work: 'Building the report', total: 2, backTo: '/reports', run };
  const path = await db().does(actor, (tx) => workInBackground(tx, actor, { pool: db().pool, log }, work));
  const id = path.replace('/progress/', '') as Id<'progress'>;
  for (;;) {
    const progress = await db().does(actor, (tx) => findProgress(tx, actor, id));
    if (progress?.outcome) return progress;
  }
}

test('work that is done says where its result is', async () => {
  const progress = await ended(async (tell) => {
    await tell('Half way', 1, 2);
    return '/editions/1';
  });
  expect(progress).toMatchObject({ outcome: 'finished', resultPath: '/editions/1', done: 1, total: 2 });
});

test('work that is refused says why, and leads back', async () => {
  const progress = await ended(async () => refused('unanswered-request', 'Cabinet asked about Blake.'));
  expect(progress).toMatchObject({
    outcome: 'failed',
    sentence: 'Cabinet asked about Blake.',
    resultPath: '/reports',
  });
});

test('work that breaks says so without telling what broke', async () => {
  const progress = await ended(() => Promise.reject(new Error('a secret of the machine')));
  expect(progress.outcome).toBe('failed');
  expect(progress.sentence).not.toContain('secret');
});

test('nothing is begun when the transaction that asks for it does not commit', async () => {
  const actor = member();
  let ran = false;
  const run = async () => {
    ran = true;
    return '/';
  };
  await db().as(actor, async (tx) => {
    await workInBackground(
      tx,
      actor,
      { pool: db().pool, log },
      { work: 'Nothing', total: 1, backTo: '/', run },
    );
    return refused('changed-my-mind', 'No');
  });
  expect(ran).toBe(false);
});

test('how far somebody else is cannot be seen', async () => {
  const progress = await ended(async () => '/editions/1');
  const other = member();
  expect(await db().does(other, (tx) => findProgress(tx, other, progress.id))).toBeUndefined();
});

test('one account follows six pieces of work at once, and another when it has left one', () => {
  const account = newId<'account'>();
  const open = Array.from({ length: 6 }, () => openStream(account));
  expect(open.every((close) => close !== undefined)).toBe(true);
  expect(openStream(account)).toBeUndefined();
  expect(openStream(newId<'account'>())).toBeDefined();
  open[0]?.();
  expect(openStream(account)).toBeDefined();
});
