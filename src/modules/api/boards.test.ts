import { describe, expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { cabinetTemplate } from './testing.ts';

const concord = testApp();

describe('bodies and sittings', () => {
  const BOARD = { name: 'Strategic Board', kind: 'strategic', purpose: 'Decides' };

  test('a body is added and changed by whom had read it', async () => {
    const manager = await concord().token('governance.edit');
    const added = await manager.post('/api/v1/bodies', BOARD);
    expect([added.statusCode, added.headers.location]).toEqual([201, '/api/v1/bodies/strategic-board']);
    const etag = { 'if-match': String(added.headers.etag) };
    const change = { ...BOARD, purpose: 'Decides and answers' };
    expect((await manager.send('PUT', '/api/v1/bodies/strategic-board', change, etag)).json()).toMatchObject({
      purpose: 'Decides and answers',
      revision: 2,
    });
    expect((await manager.send('PUT', '/api/v1/bodies/strategic-board', change, etag)).statusCode).toBe(412);
    expect((await manager.post('/api/v1/bodies', { ...BOARD, name: 'B', agency: 'none' })).statusCode).toBe(
      404,
    );
  });

  test('a sitting is planned by its month, moved to its day, and held no sooner than it comes', async () => {
    const manager = await concord().token('governance.edit');
    const planned = await manager.post('/api/v1/bodies/strategic-board/sittings', {
      day: '2013-03-20',
      precision: 'month',
    });
    expect(planned.json()).toMatchObject({ day: '2013-03-01', latestDay: '2013-03-31', status: 'planned' });
    const address = String(planned.headers.location);
    const moved = await manager.send(
      'PUT',
      `${address}/day`,
      { day: '2013-01-10' },
      {
        'if-match': String(planned.headers.etag),
      },
    );
    expect(moved.json()).toMatchObject({ day: '2013-01-10', precision: 'day', revision: 2 });
    const held = await manager.post(`${address}/outcomes`, { outcome: 'held' });
    expect(held.json()).toMatchObject({ status: 'held' });
    expect((await manager.post(`${address}/outcomes`, { outcome: 'cancelled' })).json()).toMatchObject({
      status: 422,
      name: 'sitting-outcome-recorded',
    });
    const listed = await manager.get('/api/v1/sittings?body=strategic-board&from=2013-01-01&to=2013-01-31');
    expect(listed.json<{ items: unknown[] }>().items).toHaveLength(1);
  });
});

test('a draft is begun and read with its figures, each bound to its source; who may only read is refused', async () => {
  const editor = await concord().token('report.edit');
  await cabinetTemplate(concord().db);
  const draft = { template: 'cabinet', periodStart: '2012-10-01', asAt: '2013-01-17' };
  const begun = await editor.post('/api/v1/reports', draft);
  expect(begun.json()).toMatchObject({ templateSlug: 'cabinet', state: 'draft', asAt: '2013-01-17' });
  const read = await editor.get(String(begun.headers.location));
  expect(read.json()).toMatchObject({
    report: { template: 'cabinet', state: 'draft' },
    figures: expect.any(Array),
    implications: [{ key: 'financial', standing: 'missing' }],
  });
  expect(read.headers.etag).toMatch(/^"r1\./);
  expect((await editor.post('/api/v1/reports', { ...draft, template: 'none' })).json()).toMatchObject({
    status: 422,
    name: 'no-such-template',
    errors: [{ field: 'template' }],
  });
  const reader = await concord().token('read');
  expect((await reader.post('/api/v1/reports', draft)).statusCode).toBe(403);
  expect((await reader.get('/api/v1/reports')).json<{ items: unknown[] }>().items).toHaveLength(1);
  expect((await reader.get('/api/v1/editions')).json()).toEqual({ items: [], next: null });
});
