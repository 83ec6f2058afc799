import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { aPurpose, PURPOSE } from '../testing/working.ts';

const concord = testApp();
let program: SignedInCaller;

beforeAll(async () => {
  await aPurpose(concord().db);
  program = concord().readsFor(PURPOSE, await concord().token('casework.read@own', 'casework.write@own'));
});

const BASE = '/api/v1/casework/cases';
const sent = (path: string, body: object, headers: Record<string, string> = {}) =>
  program.send('POST', path, body, headers);

test('a case goes from opening to closing by HTTP, with the same refusals by name as the pages', async () => {
  const made = await sent(BASE, {
    kind: 'family',
    title: 'Made up',
    because: 'Three calls',
    regime: 'uk-gdpr',
  });
  expect(made.statusCode).toBe(201);
  const path = `${BASE}/${made.json().id}`;
  const need = await sent(`${path}/needs`, { says: 'Sleep', wanted: 'Quiet', wantedBy: '2013-02-01' });
  const ahead = { on: '2014-01-01', kind: 'note', heardFrom: 'document', words: 'Later' };
  expect((await sent(`${path}/notes`, ahead)).json()).toMatchObject({ name: 'note-lies-ahead' });
  await sent(`${path}/notes`, { ...ahead, on: '2013-01-02' });
  const close = (revision: number) =>
    sent(`${path}/closure`, { outcome: 'improved', words: 'Quiet' }, { 'if-match': `"r${revision}"` });
  expect((await close(1)).json()).toMatchObject({ name: 'outcomes-are-not-judged' });
  await sent(`${path}/needs/${need.json().id}/judgement`, { achieved: 'achieved' }, { 'if-match': '"r1"' });
  expect((await close(7)).statusCode).toBe(412);
  expect((await close(1)).statusCode).toBe(201);
  const read = await program.get(path);
  expect(read.json()).toMatchObject({
    title: 'Made up',
    outcome: 'improved',
    needs: [{ achieved: 'achieved' }],
  });
  const lines = (await program.get(`${path}/chronology`)).json().items as { words: string | null }[];
  expect(lines.map(({ words }) => words)).toContain('Later');
});

test('without a purpose a program is refused by name', async () => {
  const other = await concord().token('casework.read@own');
  const answer = await other.get(BASE);
  expect(answer.json()).toMatchObject({ name: 'choose-a-purpose' });
  expect(answer.statusCode).toBeGreaterThanOrEqual(400);
});
