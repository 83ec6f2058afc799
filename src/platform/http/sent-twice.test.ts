import { expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';

const concord = testApp();

test('a page that is sent again with other words says what happened in words of pages, and loses nothing', async () => {
  const analyst = await concord().signInAs('read', 'indicators.edit');
  const bins = { slug: 'bins', title: 'Bins', kind: 'number', direction: 'lower', _form: 'sent-once-1' };
  expect((await analyst.form('/indicators/new', bins)).statusCode).toBe(303);
  expect((await analyst.form('/indicators/new', bins)).statusCode).toBe(303);
  const other = await analyst.form('/indicators/new', { ...bins, slug: 'boxes', title: 'Boxes on fire' });
  expect(other.statusCode).toBe(409);
  expect(other.body).toContain('This page was sent before, and what was sent then stands.');
  expect(other.body).toContain('value="Boxes on fire"');
  expect(other.body).not.toMatch(/\bkey, and|new key/);
  const [, next = ''] = /name="_form" value="([^"]+)"/.exec(other.body) ?? [];
  const again = await analyst.form('/indicators/new', { ...bins, slug: 'boxes', _form: next });
  expect(again.statusCode).toBe(303);
});
