import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';
import { EARLIER } from '../partners/testing.ts';
import { refusal } from './testing.ts';

const concord = testApp();
const project = '/api/v1/projects/street-days';
const at = (path: string): string => `${project}/${path}`;

let manager: SignedInCaller;
let officer: SignedInCaller;
let viewer: SignedInCaller;

beforeAll(async () => {
  manager = await concord().token(
    'plan.edit',
    'plan.adopt',
    'project.endorse',
    'strategy.edit',
    'strategy.adopt',
  );
  officer = await concord().token('progress.report@own');
  viewer = await concord().token('read');
  const version = '/api/v1/strategy-versions/1';
  await manager.post('/api/v1/strategy-versions', { title: 'Strategy' });
  await manager.post(`${version}/priorities`, { title: 'Safer' });
  await manager.post(`${version}/outcomes`, { priority: 'safer', wording: 'Less crime' });
  await manager.post(`${version}/adoptions`, { adoptedOn: '2013-01-10', ...EARLIER.earlier });
  await manager.post('/api/v1/projects', {
    title: 'Street days',
    leads: [{ agency: `agency-${officer.actor.accountId.slice(-12)}` }],
    outcomes: ['less-crime'],
  });
});

test('a condition of endorsement is met once the plan says what was missing', async () => {
  const by = { by: 'Executive Board', on: '2013-01-16', ...EARLIER.earlier };
  expect(refusal(await viewer.post(at('endorsements'), by))).toEqual([403, 'not-allowed']);
  expect(refusal(await manager.post(at('endorsements'), by))).toEqual([422, 'condition-needed']);
  const condition = { dueOn: '2013-03-31' };
  expect(
    refusal(await manager.post(at('endorsements'), { ...by, condition }, { 'if-match': '"r9"' })),
  ).toEqual([412, 'precondition-failed']);
  const endorsed = await manager.post(at('endorsements'), { ...by, condition }, { 'if-match': '"r1"' });
  expect(endorsed.json()).toMatchObject({ endorsedOn: '2013-01-16', openConditions: 1 });
  const [set] = (await viewer.get(at('conditions'))).json<{ items: { id: string; missing: string[] }[] }>()
    .items;
  expect(set?.missing).toContain('baselines');
  const fulfilment = at(`conditions/${set?.id}/fulfilments`);
  expect(refusal(await manager.post(fulfilment, {}))).toEqual([422, 'condition-not-met']);
  await manager.send(
    'PATCH',
    project,
    {
      communications: 'None beyond the streets',
      target: 'Ten streets',
      baseline: 'No street',
      intendedOutcomes: 'Cleaner, safer streets',
      sustainability: 'likely',
    },
    { 'if-match': String(endorsed.headers.etag) },
  );
  expect(refusal(await viewer.post(fulfilment, {}))).toEqual([403, 'not-allowed']);
  expect((await manager.post(fulfilment, {})).json()).toMatchObject({ metOn: '2013-01-17' });
});

test('a risk is raised and noted by who leads the project, and its notes follow each other', async () => {
  const risk = { kind: 'risk', title: 'The van breaks down', likelihood: 4, impact: 4 };
  expect(refusal(await viewer.post(at('risks'), risk))).toEqual([403, 'not-allowed']);
  const beyond = await officer.post(at('risks'), { ...risk, impact: 6 });
  expect(beyond.json()).toMatchObject({
    status: 422,
    name: 'risk-out-of-range',
    errors: [{ field: 'impact' }],
  });
  const raised = await officer.post(at('risks'), risk);
  expect(raised.json()).toMatchObject({ state: 'open', score: 16, notedOn: '2013-01-17' });
  const notes = at(`risks/${raised.json<{ id: string }>().id}/notes`);
  const closed = { state: 'closed', likelihood: 1, impact: 4, says: 'A second van' };
  expect((await officer.post(notes, closed)).json()).toMatchObject({ state: 'closed', score: 4 });
  expect(refusal(await officer.post(notes, { ...closed, state: 'controlled' }))).toEqual([
    422,
    'risk-state-does-not-follow',
  ]);
  expect((await viewer.get(at('risks'))).json()).toMatchObject({ items: [{ says: 'A second van' }] });
});

test('a case study is told with consent, and signed off with a check', async () => {
  const story = { title: 'A garden', body: 'A neighbour dug.', consent: 'not-yet' };
  const untold = (await officer.post(at('case-studies'), story)).json<{ id: string }>().id;
  const checked = { says: 'No name, no street' };
  expect(refusal(await manager.post(at(`case-studies/${untold}/sign-offs`), checked))).toEqual([
    422,
    'consent-needed',
  ]);
  const told = (await officer.post(at('case-studies'), { ...story, consent: 'given' })).json<{
    id: string;
  }>();
  const signOffs = at(`case-studies/${told.id}/sign-offs`);
  expect(refusal(await officer.post(signOffs, checked))).toEqual([403, 'not-allowed']);
  expect(refusal(await manager.post(signOffs, {}))).toEqual([422, 'check-needed']);
  expect((await manager.post(signOffs, checked)).json()).toMatchObject({ signedOn: '2013-01-17' });
});

