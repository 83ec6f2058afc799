/** Street files by page: chosen, read, looked at row by row, imported, as a browser shows it with scripts and without. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { faultsOf } from './looking.ts';
import { browserTest } from './support.ts';

const site = browserTest();
const looks = new Set<string>();
const PHONE = { width: 320, height: 640 };

const HEADING =
  'Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,Crime type,Last outcome category,Context';
const line = (id: string, month: string) =>
  `${id},${month},Made Up Police,Made Up Police,-2.0,52.7,On or near Made Up Street,E01029368,Cannock Chase 001A,${id ? 'Burglary' : 'Anti-social behaviour'},,`;
const file = (month: string, ...more: string[]) => ({
  name: `${month}-made-up-street.csv`,
  mimeType: 'text/csv',
  buffer: Buffer.from([HEADING, line(`a${month}`, month), line('', month), ...more].join('\n')),
});

/** Asks again, as a reader does, until the page says it; how long that takes is the machine's affair. */
async function until(page: Page, heading: string): Promise<void> {
  while ((await page.getByRole('heading', { level: 1 }).innerText()) !== heading) {
    await page.waitForTimeout(300);
    await page.goto(page.url());
  }
}

/** Chooses files and has them read; every page on the way is without a fault. Ends on the preview. */
async function bring(page: Page, ...files: readonly ReturnType<typeof file>[]): Promise<void> {
  await page.goto('/indicators/street-crime');
  await page.getByRole('button', { name: 'Import street files' }).click();
  expect(await faultsOf(page, looks)).toEqual([]);
  await page.getByLabel('Street files').setInputFiles([...files]);
  await page.getByRole('button', { name: 'Read them' }).click();
  await page.waitForURL(/\/import\/[0-9a-f-]{36}$/);
  expect(await faultsOf(page, looks)).toEqual([]);
  await until(page, 'Preview of the import');
  expect(await faultsOf(page, looks)).toEqual([]);
}

test('files are read, shown row by row and imported, and each page is without a fault', async () => {
  const page = await site().pageAs('LSP Manager');
  await bring(page, file('2012-10'), file('2012-11', 'cut,row'));
  const preview = page.getByRole('main');
  await preview.getByText('it has 2 cells, not 12').waitFor();
  await preview.getByRole('button', { name: 'Import 4 rows, leave 1 out' }).click();
  await until(page, 'Street files are imported');
  expect(await preview.innerText()).toContain('5 rows read: 4 new');
  expect(await faultsOf(page, looks)).toEqual([]);
});

test('without scripts and on a phone it goes the same way, and files can be put aside', async () => {
  const context = await site().contextAs('LSP Manager', { javaScriptEnabled: false, viewport: PHONE });
  const page = await context.newPage();
  await page.goto('/indicators/street-crime/import');
  await page.getByRole('button', { name: 'Read them' }).click();
  await page.getByText('There is a problem').waitFor();
  await page.getByLabel('Street files').setInputFiles([file('2012-12')]);
  await page.getByRole('button', { name: 'Read them' }).click();
  await until(page, 'Preview of the import');
  await page.getByRole('button', { name: 'Put these files aside' }).click();
  await page.waitForURL(/\/import$/);
  await context.close();
});
