import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal, orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { EARLIER } from '../partners/testing.ts';
import { endorseProject } from './endorsement.ts';
import { adoptPlan, draftPlan } from './plan.ts';
import { overrideRag } from './rag.ts';
import { changeStage, closeProject } from './stages.ts';
import { aProject, EVERYTHING, onGround, TODAY } from './testing.ts';

const db = testDatabase(onGround);
const all = () => db().with(...EVERYTHING);

const SEEN = 7;
let projectId: string;

/** The name under which an act is refused. */
async function tried(act: (tx: Tx) => Promise<unknown>): Promise<string> {
  const answer = await db().as(all(), act);
  return isRefusal(answer) ? answer.refused : 'accepted';
}

beforeAll(async () => {
  projectId = await db().does(all(), async (tx) => (await aProject(tx, all(), 'Street days')).id);
});

test.each<[string, (tx: Tx, revision: number) => Promise<unknown>]>([
  [
    'moved to another stage',
    (tx, revision) => changeStage(tx, all(), { projectId, stage: 'pilot', on: TODAY, reason: '', revision }),
  ],
  [
    'closed',
    (tx, revision) =>
      closeProject(tx, all(), {
        projectId,
        on: TODAY,
        result: 'finished',
        evaluation: 'Done',
        valueForMoney: 'Good',
        revision,
      }),
  ],
  [
    'judged otherwise',
    (tx, revision) => overrideRag(tx, all(), { projectId, rag: 'red', reason: 'Late', on: TODAY, revision }),
  ],
  [
    'endorsed',
    (tx, revision) =>
      endorseProject(tx, all(), {
        projectId,
        on: plainDate('2013-01-16'),
        by: 'Board',
        ground: EARLIER,
        revision,
      }),
  ],
])('a project that changed since it was read is not %s', async (_what, act) => {
  expect(await tried((tx) => act(tx, SEEN))).toBe('changed-meanwhile');
  expect(await tried((tx) => act(tx, 1))).not.toBe('changed-meanwhile');
});

test('a plan that changed since it was read is not adopted', async () => {
  const plan = {
    title: 'Safer plan',
    priorityId: null,
    startsOn: TODAY,
    endsOn: plainDate('2013-12-31'),
    ownerPostId: null,
    note: '',
  };
  const adopting = (revision: number) => (tx: Tx) =>
    draftPlan(tx, all(), plan).then((drafted) =>
      adoptPlan(tx, all(), {
        planId: orThrow(drafted).id,
        on: plainDate('2013-01-16'),
        by: 'Board',
        ground: EARLIER,
        revision,
      }),
    );
  expect(await tried(adopting(SEEN))).toBe('changed-meanwhile');
  expect(await tried(adopting(1))).toBe('accepted');
});
