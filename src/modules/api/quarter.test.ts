import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';
import { EARLIER } from '../partners/testing.ts';
import { cabinetTemplate, refusal, seen } from './testing.ts';

/** A manager, a board and somebody who only reads drive a quarter by HTTP alone. */
const concord = testApp();

let manager: SignedInCaller;
let board: SignedInCaller;
let viewer: SignedInCaller;

beforeAll(async () => {
  manager = await concord().token('report.edit', 'strategy.edit', 'plan.edit');
  board = await concord().token('report.approve', 'report.publish', 'strategy.adopt', 'project.endorse');
  viewer = await concord().token('read');
});

describe('the strategy', () => {
  const versions = '/api/v1/strategy-versions';
  const draft = `${versions}/1`;
  const VISION = { title: 'Sustainable Community Strategy', vision: 'A place to be proud of' };

  test('a draft is started by whom may, and changed by whom had read it', async () => {
    expect(refusal(await viewer.post(versions, VISION))).toEqual([403, 'not-allowed']);
    const started = await manager.post(versions, VISION);
    expect([started.statusCode, started.headers.location]).toEqual([201, draft]);
    const changed = await manager.send('PUT', draft, { ...VISION, startsOn: '2013-04-01' }, seen(started));
    expect(changed.json()).toMatchObject({ startsOn: '2013-04-01', revision: 2, status: 'draft' });
    expect(refusal(await manager.send('PUT', draft, VISION, seen(started)))).toEqual([
      412,
      'precondition-failed',
    ]);
  });

  test('is adopted with an outcome under each priority, in the revision that was read', async () => {
    const adoption = { adoptedOn: '2013-01-16', ...EARLIER.earlier };
    expect(refusal(await board.post(`${draft}/adoptions`, adoption))).toEqual([
      422,
      'version-has-no-priorities',
    ]);
    const priority = await manager.post(`${draft}/priorities`, { title: 'Safer communities' });
    expect(priority.json()).toMatchObject({ slug: 'safer-communities', position: 1 });
    expect(refusal(await manager.post(`${draft}/priorities`, { title: 'Safer communities' }))).toEqual([
      422,
      'priority-is-in-this-version',
    ]);
    const worded = { title: 'Safer communities', question: 'What are we doing to reduce crime?' };
    const address = String(priority.headers.location);
    expect((await manager.send('PUT', address, worded, seen(priority))).json()).toMatchObject({
      revision: 2,
    });
    expect(refusal(await manager.send('PUT', address, worded, seen(priority)))).toEqual([
      412,
      'precondition-failed',
    ]);
    expect(refusal(await board.post(`${draft}/adoptions`, adoption))).toEqual([
      422,
      'priority-without-outcome',
    ]);
    const outcome = { priority: 'safer-communities', wording: 'Less crime' };
    expect((await manager.post(`${draft}/outcomes`, outcome)).headers.location).toBe(
      '/api/v1/outcomes/less-crime',
    );
    expect(refusal(await manager.post(`${draft}/outcomes`, outcome))).toEqual([
      422,
      'outcome-is-in-this-version',
    ]);
    expect(refusal(await manager.post(`${draft}/priorities/safer-communities/removals`, {}))).toEqual([
      422,
      'priority-has-outcomes',
    ]);
    expect(refusal(await manager.post(`${draft}/adoptions`, adoption))).toEqual([403, 'not-allowed']);
    expect(refusal(await board.post(`${draft}/adoptions`, adoption, { 'if-match': '"r1"' }))).toEqual([
      412,
      'precondition-failed',
    ]);
    const adopted = await board.post(`${draft}/adoptions`, adoption, { 'if-match': '"r2"' });
    expect(adopted.json()).toMatchObject({ status: 'adopted', adoptedOn: '2013-01-16' });
    expect((await viewer.get('/api/v1/strategy')).json()).toMatchObject({ number: 1 });
  });

  test('is followed by a new draft when it shall change', async () => {
    expect(refusal(await manager.post(`${draft}/priorities`, { title: 'Better health' }))).toEqual([
      422,
      'version-is-not-a-draft',
    ]);
    await manager.post(versions, VISION);
    const second = await viewer.get(`${versions}?limit=1`);
    expect((await viewer.get(second.json<{ next: string }>().next)).json()).toMatchObject({
      items: [{ number: 2, status: 'draft' }],
      next: null,
    });
    const contents = (await viewer.get(`${versions}/2/priorities/safer-communities`)).json();
    expect(contents).toMatchObject({ title: 'Safer communities', versionStatus: 'draft' });
    await manager.post(`${versions}/2/outcomes/less-crime/removals`, {});
    const emptied = await manager.post(`${versions}/2/priorities/safer-communities/removals`, {});
    expect(emptied.json()).toMatchObject({ number: 2, status: 'draft' });
    expect(refusal(await viewer.get(`${versions}/2/priorities/safer-communities`))).toEqual([
      404,
      'not-found',
    ]);
  });
});

