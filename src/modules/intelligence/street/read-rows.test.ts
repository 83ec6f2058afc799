import { expect, test } from 'vitest';
import { columnsIn, rowReader } from './read-rows.ts';

const HEADING =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context';

test('a row of a month that is not over on the real day is not used, and says so', () => {
  const columns = columnsIn(HEADING.split(','));
  if ('missing' in columns) throw new Error('The heading is whole');
  const read = rowReader(columns);
  const row = (month: string) =>
    read(
      `,${month},Staffordshire Police,Staffordshire Police,,,On or near High Street,,,Burglary,,`.split(','),
    );
  expect(row('2098-01')).toBe('its month, 2098-01, is not over');
  expect(row('2018-10')).toMatchObject({ month: '2018-10-01' });
});
