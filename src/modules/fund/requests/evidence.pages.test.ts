import { beforeAll, describe, expect, test } from 'vitest';
import { type SignedInCaller, testApp } from '../../../../test/support/app.ts';
import { orThrow } from '../../../kernel/refusal.ts';
import { postEntry } from '../ledger/entry.ts';
import { aStream, endorsedRequest, type Ground, KEEPER, on } from '../testing.ts';

const concord = testApp({ example: true });
let keeper: SignedInCaller;
let asker: SignedInCaller;
let stranger: SignedInCaller;
let ground: Ground;
const WHY = { reason: 'The minutes came late', evidence: 'Minutes of 14 December' };
const PDF = '%PDF-1.4 an invoice';

/** A request that was allocated £60 of a stream, which may have lapsed since. */
async function allocated(lapsesOn = on('2013-06-30')) {
  const { db } = concord();
  const actor = db.with(...KEEPER);
  return db.does(actor, async (tx) => {
    const stream = await aStream(tx, actor, ground, { received: 100_00, lapsesOn });
    const given = await endorsedRequest(tx, actor, ground, {
      streamId: stream.id,
      state: 'endorsed',
      pence: 60_00,
    });
    orThrow(
      await postEntry(tx, actor, {
        ...given,
        streamId: stream.id,
        says: 'Endorsed',
        kind: 'allocated',
        from: 'available',
        to: 'allocated',
        pence: 60_00,
        on: on('2012-12-14'),
        late: WHY,
      }),
    );
    const { slug } = await tx
      .selectFrom('fund.request')
      .select('slug')
      .where('id', '=', given.request.id)
      .executeTakeFirstOrThrow();
    return { stream, path: `/fund/requests/${slug}` };
  });
}

/** Draws £10 with a file, as a browser sends it. */
async function draw(path: string, streamId: string, fileName: string, contents = PDF) {
  const page = (await keeper.get(`${path}/drawdowns`)).body;
  const value = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`).exec(page.slice(page.indexOf('<main')))?.[1] ?? '';
  const fields = {
    _csrf: value('_csrf'),
    _form: value('_form'),
    stream: streamId,
    amount: '10',
    evidence: 'Invoice 12 of 3 January',
    'day-day': '5',
    'day-month': '1',
    'day-year': '2013',
  };
  const parts = Object.entries(fields).map(
    ([name, text]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
  );
  return concord().inject({
    method: 'POST',
    url: `${path}/drawdowns`,
    headers: {
      cookie: `concord_session=${keeper.secret}`,
      'content-type': 'multipart/form-data; boundary=x',
    },
    payload: `${parts.join('')}--x\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n${contents}\r\n--x--\r\n`,
  });
}

beforeAll(async () => {
  const { db } = concord();
  const idOf = (table: 'partners.agency' | 'governance.body', slug: string) =>
    db.does(db.with('read'), async (tx) => {
      const row = await tx.selectFrom(table).select('id').where('slug', '=', slug).executeTakeFirstOrThrow();
      return row.id;
    });
  ground = {
    agencyId: await idOf('partners.agency', 'cannock-chase-council'),
    boardId: await idOf('governance.body', 'strategic-board'),
  };
  keeper = await concord().signInAs('fund.keep', 'fund.request');
  asker = await concord().signInAs(`fund.request@${ground.agencyId}`);
  stranger = await concord().signInAs('read');
});

describe('what shows that money was spent', () => {
  test('is uploaded with the drawing, named in the ledger, and opened by who may only', async () => {
    const { stream, path } = await allocated();
    expect((await draw(path, stream.id, 'invoice.pdf')).statusCode).toBe(303);
    const { body } = await keeper.get(path);
    const file = /href="(\/fund\/entries\/[0-9a-f-]+\/file)"/.exec(body)?.[1] ?? '';
    const opened = await keeper.get(file);
    expect([opened.statusCode, opened.headers['content-type'], opened.body]).toEqual([
      200,
      'application/pdf',
      PDF,
    ]);
    expect((await asker.get(file)).statusCode).toBe(200);
    const seen = await stranger.get(`/fund/streams/${stream.slug}`);
    expect(seen.body).toContain('invoice.pdf');
    expect(seen.body).not.toContain(file);
    expect((await stranger.get(file)).statusCode).toBe(403);
    expect((await keeper.get('/fund/entries/none/file')).statusCode).toBe(404);
  });

  test('of a kind that is not kept, or that is not what its name says, is refused and nothing is drawn', async () => {
    const { stream, path } = await allocated();
    for (const [name, contents, says] of [
      ['invoice.exe', 'MZ', 'Choose a file of one of these kinds'],
      ['invoice.pdf', 'not a PDF', 'The contents are not those of a .pdf file'],
    ] as const) {
      const answer = await draw(path, stream.id, name, contents);
      expect([answer.statusCode, answer.body.includes(says)]).toEqual([422, true]);
      expect(answer.body).toContain('file-error');
    }
    expect((await keeper.get(path)).body).not.toContain('Drawn for');
  });
});

test('a drawing dated before the lapse and entered after it is asked why, and says so in the statement and its files', async () => {
  const { stream, path } = await allocated(on('2013-01-10'));
  const form = await keeper.get(`${path}/drawdowns`);
  expect(form.body).toContain('Why is it entered only now?');
  const drawing = {
    stream: stream.id,
    amount: '10',
    evidence: 'Invoice 12 of 3 January',
    'day-day': '5',
    'day-month': '1',
    'day-year': '2013',
  };
  const asked = await keeper.form(`${path}/drawdowns`, drawing);
  expect([asked.statusCode, asked.body.includes('lateReason-error')]).toEqual([422, true]);
  const lateReason = 'The invoice came on 15 January';
  expect((await keeper.form(`${path}/drawdowns`, { ...drawing, lateReason })).statusCode).toBe(303);
  for (const address of [
    '/fund/statement',
    `/fund/statement/entries?from=2012-04-01&until=2013-01-17&figure=spent&stream=${stream.slug}`,
    '/fund/statement/entries.csv?from=2012-04-01&until=2013-01-17&figure=spent',
    `/fund/streams/${stream.slug}/entries.csv`,
  ])
    expect([address, (await keeper.get(address)).body.includes(lateReason)]).toEqual([address, true]);
});

describe('where the fund is begun and found from', () => {
  test('a project and its golden thread lead who may ask to a request with its figures filled in', async () => {
    const project = (await keeper.get('/projects/life-course')).body;
    const link = '/fund/requests/new?project=life-course';
    expect(project).toContain(`href="${link}"`);
    const thread = /href="(\/thread\/project\/[0-9a-f-]+)"/.exec(project)?.[1] ?? '';
    expect((await keeper.get(thread)).body).toContain(`href="${link}"`);
    expect((await keeper.get(link)).body).toContain('value="6500"');
    expect((await stranger.get('/projects/life-course')).body).not.toContain(link);
  });

  test('external funding and what ends with its funding are found by searching', async () => {
    for (const [words, address] of [
      ['European Regional', '/fund/opportunities/'],
      ['Champion Victim Support', '/fund/dependents/'],
    ] as const) {
      const { body } = await stranger.get(`/search?q=${encodeURIComponent(words)}`);
      expect([words, body.includes(`href="${address}`)]).toEqual([words, true]);
    }
  });
});
