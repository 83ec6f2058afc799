import { describe, expect, test } from 'vitest';
import { cutShort, refuseCut, refuseNoText } from './cut-rows.ts';

test('a text with a NUL is none, and its line is named', () => {
  expect(refuseNoText('a,b\r\n1,2\r\n3,\u0000')).toMatchObject({
    refused: 'file-unreadable',
    message: expect.stringContaining('Line 3 holds a NUL'),
  });
  expect(refuseNoText('a,b\n1,2')).toBeUndefined();
});

describe('a row with fewer cells than its heading is what a cut file leaves', () => {
  const HEADING = ['indicator', 'period', 'value', 'note'];

  test('it is told by its line, with how many cells are there', () => {
    expect(cutShort(HEADING, { line: 4, cells: ['recorded-crime', '2012-11', '1'] })).toBe(
      'Line 4 has 3 of 4 cells: the file seems to be cut. Bring it whole.',
    );
  });
  test('a whole row, one with more cells, and a blank line are none', () => {
    expect(cutShort(HEADING, { line: 2, cells: ['a', 'b', '1', ''] })).toBeUndefined();
    expect(cutShort(HEADING, { line: 2, cells: ['a', 'b', '1', '', ''] })).toBeUndefined();
    expect(cutShort(HEADING, { line: 3, cells: ['  '] })).toBeUndefined();
  });
  test('columns without a name at the end of a heading need no cells', () => {
    expect(cutShort([...HEADING, '', ' '], { line: 2, cells: ['a', 'b', '1', ''] })).toBeUndefined();
  });
  test('the first of them refuses the whole file', () => {
    const rows = [
      { line: 2, cells: ['a', 'b', '1', ''] },
      { line: 3, cells: ['a', 'b'] },
    ];
    expect(refuseCut(HEADING, rows)).toMatchObject({
      refused: 'file-cut',
      message: expect.stringContaining('Line 3 has 2 of 4 cells'),
    });
    expect(refuseCut(HEADING, rows.slice(0, 1))).toBeUndefined();
  });
});
