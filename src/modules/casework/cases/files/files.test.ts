import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../../test/support/app.ts';
import { placeHold } from '../../retention/holds.ts';
import { agree, aPurpose, PURPOSE, works } from '../../testing/working.ts';
import { LARGEST_FILE } from './attachment.ts';

const concord = testApp();
const PDF = '%PDF-1.4 Letter about Mx Sylvaine Testerly, made up';
let worker: SignedInCaller;
let partner: SignedInCaller;
let stranger: SignedInCaller;
let folder: string;

beforeAll(async () => {
  await aPurpose(concord().db);
  const working = async (): Promise<SignedInCaller> =>
    concord().readsFor(PURPOSE, await concord().signInAs('casework.read@own', 'casework.write@own'));
  [worker, partner, stranger] = [await working(), await working(), await working()];
  await agree(concord().db, worker.actor, partner.actor, ['identity', 'cases']);
  const opened = await worker.form('/casework/cases/new', {
    ...{
      title: 'Damp, made up',
      kind: 'vulnerable-person',
      because: 'A letter came',
      restricted: 'no',
      assessment: '',
    },
  });
  folder = String(opened.headers.location);
});

/** Posts the form as a browser does. */
async function files(fileName: string, contents: string, fields: Readonly<Record<string, string>> = {}) {
  const page = (await worker.get(`${folder}/files`)).body;
  const value = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(page.slice(page.indexOf('<main')))?.[1] ?? '';
  const all = { _csrf: value('_csrf'), _form: value('_form'), title: '', heardFrom: 'document', ...fields };
  const parts = Object.entries(all).map(
    ([name, text]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
  );
  return concord().inject({
    method: 'POST',
    url: `${folder}/files`,
    headers: {
      cookie: `concord_session=${worker.secret}`,
      'content-type': 'multipart/form-data; boundary=x',
    },
    payload: `${parts.join('')}--x\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n${contents}\r\n--x--\r\n`,
  });
}

const stored = (): readonly string[] =>
  readdirSync(concord().services.files.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'));

test('a file is kept sealed, stands in the chronology with its provenance, and every agency of the case opens it', async () => {
  expect((await files('sylvaine-testerly.pdf', PDF, { title: 'Letter of the landlord' })).statusCode).toBe(
    303,
  );
  const page = (await worker.get(folder)).body;
  expect(page).toContain('Letter of the landlord');
  expect(page).toContain('From a document');
  const file = /href="(\/casework\/cases\/[0-9a-f-]+\/files\/[0-9a-f-]+)"/.exec(page)?.[1] ?? '';
  const opened = await worker.get(file);
  expect([opened.statusCode, opened.headers['content-type'], opened.body]).toEqual([
    200,
    'application/pdf',
    PDF,
  ]);
  expect(String(opened.headers['content-disposition'])).toMatch(
    /^attachment; filename\*=UTF-8''C-\w{6}-\w{6}\.pdf$/,
  );
  expect(opened.headers['cache-control']).toContain('no-store');

  expect((await partner.get(file)).statusCode).toBe(404);
  await worker.form(`${folder}/agencies`, {
    ...{ agencyId: partner.actor.agencyId, history: 'yes', controller: 'yes', ground: 'agreement' },
    ...{ basis: '', assessment: 'DPIA-1', words: 'They know the home', _revision: '1' },
  });
  expect((await partner.get(file)).body).toBe(PDF);
  expect((await stranger.get(file)).statusCode).toBe(404);
  expect((await worker.get(`${folder}/files/${file.split('/')[3]}`)).statusCode).toBe(404);

  const clear = /Testerly|landlord/i;
  expect(stored().length).toBeGreaterThan(0);
  for (const bytes of stored()) expect(bytes).not.toMatch(clear);
  const { rows } = await concord().db.ownerPool.query(
    `select to_jsonb(f)::text || to_jsonb(x)::text as row from casework.attachment x join platform.file f on f.id = x.file_id`,
  );
  expect(rows).toHaveLength(1);
  expect(rows[0].row).not.toMatch(clear);
});

test('opening a file is in the trail as a reading of its case, with which file it was', async () => {
  const file =
    /href="(\/casework\/cases\/[0-9a-f-]+\/files\/[0-9a-f-]+)"/.exec((await partner.get(folder)).body)?.[1] ??
    '';
  await partner.get(file);
  const { rows } = await concord().db.ownerPool.query(
    `select e.account_id, d.detail::text as detail from platform.audit_event e
      join platform.audit_detail d on d.event_id = e.id
      where e.action = 'case.file-read' and e.subject_id = $1 and e.account_id = $2`,
    [folder.split('/').at(-1), partner.actor.accountId],
  );
  expect(rows.length).toBeGreaterThan(0);
  expect(rows[0].detail).toContain(file.split('/').at(-1));
});

test('what is no file, of a kind that is not kept, not what its name says, or too large is refused in a sentence and what was typed stays', async () => {
  const before = stored().length;
  for (const [name, contents, says] of [
    ['', '', 'Choose a file.'],
    ['empty.pdf', '', 'The file is empty'],
    ['film.exe', 'MZ', 'Choose a file of one of these kinds'],
    ['letter.pdf', 'not a PDF', 'The contents are not those of a .pdf file'],
  ] as const) {
    const answer = await files(name, contents, { title: 'Kept title' });
    expect([name, answer.statusCode, answer.body.includes(says)]).toEqual([name, 422, true]);
    expect(answer.body).toContain('Kept title');
    expect(answer.body).toContain('file-error');
  }
  const large = await files('large.txt', 'x'.repeat(LARGEST_FILE + 1));
  expect([large.statusCode, large.body.includes('The file is larger than 10 MB')]).toEqual([413, true]);
  expect(stored()).toHaveLength(before);
});

test('where the key of a file was destroyed, the case stays and says so', async () => {
  await files('note.txt', 'Short-lived, made up', { title: 'Short-lived' });
  const { rows } = await concord().db.ownerPool.query(
    `select id from casework.attachment where media_type = 'text/plain' limit 1`,
  );
  concord().services.subjects.destroy([rows[0].id]);
  const page = (await worker.get(folder)).body;
  expect(page).not.toContain('Short-lived');
  expect(page).toContain('Disposed of');
  const gone = await worker.get(`${folder}/files/${rows[0].id}`);
  expect(gone.statusCode).toBeGreaterThanOrEqual(400);
  expect(gone.body).toContain('This file was disposed of');
});

test('a file that was put in by mistake is taken out by its agency, with a reason; its bytes and key go, that it was there stays', async () => {
  await files('wrong.txt', 'Of somebody else, made up', { title: 'The wrong letter' });
  const { rows } = await concord().db.ownerPool.query<{ id: string }>(
    `select id from casework.attachment where media_type = 'text/plain' order by at desc limit 1`,
  );
  const id = rows[0]?.id ?? '';
  const form = `${folder}/files/${id}/withdraw`;
  const sealed = concord().services.subjects.seal(id, 'Under its key');
  const before = stored().length;
  expect((await partner.form(form, { _revision: '2', reason: 'Not mine' })).body).toContain(
    'Only the agency that put it in takes it out',
  );
  expect((await worker.form(form, { _revision: '2', reason: ' ' })).statusCode).toBe(422);
  expect((await worker.form(form, { _revision: '2', reason: 'It is about another tenant' })).statusCode).toBe(
    303,
  );
  await concord().runJob('casework.finish-file-withdrawals');
  expect(stored()).toHaveLength(before - 1);
  const page = (await worker.get(folder)).body;
  expect(page).toContain('File taken out');
  expect(page).toContain('It is about another tenant');
  expect(page).not.toContain('The wrong letter');
  expect((await worker.get(`${folder}/files/${id}`)).body).toContain('This file was taken out of the case');
  expect(concord().services.subjects.open(id, sealed)).toBeUndefined();
  const left = await concord().db.ownerPool.query('select 1 from casework.attachment where id = $1', [id]);
  expect(left.rows).toEqual([]);
});

test('a file of a case on legal hold is not taken out', async () => {
  await files('held.txt', 'Wanted by a court, made up', { title: 'Wanted' });
  const { rows } = await concord().db.ownerPool.query<{ id: string }>(
    `select id from casework.attachment where media_type = 'text/plain' order by at desc limit 1`,
  );
  const governor = await concord().readsFor(
    PURPOSE,
    await concord().signInAs('casework.govern', 'casework.read@own'),
  );
  await works(concord().db, governor.actor, (tx, actor) =>
    placeHold(tx, actor, concord().services.subjects, {
      ...{ kind: 'case', subjectId: folder.split('/').at(-1) ?? '', reason: 'An inquest' },
    }),
  );
  const refused = await worker.form(`${folder}/files/${rows[0]?.id}/withdraw`, {
    _revision: '2',
    reason: 'Wrong',
  });
  expect(refused.body).toContain('on legal hold');
});
