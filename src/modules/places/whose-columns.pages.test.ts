import { expect, test } from 'vitest';
import { testApp } from '../../../test/support/app.ts';
import { access } from '../access/module.ts';
import { partners } from '../partners/module.ts';
import { places } from './module.ts';

const concord = testApp({ modules: [partners, access, places] });
const PATH = '/places/boundaries/import';

const boundaries = (code: string): string =>
  JSON.stringify({
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        properties: { WD13CD: code, WD13NM: `Ward ${code}` },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [0, 52],
              [1, 52],
              [1, 53],
              [0, 53],
              [0, 52],
            ],
          ],
        },
      },
    ],
  });

/** Imports boundaries as a browser does, and gives where they came from as it was kept. */
async function imported(code: string, said: Readonly<Record<string, string>>) {
  const hand = await concord().signInAs('places.edit');
  const fields = { geography: 'ward-2013', code: 'WD13CD', name: 'WD13NM', ...said };
  const parts = Object.entries(fields).map(
    ([name, value]) => `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = `--edge\r\nContent-Disposition: form-data; name="file"; filename="wards.geojson"\r\nContent-Type: text/plain\r\n\r\n${boundaries(code)}\r\n--edge--\r\n`;
  const preview = await hand.send('POST', PATH, [...parts, file].join(''), {
    'content-type': 'multipart/form-data; boundary=edge',
  });
  const [, kept = ''] = /name="file" value="([^"]+)"/.exec(preview.body) ?? [];
  for (const value of Object.values(said)) expect(preview.body).toContain(`value="${value}"`);
  const done = await hand.form(`${PATH}/confirmation`, { ...fields, fileName: 'wards.geojson', file: kept });
  expect(done.statusCode).toBe(303);
  const { rows } = await concord().db.ownerPool.query(
    'select source, licence from platform.imported_file order by id desc limit 1',
  );
  return rows[0];
}

test('boundaries brought by page have the publisher and the licence that were said, and none where nobody said them', async () => {
  const said = { source: 'The County Council', licence: 'Open Government Licence v3.0' };
  expect(await imported('E05000001', said)).toEqual(said);
  const { source, licence } = await imported('E05000002', {});
  expect(source).toMatch(/which has the columns of ONS Open Geography$/);
  expect(licence).toBe('');
});
