import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { render } from 'preact-render-to-string';
import { describe, expect, test } from 'vitest';
import { contentAdapters } from './fixtures/content.tsx';
import { fieldAdapters } from './fixtures/fields.tsx';
import { normalise } from './fixtures/normalise.ts';
import type { Options } from './fixtures/options.ts';

interface Fixture {
  readonly name: string;
  readonly options: Options;
  readonly html: string;
}

/** Components of GOV.UK Frontend that Concord does without, and why. */
export const NOT_PORTED: Readonly<Record<string, string>> = {};

/** Fixtures that our typed props cannot express, and why, as `component: fixture`. */
export const NOT_EXPRESSIBLE: Readonly<Record<string, string>> = {};

const adapters = { ...fieldAdapters, ...contentAdapters };
const frontend = dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json'));
const components = join(frontend, 'dist/govuk/components');
const shipped = readdirSync(components, { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [entry.name] : [],
);

function fixturesOf(component: string): readonly Fixture[] {
  const file = readFileSync(join(components, component, 'fixtures.json'), 'utf8');
  return (JSON.parse(file) as { fixtures: Fixture[] }).fixtures;
}

const isExpressible = (component: string, { name }: Fixture) => !(`${component}: ${name}` in NOT_EXPRESSIBLE);

for (const [component, adapt] of Object.entries(adapters)) {
  describe(`${component} renders as GOV.UK Frontend does`, () => {
    for (const fixture of fixturesOf(component).filter((each) => isExpressible(component, each)))
      test(fixture.name, () => {
        expect(normalise(render(adapt(fixture.options)))).toBe(normalise(fixture.html));
      });
  });
}
