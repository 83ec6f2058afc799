import { expect, test } from 'vitest';
import { isRefusal } from '../../../kernel/refusal.ts';
import { readZip, writeZip } from '../../../ui/document/index.ts';
import { emptyCells } from './columns.ts';
import { readPlanFile } from './read-file.ts';
import { writeXlsx } from './write-file.ts';

const workbook = (): Promise<Buffer> =>
  writeXlsx([{ ...emptyCells, project: 'divert', title: 'Divert' }]).then((bytes) => Buffer.from(bytes));

test('a workbook is read by its columns', async () => {
  const read = await readPlanFile({ bytes: await workbook(), fileName: 'plan.xlsx' });
  expect(isRefusal(read) ? read : read.rows[0]?.cells.title).toBe('Divert');
});

test('a small workbook that unpacks to more than a server can hold is refused', async () => {
  const entries = new Map(readZip(await workbook()));
  entries.set('xl/worksheets/sheet1.xml', Buffer.alloc(60_000_000, ' '));
  const bytes = Buffer.from(writeZip(entries, '1980-01-01'));
  expect(bytes.length).toBeLessThan(200_000);
  expect(await readPlanFile({ bytes, fileName: 'plan.xlsx' })).toMatchObject({ refused: 'file-unreadable' });
});

test('a small workbook with a cell so far away that the empty ones before it are too many is refused', async () => {
  const entries = new Map(readZip(await workbook()));
  const sheet = Buffer.from(entries.get('xl/worksheets/sheet1.xml') ?? '').toString('utf8');
  for (const far of [
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    '<row r="2000"><c x=">" r="ZZZZ2000"><v>1</v></c></row>',
    '<row r="1e9"><c><v>1</v></c></row>',
    '<row><c r="&#90;ZZZ9"><v>1</v></c></row>',
  ]) {
    expect(sheet).toContain('</sheetData>');
    const more = sheet.replace('</sheetData>', `${far}</sheetData>`);
    entries.set('xl/worksheets/sheet1.xml', Buffer.from(more));
    const bytes = Buffer.from(writeZip(entries, '1980-01-01'));
    expect(await readPlanFile({ bytes, fileName: 'plan.xlsx' })).toMatchObject({
      refused: 'file-unreadable',
    });
  }
});

test('a title above the headings, as spreadsheets print it over merged cells, is passed over', async () => {
  const bytes = Buffer.from(',,\nOur delivery plan,,\n\nproject,title,note\ndivert,Divert,\n');
  const read = await readPlanFile({ bytes, fileName: 'plan.csv' });
  expect(isRefusal(read) ? read : read.rows).toMatchObject([{ line: 5, cells: { title: 'Divert' } }]);
});
