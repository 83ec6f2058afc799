import { expect, test } from 'vitest';
import { figuresAppendix } from './appendix.ts';
import { heading, paragraph } from './build.ts';
import { normaliseHeadings, pageGroups, prepare } from './prepare.ts';
import { deliveryPlan, feelSafe, sampleReport } from './testing/sample-report.ts';

const levels = (...given: (1 | 2 | 3 | 4)[]) =>
  normaliseHeadings(given.map((level, index) => heading(level, `h${index}`, 'x'))).map((block) =>
    block.kind === 'heading' ? block.level : 0,
  );

test('skipped heading levels are closed up, siblings stay siblings', () => {
  expect(levels(1, 3, 3, 4, 2, 1)).toEqual([1, 2, 2, 3, 2, 1]);
  expect(levels(3, 4, 3, 1)).toEqual([1, 2, 1, 1]);
});

test('the appendix lists each figure once, in the order a reader meets them', () => {
  const [, , table] = figuresAppendix(sampleReport);
  expect(table?.kind === 'table' && table.rows.map((row) => row.id)).toEqual([
    'figure-feel-safe-after-dark',
    'figure-fund-spent',
  ]);
});

test('a document without figures has no appendix, and one that has it gets no second', () => {
  expect(figuresAppendix({ ...sampleReport, blocks: [] })).toEqual([]);
  const once = prepare(sampleReport).document;
  expect(prepare(once).document.blocks).toHaveLength(once.blocks.length);
});

test('two different figures may not share a name', () => {
  const other = { ...feelSafe, value: 70, text: '70%' };
  expect(() => prepare({ ...sampleReport, blocks: [paragraph([feelSafe, other])] })).toThrow(/both named/);
});

test('two blocks may not share an id', () => {
  const blocks = [heading(1, 'same', 'a'), heading(1, 'same', 'b')];
  expect(() => prepare({ ...sampleReport, blocks })).toThrow(/used twice/);
});

test('the headings of a turned table turn with it', () => {
  const groups = pageGroups([paragraph('a'), heading(1, 'h', 'Plan'), deliveryPlan, paragraph('b')]);
  expect(groups.map((group) => [group.landscape, group.blocks.length])).toEqual([
    [false, 1],
    [true, 2],
    [false, 1],
  ]);
});
