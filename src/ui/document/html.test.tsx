import fc from 'fast-check';
import { expect, test } from 'vitest';
import { link, paragraph } from './build.ts';
import { renderHtml, renderHtmlFragment } from './html.tsx';
import { safetyChart, sampleReport } from './testing/sample-report.ts';
import type { Block, Document } from './tree.ts';

const withBlocks = (...blocks: readonly Block[]): Document => ({ ...sampleReport, front: [], blocks });

test('a page of the application gets classes only: no script, no inline style, no handler', () => {
  const html = renderHtmlFragment(sampleReport);
  expect(html).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/i);
  expect(html).toContain('class="govuk-table"');
  expect(html).toContain('class="govuk-warning-text"');
});

test('each figure leads to its row in the appendix and says its source without JavaScript', () => {
  const html = renderHtmlFragment(sampleReport);
  expect(html).toMatch(
    /<data value="74.2">74.2%<\/data><sup[^>]*><a[^>]*href="#figure-feel-safe-after-dark"/,
  );
  expect(html).toContain(
    'Source: Feeling the Difference survey, wave 14; as at 31 December 2026; from 1,012 rows',
  );
  expect(html.match(/id="figure-feel-safe-after-dark"/g)).toHaveLength(1);
});

test('the query of a figure opens when asked for, and is named by its figure', () => {
  expect(renderHtmlFragment(sampleReport)).toMatch(
    /<details[^>]*><summary[^>]*><span[^>]*>Query<span class="govuk-visually-hidden"> of 1<\/span>/,
  );
});

test('headings follow the title one level at a time', () => {
  const levels = [...renderHtmlFragment(sampleReport).matchAll(/<h(\d)/g)].map((match) => Number(match[1]));
  expect(levels[0]).toBe(1);
  levels.slice(1).forEach((level, index) => {
    expect(level - (levels[index] ?? 0)).toBeLessThanOrEqual(1);
  });
});

test('a published page is one file that loads nothing', () => {
  const html = renderHtml(sampleReport);
  expect(html).toMatch(/^<!DOCTYPE html>\n<html lang="en-GB">/);
  expect(html).toContain('default-src');
  expect(html).not.toMatch(/<link|<script|<img|@import|src=/);
  expect(html).toContain(
    '<title>Community safety and wellbeing: quarter 3 progress report – Example District',
  );
});

test('whatever people type is text, never markup', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const html = renderHtmlFragment(withBlocks(paragraph(`${typed}<img src=x>`)));
      expect(html).not.toContain('<img');
      expect(html).toContain('&lt;img src=x>');
    }),
  );
});

test('a row without a name has no empty header cell', () => {
  const html = renderHtmlFragment(sampleReport);
  expect(html).toContain('<th scope="row" class="govuk-table__header">SC1.1</th>');
  expect(html).not.toMatch(/<th[^>]*><\/th>/);
});

test('a link that could run something is shown as plain words', () => {
  const html = renderHtmlFragment(
    withBlocks(paragraph([link('javascript:alert(1)', 'Click'), link('//evil', 'me')])),
  );
  expect(html).toContain('<p class="govuk-body">Clickme</p>');
});

test('a path leads somewhere in the application and, published, at its origin', () => {
  const document = withBlocks(paragraph([link('/fund', 'the fund')]));
  expect(renderHtmlFragment(document)).toContain('href="/fund"');
  expect(renderHtml(document)).toContain('href="https://partnership.example/fund"');
});

test('a chart that could run or load something is refused', () => {
  const charts = [
    '<svg onload="x()"></svg>',
    '<svg><image href="https://x"/></svg>',
    '<svg style="a:b"></svg>',
    '<p/>',
  ];
  for (const svg of charts)
    expect(() => renderHtmlFragment(withBlocks({ ...safetyChart, svg }))).toThrow(/SVG|svg/);
});
