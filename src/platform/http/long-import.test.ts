import { expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { access } from '../../modules/access/module.ts';
import { partners } from '../../modules/partners/module.ts';
import { places } from '../../modules/places/module.ts';
import { progressRoutes } from '../progress-routes.tsx';

const concord = testApp({
  modules: [access, partners, places, { name: 'progress', routes: progressRoutes }],
});
const BOUNDARY = 'a-boundary';

const uploaded = (text: string): string =>
  [
    `--${BOUNDARY}`,
    'content-disposition: form-data; name="file"; filename="places.csv"',
    'content-type: text/csv',
    '',
    text,
    `--${BOUNDARY}--`,
    '',
  ].join('\r\n');

test('a long file is written while a page shows how far it is, which leads on when it is there', async () => {
  const editor = await concord().signInAs('read', 'places.edit');
  const lines = Array.from({ length: 600 }, (_, at) => `Street,street-${at},Street ${at}`);
  const preview = await editor.post(
    '/places/import',
    uploaded(['geography,slug,name', ...lines].join('\n')),
    { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  );
  const [, fileId = ''] = /name="file" value="([^"]+)"/.exec(preview.body) ?? [];
  expect(fileId).not.toBe('');
  const begun = await editor.form('/places/import/confirmation', { file: fileId });
  const progress = String(begun.headers.location);
  expect(progress).toMatch(/^\/progress\//);
  let page = await editor.get(progress);
  while (page.statusCode === 200 && !page.body.includes('Go back')) page = await editor.get(progress);
  expect([page.statusCode, page.headers.location]).toEqual([303, '/places']);
  expect((await editor.get('/places/street-599')).statusCode).toBe(200);
});
