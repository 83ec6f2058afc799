import { describe, expect, test } from 'vitest';
import { heading, list, paragraph } from './build.ts';
import { renderDocx } from './docx.ts';
import { deliveryPlan, sampleReport } from './testing/sample-report.ts';
import { readZip } from './zip.ts';

const part = (bytes: Uint8Array, path: string): string => {
  const data = readZip(bytes).get(path);
  if (data === undefined) throw new Error(`The Word file has no ${path}`);
  return Buffer.from(data).toString('utf8');
};

const paragraphs = (xml: string) =>
  [...xml.matchAll(/<w:p>(.*?)<\/w:p>/g)].map(([, inner = '']) => ({
    style: /<w:pStyle w:val="(\w+)"/.exec(inner)?.[1],
    words: [...inner.matchAll(/<w:t[ >][^<]*?>?([^<>]*)<\/w:t>/g)].map((match) => match[1]).join(''),
  }));

describe('a report as a Word file', async () => {
  const bytes = await renderDocx(sampleReport);
  const xml = part(bytes, 'word/document.xml');

  test('uses Word’s own heading styles, in order, with numbers as text', () => {
    const headings = paragraphs(xml).filter(({ style }) => style?.startsWith('Heading'));
    expect(headings.map(({ style }) => style)).toEqual([
      'Heading1',
      'Heading1',
      'Heading1',
      'Heading2',
      'Heading2',
      'Heading2',
      'Heading1',
      'Heading1',
    ]);
    expect(headings[3]?.words).toBe('5.1  Feeling safe');
    expect(xml).toContain('<w:pStyle w:val="Title"/>');
  });

  test('repeats the header row of every table and keeps rows whole', () => {
    expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(3);
    expect(xml.match(/<w:cantSplit\/>/g)?.length).toBeGreaterThan(20);
  });

  test('turns the page for the delivery plan and back after it', () => {
    const turned = [...xml.matchAll(/<w:pgSz [^>]*w:orient="(\w+)"/g)].map((match) => match[1]);
    expect(turned).toEqual(['portrait', 'landscape', 'portrait']);
  });

  test('gives the chart its words and draws it as SVG', () => {
    expect(xml).toContain('descr="Line chart: the share rises');
    expect(xml).toContain('svgBlip');
    expect([...readZip(bytes).keys()].some((path) => path.endsWith('.svg'))).toBe(true);
  });

  test('numbers each figure and leads from it to its row in the appendix', () => {
    const anchor = /<w:hyperlink [^>]*w:anchor="(a\d+)"[^>]*>(?:(?!<\/w:hyperlink>).)*\[1\]/.exec(xml)?.[1];
    expect(anchor).toBeDefined();
    expect(xml).toContain(`w:name="${anchor}"`);
    expect(paragraphs(xml).some(({ words }) => words === 'Feeling the Difference survey, wave 14')).toBe(
      true,
    );
  });

  test('says its title, its author’s post and its language', () => {
    const core = part(bytes, 'docProps/core.xml');
    expect(core).toContain('<dc:creator>Partnership Manager</dc:creator>');
    expect(core).toContain('<dc:language>en-GB</dc:language>');
    expect(core).toContain(`<dc:title>${sampleReport.title}</dc:title>`);
    expect(part(bytes, 'word/styles.xml')).toContain('w:lang w:val="en-GB"');
  });

  test('is the same file whenever it is made, dated by the document', async () => {
    expect(Buffer.from(await renderDocx(sampleReport)).equals(Buffer.from(bytes))).toBe(true);
    const core = part(bytes, 'docProps/core.xml');
    expect(core.match(/2027-01-28T00:00:00Z/g)).toHaveLength(2);
    expect(core).not.toContain(new Date().toISOString().slice(0, 10));
  });
});

test('characters that XML cannot hold do not break the file', async () => {
  const bytes = await renderDocx({
    ...sampleReport,
    blocks: [heading(1, 'h', 'a\u0000b\ud800'), paragraph('<&>\u0001')],
  });
  const xml = part(bytes, 'word/document.xml');
  expect(xml).toContain('&lt;&amp;&gt;');
  expect(xml).not.toContain(String.fromCharCode(1));
});

test('the front matter stays upright when the document begins with a turned table', async () => {
  const xml = part(await renderDocx({ ...sampleReport, blocks: [deliveryPlan] }), 'word/document.xml');
  const turned = [...xml.matchAll(/<w:pgSz [^>]*w:orient="(\w+)"/g)].map((match) => match[1]);
  expect(turned).toEqual(['portrait', 'landscape', 'portrait']);
});

test('each numbered list starts again at one', async () => {
  const blocks = [list('numbered', ['first']), paragraph('between'), list('numbered', ['first again'])];
  const xml = part(await renderDocx({ ...sampleReport, blocks }), 'word/document.xml');
  const instances = [...xml.matchAll(/<w:numId w:val="(\d+)"/g)].map((match) => match[1]);
  expect(new Set(instances).size).toBe(2);
});
