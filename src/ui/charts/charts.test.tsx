import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { BarChart, LineChart, type LineChartProps, ProgressBar, Sparkline } from './index.ts';

const html = (node: VNode): string => renderToString(node);
const count = (text: string, part: string | RegExp): number =>
  [...text.matchAll(new RegExp(part, 'g'))].length;

const CONFIDENCE: LineChartProps = {
  id: 'confidence',
  headline: 'Confidence in local policing has risen',
  subtitle: 'Residents who agree, Cannock Chase, 2008/09 to 2011/12',
  source: 'Residents’ survey',
  periods: ['2008/09', '2009/10', '2010/11', '2011/12'],
  unit: { kind: 'percent' },
  baseline: { value: 71, period: '2008/09' },
  targets: [
    { from: '2009/10', to: '2010/11', value: 75 },
    { from: '2011/12', to: '2011/12', value: 80 },
  ],
  series: [
    {
      name: 'Cannock Chase',
      points: [
        { period: '2008/09', value: 71 },
        { period: '2009/10', value: null },
        { period: '2010/11', value: 74 },
        { period: '2011/12', value: 76.5, quality: 'provisional' },
      ],
    },
  ],
};

test('an unknown value is a gap in the line, a note below it and a fact in the table', () => {
  const page = html(<LineChart {...CONFIDENCE} />);
  const line = /class="app-chart__line" d="([^"]*)"/.exec(page)?.[1] ?? '';
  expect(count(line, 'M')).toBe(2);
  expect(page).toContain('A gap means that the value is not known: 2009/10.');
  expect(page).toMatch(/2009\/10<\/th><td[^>]*>Not known<\/td><td[^>]*>75%/);
});

test('a provisional value is drawn hollow and said in words', () => {
  const page = html(<LineChart {...CONFIDENCE} />);
  expect(page).toContain('app-chart__point--hollow');
  expect(page).toContain('Hollow marks are provisional values.');
  expect(page).toContain('76.5% (provisional)');
});

test('a staged target is drawn stage by stage and stands in the table', () => {
  const page = html(<LineChart {...CONFIDENCE} />);
  expect(page).toContain('Target 75%, 2009/10 to 2010/11');
  expect(page).toMatch(/2008\/09<\/th><td[^>]*>71%<\/td><td[^>]*>None set/);
  expect(page).toMatch(/Baseline (<!-- -->)?71%/);
});

test('a scale that does not start at zero says so', () => {
  expect(html(<LineChart {...CONFIDENCE} />)).toMatch(/The scale starts at \d+%, not at zero/);
  expect(html(<LineChart {...CONFIDENCE} yFrom="zero" />)).not.toContain('not at zero');
});

test('no two ticks of a scale of whole numbers read the same', () => {
  const few = { name: 'Young people', points: [{ period: '2010/11', value: 3 }] };
  const page = html(
    <LineChart
      {...CONFIDENCE}
      unit={{ kind: 'number', decimals: 0 }}
      baseline={undefined}
      targets={[]}
      periods={['2010/11']}
      series={[few]}
    />,
  );
  const [wide = ''] = page.split('</svg>');
  const ticks = [...wide.matchAll(/text-anchor="end"[^>]*>([^<]+)</g)].map(([, text]) => text);
  expect(ticks).toEqual(['2', '3', '4']);
});

test('the picture tells its title and content to those who do not see it', () => {
  const page = html(<LineChart {...CONFIDENCE} csvHref="/confidence.csv" />);
  expect(count(page, '<svg[^>]* role="img"')).toBe(3);
  for (const [, label] of page.matchAll(/<svg[^>]*aria-labelledby="([^"]+)"/g)) {
    for (const id of (label ?? '').split(' ')) expect(count(page, `id="${id}"`)).toBe(1);
  }
  expect(page).toContain('Cannock Chase: 71% in 2008/09, 76.5% (provisional) in 2011/12.');
  expect(page).toContain('href="/confidence.csv"');
});

test('series differ in mark and dash, not in colour alone', () => {
  const names = ['Cannock', 'Hednesford', 'Rugeley', 'County'];
  const series = names.map((name, index) => ({ name, points: [{ period: '2008/09', value: 10 + index }] }));
  const page = html(<LineChart {...CONFIDENCE} targets={[]} series={series} />);
  const marks = new Set(
    [...page.matchAll(/class="app-chart__point" d="([^"]*)"/g)].map(([, shape]) => shape),
  );
  const dashes = new Set([...page.matchAll(/stroke-dasharray="([^"]*)"/g)].map(([, dash]) => dash));
  expect(marks.size).toBe(4);
  expect(dashes.size).toBe(3);
});

test('a fifth series is refused', () => {
  const series = ['1', '2', '3', '4', '5'].map((name) => ({ name, points: [] }));
  expect(() => html(<LineChart {...CONFIDENCE} series={series} />)).toThrow('at most 4 series');
});

test('a chart of nothing known still has its axis and its table', () => {
  const page = html(
    <LineChart {...CONFIDENCE} baseline={undefined} targets={[]} series={[{ name: 'Chase', points: [] }]} />,
  );
  expect(page).toContain('Chase: no value is known.');
  expect(page).not.toContain('NaN');
});

test('bars start at zero, keep an unknown row, and name what they are compared with', () => {
  const page = html(
    <BarChart
      id="wards"
      headline="Cannock North has twice the county’s rate"
      subtitle="Incidents per 1,000 people, wards, 2011/12"
      source="Incident log"
      of="Ward"
      unit={{ kind: 'rate', per: 1000 }}
      reference={{ label: 'Staffordshire', value: 21.5 }}
      bars={[
        { label: 'Cannock North', value: 43.2, emphasis: true },
        { label: 'Hagley', value: 8 },
        { label: 'Brereton', value: null },
      ]}
    />,
  );
  const widths = [...page.matchAll(/<rect[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));
  expect((widths[0] ?? 0) / (widths[1] ?? 1)).toBeCloseTo(43.2 / 8, 1);
  expect(page).toContain('>Not known</text>');
  expect(page).toContain('8.0');
  expect(page).toContain('Compared with Staffordshire: 21.5 per 1,000.');
});

test('a sparkline speaks through its label, and shows nothing known as words', () => {
  expect(html(<Sparkline values={[1, null, 3]} label="Rose from 1 to 3" />)).toContain(
    'aria-label="Rose from 1 to 3"',
  );
  expect(html(<Sparkline values={[null, null]} label="Nothing yet" />)).toContain('Not known');
});

test('progress says its numbers and never runs past its whole', () => {
  const page = html(<ProgressBar label="Milestones met" value={12} of={9} expected={7} />);
  expect(page).toContain('12 of 9');
  expect(page).toContain('expected by now: ');
  expect(page).toContain('width="240" height="12"');
  expect(html(<ProgressBar label="Milestones met" value={0} of={0} />)).not.toContain('NaN');
});

test('no chart carries a style attribute', () => {
  expect(html(<LineChart {...CONFIDENCE} />)).not.toContain(' style=');
});
