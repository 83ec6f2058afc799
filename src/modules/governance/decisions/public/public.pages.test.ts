import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../../test/support/app.ts';
import { faultsOf } from './testing.ts';

const STANDARD = '../shared/standards/popolo';
const concord = testApp({ example: true });
let program: SignedInCaller;
let reader: SignedInCaller;

const DECISION = {
  body: 'executive-board',
  decidedOn: '2012-11-30',
  title: 'Roadshows in the four forums',
  words: 'That the road shows be continued.',
  outcome: 'agreed',
  method: 'recorded-from-minutes',
};

beforeAll(async () => {
  program = await concord().token('governance.edit', 'meeting.record', 'escalation.raise', 'papers.exempt');
  reader = await concord().signInAs();
});

const get = async <T>(url: string): Promise<T> => (await concord().visitor.get(url)).json<T>();

describe('what everybody may read', () => {
  test('every public page opens without signing in', async () => {
    for (const path of ['boards', 'boards/strategic-board', 'decisions', 'forward-plan', 'interests']) {
      const { statusCode, body } = await concord().visitor.get(`/published/${path}`);
      expect([path, statusCode]).toEqual([path, 200]);
      expect(body).not.toContain('style=');
    }
    expect((await concord().visitor.get('/published/boards/unheard-of')).statusCode).toBe(404);
  });

  test('a decision is for everybody only once it is published, and an exempt one never', async () => {
    const made = await program.post('/api/v1/decisions', DECISION);
    expect(made.statusCode).toBe(201);
    const { reference } = made.json<{ reference: string }>();
    const path = `/published/decisions/${reference}`;
    expect((await concord().visitor.get(path)).statusCode).toBe(404);
    expect((await program.post(`/api/v1/decisions/${reference}/publications`, {})).statusCode).toBe(201);
    const { body } = await concord().visitor.get(path);
    expect(body).toContain('That the road shows be continued.');
    expect((await concord().visitor.get('/published/boards/executive-board')).body).toContain(reference);
    const secret = await program.post('/api/v1/decisions', { ...DECISION, exempt: true, title: 'A secret' });
    const hidden = secret.json<{ reference: string }>().reference;
    expect((await program.post(`/api/v1/decisions/${hidden}/publications`, {})).json()).toMatchObject({
      name: 'public-decision-is-open',
    });
    expect((await concord().visitor.get('/published/decisions')).body).not.toContain('A secret');
    expect((await reader.get(`/decisions/${hidden}`)).statusCode).toBe(404);
    expect((await reader.get('/decisions')).body).not.toContain('A secret');
  });

  test('the boards in Popolo are posts, never names', async () => {
    const boards = await get<Record<string, { name?: string }[]>>('/published/boards.json');
    expect(boards.organizations?.map(({ name }) => name)).toContain('Strategic Board');
    expect(boards.persons).toEqual([]);
    expect(boards.motions).not.toEqual([]);
  });

  test.skipIf(!existsSync(STANDARD))(
    `the boards in Popolo are valid by the standard (skipped where ${STANDARD} is absent)`,
    async () => {
      const read = (name: string) => JSON.parse(readFileSync(`${STANDARD}/${name}.json`, 'utf8'));
      const KINDS = {
        organizations: 'organization',
        posts: 'post',
        memberships: 'membership',
        motions: 'motion',
        vote_events: 'vote_event',
      } as const;
      await program.post('/api/v1/decisions', { ...DECISION, method: 'recorded-from-minutes' });
      const boards = await get<Record<keyof typeof KINDS, unknown[]>>('/published/boards.json');
      for (const [list, schema] of Object.entries(KINDS))
        for (const one of boards[list as keyof typeof KINDS])
          expect([list, faultsOf(one, read(schema), read)]).toEqual([list, []]);
      const counts = [{ option: 'yes', value: 4 }];
      const vote = { id: 'v', start_date: '2012-12-14T00:00:00Z', counts };
      expect(faultsOf(vote, read('vote_event'), read)).toEqual([]);
      expect(faultsOf({ ...vote, counts: [{ option: 'yes' }] }, read('vote_event'), read)).toEqual([
        '.counts[0].value is missing',
      ]);
    },
  );
});

