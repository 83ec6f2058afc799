import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { checks } from './checks.ts';
import { findEdition, listPublications } from './edition-queries.ts';
import { publishEdition } from './editions.ts';
import { documentFromJson, type ReportJson } from './render.ts';
import { reportDesk } from './testing/desk.ts';
import { AS_AT } from './testing/facts.ts';
import { verifyFiles } from './verify.ts';

const { db, files, folder, editor, approver, template, crimesAre, approved } = reportDesk();

test('an edition stays byte for byte what was approved when the facts change', async () => {
  const edition = await approved();
  const read = async () => {
    const row = await db().does(editor(), (tx) => findEdition(tx, editor(), edition));
    if (!row) throw new Error('The edition is gone');
    return Promise.all(Object.values(row.hashes).map((hash) => (hash ? files.read(hash) : Buffer.alloc(0))));
  };
  const before = await read();
  crimesAre('9,999', 9999);
  const after = await read();
  expect(after.map((bytes, index) => bytes.equals(before[index] ?? Buffer.alloc(0)))).toEqual([
    true,
    true,
    true,
    true,
  ]);
  const json = JSON.parse(String(before[3])) as ReportJson;
  expect(json.figures).toMatchObject([
    { name: 'indicator.crime.latest', value: 5803, text: '5,803', asAt: AS_AT },
  ]);
  expect(JSON.stringify(documentFromJson(json))).toContain('5,803');
});

test('an edition whose file or row was tampered with is found and named', async () => {
  const edition = await approved();
  const run = async () =>
    (
      await Promise.all(
        checks.map((check) => db().does(db().with('read', 'audit.read'), (tx) => check.find(tx, files))),
      )
    ).flat();
  expect(await run()).toEqual([]);
  const row = await db().does(editor(), (tx) => findEdition(tx, editor(), edition));
  const hex = row?.hashes.html?.toString('hex') ?? '';
  const place = path.join(folder, hex.slice(0, 2), hex.slice(2));
  const bytes = await readFile(place);
  await writeFile(place, `${bytes}<!-- better news -->`);
  await db().ownerPool.query(`update reporting.edition set title = 'Better news' where id = $1`, [edition]);
  expect(await run()).toEqual([
    `The edition ${template()}-2013-01-17 is not as it was approved.`,
    `The HTML file of ${template()}-2013-01-17 is missing or not as it was approved.`,
  ]);
  const verified = row ? await verifyFiles(files, row) : [];
  expect(verified.filter((file) => !file.intact).map((file) => file.format)).toEqual(['html']);
  await writeFile(place, bytes);
  await db().ownerPool.query(`update reporting.edition set title = 'Partnership update' where id = $1`, [
    edition,
  ]);
});

test('the application itself cannot change or remove an edition', async () => {
  const edition = await approved();
  const change = (sql: string) =>
    db()
      .pool.query(sql, [edition])
      .then(
        () => 'done',
        (error: Error) => error.message,
      );
  expect(await change('update reporting.edition set title = title where id = $1')).toMatch(
    /permission denied/,
  );
  expect(await change('delete from reporting.edition where id = $1')).toMatch(/permission denied/);
});

test('only a published edition is read by the public, and nothing else of reporting is', async () => {
  const edition = await approved();
  const visitor = { kind: 'public' as const, partnershipId: db().partnershipId, permissions: ['public'] };
  const seen = () => db().does(visitor, (tx) => listPublications(tx, visitor, `${template()}-2013-01-17`));
  expect(await seen()).toEqual([]);
  expect(await db().as(editor(), (tx) => publishEdition(tx, editor(), edition))).toMatchObject({
    refused: 'not-allowed',
  });
  await db().does(approver(), (tx) => publishEdition(tx, approver(), edition));
  expect(await seen()).toMatchObject([{ slug: `${template()}-2013-01-17`, title: 'Partnership update' }]);
  expect(await db().does(visitor, (tx) => findEdition(tx, visitor, edition))).toBeUndefined();
  expect(await db().as(approver(), (tx) => publishEdition(tx, approver(), edition))).toMatchObject({
    refused: 'published-already',
  });
});
