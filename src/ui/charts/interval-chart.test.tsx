import { renderToString } from 'preact-render-to-string';
import { expect, test } from 'vitest';
import { IntervalChart, type IntervalRow } from './interval-chart.tsx';

const row = (label: string, mark: IntervalRow['mark'], value: number | null): IntervalRow => ({
  key: label,
  label,
  value,
  lower: value === null ? null : value - 2,
  upper: value === null ? null : value + 2,
  mark,
  why: value === null ? 'Hidden' : undefined,
});

const chart = renderToString(
  <IntervalChart
    id="places"
    headline="One place is higher"
    subtitle="Crimes, wards, 2012"
    source="Police"
    of="Ward"
    unit={{ kind: 'rate', per: 1000, decimals: 1 }}
    reference={{ label: 'the district', value: 30 }}
    rows={[row('Hagley', 'higher', 40), row('Etching Hill', 'similar', 31), row('Rawnsley', 'untold', null)]}
  />,
);

test('a value, its interval and how it compares can be read without the picture and without colour', () => {
  expect(chart).toContain('Hagley: 40 per 1,000, significantly higher');
  expect(chart).toContain('Rawnsley: Hidden');
  expect(chart).toContain('Compared with the district: 30 per 1,000');
  expect(chart).toContain('▲ significantly higher; ○ not significantly different');
  expect(chart).toContain('38 per 1,000');
});

test('each mark has a shape of its own, and nothing is styled inline', () => {
  // Three drawings for three widths, each with one triangle and one circle.
  expect(chart.match(/<path class="app-chart__point"/g)).toHaveLength(3);
  expect(chart.match(/<circle class="app-chart__point app-chart__point--hollow"/g)).toHaveLength(3);
  expect(chart).not.toMatch(/ style=/);
});

test('without any value there is still a drawing that says so', () => {
  const empty = renderToString(
    <IntervalChart
      id="none"
      headline="Nothing is known"
      subtitle="Crimes"
      source="Police"
      of="Ward"
      unit={{ kind: 'count' }}
      rows={[row('Rawnsley', 'untold', null)]}
    />,
  );
  expect(empty).toContain('Hidden');
  expect(empty).not.toContain('NaN');
});
