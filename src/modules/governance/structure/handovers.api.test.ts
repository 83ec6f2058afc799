import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';

const concord = testApp();

async function driven(...permissions: string[]) {
  const program = await concord().token(...permissions);
  const send = async (method: 'POST' | 'PUT', path: string, body: unknown, etag?: string) => {
    const headers = etag === undefined ? {} : { 'if-match': etag };
    const answer = await program.send(method, `/api/v1/${path}`, body, headers);
    return { status: answer.statusCode, body: answer.json(), etag: String(answer.headers.etag) };
  };
  const get = async (path: string) => (await program.get(`/api/v1/${path}`)).json();
  return { send, get };
}

test('a programme’s project is handed over by HTTP alone, with the refusals of the pages', async () => {
  const { send, get } = await driven('governance.edit', 'plan.edit');
  for (const [name, kind] of [
    ['Programme Board', 'programme'],
    ['Thematic Board', 'thematic'],
  ])
    await send('POST', 'bodies', { name, kind });
  const project = await send('POST', 'projects', { title: 'Street days' });
  const { id } = project.body as { id: string };
  const planned = {
    from: 'programme-board',
    plannedOn: '2013-03-31',
    subject: { kind: 'project', id },
    note: 'The board ends with its programme',
  };
  expect(await send('POST', 'handovers', { ...planned, to: 'nobody' })).toMatchObject({ status: 404 });
  const unknown = { kind: 'project', id: '01900000-0000-7000-8000-000000000000' };
  expect((await send('POST', 'handovers', { ...planned, subject: unknown })).status).toBe(404);
  const made = await send('POST', 'handovers', planned);
  expect(made).toMatchObject({
    status: 201,
    body: { from: 'Programme Board', to: null, projects: [{ title: 'Street days', ready: null }] },
  });
  const at = `handovers/${made.body.id}`;
  const complete = () => send('POST', `${at}/completions`, { on: '2013-03-31', says: 'All taken over' });
  expect((await complete()).body).toMatchObject({
    name: 'area-focus-unsaid',
    errors: [{ field: 'areaFocus' }],
  });
  const { subject: _, ...fields } = planned;
  const change = { ...fields, areaFocus: 'A standing item on the area' };
  const changed = await send('PUT', at, change, made.etag);
  expect(changed.body).toMatchObject({ areaFocus: 'A standing item on the area', revision: 2 });
  expect((await send('PUT', at, change, made.etag)).status).toBe(412);
  expect((await complete()).body).toMatchObject({ name: 'handover-not-ready' });
  const note = (to: string | null) =>
    send('POST', `${at}/readiness`, { project: id, ready: true, to, says: 'Plan is ready' });
  expect((await note(null)).body).toMatchObject({ ready: 1, projects: [{ ready: true, toBodyId: null }] });
  expect((await complete()).body).toMatchObject({ name: 'handover-to-nobody', errors: [{ field: 'to' }] });
  await note('thematic-board');
  expect(await complete()).toMatchObject({ status: 201, body: { completedOn: '2013-03-31' } });
  expect((await complete()).body).toMatchObject({ name: 'handover-completed-already' });
  expect(await get('handovers')).toMatchObject({ items: [{ completedSays: 'All taken over' }] });
  const reader = await driven('read');
  expect((await reader.send('POST', 'handovers', planned)).status).toBe(403);
});

test('routes are delegated from a day to a day by HTTP alone', async () => {
  const { send, get } = await driven('governance.edit');
  await send('POST', 'bodies', { name: 'Executive Board', kind: 'executive' });
  const given = { kind: 'plan', bodies: ['executive-board'], startsOn: '2013-01-01', note: 'Small plans' };
  expect((await send('POST', 'delegations', { ...given, kind: 'weather' })).body).toMatchObject({
    name: 'not-decidable',
    errors: [{ field: 'kind' }],
  });
  expect((await send('POST', 'delegations', { ...given, bodies: [] })).body).toMatchObject({
    name: 'route-needs-bodies',
    errors: [{ field: 'bodies' }],
  });
  expect(await send('POST', 'delegations', given)).toMatchObject({
    status: 201,
    body: { bodies: [{ name: 'Executive Board' }], endsOn: null },
  });
  expect((await send('POST', 'delegations', given)).body).toMatchObject({ name: 'route-step-unique' });
  const steps = async (on: string) =>
    (await get(`decision-routes?on=${on}`)).items.find(({ kind }: { kind: string }) => kind === 'plan').steps;
  expect(await steps('2013-01-02')).toMatchObject([{ does: 'decides' }]);
  expect(await steps('2012-12-31')).toHaveLength(2);
  const end = { kind: 'plan', startsOn: '2013-01-01', endsOn: '2013-01-31' };
  expect((await send('POST', 'delegations/endings', end)).body).toMatchObject({ endsOn: '2013-01-31' });
  expect((await send('POST', 'delegations/endings', end)).body).toMatchObject({ name: 'no-open-delegation' });
  expect(await steps('2013-02-01')).toHaveLength(2);
});
