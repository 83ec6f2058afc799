import { expect, test } from 'vitest';
import { provenanceOf } from './whose-columns.ts';

const FEATURE = '{"type":"FeatureCollection","features":[{"properties":{"WD13CD":"E05006902"}}]}';
const file = 'some.csv';

test('a file tells by its columns what it looks like, and neither a publisher nor a licence', () => {
  for (const [what, text, says] of [
    ['boundaries', FEATURE, 'ONS Open Geography'],
    ['lookup', 'lsoa11_code,ward17_code\nE01029353,E05006903\n', 'ONS Open Geography'],
    ['populations', 'lsoa_name,lsoa_code,total,0,1,2,3,4\n', 'population estimates by single year of age'],
    ['deprivation', 'lsoa11_code,IMD_rank,IMD_decile\n', 'the English Indices of Deprivation'],
  ] as const)
    expect(provenanceOf(what, text, { file })).toEqual({
      source: `some.csv, which has the columns of ${says}`,
      licence: undefined,
    });
});

test('of a file that looks like nothing known its name is told', () => {
  for (const [what, text] of [
    ['boundaries', '{"features":[{"properties":{"forum":"F1"}}]}'],
    ['lookup', 'forum,ward\nF1,W1\n'],
    ['populations', 'place,as_on,persons\n'],
    ['deprivation', 'place,rank\n'],
  ] as const)
    expect(provenanceOf(what, text, { file })).toEqual({ source: file, licence: undefined });
});

test('what whoever brings it says of publisher and licence is told as it is said', () => {
  const said = { source: 'Office for National Statistics', licence: 'Open Government Licence v3.0' };
  expect(provenanceOf('boundaries', FEATURE, { file, ...said })).toEqual(said);
});
