import { expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { EARLIER } from '../partners/testing.ts';

const concord = testApp();

test('a plan is drafted, and adopted once', async () => {
  const manager = await concord().token('plan.edit', 'plan.adopt');
  const drafted = await manager.post('/api/v1/plans', {
    title: 'Community Safety Delivery Plan 2013',
    startsOn: '2013-01-01',
    endsOn: '2013-12-31',
  });
  expect(drafted.json()).toMatchObject({ state: 'draft', projects: 0, lines: [], outcomes: [] });
  const address = String(drafted.headers.location);
  const adoption = { by: 'Executive Board', on: '2013-01-16', ...EARLIER.earlier };
  const adopted = await manager.post(`${address}/adoptions`, adoption);
  expect(adopted.json()).toMatchObject({
    state: 'adopted',
    adoptedOn: '2013-01-16',
    adoptedBy: 'Executive Board',
  });
  expect((await manager.post(`${address}/adoptions`, adoption)).json()).toMatchObject({
    name: 'plan-adopted-already',
  });
  const listed = await manager.get('/api/v1/plans');
  expect(listed.json<{ items: unknown[] }>().items).toHaveLength(1);
});

test('a project is added with what is known, and changed by whom had read it', async () => {
  const manager = await concord().token('plan.edit', 'project.endorse');
  const own = `agency-${manager.actor.accountId.slice(-12)}`;
  const added = await manager.post('/api/v1/projects', {
    title: 'Love Your Street',
    leads: [{ agency: own }],
    resources: [
      { kind: 'cash', pence: 500_000, basis: 'one-off', status: 'requested', says: 'Street days' },
      { kind: 'cash', pence: 900_000, basis: 'option', status: 'requested', says: 'A second year' },
    ],
    milestones: [{ title: 'First street', originalOn: '2013-03-31', precision: 'month' }],
  });
  expect(added.json()).toMatchObject({
    slug: 'love-your-street',
    stage: 'planned',
    cash: 500_000,
    revision: 1,
  });
  const address = '/api/v1/projects/love-your-street';
  const etag = { 'if-match': String(added.headers.etag) };
  expect((await manager.send('PATCH', address, { activity: 'Clean' })).statusCode).toBe(428);
  const changed = await manager.send('PATCH', address, { activity: 'Clean, fix and talk' }, etag);
  expect(changed.json()).toMatchObject({
    revision: 2,
    plan: { activity: 'Clean, fix and talk', milestones: [{ title: 'First street' }] },
  });
  expect((await manager.send('PATCH', address, { activity: 'Late' }, etag)).json()).toMatchObject({
    status: 412,
    name: 'precondition-failed',
  });
  const wrong = await manager.send(
    'PATCH',
    address,
    { outcomes: ['nowhere'], leads: [{ post: 'nobody' }] },
    { 'if-match': '"r2"' },
  );
  expect(wrong.json<{ name: string; errors: { field: string }[] }>()).toMatchObject({
    name: 'name-unknown',
    errors: [{ field: 'outcomes.0' }, { field: 'leads.0.post' }],
  });
  expect(
    (
      await manager.post(`${address}/endorsements`, {
        by: 'Executive Board',
        on: '2013-01-16',
        ...EARLIER.earlier,
      })
    ).json(),
  ).toMatchObject({
    status: 422,
    name: 'addresses-no-outcome',
  });
  const moved = await manager.post(`${address}/stages`, { stage: 'pilot', reason: 'Money found' });
  expect(moved.json()).toMatchObject({ stage: 'pilot', stageSince: '2013-01-17' });
  expect((await manager.get(`/api/v1/projects?agency=${own}&stage=pilot`)).json()).toMatchObject({
    items: [{ slug: 'love-your-street' }],
    next: null,
  });
});

test('who leads says where the project stands, meets its milestone and moves none without a reason', async () => {
  const officer = await concord().token('progress.report@own');
  const manager = await concord().token('plan.edit');
  const made = await manager.post('/api/v1/projects', {
    title: 'LIFE course',
    leads: [{ agency: `agency-${officer.actor.accountId.slice(-12)}` }],
    milestones: [
      { title: 'First course', originalOn: '2013-02-28', precision: 'day' },
      { title: 'Second course', originalOn: '2013-06-30', precision: 'month' },
    ],
  });
  const address = String(made.headers.location);
  const milestones = (await officer.get(`${address}/milestones`)).json<{
    items: { id: string; title: string }[];
  }>();
  const [first, second] = milestones.items;
  expect(milestones.items.map(({ title }) => title)).toEqual(['First course', 'Second course']);
  const update = { standing: 'on-track', says: 'Ten young people came.', milestonesMet: [first?.id] };
  const said = await officer.post(`${address}/updates`, update, { 'idempotency-key': 'update-of-january' });
  expect(said.json()).toMatchObject({ reportedOn: '2013-01-17', standing: 'on-track' });
  const again = await officer.post(`${address}/updates`, update, { 'idempotency-key': 'update-of-january' });
  expect(again.json()).toEqual(said.json());
  expect((await officer.get(`${address}/updates`)).json<{ items: unknown[] }>().items).toHaveLength(1);
  const moves = `${address}/milestones/${second?.id}/moves`;
  expect((await officer.post(moves, { to: '2013-07-31' })).json()).toMatchObject({
    errors: [{ field: 'reason' }],
  });
  expect((await officer.post(moves, { to: '2013-07-31', reason: 'Room not free' })).json()).toMatchObject({
    dueOn: '2013-07-31',
    originalOn: '2013-06-30',
    slips: 1,
  });
  const stranger = await concord().token('progress.report@own');
  expect((await stranger.post(`${address}/updates`, { ...update, milestonesMet: [] })).json()).toMatchObject({
    status: 403,
    name: 'not-allowed',
  });
});
