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

test('a title above the headings, as spreadsheets print it over merged cells, is passed over', async () => {
  const bytes = Buffer.from(',,\nOur delivery plan,,\n\nproject,title,note\ndivert,Divert,\n');
  const read = await readPlanFile({ bytes, fileName: 'plan.csv' });
  expect(isRefusal(read) ? read : read.rows).toMatchObject([{ line: 5, cells: { title: 'Divert' } }]);
});
