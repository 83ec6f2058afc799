import { describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { type Board, foundBoard } from './testing.ts';

const concord = testApp();

const screenOf = (board: Board) => `/bodies/${board.slug}/sittings/${board.sittingId}/meeting`;

async function secretary(): Promise<{ board: Board; me: SignedInCaller; at: (item: 0 | 1) => string }> {
  const board = await foundBoard(concord().db);
  const me = await concord().signInAs('meeting.record', 'papers.exempt');
  return { board, me, at: (item) => `${screenOf(board)}?item=${board.items[item]}` };
}

const partOf = (html: string, name: string): string =>
  new RegExp(`<section id="${name}"[\\s\\S]*?</section>`).exec(html)?.[0] ?? '';

describe('the screen of a meeting', () => {
  test('one click records who comes, and the quorum says in words how it stands', async () => {
    const { board, me, at } = await secretary();
    const empty = await me.get(at(1));
    expect(empty.statusCode).toBe(200);
    expect(partOf(empty.body, 'quorum')).toContain(
      'Not quorate: 0 of 3 core organisations are here and 2 are needed; 2 more must come.',
    );
    for (const member of [board.members.council, board.members.health]) {
      const answer = await me.form(`${screenOf(board)}/attendance`, {
        kind: 'arrived-remotely',
        membershipId: member,
        item: board.items[1],
      });
      expect(answer.headers.location).toBe(`${at(1)}#here`);
    }
    const full = (await me.get(at(1))).body;
    expect(partOf(full, 'quorum')).toContain('Quorate: 2 of 3 core organisations are here and 2 are needed.');
    expect(partOf(full, 'here')).toContain('Here remotely');
    await me.form(`${screenOf(board)}/attendance`, {
      kind: 'left',
      membershipId: board.members.health,
      from: board.items[1],
      item: board.items[1],
    });
    expect(partOf((await me.get(at(1))).body, 'quorum')).toContain('Not quorate');
    expect(partOf((await me.get(at(0))).body, 'quorum')).toContain('Quorate: 2 of 3');
  });

  test('a motion is moved, voted and decided at its item, an action set, and all of it stands there', async () => {
    const { board, me, at } = await secretary();
    const post = (to: string, fields: Record<string, string>) =>
      me.form(`${screenOf(board)}/${to}`, { item: board.items[1], ...fields });
    const { council, police, health } = board.members;
    for (const membershipId of [council, police, health])
      await post('attendance', { kind: 'arrived', membershipId });
    await post('declarations', { membershipId: health, nature: 'Provider', consequence: 'leaves' });
    await post('motions', { words: 'That it be endorsed', moverId: council, seconderId: police });
    const motion = /motions\/([0-9a-f-]{36})\/votes/.exec((await me.get(at(1))).body)?.[1] ?? '';
    await post(`motions/${motion}/votes`, { [`vote-${council}`]: 'for', [`vote-${police}`]: 'for' });
    const decided = await post('decisions', {
      title: 'Scheme endorsed',
      words: 'That the scheme be endorsed',
      outcome: 'agreed',
      method: 'vote',
      motionId: motion,
    });
    expect(decided.statusCode).toBe(303);
    await post('actions', {
      says: 'Complete the project plan',
      owner: `agency:${board.agencies.Council}`,
      'dueOn-day': '28',
      'dueOn-month': '2',
      'dueOn-year': '2013',
    });
    const html = (await me.get(at(1))).body;
    expect(partOf(html, 'motions')).toContain('2 for, 0 against, 0 abstained: carried');
    expect(partOf(html, 'interests')).toContain('Leaves for the item');
    expect(partOf(html, 'decided')).toContain('That the scheme be endorsed');
    expect(partOf(html, 'actions-set')).toContain('Complete the project plan');
    expect(partOf(html, 'motions')).not.toContain('Record the vote');
  });

  test('a note from an old window is refused with what was typed and what was saved, and can then be sent', async () => {
    const { board, me, at } = await secretary();
    const note = (words: string, revision: string) =>
      me.form(`${screenOf(board)}/notes`, { item: board.items[0], words, _revision: revision });
    await note('First words', '0');
    const stale = await note('Words from the other window', '0');
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain('Your note as it was saved meanwhile: First words');
    expect(stale.body).toContain('Words from the other window</textarea>');
    expect((await note('First words. Words from the other window', '1')).statusCode).toBe(303);
    expect((await me.get(at(0))).body).toContain('First words. Words from the other window</textarea>');
  });

  test('what was refused stands above the heading and keeps what was typed', async () => {
    const { board, me } = await secretary();
    const answer = await me.form(`${screenOf(board)}/motions`, {
      item: board.items[1],
      words: 'That we adjourn',
      moverId: board.members.police,
    });
    expect(answer.statusCode).toBe(422);
    expect(answer.body).toContain('is not here at this item');
    expect(answer.body).toContain('That we adjourn</textarea>');
  });

  test('a member reads the same screen without forms and without notes; a stranger signs in first', async () => {
    const { board, me, at } = await secretary();
    await me.form(`${screenOf(board)}/notes`, { item: board.items[0], words: 'Between us', _revision: '0' });
    const member = await concord().signInAs('read');
    const html = (await member.get(at(0))).body;
    expect(html).toContain('Who is here');
    expect(html).not.toContain('Between us');
    expect(html).not.toContain('/meeting/attendance');
    const refused = await member.form(`${screenOf(board)}/attendance`, {
      kind: 'arrived',
      membershipId: board.members.council,
    });
    expect(refused.statusCode).toBe(403);
    expect((await concord().visitor.get(at(0))).statusCode).toBeGreaterThanOrEqual(300);
  });

  test('the screen of a body without members, terms or agenda says what will be there', async () => {
    const { db } = concord();
    const board = await foundBoard(db);
    await db.ownerPool.query('delete from governance.agenda_item where sitting_id = $1', [board.sittingId]);
    const me = await concord().signInAs('meeting.record');
    expect((await me.get(screenOf(board))).body).toContain('Start by adding items to');
  });
});
