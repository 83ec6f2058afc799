import { expect, test } from 'vitest';
import { publisherOf } from './publisher.ts';

const ONS = /^Office for National Statistics/;

test('files in the format of a statistics office name it and its licence, others name nobody', () => {
  const published = { source: expect.stringMatching(ONS), licence: 'Open Government Licence v3.0' };
  const feature = '{"type":"FeatureCollection","features":[{"properties":{"WD13CD":"E05006902"}}]}';
  expect(publisherOf('boundaries', feature)).toMatchObject(published);
  expect(publisherOf('lookup', 'lsoa11_code,ward17_code\nE01029353,E05006903\n')).toMatchObject(published);
  expect(publisherOf('populations', 'lsoa_name,lsoa_code,total,0,1,2,3,4\n')).toMatchObject(published);
  expect(publisherOf('boundaries', '{"features":[{"properties":{"forum":"F1"}}]}')).toEqual({});
  expect(publisherOf('lookup', 'forum,ward\nF1,W1\n')).toEqual({});
  expect(publisherOf('populations', 'place,as_on,persons\n')).toEqual({});
});

test('an edition of the Indices of Deprivation is of the ministry of its year', () => {
  expect(publisherOf('deprivation', '', '2015').source).toBe(
    'Department for Communities and Local Government, English Indices of Deprivation 2015',
  );
  expect(publisherOf('deprivation', '', '2019').source).toBe(
    'Ministry of Housing, Communities and Local Government, English Indices of Deprivation 2019',
  );
});
