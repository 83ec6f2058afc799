import { expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { orThrow } from '../../kernel/refusal.ts';
import { testDatabase } from '../../platform/database/testing.ts';
import { EARLIER } from '../partners/testing.ts';
import { putPriority } from './priority.ts';
import { adoptVersion, startVersion } from './version.ts';

const db = testDatabase();
const secretary = () => db().with('read', 'strategy.edit', 'strategy.adopt');

const version = {
  title: 'Strategy',
  vision: null,
  visionNote: null,
  summary: null,
  startsOn: null,
  endsOn: null,
  source: null,
};
const priority = { title: 'Safer communities', question: null, description: null, source: null };

test('a priority is not added over one of the same title, which somebody may have worded meanwhile', async () => {
  const actor = secretary();
  const answer = await db().as(actor, async (tx) => {
    const { number } = orThrow(await startVersion(tx, actor, version));
    orThrow(await putPriority(tx, actor, number, priority));
    return putPriority(tx, actor, number, priority);
  });
  expect(answer).toMatchObject({ refused: 'priority-is-in-this-version', field: 'title' });
});

test('a draft that changed since it was read is not adopted by whom had read it', async () => {
  const actor = secretary();
  const answer = await db().as(actor, async (tx) => {
    const { id } = orThrow(await startVersion(tx, actor, version));
    return adoptVersion(tx, actor, id, {
      adoptedOn: plainDate('2013-01-16'),
      precision: 'day',
      ground: EARLIER,
      revision: 7,
    });
  });
  expect(answer).toMatchObject({ refused: 'changed-meanwhile' });
});
