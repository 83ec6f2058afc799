import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { testApp } from '../../../../test/support/app.ts';
import type { Id } from '../../../kernel/ids.ts';
import { plainDate } from '../../../kernel/plain-date.ts';
import { isRefusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/actor.ts';
import { type Document, renderPdf } from '../../../ui/document/index.ts';
import { readPdf } from '../../../ui/document/testing/read-pdf.ts';
import { addMember } from '../index.ts';
import { type AgendaItemFields, addAgendaItem, changeAgendaItem } from './agenda.ts';
import { sittingChecks } from './checks.ts';
import { hashOfPack, publishPack } from './pack.ts';
import { papersIn } from './pack-contents.ts';
import { listPacks } from './pack-queries.ts';
import { addPaper, addPaperVersion, type PaperInput } from './papers.ts';
import { listPapers } from './queries.ts';
import { type Board, newBoard, newSitting } from './testing.ts';

/** Tools of others that read PDF files, where this machine has them. */
const [INFO, TEXT] = ['/usr/bin/pdfinfo', '/usr/bin/pdftotext'] as const;

const concord = testApp();
const db = () => concord().db;
const editor = () => concord().db.with('read', 'governance.edit', 'papers.exempt');
const member = () => concord().db.with('read', 'papers.exempt');
const on = plainDate('2013-01-17');
let sitting: Id<'sitting'>;
let body: Board;
let nth = 0;

beforeEach(async () => {
  nth += 1;
  await concord().db.ownerPool.query('delete from platform.mail');
  body = await newBoard(concord().db, `Board ${nth}`);
  sitting = await newSitting(concord().db, body, '2013-02-01', { startsAt: '14:00' });
});

const item = (title: string, more: Partial<AgendaItemFields> = {}) => {
  const actor = editor();
  return concord().db.does(actor, (tx) =>
    addAgendaItem(tx, actor, { sittingId: sitting, title, type: 'decision', ...more }),
  );
};
const paper = (title: string, more: Partial<PaperInput> = {}) => {
  const actor = editor();
  const words = `## Summary\n\nWhat ${title} says.`;
  return concord().db.does(actor, (tx) =>
    addPaper(tx, actor, concord().services.files, { sittingId: sitting, title, words, on, ...more }),
  );
};
const publish = (reason?: string, actor: Actor = editor()) =>
  concord().db.as(actor, (tx) =>
    publishPack(tx, actor, concord().services, {
      sittingId: sitting,
      on,
      ...(reason === undefined ? {} : { reason }),
    }),
  );
const packs = (part: 'whole' | 'public' = 'whole', actor: Actor = member()) =>
  concord().db.does(actor, (tx) => listPacks(tx, sitting, part));
const pdfOf = async (number = 1, part: 'whole' | 'public' = 'whole') => {
  const pdf = (await packs(part))[number - 1]?.contents.pdf;
  if (!pdf) throw new Error('no PDF');
  return { ...pdf, bytes: await concord().services.files.read(Buffer.from(pdf.sha256, 'hex')) };
};

describe('a pack', () => {
  test('is frozen when it is published: what is changed afterwards changes nothing in it', async () => {
    const actor = editor();
    const fund = await item('The fund');
    const report = await paper('Fund report', { itemId: fund });
    await publish();
    const before = (await packs())[0];
    await concord().db.does(actor, async (tx) => {
      await changeAgendaItem(tx, actor, fund, 1, { title: 'Something else', type: 'information' });
      const later = { paperId: report, seen: 1, words: 'Other words', reason: 'Corrected', on };
      await addPaperVersion(tx, actor, concord().services.files, later);
    });
    const after = (await packs())[0];
    expect(after).toEqual(before);
    if (!after) throw new Error('no pack');
    const { rows } = await concord().db.ownerPool.query<{ hash: Buffer; sealed: Buffer }>(
      `select p.hash, a.row_hash as sealed from governance.pack p join platform.audit_event a
       on a.subject_id = p.sitting_id and a.action = 'pack.publish' where p.id = $1`,
      [after.id],
    );
    expect(rows[0]?.hash.equals(hashOfPack(after.contents))).toBe(true);
    expect(rows[0]?.sealed.equals(hashOfPack(after.contents))).toBe(true);
  });

  test('without an item is refused', async () => {
    expect(await publish()).toMatchObject({ refused: 'agenda-is-empty' });
  });

  test('is published by editors only', async () => {
    await item('Minutes');
    expect(await publish(undefined, db().with('read'))).toMatchObject({ refused: 'not-allowed' });
  });

  test('has a supplement for what comes later, which is marked late, says why, and is told to every member', async () => {
    const actor = editor();
    const fund = await item('The fund');
    await paper('Fund report', { itemId: fund });
    await concord().db.does(actor, (tx) =>
      addMember(tx, actor, body.id, {
        seatTitle: 'Housing',
        standing: 'ordinary',
        startsOn: on,
        email: 'housing@example.org',
      }),
    );
    await publish();
    expect(await publish('Late')).toMatchObject({ refused: 'nothing-new-to-publish' });
    await paper('Police letter', { itemId: fund });
    expect(await publish()).toMatchObject({ refused: 'pack-supplement-says-why', field: 'reason' });
    expect(await publish('It arrived today')).toMatchObject({ number: 2, supplement: true, told: 1 });
    const [first, second] = await packs();
    expect(second && papersIn(second.contents).map(({ title, late }) => [title, late])).toEqual([
      ['Police letter', true],
    ]);
    const ends = (first?.contents.pdf?.firstPage ?? 0) + (first?.contents.pdf?.pages ?? 0);
    expect(second?.contents.pdf?.firstPage).toBe(ends);
    const { rows } = await concord().db.ownerPool.query<{ subject: string; body: string }>(
      'select subject, body from platform.mail order by id',
    );
    expect(rows.map(({ subject }) => subject)).toEqual([
      `Board ${nth}, 1 February 2013: agenda and papers`,
      `Board ${nth}, 1 February 2013: late papers`,
    ]);
    expect(rows[1]?.body).toContain('It arrived today');
  });
});

test('packs that were changed in the database are found by the check', async () => {
  const fund = await item('The fund');
  await paper('Fund report', { itemId: fund });
  await paper('Bank details', { itemId: fund, exempt: true });
  await publish();
  const faults = async () => {
    const found = await Promise.all(
      sittingChecks.map((check) =>
        db().does(db().with('read', 'papers.exempt', 'audit.read'), (tx) =>
          check.find(tx, concord().services.files),
        ),
      ),
    );
    return found.flat();
  };
  const before = (await faults()).length;
  await db().ownerPool.query(
    `update governance.pack set contents = jsonb_set(contents, '{reason}', '"Other"') where sitting_id = $1`,
    [sitting],
  );
  expect(before).toBe(0);
  expect((await faults()).some((says) => says.includes('is not as it was published'))).toBe(true);
});

test('a report that is a paper stands in the pack as it was then, its headings and figures under names of its own', async () => {
  const section = (words: string): Document => ({
    title: 'Quarterly report',
    language: 'en-GB',
    meta: { author: 'Manager', date: on },
    front: [],
    blocks: [
      { kind: 'heading', level: 1, id: 'summary', text: 'Summary' },
      { kind: 'paragraph', inlines: [{ kind: 'text', text: words }] },
    ],
  });
  let words = 'What was said then';
  const kept = { kind: 'edition', says: 'A report', document: async () => section(words) };
  const { services } = concord();
  const offers = { ...services.offers, papers: new Map([['edition', kept]]) };
  const reports = await item('Reports', { type: 'information' });
  const subject = { kind: 'edition', id: sitting };
  await paper('First report', { itemId: reports, words: null, subject });
  await paper('Second report', { itemId: reports, words: null, subject });
  const actor = editor();
  await db().does(actor, (tx) => publishPack(tx, actor, { ...services, offers }, { sittingId: sitting, on }));
  words = 'What is said later';
  const { bytes, headings } = await pdfOf();
  const text = readPdf(bytes).pages.join('');
  expect(text.split('Whatwassaidthen')).toHaveLength(3);
  expect(text).not.toContain('Whatissaidlater');
  expect(Object.keys(headings).filter((id) => id.endsWith('-summary'))).toHaveLength(2);
});

describe('what is exempt', () => {
  test('is in the whole pack, which only those with leave read, and not in the open one', async () => {
    const open = await item('The fund');
    await paper('Fund report', { itemId: open });
    await paper('Bank details', { itemId: open, exempt: true });
    const closed = await item('A contract with Smith', { exemptReason: 'Paragraph 3: business affairs' });
    await paper('The bid of Smith', { itemId: closed });
    await publish();
    expect(await packs('whole', db().with('read'))).toEqual([]);
    const [whole] = await packs('whole');
    expect(whole && papersIn(whole.contents)).toHaveLength(3);
    const everybody = db().with('public');
    const [publicPack] = await packs('public', everybody);
    const text = JSON.stringify(publicPack);
    expect(text).toContain('Fund report');
    expect(text).toContain('Paragraph 3: business affairs');
    for (const hidden of ['Smith', 'Bank details']) expect(text).not.toContain(hidden);
    const { bytes } = await pdfOf(1, 'public');
    expect(readPdf(bytes).pages.join('')).not.toContain('Smith');
  });

  test('hides a paper and all its versions once its item is made exempt', async () => {
    const actor = editor();
    const contract = await item('A contract');
    const bid = await paper('The bid', { itemId: contract });
    const seen = async () => db().does(db().with('read'), (tx) => listPapers(tx, sitting));
    expect(await seen()).toHaveLength(1);
    await db().does(actor, (tx) =>
      changeAgendaItem(tx, actor, contract, 1, {
        title: 'A contract',
        type: 'decision',
        exemptReason: 'Paragraph 3',
      }),
    );
    expect(await seen()).toHaveLength(0);
    const versions = await db().does(db().with('read'), (tx) =>
      tx.selectFrom('governance.paper_version').select('id').where('paper_id', '=', bid).execute(),
    );
    expect(versions).toHaveLength(0);
  });
});

describe('a pack as one PDF', () => {
  test('has contents, bookmarks, and the page numbers that the web page says', async () => {
    const fund = await item('The fund', { minutes: 20 });
    await paper('Fund report', {
      itemId: fund,
      words: Array(120).fill('A paragraph of words.').join('\n\n'),
    });
    const slides = await renderPdf({
      title: 'Slides',
      language: 'en-GB',
      meta: { author: 'Manager', date: on },
      front: [],
      blocks: [
        { kind: 'pageBreak' },
        { kind: 'paragraph', inlines: [{ kind: 'text', text: 'Second slide' }] },
      ],
    });
    if (isRefusal(slides)) throw new Error(slides.message);
    const file = { fileName: 'slides.pdf', bytes: Buffer.from(slides.bytes) };
    await paper('Slides', { itemId: fund, file });
    await paper('Letter', { itemId: fund });
    await publish();
    const { bytes, headings, pages } = await pdfOf();
    const read = readPdf(bytes);
    expect(read.pages).toHaveLength(pages);
    const papers = (await packs())[0]?.contents.items[0]?.papers ?? [];
    for (const { id, title } of papers) {
      const page = headings[`paper-${id}`] ?? 0;
      const squeezed = `Item1:${title.replaceAll(' ', '')}`;
      expect(read.pages[page - 1]).toContain(squeezed);
      expect(read.pages[page - 1]).toContain(`Page${page}of${pages}`);
      expect(read.pages[0]).toContain(squeezed);
      expect(read.source).toContain(`/Title (Item 1: ${title})`);
    }
    const reader = await concord().signInAs('papers.exempt');
    const page = await reader.get(`/bodies/${body.slug}/sittings/${sitting}/pack`);
    const words = page.body.replaceAll(/<[^>]+>/g, '');
    for (const { id, title } of papers)
      expect(words).toContain(`Item 1: ${title} (page ${headings[`paper-${id}`]} of the PDF)`);
    expect(read.pages.some((text) => text.includes('slides'))).toBe(false);
  });

  test('reads the same with the tools of others, where this machine has them', async () => {
    const has = existsSync(INFO) && existsSync(TEXT);
    const fund = await item('The fund');
    await paper('Fund report', { itemId: fund });
    await publish();
    const { bytes, pages, headings } = await pdfOf();
    const folder = mkdtempSync(path.join(tmpdir(), 'pack-'));
    const file = path.join(folder, 'pack.pdf');
    writeFileSync(file, bytes);
    const said = has
      ? execFileSync(INFO, [file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      : `Pages: ${pages}`;
    expect(Number(/Pages:\s+(\d+)/.exec(said)?.[1])).toBe(pages);
    const page = Object.entries(headings).find(([id]) => id.startsWith('paper-'))?.[1] ?? 0;
    const text = has
      ? execFileSync(TEXT, ['-f', String(page), '-l', String(page), file, '-'], { encoding: 'utf8' })
      : 'Item 1: Fund report';
    expect(text).toContain('Item 1: Fund report');
  });
});
