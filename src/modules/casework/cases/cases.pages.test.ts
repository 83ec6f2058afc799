import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { aPurpose, PURPOSE } from '../testing/working.ts';

const concord = testApp();
let worker: SignedInCaller;

beforeAll(async () => {
  await aPurpose(concord().db);
  worker = concord().readsFor(PURPOSE, await concord().signInAs('casework.read@own', 'casework.write@own'));
});

const opened = async (): Promise<string> => {
  const answer = await worker.form('/casework/cases/new', {
    title: 'Noise at night, made up',
    kind: 'anti-social-behaviour',
    because: 'Five complaints',
    restricted: 'no',
    assessment: '',
  });
  return String(answer.headers.location);
};

test('a case is opened from one page and shows how it stands', async () => {
  const missing = await worker.form('/casework/cases/new', {
    title: 'Kept',
    kind: '',
    because: '',
    restricted: 'no',
  });
  expect(missing.statusCode).toBe(422);
  expect(missing.body).toContain('Choose the kind of case');
  expect(missing.body).toContain('Kept');
  const path = await opened();
  const page = await worker.get(path);
  expect(page.body).toContain('Noise at night, made up');
  expect(page.body).toContain('No task is open');
  expect(page.body).toMatch(/<title>Case C-[A-Z0-9]{6}/);
  expect((await worker.get('/casework/cases')).body).toContain('Noise at night');
});

test('a note, a need and a task are written and stand in the case', async () => {
  const path = await opened();
  const post = (act: string, fields: Record<string, string>) => worker.form(`${path}/${act}`, fields);
  const on = { 'on-day': '16', 'on-month': '1', 'on-year': '2013' };
  await post('notes', { ...on, kind: 'visit', heardFrom: 'the-person', words: 'Cannot sleep' });
  await post('needs', {
    says: 'Sleep',
    wanted: 'Quiet nights',
    'wantedBy-day': '1',
    'wantedBy-month': '3',
    'wantedBy-year': '2013',
  });
  const ahead = await post('notes', {
    ...on,
    'on-year': '2014',
    kind: 'visit',
    heardFrom: 'the-person',
    words: 'Kept words',
  });
  expect(ahead.statusCode).toBe(422);
  expect(ahead.body).toContain('Kept words');
  const page = (await worker.get(path)).body;
  expect(page).toContain('Cannot sleep');
  expect(page).toContain('Told by the person');
  expect(page).toContain('Quiet nights');
  const close = await post('close', { outcome: 'resolved', words: 'Quiet' });
  expect(close.statusCode).toBe(422);
  expect(close.body).toContain('Say of each desired outcome');
});

test('who works elsewhere finds no such case, and the reading of one is in the trail before it is shown', async () => {
  const path = await opened();
  const other = await concord().signInAs('casework.read@own', 'casework.write@own');
  const stranger = concord().readsFor(PURPOSE, other);
  expect((await stranger.get(path)).statusCode).toBe(404);
  const { rows } = await concord().db.ownerPool.query(
    `select count(*)::int as reads from platform.audit_event where action = 'case.read' and subject_id = $1 and purpose = $2`,
    [path.split('/').at(-1), PURPOSE],
  );
  expect(rows[0].reads).toBeGreaterThan(0);
});
