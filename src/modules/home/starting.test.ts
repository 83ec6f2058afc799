import { expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';

const empty = testApp();
const example = testApp({ example: true });

test('a new partnership is told what to set up, each person what they may', async () => {
  const manager = await empty().signInAs('partners.edit', 'strategy.edit', 'plan.edit', 'report.edit');
  const page = (await manager.get('/')).body;
  for (const text of ['Set up the partnership', 'Draft the strategy', 'Choose what the report looks like'])
    expect(page).toContain(text);
  expect(page).not.toContain('Define indicators');
  expect((await (await empty().signInAs()).get('/')).body).not.toContain('Set up the partnership');
});

test('what is done is marked, and the list goes once everything is there', async () => {
  const manager = await empty().signInAs('strategy.edit', 'report.edit');
  await manager.post('/reports/templates/standard', {});
  expect((await manager.get('/')).body).toMatch(/Choose what the report looks like[\s\S]*?Done/);
  const other = await example().signInAs('partners.edit', 'strategy.edit', 'plan.edit', 'report.edit');
  expect((await other.get('/')).body).not.toContain('Set up the partnership');
});
