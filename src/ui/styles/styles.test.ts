import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { build } from '../../../scripts/build.mjs';
import { govukStylesheet } from '../../../scripts/govuk-stylesheet.mjs';

const GOVUK = 'node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css';

describe('what is built', () => {
  let out = '';
  beforeAll(async () => {
    out = await mkdtemp(path.join(tmpdir(), 'concord-build-'));
  });
  afterAll(() => rm(out, { recursive: true }));

  test('a second start builds nothing, and the assets are named by their content', async () => {
    const entry = path.join(out, 'entry.ts');
    await writeFile(entry, 'export const answer: number = 42;\n');
    const first = await build({ entry, out });
    const second = await build({ entry, out });
    expect([first.built, second.built]).toEqual([true, false]);
    expect(second.manifest).toEqual(first.manifest);
    expect(first.manifest.css).toMatch(/^\/assets\/concord\.[0-9a-f]{12}\.css$/);
    const css = await readFile(path.join(out, first.manifest.css), 'utf8');
    expect(css.length).toBeGreaterThan(100_000);
    expect(css).toContain('.app-chart__line');
  });
});

test('neither GDS Transport nor the royal arms are in the stylesheet, whose licence keeps them for GOV.UK', async () => {
  const changed = govukStylesheet(await readFile(GOVUK, 'utf8'));
  expect(changed.length).toBeGreaterThan(100_000);
  expect(changed).not.toMatch(/GDS Transport|@font-face|url\(/);
});

test('a GOV.UK Frontend that has changed its shape is noticed', () => {
  expect(() => govukStylesheet('.govuk-body{color:red}')).toThrow('no longer has');
});

/** Luminance of `#rgb` or `#rrggbb`, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const digits =
    colour.length === 4 ? [...colour.slice(1)].map((digit) => digit + digit).join('') : colour.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const channel = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const declarationsIn = (css: string): [string, string][] =>
  [...css.matchAll(/(--[a-z0-9-]+):\s*(#[0-9a-f]{3,6})/g)].map(([, name = '', value = '']) => [name, value]);

const TEXT_ON: readonly (readonly [string, readonly string[]])[] = [
  ['--govuk-text-colour', ['--govuk-body-background-colour', '--app-raised', '--app-raised-hover']],
  ['--app-quiet', ['--govuk-body-background-colour', '--app-raised']],
  ['--govuk-secondary-text-colour', ['--govuk-body-background-colour', '--govuk-surface-background-colour']],
  [
    '--govuk-link-colour',
    ['--govuk-body-background-colour', '--govuk-surface-background-colour', '--app-raised'],
  ],
  ['--govuk-link-visited-colour', ['--govuk-body-background-colour', '--app-raised']],
  ['--govuk-link-hover-colour', ['--govuk-body-background-colour', '--app-raised']],
  ['--govuk-error-colour', ['--govuk-body-background-colour']],
  ['--govuk-inverse-text-colour', ['--govuk-brand-colour', '--govuk-success-colour']],
  ['--app-accent', ['--govuk-surface-background-colour']],
  ['--app-band-text', ['--app-band', '--app-band-field']],
  ['--app-band-quiet', ['--app-band', '--app-band-field']],
];

const SHAPES = [
  '--app-series-1',
  '--app-series-2',
  '--app-series-3',
  '--app-series-4',
  '--app-line-strong',
  '--govuk-input-border-colour',
];

describe.each(['light', 'dark'])('contrast in %s mode', (mode) => {
  let colours = new Map<string, string>();
  beforeAll(async () => {
    const govuk = declarationsIn(/:root\{[^}]*\}/.exec(await readFile(GOVUK, 'utf8'))?.[0] ?? '');
    const [light = '', dark = ''] = (await readFile('src/ui/styles/10-tokens.css', 'utf8')).split('@media');
    const own = mode === 'light' ? declarationsIn(light) : declarationsIn(light + dark);
    colours = new Map([...govuk, ...own]);
    expect(colours.size).toBeGreaterThan(30);
  });
  const colour = (name: string): string => {
    const value = colours.get(name);
    if (value === undefined) throw new Error(`There is no colour ${name}`);
    return value;
  };

  test.each(TEXT_ON)('text in %s can be read', (text, grounds) => {
    for (const ground of grounds) {
      expect(contrast(colour(text), colour(ground)), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(SHAPES)('shapes in %s can be seen', (shape) => {
    expect(contrast(colour(shape), colour('--govuk-body-background-colour'))).toBeGreaterThanOrEqual(3);
  });
});