describe('the report', () => {
  let report: string;
  let edition: string;
  const at = (path: string): string => `${report}/${path}`;

  beforeAll(async () => {
    await cabinetTemplate(concord().db);
    const period = { template: 'cabinet', periodStart: '2012-10-01', asAt: '2013-01-17' };
    report = String((await manager.post('/api/v1/reports', period)).headers.location);
  });

  test('its words are written place by place, and replaced only by whom had read them', async () => {
    expect((await viewer.get(at('texts'))).json()).toMatchObject({
      items: [
        { place: 'implication.financial', standing: 'missing', revision: 0 },
        { place: 'section.implications' },
        { place: 'section.purpose', words: '' },
      ],
    });
    const purpose = at('texts/section.purpose');
    const words = { words: 'To tell of the quarter.' };
    expect(refusal(await viewer.send('PUT', purpose, words))).toEqual([403, 'not-allowed']);
    const written = await manager.send('PUT', purpose, words);
    expect(written.json()).toMatchObject({ ...words, standing: 'written', origin: 'new', revision: 1 });
    expect(refusal(await manager.send('PUT', purpose, words))).toEqual([428, 'precondition-required']);
    expect((await manager.send('PUT', purpose, words, seen(written))).json()).toMatchObject({ revision: 2 });
    expect(refusal(await manager.send('PUT', purpose, words, seen(written)))).toEqual([
      412,
      'precondition-failed',
    ]);
    expect((await manager.post(`${purpose}/confirmations`, {}, { 'if-match': '"r2"' })).json()).toMatchObject(
      {
        origin: 'confirmed',
      },
    );
    expect(refusal(await manager.send('PUT', at('texts/section.nowhere'), words))).toEqual([
      404,
      'not-found',
    ]);
    const recommendations = { recommendations: [{ words: 'Note the report.', reason: 'It is for noting.' }] };
    const before = await manager.get(at('recommendations'));
    const after = await manager.send('PUT', at('recommendations'), recommendations, seen(before));
    expect(after.json()).toEqual(recommendations);
    expect(refusal(await manager.send('PUT', at('recommendations'), recommendations, seen(before)))).toEqual([
      412,
      'precondition-failed',
    ]);
  });

  test('it is submitted, returned with a reason, and answers what it was asked', async () => {
    const asked = { askedBy: 'Cabinet', askedOn: '2012-06-21', words: 'More about young people' };
    const interest = (await manager.post(at('interests'), asked)).json<{ id: string }>().id;
    const draft = await manager.get(at('recommendations'));
    expect(refusal(await viewer.post(at('submissions'), {}, seen(draft)))).toEqual([403, 'not-allowed']);
    expect(refusal(await manager.post(at('submissions'), {}))).toEqual([428, 'precondition-required']);
    expect(refusal(await manager.post(at('submissions'), {}, { 'if-match': '"r1"' }))).toEqual([
      412,
      'precondition-failed',
    ]);
    const submitted = await manager.post(at('submissions'), {}, seen(draft));
    expect(submitted.json()).toMatchObject({ state: 'submitted' });
    const late = { words: 'Too late.', standing: 'written' };
    expect(refusal(await manager.send('PUT', at('texts/implication.financial'), late))).toEqual([
      422,
      'report-closed',
    ]);
    expect(refusal(await board.post(at('approvals'), {}, seen(submitted)))).toEqual([
      422,
      'unanswered-request',
    ]);
    const reason = { reason: 'Cabinet asked about young people.' };
    expect(refusal(await viewer.post(at('returns'), reason, seen(submitted)))).toEqual([403, 'not-allowed']);
    const returned = await board.post(at('returns'), reason, seen(submitted));
    expect(returned.json()).toMatchObject({ state: 'draft' });
    const reply = at(`interests/${interest}/answer`);
    expect(refusal(await manager.send('PUT', reply, { section: 'nowhere' }))).toEqual([
      422,
      'no-such-section',
    ]);
    expect((await manager.send('PUT', reply, { section: 'purpose' })).json()).toMatchObject({
      answer: { section: 'purpose', reason: null, revision: 1 },
    });
    expect(refusal(await manager.send('PUT', reply, { section: 'purpose' }))).toEqual([
      428,
      'precondition-required',
    ]);
    const again = await manager.post(at('submissions'), {}, seen(returned));
    expect(again.json()).toMatchObject({ state: 'submitted' });
  });

  test('it is approved once its warnings were seen, and published for everybody', async () => {
    const waiting = await board.get(at('recommendations'));
    expect(refusal(await manager.post(at('approvals'), {}, seen(waiting)))).toEqual([403, 'not-allowed']);
    expect(refusal(await board.post(at('approvals'), {}, seen(waiting)))).toEqual([
      422,
      'warnings-not-acknowledged',
    ]);
    const approved = await board.post(at('approvals'), { acknowledged: true }, seen(waiting));
    expect(approved.json()).toMatchObject({ slug: 'cabinet-2013-01-17', publishedOn: null });
    edition = String(approved.headers.location);
    expect(refusal(await board.post(at('approvals'), { acknowledged: true }, seen(waiting)))).toEqual([
      422,
      'not-now',
    ]);
    expect(refusal(await manager.post(`${edition}/publications`, {}))).toEqual([403, 'not-allowed']);
    const key = { 'idempotency-key': 'publish-the-quarter' };
    const published = await board.post(`${edition}/publications`, {}, key);
    expect(published.json()).toMatchObject({ publishedOn: '2013-01-17' });
    expect((await board.post(`${edition}/publications`, {}, key)).headers['idempotency-replayed']).toBe(
      'true',
    );
    expect(refusal(await board.post(`${edition}/publications`, {}))).toEqual([422, 'published-already']);
    expect((await concord().visitor.get('/published/cabinet-2013-01-17')).statusCode).toBe(200);
    const steps = (await viewer.get(at('steps'))).json<{
      items: { state: string; reason: string | null }[];
    }>();
    expect(steps.items.map(({ state }) => state)).toEqual([
      'draft',
      'submitted',
      'draft',
      'submitted',
      'approved',
      'published',
    ]);
    expect(steps.items[2]?.reason).toBe('Cabinet asked about young people.');
  });
});
