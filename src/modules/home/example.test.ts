import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../test/support/app.ts';

const concord = testApp({ example: true });
let manager: SignedInCaller;
let reader: SignedInCaller;

beforeAll(async () => {
  manager = await concord().signInAs('report.edit', 'plan.edit');
  reader = await concord().signInAs();
});

describe('the home page of the example', () => {
  test('what nobody owns, such as the report that is due, needs those who write the report', async () => {
    expect((await manager.get('/')).body).toContain('Write the Partnership Update');
    expect((await reader.get('/')).body).not.toContain('Write the Partnership Update');
  });

  test('a report that waits for approval needs those who approve, and the writer no longer', async () => {
    const chair = await concord().signInAs('report.approve');
    expect((await chair.get('/')).body).not.toContain('Approve the Partnership Update');
    const path = /href="(\/reports\/[0-9a-f-]{36})"/.exec((await manager.get('/')).body)?.[1] ?? '';
    const form = (await manager.get(`${path}/approval`)).body;
    const revision = /name="_revision" value="(\d+)"/.exec(form)?.[1] ?? '';
    expect((await manager.post(`${path}/submission`, { _revision: revision })).statusCode).toBe(303);
    expect((await chair.get('/')).body).toContain(`href="${path}/approval"`);
    expect((await chair.get('/')).body).toContain('Approve the Partnership Update');
    expect((await manager.get('/')).body).not.toContain('Write the Partnership Update');
  });

  test('what somebody else changed since the last visit is told, and not what one did oneself', async () => {
    const lead = await concord().signInAs('plan.edit');
    await lead.post('/projects/the-right-stuff/update', { standing: 'on-track', says: 'Two clubs run' });
    await concord().runJob('search.index');
    expect((await manager.get('/')).body).toContain('progress reported');
    expect((await lead.get('/')).body).not.toContain('progress reported');
  });

  test('projects, indicators, outcomes, agencies, posts, boards and reports are found', async () => {
    await concord().runJob('search.index');
    for (const [words, path] of [
      ['right stuff', '/projects/the-right-stuff'],
      ['recorded crime', '/indicators/recorded-crime'],
      ['increased assurance', '/strategy/outcomes/'],
      ['victim support', '/agencies/'],
      ['communications manager', '/agencies/posts/'],
      ['executive board', '/bodies/'],
      ['partnership update', '/reports/'],
    ] as const)
      expect((await reader.get(`/search?q=${encodeURIComponent(words)}`)).body).toContain(`href="${path}`);
  });
});
