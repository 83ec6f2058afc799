import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { render } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { contentAdapters } from './fixtures/content.tsx';
import { fieldAdapters } from './fixtures/fields.tsx';
import { listAdapters } from './fixtures/lists.tsx';
import { normalise } from './fixtures/normalise.ts';
import { NOT_PORTED } from './fixtures/not-ported.ts';
import type { Options } from './fixtures/options.ts';

interface Fixture {
  readonly name: string;
  readonly options: Options;
  readonly html: string;
}

const adapters = { ...fieldAdapters, ...contentAdapters, ...listAdapters };
const frontend = dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json'));
const components = join(frontend, 'dist/govuk/components');
const shipped = readdirSync(components, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

function fixturesOf(component: string): readonly Fixture[] {
  const file = readFileSync(join(components, component, 'fixtures.json'), 'utf8');
  return (JSON.parse(file) as { fixtures: Fixture[] }).fixtures;
}

let compared = 0;

for (const [component, adapt] of Object.entries(adapters)) {
  describe(`${component} renders as GOV.UK Frontend does`, () => {
    for (const { name, options, html } of fixturesOf(component))
      test(name, () => {
        compared += 1;
        expect(normalise(render(adapt(options)))).toBe(normalise(html));
      });
  });
}

describe('the comparison leaves nothing out', () => {
  test('every component that GOV.UK Frontend ships is either ported or listed with a reason', () => {
    expect([...Object.keys(adapters), ...Object.keys(NOT_PORTED)].sort()).toEqual(shipped.sort());
    expect(shipped).toHaveLength(39);
  });

  test('every fixture of the ported components was compared', () => {
    expect(Object.keys(adapters)).toHaveLength(34);
    expect(compared).toBe(651);
  });

  test('almost every fixture has something in it to compare', () => {
    const empty = Object.keys(adapters).flatMap((component) =>
      fixturesOf(component).flatMap(({ name, html }) =>
        normalise(html) === '' ? [`${component}: ${name}`] : [],
      ),
    );
    expect(empty).toEqual(['label: empty']);
  });
});
