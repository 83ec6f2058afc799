import fc from 'fast-check';
import { renderToString } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { averageBands, quantileBands } from './banding.ts';
import { MapDrawing } from './map-drawing.tsx';
import { MapKey } from './map-figure.tsx';
import { fillOf, isHatched } from './paint.tsx';
import { PointMap } from './point-map.tsx';
import { type Point, planOf, thinned, tilePlanOf } from './shapes.ts';
import { SmallMaps } from './small-maps.tsx';

const square = (x: number, y: number): Point[] => [
  [x, y],
  [x + 1, y],
  [x + 1, y + 1],
  [x, y + 1],
  [x, y],
];
const AREAS = [
  { key: 'west', polygons: [[square(-2, 52)]] },
  { key: 'east', polygons: [[square(-1, 52)]] },
];

describe('bands', () => {
  test('by quantile hold about equal numbers of places, equal values together', () => {
    const { bands, bandOf } = quantileBands([1, 2, 2, 2, 3, 4, 5, 6, 7, 8]);
    expect(bands.map(({ from, to, places }) => [from, to, places])).toEqual([
      [1, 2, 4],
      [3, 4, 2],
      [5, 6, 2],
      [7, 8, 2],
    ]);
    expect(bandOf(2)?.words).toBe('Lowest quarter');
    expect([bandOf(0)?.mark, bandOf(99)?.mark]).toEqual(['1', '4']);
  });
  test('around the average say how far, with a sign of their own', () => {
    const { bands, bandOf } = averageBands([10, 50, 50, 50, 90], 50);
    expect(bands.map(({ mark, places }) => [mark, places])).toEqual([
      ['−−', 1],
      ['≈', 3],
      ['++', 1],
    ]);
    expect(bandOf(70)?.words).toBe('Above the average');
    expect(averageBands([5, 5], 5).bands.map(({ words }) => words)).toEqual(['About the average']);
  });
  test('every value has one band, whatever the values are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 60 }), (values) => {
        const { bands, bandOf } = quantileBands(values);
        expect(bands.reduce((sum, { places }) => sum + places, 0)).toBe(values.length);
        for (const value of values) {
          const band = bandOf(value);
          expect(band && value >= band.from && value <= band.to).toBe(true);
        }
      }),
    );
  });
});

test('in grey, the ramp grows darker and what lies below the average is hatched', () => {
  const grey = (colour: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
      Number.parseInt(colour.slice(at, at + 2), 16),
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ramp = (['step-1', 'step-2', 'step-3', 'step-4', 'step-5'] as const).map((step) =>
    grey(fillOf(step)),
  );
  expect(ramp).toEqual(ramp.toSorted((a, b) => b - a));
  for (const [at, shade] of ramp.slice(1).entries()) expect((ramp[at] ?? 0) - shade).toBeGreaterThan(20);
  expect((['far-below', 'below', 'near', 'above', 'far-above'] as const).map(isHatched)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

describe('shapes', () => {
  test('a line is thinned to what the eye can see, and keeps its ends', () => {
    const line: Point[] = Array.from({ length: 200 }, (_, at) => [
      at,
      Math.sin(at / 40) * 20 + (at % 2) * 0.2,
    ]);
    const thin = thinned(line, 0.7);
    expect(thin.length).toBeLessThan(30);
    expect([thin[0], thin.at(-1)]).toEqual([line[0], line.at(-1)]);
  });
  test('north is up, west is left, and degrees of longitude are as short as they are there', () => {
    const { shapes, width, height } = planOf(AREAS, 400);
    const [west, east] = shapes;
    expect(west?.at[0]).toBeLessThan(east?.at[0] ?? 0);
    // Two degrees of longitude at 52.5° north are about 1.22 degrees of latitude.
    expect((width - 12) / (height - 12)).toBeCloseTo(2 * Math.cos((52.5 * Math.PI) / 180), 1);
    expect(planOf([], 400)).toEqual({ width: 400, height: 0, shapes: [] });
  });
  test('tiles stand where the grid says', () => {
    const { shapes, height } = tilePlanOf(
      [
        { key: 'a', column: 3, row: 2 },
        { key: 'b', column: 4, row: 3 },
      ],
      200,
    );
    expect([height, shapes.map(({ at }) => at)]).toEqual([
      200,
      [
        [50, 50],
        [150, 150],
      ],
    ]);
  });
});

describe('a map', () => {
  const drawn = renderToString(
    <MapDrawing
      id="map"
      title="Highest in West"
      description="Two places."
      plan={planOf(AREAS, 400)}
      places={[
        { key: 'west', name: 'West', says: '61 crimes', paint: 'step-5', mark: '2', href: '/places/west' },
        { key: 'east', name: 'East', says: 'not known', paint: undefined, mark: '?', href: '/places/east' },
      ]}
    />,
  );
  test('has a link for each place that says its name and value', () => {
    expect([...drawn.matchAll(/aria-label="([^"]+)"/g)].map(([, label]) => label)).toEqual([
      'West: 61 crimes',
      'East: not known',
    ]);
    expect(drawn).toContain('href="/places/west"');
  });
  test('is drawn with attributes only, and what is not known is dotted', () => {
    expect(drawn).not.toContain('style=');
    expect(drawn).toContain('url(#map-dots)');
  });
  test('small maps draw each place once and paint it for each period', () => {
    const html = renderToString(
      <SmallMaps
        id="small"
        plan={planOf(AREAS, 400)}
        maps={['2011', '2012'].map((label) => ({
          label,
          says: 'Highest in West',
          paintOf: new Map([['west', 'step-5' as const]]),
        }))}
      />,
    );
    expect(html.match(/<path [^>]*d="M/g)).toHaveLength(2);
    expect(html.match(/href="#small-west"/g)).toHaveLength(2);
  });
  test('points have circles whose area stands for their count', () => {
    const html = renderToString(
      <PointMap
        id="points"
        title="Points"
        description="Two."
        outlines={AREAS}
        spots={[
          { key: 'a', at: [-1.5, 52.5], count: 4, says: 'A: 4' },
          { key: 'b', at: [-0.5, 52.5], count: 1, says: 'B: 1' },
        ]}
      />,
    );
    expect([...html.matchAll(/ r="([\d.]+)"/g)].map(([, r]) => Number(r))).toEqual([14, 7]);
  });
  test('the key says range, words and how many', () => {
    const { bands } = quantileBands([1, 2]);
    const html = renderToString(<MapKey id="key" bands={bands} write={String} unknown={1} />);
    expect(html).toContain('Lowest half: 1 (1)');
    expect(html).toContain('Not known (1)');
  });
});
