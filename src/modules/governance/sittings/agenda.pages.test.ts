import { beforeAll, describe, expect, test } from 'vitest';
import type { SignedInCaller } from '../../../../test/support/app.ts';
import { testApp } from '../../../../test/support/app.ts';

const concord = testApp();
let api: SignedInCaller;
let manager: SignedInCaller;

beforeAll(async () => {
  api = await concord().token('governance.edit', 'papers.exempt');
  manager = await concord().signInAs('governance.edit', 'papers.exempt');
  await api.post('/api/v1/bodies', { name: 'Executive Board', kind: 'executive' });
});

async function sitting(day: string): Promise<{ id: string; path: string }> {
  const made = await api.post('/api/v1/bodies/executive-board/sittings', { day, startsAt: '14:00' });
  const { id } = made.json<{ id: string }>();
  return { id, path: `/bodies/executive-board/sittings/${id}` };
}

const words = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

describe('building an agenda', () => {
  test('begins empty and says how to start, then shows when each item begins', async () => {
    const { path } = await sitting('2013-02-01');
    expect((await manager.get(`${path}/agenda`)).body).toContain('The agenda is empty.');
    await manager.form(`${path}/agenda`, { title: 'Minutes', type: 'information', minutes: '5' });
    await manager.form(`${path}/agenda`, { title: 'The fund', type: 'decision', minutes: '20' });
    await manager.form(`${path}/agenda`, { title: 'Dates', type: 'information' });
    const page = words((await manager.get(`${path}/agenda`)).body);
    expect(page).toMatch(/1\. Minutes For information 14:00 · 5 minutes/);
    expect(page).toMatch(/2\. The fund For decision 14:05 · 20 minutes/);
    expect(page).toMatch(/3\. Dates For information 14:25/);
    expect(page).toContain('25 minutes in all.');
  });

  test('moves items by buttons that need no script', async () => {
    const { id, path } = await sitting('2013-02-08');
    for (const title of ['A', 'B']) await manager.form(`${path}/agenda`, { title, type: 'information' });
    const items = (await api.get(`/api/v1/sittings/${id}/agenda`)).json<{ items: { id: string }[] }>().items;
    await manager.form(`${path}/agenda/${items[1]?.id}/place`, { to: 'up' });
    const page = words((await manager.get(`${path}/agenda`)).body);
    expect(page).toMatch(/1\. B .* 2\. A /);
  });

  test('says at the field what is missing', async () => {
    const { path } = await sitting('2013-02-15');
    const tried = await manager.form(`${path}/agenda`, { title: '', minutes: 'ten' });
    expect(tried.statusCode).toBe(422);
    for (const message of [
      'Enter the title of the item.',
      'Choose information, discussion or decision.',
      'Give 1 to 600 minutes',
    ])
      expect(tried.body).toContain(message);
  });

  test('offers what the last sitting did not reach, and takes what is ticked', async () => {
    const last = await sitting('2013-01-10');
    const next = await sitting('2013-01-24');
    await manager.form(`${last.path}/agenda`, { title: 'Undecided grant', type: 'decision' });
    await manager.form(`${last.path}/agenda`, { title: 'Told already', type: 'information' });
    await api.post(`/api/v1/sittings/${last.id}/outcomes`, { outcome: 'held' });
    const offered = await manager.get(`${next.path}/agenda`);
    expect(words(offered.body)).toContain('Undecided grant Not reached on 10 January 2013');
    expect(offered.body).not.toContain('Told already');
    const waiting = await api.get(`/api/v1/sittings/${next.id}/agenda/waiting`);
    const [item] = waiting.json<{ items: { kind: string; id: string }[] }>().items;
    await manager.form(`${next.path}/agenda/carried`, { carry: `${item?.kind}:${item?.id}` });
    const page = words((await manager.get(`${next.path}/agenda`)).body);
    expect(page).toContain('1. Undecided grant');
    expect(page).not.toContain('Not reached on');
  });

  test('takes two that are ticked together, also from a page that was gone back to', async () => {
    const last = await sitting('2012-06-01');
    const next = await sitting('2012-06-08');
    for (const title of ['First grant', 'Second grant'])
      await manager.form(`${last.path}/agenda`, { title, type: 'decision', keyDecision: 'yes' });
    await api.post(`/api/v1/sittings/${last.id}/outcomes`, { outcome: 'held' });
    const waiting = await api.get(`/api/v1/sittings/${next.id}/agenda/waiting`);
    const ticked = waiting
      .json<{ items: { kind: string; id: string; title: string }[] }>()
      .items.map(({ kind, id }) => `carry=${kind}%3A${id}`);
    expect(ticked.length).toBeGreaterThan(1);
    const put = (...boxes: readonly string[]) =>
      manager.send('POST', `${next.path}/agenda/carried`, boxes.join('&'), {
        'content-type': 'application/x-www-form-urlencoded',
      });
    // From one page that was gone back to: first one, then both, then both again.
    for (const boxes of [ticked.slice(0, 1), ticked, ticked]) {
      const answer = await put(...boxes);
      expect([answer.statusCode, answer.headers.location]).toEqual([303, `${next.path}/agenda`]);
    }
    const after = words((await manager.get(`${next.path}/agenda`)).body);
    expect(after).toMatch(/1\. First grant .* 2\. Second grant/);
    expect(after).not.toContain('3. ');
  });

  test('brings back everything from a sitting that was cancelled', async () => {
    const last = await sitting('2013-03-08');
    const next = await sitting('2013-03-15');
    await manager.form(`${last.path}/agenda`, { title: 'A talk', type: 'information' });
    await api.post(`/api/v1/sittings/${last.id}/outcomes`, { outcome: 'cancelled', reason: 'Snow' });
    expect(words((await manager.get(`${next.path}/agenda`)).body)).toContain(
      'A talk Not reached on 8 March 2013',
    );
  });

  test('is read by members without the buttons', async () => {
    const { path } = await sitting('2013-02-22');
    await manager.form(`${path}/agenda`, { title: 'Minutes', type: 'information' });
    const reader = await concord().signInAs();
    const page = (await reader.get(`${path}/agenda`)).body;
    expect(page).toContain('1. Minutes');
    expect(page).not.toContain('Add an item');
    expect((await reader.get(`${path}/agenda/new`)).statusCode).toBe(403);
  });
});