test('an equality impact step is planned, and done with what it found', async () => {
  const step = { step: 'screening', dueOn: '2013-02-28' };
  expect(refusal(await viewer.post(at('equality-steps'), step))).toEqual([403, 'not-allowed']);
  const planned = (await manager.post(at('equality-steps'), step)).json<{ id: string }>();
  const results = at(`equality-steps/${planned.id}/results`);
  expect(refusal(await manager.post(results, {}))).toEqual([422, 'finding-needed']);
  expect((await manager.post(results, { says: 'Nobody is left out' })).json()).toMatchObject({
    doneOn: '2013-01-17',
  });
});

describe('the judgement', () => {
  test('is overridden with a reason, and lifted again', async () => {
    expect(refusal(await viewer.post(at('judgements'), { rag: 'red', reason: 'No' }))).toEqual([
      403,
      'not-allowed',
    ]);
    expect(refusal(await manager.post(at('judgements'), { rag: 'red' }))).toEqual([422, 'reason-needed']);
    const judged = await manager.post(at('judgements'), { rag: 'red', reason: 'The van is gone' });
    expect(judged.json()).toMatchObject({ rag: 'red', overrideReason: 'The van is gone' });
    const lifted = await manager.post(at('judgements'), { rag: null, reason: 'It is back' });
    expect(lifted.json()).toMatchObject({ overrideReason: null });
  });
});

test('a project stands in a plan, which is changed by whom had read it and refreshed for the next year', async () => {
  const plan = { title: 'Safer plan 2013', startsOn: '2013-01-01', endsOn: '2013-12-31', priority: 'safer' };
  const drafted = await manager.post('/api/v1/plans', plan);
  const address = String(drafted.headers.location);
  const etag = { 'if-match': String(drafted.headers.etag) };
  expect((await manager.send('PUT', address, { ...plan, note: 'Draft' }, etag)).json()).toMatchObject({
    note: 'Draft',
    revision: 2,
  });
  expect(refusal(await manager.send('PUT', address, plan, etag))).toEqual([412, 'precondition-failed']);
  const line = { plan: 'safer-plan-2013', outcome: 'less-crime' };
  expect(refusal(await viewer.post(at('plans'), line))).toEqual([403, 'not-allowed']);
  await manager.post(at('plans'), { ...line, objective: 'Ten streets' });
  expect((await viewer.get(at('plans'))).json()).toMatchObject({ items: [{ objective: 'Ten streets' }] });
  const adoption = { by: 'Executive Board', on: '2013-01-16', ...EARLIER.earlier };
  expect(refusal(await manager.post(`${address}/adoptions`, adoption, etag))).toEqual([
    412,
    'precondition-failed',
  ]);
  const adopted = await manager.post(`${address}/adoptions`, adoption, { 'if-match': '"r2"' });
  expect(adopted.json()).toMatchObject({ state: 'adopted', projects: 1 });
  expect(refusal(await manager.post(at('plans/removals'), line))).toEqual([422, 'plan-not-draft']);
  const next = { title: 'Safer plan 2014', startsOn: '2014-01-01', endsOn: '2014-12-31' };
  const refreshed = await manager.post(`${address}/refreshes`, next);
  expect(refreshed.headers.location).toBe('/api/v1/plans/safer-plan-2014');
  expect(refreshed.json()).toMatchObject({ state: 'draft', lines: [{ continued: true }] });
});

test('a milestone is added once under its title, by who edits plans', async () => {
  const milestone = { title: 'Tenth street', originalOn: '2013-09-30', precision: 'quarter' };
  expect(refusal(await officer.post(at('milestones'), milestone))).toEqual([403, 'not-allowed']);
  expect((await manager.post(at('milestones'), milestone)).json()).toMatchObject({
    dueOn: '2013-09-30',
    slips: 0,
  });
  expect(refusal(await manager.post(at('milestones'), milestone))).toEqual([422, 'milestone-title-taken']);
});

test('a project moves to the stage that follows, and ends by its closure', async () => {
  const pilot = { stage: 'pilot', reason: 'Money found' };
  expect(refusal(await viewer.post(at('stages'), pilot))).toEqual([403, 'not-allowed']);
  expect(refusal(await manager.post(at('stages'), pilot, { 'if-match': '"r1"' }))).toEqual([
    412,
    'precondition-failed',
  ]);
  const moved = await manager.post(at('stages'), pilot);
  expect(moved.json()).toMatchObject({ stage: 'pilot' });
  expect(refusal(await manager.post(at('stages'), { stage: 'ended', reason: 'Done' }))).toEqual([
    422,
    'ends-by-closure',
  ]);
  const closure = { result: 'finished', evaluation: 'Ten streets', valueForMoney: 'Good' };
  expect(refusal(await viewer.post(at('closures'), closure))).toEqual([403, 'not-allowed']);
  const incomplete = await manager.post(at('closures'), { result: 'finished' });
  expect(incomplete.json()).toMatchObject({
    name: 'closure-incomplete',
    errors: [{ field: 'evaluation' }, { field: 'valueForMoney' }],
  });
  expect(refusal(await manager.post(at('closures'), closure, { 'if-match': '"r1"' }))).toEqual([
    412,
    'precondition-failed',
  ]);
  const etag = { 'if-match': String(moved.headers.etag) };
  expect((await manager.post(at('closures'), closure, etag)).json()).toMatchObject({
    stage: 'ended',
    rag: 'ended',
  });
  expect(refusal(await manager.post(at('closures'), closure))).toEqual([422, 'stage-does-not-follow']);
});
