import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';

const concord = testApp({ example: true });
let group: SignedInCaller;
let viewer: SignedInCaller;
beforeAll(async () => {
  group = await concord().signInAs('tension.record', 'tension.group');
  viewer = await concord().signInAs();
});

const sign = {
  form: 'experienced',
  'happenedOn-day': '11',
  'happenedOn-month': '1',
  'happenedOn-year': '2013',
  level: '2',
  tier: 'group',
};
const typeId = async (): Promise<string> =>
  /<option value="([0-9a-f-]{36})"[^>]*>Youth</.exec((await group.get('/tension/new')).body)?.[1] ?? '';

describe('the pages of tension', () => {
  test('the list says first how tense it is and how much is open that the reader may see', async () => {
    const { body } = await viewer.get('/tension');
    expect(body).toContain('December 2012: Raised (grade 3), up from Watchful (grade 2) in November 2012.');
    expect(body).toContain('4 signs of tension that you may see are open.');
    expect(body).not.toContain('Record a sign');
    expect(body).not.toContain('march is announced');
    expect((await group.get('/tension')).body).toContain('march is announced');
    expect((await viewer.get('/tension.csv')).body).not.toContain('march is announced');
    expect((await viewer.get('/indicators')).body).toContain('href="/tension"');
    const ofNovember = (await viewer.get('/tension?month=2012-11')).body;
    expect([ofNovember.includes('fly-tipping'), ofNovember.includes('paint on the window')]).toEqual([
      true,
      false,
    ]);
  });
  test('words that may name somebody come back with a question, and nothing typed is lost', async () => {
    const fields = { ...sign, typeId: await typeId(), says: 'Seen by Jane Doe in the market.' };
    const asked = await group.form('/tension/new', fields);
    expect(asked.statusCode).toBe(422);
    expect(asked.body).toContain('Jane Doe');
    expect(asked.body).toContain('I have looked: nobody is named');
    expect(asked.body).toContain('Seen by Jane Doe in the market.</textarea>');
    const taken = await group.form('/tension/new', { ...fields, namesChecked: 'yes' });
    expect(taken.statusCode).toBe(303);
    const path = String(taken.headers.location);
    expect((await group.get(path)).body).toContain('Change or close it');
    expect((await viewer.get(path)).statusCode).toBe(404);
    expect((await viewer.get(`${path}/edit`)).statusCode).toBe(403);
  });
  test('what is longer than a program may send is refused field by field, and nothing typed is lost', async () => {
    const fields = { ...sign, typeId: await typeId(), says: 'Shouting.' };
    for (const name of ['says', 'source', 'doing', 'forumSays', 'closedSays']) {
      const refused = await group.form('/tension/new', { ...fields, [name]: 'x'.repeat(10_001) });
      expect(refused.statusCode).toBe(422);
      expect(refused.body).toContain('Shorten this to at most 10,000 characters');
      expect(refused.body).toContain('x'.repeat(10_001));
    }
    const most = await group.form('/tension/new', { ...fields, says: 'x'.repeat(10_000) });
    expect(most.statusCode).toBe(303);
  });
  test('a month is read as a page, as PDF and as a Word document, for members and for forums', async () => {
    for (const base of ['/tension/months/2012-12', '/tension/months/2012-12/forums']) {
      expect((await viewer.get(base)).body).toContain('Tension monitoring, December 2012');
      expect((await viewer.get(`${base}.pdf`)).rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
      expect((await viewer.get(`${base}.docx`)).rawPayload.subarray(0, 2).toString()).toBe('PK');
    }
    expect((await viewer.get('/tension/months/2012-12')).body).toContain('paint on the window');
    const forums = (await group.get('/tension/months/2012-12/forums')).body;
    expect(forums).toContain('Trouble at the bus station after school');
    expect(forums).not.toContain('paint on the window');
    expect(forums).not.toContain('second incident against one community');
    expect((await viewer.get('/tension/months/2012-13')).statusCode).toBe(404);
  });
  test('a month is graded, and the list of what can be named is kept, by the tension group', async () => {
    expect((await viewer.get('/tension/grade')).statusCode).toBe(403);
    const wrong = await group.form('/tension/grade', { month: '2013-01', level: '', reason: 'It is quiet.' });
    expect([wrong.statusCode, wrong.body.includes('It is quiet.')]).toEqual([422, true]);
    const graded = await group.form('/tension/grade', {
      month: '2013-01',
      level: '2',
      reason: 'It is quiet.',
    });
    expect(graded.headers.location).toBe('/tension/months/2013-01');
    expect((await viewer.get('/tension/months')).body).toContain(
      'down from Raised (grade 3) in December 2012',
    );
    const added = await group.form('/tension/lists/new', {
      kind: 'community',
      name: 'Roma residents',
      'startsOn-day': '1',
      'startsOn-month': '1',
      'startsOn-year': '2013',
    });
    expect(added.headers.location).toBe('/tension/lists');
    expect((await viewer.get('/tension/lists')).body).toContain('Roma residents');
  });
  test('a program reads what its account may see, page by page, and the grades', async () => {
    const reading = await concord().token();
    const first = (await reading.get('/api/v1/tension-items?limit=2')).json();
    expect(first.items).toHaveLength(2);
    const second = (await reading.get(first.next)).json();
    const tiers = [...first.items, ...second.items].map(({ tier }: { tier: string }) => tier);
    expect(tiers.every((tier) => tier === 'members' || tier === 'forums')).toBe(true);
    const programOfGroup = await concord().token('tension.group');
    const all = (await programOfGroup.get('/api/v1/tension-items?tier=group')).json();
    expect(all.items.length).toBeGreaterThan(0);
    expect((await reading.get('/api/v1/tension-items?tier=group')).json().items).toEqual([]);
    expect((await reading.get('/api/v1/tension-grades')).json().items[0]).toMatchObject({
      month: '2012-09',
      levelName: 'Quiet concern',
    });
  });
});