describe('papers and packs', () => {
  test('are published with a warning where something is to be decided without a paper, and read by everybody', async () => {
    const { path, id } = await sitting('2013-04-05');
    await manager.form(`${path}/agenda`, { title: 'A grant', type: 'decision' });
    await api.post(`/api/v1/sittings/${id}/papers`, { title: 'Background', words: '# Why\n\nBecause.' });
    const before = await manager.get(`${path}/pack`);
    expect(words(before.body)).toContain('without a paper or a proposal: A grant');
    expect((await manager.form(`${path}/pack`, {})).statusCode).toBe(303);
    const open = await concord().visitor.get(`/published/sittings/${id}`);
    expect(words(open.body)).toContain('Background (page 3 of the PDF)');
    const pdf = await concord().visitor.get(`/published/sittings/${id}/pack-1.pdf`);
    expect(pdf.headers['content-type']).toBe('application/pdf');
    expect((await concord().visitor.get('/published/sittings')).body).toContain(id);
    const packs = await api.get(`/api/v1/sittings/${id}/packs`);
    expect(packs.json<{ items: unknown[] }>().items).toMatchObject([
      { number: 1, supplement: false, papers: [{ title: 'Background', page: 3 }] },
    ]);
  });

  test('a file is taken by its contents, not by its name', async () => {
    const { id } = await sitting('2013-04-12');
    const file = { name: 'report.pdf', base64: Buffer.from('no PDF at all').toString('base64') };
    const tried = await api.post(`/api/v1/sittings/${id}/papers`, { title: 'Report', file });
    expect(tried.json()).toMatchObject({ status: 422, name: 'file-contents' });
  });

  test('an exempt file is not found by those without leave', async () => {
    const { id, path } = await sitting('2013-04-19');
    const file = { name: 'bid.txt', base64: Buffer.from('Secret').toString('base64') };
    await api.post(`/api/v1/sittings/${id}/papers`, { title: 'Bid', file, exempt: true });
    const { rows } = await concord().db.ownerPool.query<{ id: string }>(
      'select v.id from governance.paper_version v join governance.paper p on p.id = v.paper_id where p.sitting_id = $1',
      [id],
    );
    const reader = await concord().signInAs();
    expect((await reader.get(`${path}/files/${rows[0]?.id}`)).statusCode).toBe(404);
    expect((await manager.get(`${path}/files/${rows[0]?.id}`)).body).toBe('Secret');
  });
});

test('a paper of a version that somebody replaced meanwhile is refused', async () => {
  const { id } = await sitting('2013-05-03');
  const made = await api.post(`/api/v1/sittings/${id}/papers`, { title: 'Report', words: 'One' });
  const address = `/api/v1/papers/${made.json<{ id: string }>().id}/versions`;
  expect((await api.post(address, { seen: 1, words: 'Two' })).json()).toMatchObject({ version: 2 });
  expect((await api.post(address, { seen: 1, words: 'Also two' })).json()).toMatchObject({
    name: 'paper-version-unique',
  });
});
