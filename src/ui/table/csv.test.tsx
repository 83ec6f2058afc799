import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Column, toCsv } from './index.ts';

const TEXT: readonly Column<string>[] = [
  { key: 'text', header: 'Text', cell: (row) => row, csv: (row) => row },
];
const cellOf = (text: string): string | undefined => parse(toCsv(TEXT, [text]), { bom: true })[1]?.[0];

test('text that a spreadsheet would run as a formula gets a leading apostrophe', () => {
  for (const text of ['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '--5', '-']) {
    expect(cellOf(text)).toBe(`'${text}`);
  }
});

test('a cell of several lines stands in quotation marks, so that every program reads one cell', () => {
  expect(toCsv(TEXT, ['one\ntwo'])).toBe('\uFEFFText\r\n"one\ntwo"\r\n');
  expect(toCsv(TEXT, ['one\rtwo'])).toBe('\uFEFFText\r\n"one\rtwo"\r\n');
});

test('plain numbers stay numbers', () => {
  for (const text of ['-5', '+3.2', '-1,200.50', '-3.2%', '12']) expect(cellOf(text)).toBe(text);
});

test('no cell ever starts a formula, and nothing else is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const cell = cellOf(text) ?? '';
      expect(cell === text || cell === `'${text}`).toBe(true);
      if (/^[=@\t\r]/.test(text)) expect(cell.startsWith("'")).toBe(true);
    }),
  );
});

test('a column without a value of its own leaves as the text of its cell, one marked false not at all', () => {
  const columns: readonly Column<{ name: string }>[] = [
    { key: 'name', header: 'Name, in full', cell: (row) => <a href="/x">{row.name} &amp; “partners”</a> },
    { key: 'change', header: 'Change', cell: () => <strong>−5</strong> },
    { key: 'picture', header: 'Picture', cell: () => <svg />, csv: false },
    { key: 'none', header: 'None', cell: () => 'x', csv: () => null },
  ];
  expect(toCsv(columns, [{ name: 'Fire & "Rescue" <one>' }])).toBe(
    '\uFEFF"Name, in full",Change,None\r\n"Fire & ""Rescue"" <one> & “partners”",-5,\r\n',
  );
});
