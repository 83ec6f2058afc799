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
    expect((await manager.get('/')).body).toContain('Approve the Partnership Update');
    expect((await reader.get('/')).body).not.toContain('Approve the Partnership Update');
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
