import { expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { addAgendaItem, changeAgendaItem } from './agenda.ts';
import { publishPack } from './pack.ts';
import { addPaper } from './papers.ts';
import { newBoard, newSitting } from './testing.ts';

const concord = testApp();
const SECRET = 'Buy the Hayes factory';

test('what becomes exempt after it was published is withheld from everybody without leave, with its file and the PDF', async () => {
  const { db } = concord();
  const editor = db.with('read', 'governance.edit', 'papers.exempt');
  const { files } = concord().services;
  const body = await newBoard(db, 'Land Board');
  const sittingId = await newSitting(db, body, '2013-02-01');
  const on = plainDate('2013-01-17');
  const itemId = await db.does(editor, async (tx) => {
    const id = orThrow(await addAgendaItem(tx, editor, { sittingId, title: SECRET, type: 'decision' }));
    orThrow(await addAgendaItem(tx, editor, { sittingId, title: 'Fund report', type: 'information' }));
    const file = { fileName: 'price.txt', bytes: Buffer.from(SECRET) };
    orThrow(
      await addPaper(tx, editor, files, { sittingId, itemId: id, title: `${SECRET}: price`, file, on }),
    );
    orThrow(await publishPack(tx, editor, concord().services, { sittingId, on }));
    return id;
  });
  const page = (await concord().visitor.get(`/published/sittings/${sittingId}`)).body;
  const file = /\/published\/sittings\/[\w-]+\/files\/[\w-]+/.exec(page)?.[0] ?? '';
  expect([page.includes(SECRET), (await concord().visitor.get(file)).body]).toEqual([true, SECRET]);
  await db.does(editor, (tx) =>
    changeAgendaItem(tx, editor, itemId, 1, { title: SECRET, type: 'decision', exemptReason: 'Paragraph 3' }),
  );
  const viewer = await concord().signInAs('read');
  const path = `/bodies/${body.slug}/sittings/${sittingId}`;
  for (const [who, address] of [
    [concord().visitor, `/published/sittings/${sittingId}`],
    [viewer, `${path}/pack`],
    [viewer, path],
    [viewer, `/api/v1/sittings/${sittingId}/packs`],
  ] as const) {
    const { body: told } = await who.get(address);
    expect([address, told.includes(SECRET)]).toEqual([address, false]);
  }
  for (const gone of [file, `/published/sittings/${sittingId}/pack-1.pdf`])
    expect((await concord().visitor.get(gone)).statusCode).toBe(404);
  expect((await viewer.get(`${path}/pack`)).body).toContain('Fund report');
});
