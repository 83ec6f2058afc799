import { expect, test } from 'vitest';
import { inOurColumns } from './mappings.ts';

test('an extract that is cut inside its last row is refused by that line, and one that is whole is brought into our columns', () => {
  const extract =
    'incident_number,incident_date,incident_type,narrative\nA1,2012-11-02,ASB Personal,Shouting\n';
  expect(inOurColumns(`${extract}A2,2012-1`)).toMatchObject({
    refused: 'file-cut',
    message: 'Line 3 has 2 of 4 cells: the file seems to be cut. Bring it whole.',
  });
  expect(inOurColumns(extract)).toContain('harassment');
});
