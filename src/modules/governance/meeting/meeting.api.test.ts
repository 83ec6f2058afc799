import { describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { foundBoard } from './testing.ts';

const concord = testApp();

async function driven() {
  const board = await foundBoard(concord().db);
  const program = await concord().token('meeting.record', 'papers.exempt', 'governance.edit');
  const at = `/api/v1/sittings/${board.sittingId}`;
  const post = async (path: string, body: unknown = undefined) => {
    const answer = await program.post(`${at}/${path}`, body);
    return { status: answer.statusCode, body: answer.json() };
  };
  return { board, program, at, post };
}

describe('a meeting is driven by HTTP alone', () => {
  test('quorum is lost and regained, with the same refusals by name as the pages', async () => {
    const { board, program, at, post } = await driven();
    const { council, police, health } = board.members;
    const [, key] = board.items;
    await post('attendance', { kind: 'arrived', membershipId: council });
    const second = await post('attendance', { kind: 'arrived', membershipId: police });
    expect(second).toMatchObject({ status: 201, body: { quorum: { quorate: true, present: 2, needed: 2 } } });
    expect(await post('attendance', { kind: 'arrived', membershipId: police })).toMatchObject({
      status: 422,
      body: { name: 'is-here-already' },
    });
    const left = await post('attendance', { kind: 'left', membershipId: police, fromItemId: key });
    expect(left.body).toMatchObject({ quorum: { quorate: false } });
    const quorum = async () =>
      (await program.get(`${at}/quorum?item=${key}`)).json<{ quorate: boolean; says: string }>();
    expect((await quorum()).says).toContain('Not quorate');
    await post('attendance', { kind: 'arrived', membershipId: health, remote: true, fromItemId: key });
    expect(await quorum()).toMatchObject({ quorate: true });
    expect((await post(`attendance/${left.body.id}/strikings`)).status).toBe(201);
    const book = (await program.get(`${at}/attendance`)).json<{
      items: { stands: boolean; fromItem: number | null }[];
    }>();
    expect(book.items.map(({ stands, fromItem }) => [stands, fromItem])).toEqual([
      [true, null],
      [true, null],
      [false, 2],
      [true, 2],
      [false, null],
    ]);
  });

  test('a sitting is not called inquorate or cancelled against its own record', async () => {
    const { board, program, at, post } = await driven();
    for (const membershipId of [board.members.council, board.members.police])
      await post('attendance', { kind: 'arrived', membershipId });
    const ends = async (outcome: string) =>
      (await program.post(`${at}/outcomes`, { outcome, reason: 'Snow' })).json();
    expect(await ends('cancelled')).toMatchObject({ name: 'sitting-took-place' });
    const decided = await program.post('/api/v1/decisions', {
      body: board.slug,
      sittingId: board.sittingId,
      itemId: board.items[1],
      decidedOn: '2013-01-17',
      title: 'Scheme',
      words: 'It goes on',
      outcome: 'agreed',
      method: 'consensus',
    });
    expect(decided.statusCode).toBe(201);
    expect(await ends('inquorate')).toMatchObject({ name: 'sitting-was-quorate' });
    expect(await ends('held')).toMatchObject({ status: 'held' });
  });

  test('interest, motion, votes, note, action and minutes', async () => {
    const { board, program, at, post } = await driven();
    const { council, police, health } = board.members;
    const [, itemId] = board.items;
    for (const membershipId of [council, police, health])
      await post('attendance', { kind: 'arrived', membershipId });
    const interest = { itemId, membershipId: health, nature: 'Provider', consequence: 'leaves' };
    const declared = await post('declarations', interest);
    expect((await post('declarations', interest)).body).toMatchObject({ name: 'declaration-once' });
    const moved = await post('motions', {
      itemId,
      words: 'That it be endorsed',
      moverId: council,
      seconderId: police,
    });
    const votes = {
      votes: [
        { membershipId: council, choice: 'for' },
        { membershipId: police, choice: 'for' },
      ],
    };
    expect((await post(`motions/${moved.body.id}/votes`, votes)).body).toMatchObject({
      for: 2,
      carried: true,
    });
    expect(
      (await post(`motions/${moved.body.id}/votes`, { votes: [{ membershipId: health, choice: 'for' }] }))
        .body,
    ).toMatchObject({
      name: 'declared-an-interest',
    });
    expect(
      (await post(`declarations/${declared.body.id}/strikings`, { reason: 'Another item' })).status,
    ).toBe(201);
    const note = await program.send('PUT', `${at}/items/${itemId}/note`, { words: 'Welcomed' });
    expect([note.statusCode, note.json()]).toMatchObject([200, { words: 'Welcomed', revision: 1 }]);
    expect((await program.send('PUT', `${at}/items/${itemId}/note`, { words: 'Blind' })).statusCode).toBe(
      428,
    );
    const again = await program.send(
      'PUT',
      `${at}/items/${itemId}/note`,
      { words: 'Welcomed warmly' },
      { 'if-match': String(note.headers.etag) },
    );
    expect(again.json()).toMatchObject({ revision: 2 });
    const action = await program.post(`/api/v1/bodies/${board.slug}/actions`, {
      sittingId: board.sittingId,
      itemId,
      says: 'Complete the project plan',
      ownerAgencyId: board.agencies.Council,
      dueOn: '2013-02-28',
    });
    expect(action.json()).toMatchObject({ state: 'open', setOn: '2013-01-17', revision: 1 });
    const listed = await program.get(`/api/v1/actions?body=${board.slug}&state=open`);
    expect(listed.json<{ items: unknown[] }>().items).toHaveLength(1);
    const closed = await program.post(`${action.headers.location}/closures`, {
      outcome: 'done',
      evidence: 'Version 2',
    });
    expect(closed.json()).toMatchObject({ state: 'closed', closedOn: '2013-01-17' });
    expect((await post('minutes/drafts', { version: 0 })).body).toEqual({ version: 1 });
    expect((await post('minutes/publications', { version: 1 })).body).toMatchObject({
      name: 'minutes-are-not-agreed',
    });
    await post('minutes/agreements', { version: 1, how: 'By letter' });
    expect((await post('minutes/publications', { version: 2 })).body).toEqual({ version: 3 });
    const minutes = (await program.get(`${at}/minutes`)).json<{
      items: { state: string; parts: { markdown: string }[] }[];
    }>();
    expect(minutes.items.map(({ state }) => state)).toEqual(['drafted', 'agreed', 'published']);
    expect(minutes.items[0]?.parts[2]?.markdown).toContain('Welcomed warmly');
  });

  test('who may only read gets the quorum and no notes', async () => {
    const { board, at } = await driven();
    const reader = await concord().token('read');
    expect((await reader.get(`${at}/quorum`)).statusCode).toBe(200);
    expect((await reader.get(`${at}/notes`)).statusCode).toBe(403);
    expect(
      (await reader.post(`${at}/attendance`, { kind: 'arrived', membershipId: board.members.council }))
        .statusCode,
    ).toBe(403);
    const attendance = await reader.get(
      `/api/v1/attendance?from=2012-04-01&to=2013-03-31&body=${board.slug}`,
    );
    expect(attendance.json()).toMatchObject({ counted: 0, unrecorded: 0 });
  });
});