describe('by program', () => {
  test('a decision is refused by the name that the page uses', async () => {
    const { rows } = await concord().db.ownerPool.query('select id from delivery.project limit 1');
    const subject = { kind: 'project', id: String(rows[0]?.id) };
    const post = (more: object) => program.post('/api/v1/decisions', { ...DECISION, subject, ...more });
    expect((await post({ body: 'joint-operations-group', outcome: 'recommended' })).json()).toMatchObject({
      status: 422,
      name: 'not-this-bodys-decision',
    });
    expect((await post({ outcome: 'endorsed' })).json()).toMatchObject({ name: 'recommends-only' });
    const early = { body: 'strategic-board', decidedOn: '2012-12-14', outcome: 'endorsed' };
    expect((await post(early)).json()).toMatchObject({ name: 'previous-body-has-not-recommended' });
    expect((await post({ outcome: 'recommended', method: 'consensus' })).json()).toMatchObject({
      name: 'sitting-needed',
    });
    const stranger = await concord().token('governance.edit');
    expect((await stranger.post('/api/v1/decisions', DECISION)).statusCode).toBe(403);
  });

  test('decisions are listed page by page and found by what they are on', async () => {
    const listed = await program.get('/api/v1/decisions?limit=1&body=executive-board');
    const { items, next } = listed.json<{ items: object[]; next: string }>();
    expect(items).toHaveLength(1);
    expect(items[0]).not.toHaveProperty('bodyId');
    expect((await program.get(next)).json<{ items: object[] }>().items).toHaveLength(1);
  });

  test('an escalation is raised and answered', async () => {
    const problem = { title: 'No lead', says: 'Nobody leads it.', toBody: 'executive-board' };
    expect((await program.post('/api/v1/escalations', problem)).json()).toMatchObject({
      name: 'answer-day-needed',
    });
    const raised = await program.post('/api/v1/escalations', { ...problem, answerBy: '2013-02-01' });
    const { id } = raised.json<{ id: string }>();
    expect((await reader.get(`/escalations/${id}`)).body).toContain('has until 1 February 2013 to answer');
    expect((await program.get('/api/v1/escalations?open=true')).json()).toMatchObject({ items: [{ id }] });
    const answer = { answeredOn: '2013-01-17', outcome: 'resolved', says: 'Named.' };
    expect((await program.post(`/api/v1/escalations/${id}/answers`, answer)).json()).toMatchObject({
      state: 'answered',
    });
    expect((await program.post(`/api/v1/escalations/${id}/answers`, answer)).json()).toMatchObject({
      name: 'escalation-answered',
    });
  });

  test('what is planned is read by everybody until it is withdrawn', async () => {
    const item = {
      body: 'strategic-board',
      title: 'The plan of 2014',
      expectedOn: '2013-03-01',
      precision: 'month',
    };
    const added = await program.post('/api/v1/forward-plan', item);
    expect(added.statusCode).toBe(201);
    expect((await concord().visitor.get('/published/forward-plan')).body).toContain(
      'Strategic Board, March 2013',
    );
    expect((await reader.get('/forward-plan')).body).toContain('On no agenda yet');
    const { id } = added.json<{ id: string }>();
    const etag = { 'if-match': String(added.headers.etag) };
    const gone = await program.send('POST', `/api/v1/forward-plan/${id}/withdrawals`, {}, etag);
    expect(gone.json()).toMatchObject({ withdrawnOn: '2013-01-17' });
    expect((await concord().visitor.get('/published/forward-plan')).body).not.toContain('The plan of 2014');
  });

  test('who may only read is shown no form', async () => {
    for (const path of ['/escalations/new', '/forward-plan/new', '/interests/new'])
      expect([path, (await reader.get(path)).statusCode]).toEqual([path, 403]);
    for (const path of ['/escalations', '/forward-plan', '/interests', '/forward-plan.csv', '/interests.csv'])
      expect([path, (await reader.get(path)).statusCode]).toEqual([path, 200]);
  });
});
