import { render } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { plainDate } from '../../kernel/plain-date.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { heading, paragraph } from './build.ts';
import { DocumentView } from './html.tsx';
import { type PdfOptions, pdfPages, renderPdf } from './pdf.ts';
import { readPdf } from './testing/read-pdf.ts';
import type { Block, Document } from './tree.ts';

const pack = (...blocks: readonly Block[]): Document => ({
  title: 'Agenda and papers',
  language: 'en-GB',
  meta: { author: 'Partnership Manager', date: plainDate('2012-12-07') },
  front: [],
  blocks,
});

async function made(document: Document, options: PdfOptions = {}) {
  const result = await renderPdf(document, { contents: true, ...options });
  if (isRefusal(result)) throw new Error(result.message);
  return { ...result, read: readPdf(result.bytes) };
}

const pages = (words: string, count: number): Block[] =>
  Array.from({ length: count }, (_, nth) => [
    paragraph(`${words} ${nth + 1}`),
    { kind: 'pageBreak' } as const,
  ]).flat();

const slides = async () => (await made(pack(...pages('Slide', 3)), {})).bytes;

describe('a document with contents', () => {
  const document = pack(
    { kind: 'pageBreak' },
    heading(1, 'fund', 'The fund'),
    ...pages('Money', 2),
    heading(1, 'dates', 'Dates'),
    paragraph('June'),
  );

  test('lists its headings with the pages on which they stand, and says the same to its caller', async () => {
    const { read, headings } = await made(document);
    expect(Object.fromEntries(headings)).toEqual({ fund: 2, dates: 4 });
    expect(read.pages[0]).toMatch(/Contents.*Thefund.*2.*Dates.*4/);
    expect(read.pages[3]).toContain('Dates');
    expect(read.pages[3]).toContain('Page4of4');
    expect(read.source).toContain('<pdfuaid:part>1</pdfuaid:part>');
  });

  test('goes on counting from the page it is told', async () => {
    const { read, headings } = await made(document, { firstPage: 45 });
    expect(headings.get('dates')).toBe(48);
    expect(read.pages[3]).toContain('Page48of48');
  });

  test('shows the pages of its PDF beside the headings of its web page', async () => {
    const { headings } = await made(document);
    const html = render(<DocumentView document={document} pages={headings} />);
    expect(html.replaceAll(/<[^>]+>/g, '')).toContain('Dates (page 4 of the PDF)');
  });
});

describe('a PDF file that is bound in', () => {
  test('follows its heading and carries the document’s page numbers', async () => {
    const bytes = await slides();
    const count = (await pdfPages(bytes)) ?? 0;
    expect(count).toBe(3);
    const boundIn = new Map([['slides', { bytes, format: 'pdf', pages: count, alt: 'Slides' } as const]]);
    const document = pack(heading(1, 'slides', 'Slides'), { kind: 'pageBreak' }, heading(1, 'next', 'Next'));
    const { pages: all, headings, read } = await made(document, { boundIn });
    expect(all).toBe(4);
    expect(headings.get('next')).toBe(4);
    expect(read.pages[2]).toContain('Page3of4');
    expect(read.source).toContain('Slides, page 2 of 3');
  });

  test('that is damaged has no pages to bind in', async () => {
    expect(await pdfPages(Buffer.from('%PDF-1.7 and nothing else'))).toBeUndefined();
  });
});
