import { expect, test } from 'vitest';
import { blocksFromMarkdown, figureReferences, inlinesFromMarkdown } from './markdown.ts';
import { feelSafe } from './testing/sample-report.ts';
import { plainText } from './walk.ts';

const find = (name: string) => (name === feelSafe.name ? feelSafe : undefined);

test('a reference becomes the figure itself, inside emphasis and tables too', () => {
  const { blocks, unknownFigures } = blocksFromMarkdown(
    'Now **{{figure:feel-safe-after-dark}}**.\n\n| What | Value |\n|---|---:|\n| Safe | {{ figure: feel-safe-after-dark }} |',
    find,
  );
  expect(unknownFigures).toEqual([]);
  expect(blocks[0]).toMatchObject({
    inlines: [{ text: 'Now ' }, { kind: 'strong', inlines: [feelSafe] }, { text: '.' }],
  });
  expect(blocks[1]).toMatchObject({
    columns: [{ align: 'left' }, { align: 'right' }],
    rows: [{ cells: [{}, [feelSafe]] }],
  });
});

test('figures nobody supplied are listed once each, and shown as missing', () => {
  const { blocks, unknownFigures } = blocksFromMarkdown(
    '{{figure:a_b}} and {{figure:c}} and {{figure:a_b}}',
    find,
  );
  expect(unknownFigures).toEqual(['a_b', 'c']);
  expect(blocks[0]).toMatchObject({ kind: 'paragraph' });
  expect(blocks[0]?.kind === 'paragraph' && plainText(blocks[0].inlines)).toContain('[figure missing: a_b]');
});

test('the names that prose refers to can be listed without any figures', () => {
  expect(figureReferences('# {{figure:x}}\n\n- {{figure:y.z}}\n- {{figure:x}}\n\n> {{figure:q}}')).toEqual([
    'x',
    'y.z',
    'q',
  ]);
});

test('raw HTML is shown as the text it is', () => {
  const { blocks } = blocksFromMarkdown('<script>alert(1)</script>\n\nA <b>bold</b> claim &amp; more', find);
  expect(blocks.map((block) => (block.kind === 'paragraph' ? plainText(block.inlines) : ''))).toEqual([
    '<script>alert(1)</script>',
    'A <b>bold</b> claim & more',
  ]);
});

test('headings, nested lists and quotations keep their shape', () => {
  const { blocks } = blocksFromMarkdown('# One\n\n1. a\n   - b\n2. c\n\n> said', find, 'part');
  expect(blocks).toMatchObject([
    { kind: 'heading', level: 1, id: 'part-1', text: 'One' },
    { kind: 'list', style: 'numbered', items: [{ list: { style: 'bulleted' } }, {}] },
    { kind: 'quote', blocks: [{ kind: 'paragraph' }] },
  ]);
});

test('one line of prose is read without blocks', () => {
  const { inlines } = inlinesFromMarkdown('Up to *{{figure:feel-safe-after-dark}}*', find);
  expect(inlines).toMatchObject([{ text: 'Up to ' }, { kind: 'emphasis', inlines: [feelSafe] }]);
});

test('prose made to keep a reader busy is read as words, and quickly forgotten', () => {
  const read = (markdown: string) => blocksFromMarkdown(markdown, find).blocks;
  expect(read(`${'>'.repeat(20_000)} deep`)).toMatchObject([{ kind: 'quote' }]);
  expect(read(`${'- '.repeat(20_000)} deep`)).toMatchObject([{ kind: 'quote' }]);
  const [cut] = read('_a'.repeat(20_000));
  const words = cut?.kind === 'paragraph' ? plainText(cut.inlines).split(' ') : [];
  expect(words.length).toBeGreaterThan(30);
});
