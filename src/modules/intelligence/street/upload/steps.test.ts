/** The order in which street files are read, confirmed and imported is kept by the database, past every command. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { newId } from '../../../../kernel/ids.ts';
import { isRefusal } from '../../../../kernel/refusal.ts';
import { testDatabase } from '../../../../platform/database/testing.ts';
import { checks } from '../../checks.ts';

const db = testDatabase();

const lineOf = (id: string, position: number, file: string): string =>
  `insert into intelligence.street_upload_file (partnership_id, upload_id, position, file_id, name, bytes, lines)
   values ('${db().partnershipId}', '${id}', ${position}, '${file}', '${position}-street.csv', 1, 1)`;

/** An upload of two files. */
async function upload(): Promise<{ id: string; file: string }> {
  const partnership = db().partnershipId;
  const [id, progress, file] = [newId(), newId(), newId()];
  await db().ownerPool.query(`
    insert into platform.progress (partnership_id, id, work, sentence) values ('${partnership}', '${progress}', 'Reading street files', '');
    insert into platform.file (partnership_id, id, name, media_type, size, sha256) values ('${partnership}', '${file}', 'a.csv', 'text/csv', 1, '');
    insert into intelligence.street_upload (partnership_id, id, progress_id) values ('${partnership}', '${id}', '${progress}');
    ${lineOf(id, 1, file)}; ${lineOf(id, 2, file)}`);
  return { id, file };
}

const step = (id: string, taken: string, position: number | null = null) =>
  db().ownerPool.query(
    `insert into intelligence.street_upload_step (partnership_id, id, upload_id, step, position, accounts, says)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      ...[db().partnershipId, newId(), id, taken, position],
      ['looked', 'imported'].includes(taken) ? '[]' : null,
      taken === 'refused' ? 'It was cut' : null,
    ],
  );

test('files are confirmed once they were read, and imported once they were confirmed, each of the upload itself', async () => {
  const { id } = await upload();
  for (const early of ['confirmed', 'finished'])
    await expect(step(id, early)).rejects.toThrow('street_upload_step_follows');
  await step(id, 'looked');
  await expect(step(id, 'imported', 1)).rejects.toThrow('street_upload_step_follows');
  await step(id, 'confirmed');
  await expect(step(id, 'put-aside')).rejects.toThrow('street_upload_step_decides_once');
  await expect(step(id, 'imported', 3)).rejects.toThrow('street_upload_step_of_its_file');
  await step(id, 'imported', 1);
  await expect(step(id, 'imported', 1)).rejects.toThrow('street_upload_step_is_taken_once');
});

test('an upload comes to one end, and a check finds one that ended before all of its files were imported', async () => {
  const { id } = await upload();
  for (const taken of ['looked', 'confirmed']) await step(id, taken);
  await step(id, 'imported', 2);
  await step(id, 'finished');
  await expect(step(id, 'refused')).rejects.toThrow('street_upload_step_ends_it_once');
  const check = checks.find(({ name }) => name === 'intelligence.street-uploads-are-imported-whole');
  const found = () => db().does(db().with('read', 'observations.record'), async (tx) => check?.find(tx));
  expect(await found()).toEqual(['1-street.csv was not imported, and its upload is finished']);
  await step(id, 'imported', 1);
  expect(await found()).toEqual([]);
});

test('no file is added to an upload later', async () => {
  const { id, file } = await upload();
  await expect(db().ownerPool.query(lineOf(id, 3, file))).rejects.toThrow('street_upload_file_came_with_it');
});

test('who may record figures but not edit indicators brings no street file and decides about none', async () => {
  const { id, file } = await upload();
  await step(id, 'looked');
  const partnership = db().partnershipId;
  const recorder = db().with('read', 'observations.record');
  const both = db().with('read', 'observations.record', 'indicators.edit');
  const confirming = (actor: typeof recorder) =>
    db().as(actor, (tx) =>
      sql`insert into intelligence.street_upload_step (partnership_id, id, upload_id, step, leave_out, taken_by)
          values (${partnership}, ${newId()}, ${id}, 'confirmed', false, platform.account())`.execute(tx),
    );
  const bringing = (actor: typeof recorder) =>
    db().as(actor, (tx) =>
      sql`insert into intelligence.street_upload (partnership_id, id, progress_id, uploaded_by)
          select ${partnership}, ${newId()}, progress_id, platform.account() from intelligence.street_upload where id = ${id}`.execute(
        tx,
      ),
    );
  const adding = (actor: typeof recorder) =>
    db().as(actor, (tx) =>
      sql`insert into intelligence.street_upload_file (partnership_id, upload_id, position, file_id, name, bytes, lines)
          values (${partnership}, ${id}, 9, ${file}, 'a-street.csv', 1, 1)`.execute(tx),
    );
  for (const insert of [confirming, bringing, adding])
    expect(await said(insert(recorder))).toMatch(/row-level security|not-allowed/);
  for (const insert of [confirming, bringing]) expect(await said(insert(both))).toBe('done');
});

/** Whether the database took it, or why not. */
const said = (insert: Promise<unknown>): Promise<string> =>
  insert.then(
    (found) => (isRefusal(found) ? found.refused : 'done'),
    (error: Error) => error.message,
  );
