import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../kernel/refusal.ts';
import { heading, link, paragraph, text } from './build.ts';
import { renderPdf } from './pdf.ts';
import { readPdf } from './testing/read-pdf.ts';
import { sampleReport } from './testing/sample-report.ts';
import type { Block, Document } from './tree.ts';

const withBlocks = (...blocks: readonly Block[]): Document => ({ ...sampleReport, front: [], blocks });

async function rendered(document: Document) {
  const result = await renderPdf(document);
  if (isRefusal(result)) throw new Error(result.message);
  return { ...result, ...readPdf(result.bytes) };
}

const squeezed = (words: string): string => words.replace(/\s/g, '');

describe('a report as PDF', async () => {
  const report = await rendered(sampleReport);

  test('says that it is PDF/UA-1, in English, with a title that readers show', () => {
    expect(report.source).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(report.source).toMatch(/\/Lang \(en-GB\)/);
    expect(report.source).toMatch(/\/DisplayDocTitle true/);
    expect(report.source).toMatch(/\/MarkInfo <<\s*\/Marked true/);
    expect(report.source).toContain('/StructTreeRoot');
    expect(report.source).toContain('quarter 3 progress report</rdf:li>');
  });

  test('tags headings, table headers, lists and the chart, and gives the chart its words', () => {
    for (const tag of ['Title', 'H1', 'H2', 'TH', 'THead', 'TD', 'Caption', 'LI', 'Figure', 'Link']) {
      expect(report.tags).toContain(tag);
    }
    expect(report.tags).not.toContain('H3');
    expect(report.source).toContain('Line chart: the share rises');
  });

  test('numbers its pages and repeats its title on those after the first', () => {
    expect(report.pages).toHaveLength(5);
    report.pages.forEach((page, index) => {
      expect(page).toContain(`Page${index + 1}of5`);
    });
    expect(report.pages[2]).toContain('CAB/27/014');
  });

  test('turns the page for a wide table and keeps its heading with it', () => {
    expect(report.pages[2]).toMatch(/^Community.*5\.3Thedeliveryplan/);
    expect(report.source).toContain('/MediaBox [0 0 841.8898 595.2756]');
    expect(report.pages[3]).toContain('LeadagencyLeadofficer');
  });

  test('numbers each figure and lists its source in the appendix', () => {
    expect(report.pages[0]).toContain('74.2%[1]ofadults');
    expect(report.pages[4]).toContain('FeelingtheDifferencesurvey,wave14');
  });

  test('has a bookmark for each heading', () => {
    expect(report.source.match(/\/Type \/Outlines|\/Outlines/g)).not.toBeNull();
    expect(report.source).toMatch(/\/Title \(5\.1\s+Feeling safe\)/);
  });

  test('is the same file whenever it is made', async () => {
    const again = await rendered(sampleReport);
    expect(Buffer.from(again.bytes).equals(Buffer.from(report.bytes))).toBe(true);
    expect(report.source).toContain('D:20270128');
  });
});

test('whatever people type comes back in the text, however much it looks like markup', async () => {
  const typed = fc.string({
    unit: fc.constantFrom(...'#$*_`\\"\'<>@[](){}=+-/~^&%;:,.|! aZ09£'),
    minLength: 1,
  });
  await fc.assert(
    fc.asyncProperty(typed, typed, typed, async (title, words, address) => {
      const url = `https://example.org/${address}`;
      const document = withBlocks(
        heading(1, 'h', `h${title}`),
        paragraph([text(words), link(url, 'link'), text(words)]),
      );
      const { pages } = await rendered(document);
      expect(pages.join('')).toContain(squeezed(`h${title}${words}link${words}`));
    }),
    { numRuns: 40 },
  );
});

test('any text at all makes a valid file: controls, halves of pairs, scripts without a font', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), async (title, words) => {
      const document = {
        ...withBlocks(heading(1, 'h', title), paragraph(`${words}\ud800\u0000`)),
        title: `T${title}`,
      };
      expect((await rendered(document)).bytes.length).toBeGreaterThan(1000);
    }),
    { numRuns: 40 },
  );
});

test('a character that no embedded font can draw is named, not lost in silence', async () => {
  const { pages, unshown } = await rendered(withBlocks(paragraph('Named ਪੰ here')));
  expect(unshown).toContain('U+0A2A');
  expect(pages.join('')).toContain('Named[U+0A2A]');
});

test('a machine without the PDF compiler gets a refusal that says what to do', async () => {
  const result = await renderPdf(sampleReport, {
    load: () => Promise.reject(new Error('Cannot find module')),
  });
  expect(result).toMatchObject({ refused: 'pdf-unavailable' });
  expect(isRefusal(result) && result.message).toContain('Word document');
});
