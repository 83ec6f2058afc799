/** The example's strategic assessment: what changed by priority, where and for whom, in sentences that are computed. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Concord } from '../../src/app.ts';
import { plainDate } from '../../src/kernel/plain-date.ts';
import { orThrow } from '../../src/kernel/refusal.ts';
import { assessIndicators, findIndicator } from '../../src/modules/intelligence/index.ts';
import { type BuiltReport, buildReport, renderReport } from '../../src/modules/reporting/index.ts';
import { type Actor, system } from '../../src/platform/actor.ts';
import { transact } from '../../src/platform/database/transaction.ts';
import type { Block } from '../../src/ui/document/index.ts';
import { openExample } from '../support/example.ts';

let concord: Concord;
let report: BuiltReport;
let words: string;
let actor: Actor;

const inWords = (block: Block): string =>
  block.kind === 'paragraph'
    ? block.inlines.map((inline) => (inline.kind === 'text' ? inline.text : '')).join('')
    : '';

beforeAll(async () => {
  concord = await openExample();
  const [partnership] = await concord.directory.list();
  if (!partnership) throw new Error('The example has no partnership');
  actor = system('story', partnership.id, ['read']);
  report = orThrow(
    await buildReport(concord.services, actor, {
      template: 'strategic-assessment',
      asAt: plainDate('2013-01-17'),
    }),
  );
  const html = orThrow(await renderReport(report, 'html', report.meta)).toString('utf8');
  // Numbers of sources stand behind figures in brackets.
  words = html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\[\d+\]/g, '')
    .replaceAll(/\s+/g, ' ');
}, 120_000);

afterAll(() => concord?.close());

describe('the strategic assessment as at 17 January 2013', () => {
  test('says of recorded crime what the sources print: the number, the rate and the reduction', () => {
    expect(words).toContain(
      'Recorded crime: 5,803 crimes in 2011/12, equal to a rate of 61 per 1,000 people: a reduction of 11% (705) on 2010/11.',
    );
  });

  test('goes through the priorities of the strategy', () => {
    for (const priority of ['Community Safety', 'Vulnerable'])
      expect(words).toMatch(new RegExp(priority, 'i'));
  });

  test('says what members put first, and that the scores of the example are made up', () => {
    expect(words).toMatch(/Priorities for 2013\/14: 9 members scored 5 needs\. First comes /);
    expect(words).toContain('The scores are made up for the example.');
  });

  test('says where by the wards of what shows a need, which no one figure tells', () => {
    expect(words).toMatch(/by ward \(synthetic\): known by place or group only\.\s*Where: Of 15 places/);
  });

  test('binds every number of its sentences to a figure with its query', () => {
    const figures = new Map(report.figures.map((figure) => [figure.name, figure]));
    expect(figures.get('indicator.recorded-crime.change-in-words')?.text).toBe('a reduction of 11% (705)');
    for (const { query, source } of figures.values()) expect([query, source]).not.toContain('');
  });

  test('draws the course of an indicator with the figures beside it', () => {
    expect(words).toContain(
      'Recorded crime: 705 fewer, 11% down on 2010/11Recorded crime, 2007/08 to 2011/12',
    );
  });

  test('names below a long course as many of its months as stand beside each other, the newest among them', async () => {
    const blocks = await transact(concord.services.pool, actor, async (tx) => {
      const indicator = await findIndicator(tx, 'synthetic-asb-incidents');
      return assessIndicators(
        tx,
        { asAt: plainDate('2013-01-17'), periodStart: plainDate('2012-04-01') },
        indicator ? [indicator.id] : [],
      );
    });
    const course = blocks.find((block) => block.kind === 'figureChart');
    if (course?.kind !== 'figureChart') throw new Error('There is no chart');
    const months = course.svg.match(/>\d{4}-\d\d</g) ?? [];
    expect(months.length).toBeGreaterThan(3);
    expect(months.length).toBeLessThan(9);
    expect(months.at(-1)).toBe('>2012-12<');
  });

  test('says where an indicator is high and low, with a map and its table', async () => {
    const blocks = await transact(concord.services.pool, actor, async (tx) => {
      const indicator = await findIndicator(tx, 'synthetic-asb-by-ward');
      return assessIndicators(
        tx,
        { asAt: plainDate('2013-01-17'), periodStart: plainDate('2012-04-01') },
        indicator ? [indicator.id] : [],
      );
    });
    const where = blocks.find((block) => block.kind === 'paragraph' && inWords(block).startsWith('Where: '));
    expect(where && inWords(where)).toMatch(
      /^Where: Of 1\d places in .* significantly higher than [^.]*\. Significantly higher: Cannock North, [^.]+\. Significantly lower: [^.]+\.$/,
    );
    const map = blocks.find(
      (block) => block.kind === 'figureChart' && block.headline.startsWith('Highest in '),
    );
    if (map?.kind !== 'figureChart') throw new Error('There is no map');
    expect(map.svg).toMatch(/^<svg xmlns="[^"]+"[^>]*viewBox="0 0 /);
    expect(map.svg).not.toMatch(/<a |style=/);
    expect(map.table.rows.length).toBeGreaterThan(10);
  });

  test('is a PDF and a Word document too', async () => {
    for (const format of ['pdf', 'docx'] as const)
      expect(orThrow(await renderReport(report, format, report.meta)).length).toBeGreaterThan(10_000);
  });
});
