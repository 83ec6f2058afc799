import { expect, test } from 'vitest';
import { testApp } from '../../../../../test/support/app.ts';
import { plainDate } from '../../../../kernel/plain-date.ts';
import { orThrow } from '../../../../kernel/refusal.ts';
import { recordDecision } from '../../decisions/record.ts';
import { writeNote } from '../record/note.ts';
import { recordPresence } from '../record/presence.ts';
import { foundBoard } from '../testing.ts';
import { agreeMinutes, draftMinutes, publishMinutes } from './minutes.ts';

const concord = testApp();
const ON = plainDate('2013-01-17');
const SECRET = 'Buy the Hayes factory';

test('published minutes hold neither an exempt decision of an open item nor an item that became exempt after the draft', async () => {
  const { db } = concord();
  const { sittingId, bodyId, items, members } = await foundBoard(db);
  const me = db.with('read', 'meeting.record', 'papers.exempt', 'governance.edit');
  const decision = (itemId: string, words: string, exempt: boolean) => ({
    bodyId,
    sittingId,
    itemId,
    decidedOn: ON,
    title: words,
    words,
    outcome: 'agreed' as const,
    keyDecision: false,
    method: 'consensus' as const,
    exempt,
  });
  await db.does(me, async (tx) => {
    for (const membershipId of [members.council, members.police])
      orThrow(await recordPresence(tx, me, { sittingId, kind: 'arrived', membershipId }));
    orThrow(await recordDecision(tx, me, new Map(), decision(items[1], SECRET, true)));
    orThrow(await writeNote(tx, me, { sittingId, itemId: items[0], words: `${SECRET} too`, revision: 0 }));
    orThrow(await recordDecision(tx, me, new Map(), decision(items[0], `${SECRET} later`, false)));
    orThrow(await draftMinutes(tx, me, { sittingId, version: 0, on: ON }));
  });
  await db.ownerPool.query(
    `update governance.agenda_item set exempt = true, exempt_reason = 'Paragraph 3' where id = $1`,
    [items[0]],
  );
  await db.does(me, async (tx) => {
    orThrow(await agreeMinutes(tx, me, { sittingId, version: 1, on: ON, how: 'By mail' }));
    orThrow(await publishMinutes(tx, me, { sittingId, version: 2, on: ON }));
  });
  for (const path of [
    `/published/minutes/${sittingId}`,
    '/published/decisions',
    '/published/boards',
    '/published/boards.json',
  ]) {
    const { statusCode, body } = await concord().visitor.get(path);
    expect([path, statusCode, body.includes(SECRET)]).toEqual([path, 200, false]);
  }
  const { body } = await concord().visitor.get(`/published/minutes/${sittingId}`);
  expect(body).toContain('considered in private');
});
