/** The guide to the API names operations that are there, and leaves out no group of the observatory. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { modules } from '../../modules.ts';
import { intelligence } from '../intelligence/module.ts';

const guide = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');
/** An address with its parameters, whatever they are called; numbers stand for one. */
const shape = (address: string): string =>
  address.replaceAll(/\{\w+\}|:\w+|(?<=\/)\d+(?=\/|$)/g, '*').replace(/[?)].*$/, '');

test('every operation that the guide names in full is there', () => {
  const there = new Set(
    modules.flatMap(({ routes = [] }) =>
      routes.map(({ method, path }) => `${method} ${shape(path.replace('/api/v1', ''))}`),
    ),
  );
  const named = [...guide.matchAll(/`(GET|POST|PUT|PATCH) (\/[^`\s]+)`/g)].map(
    ([, method, address = '']) => `${method} ${shape(address)}`,
  );
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter((one) => !there.has(one))).toEqual([]);
});

test('every group of the observatory stands in the guide', () => {
  const groups = new Set(
    (intelligence.routes ?? []).flatMap(({ path }) => /^\/api\/v1\/([a-z-]+)/.exec(path)?.[1] ?? []),
  );
  expect(groups.size).toBeGreaterThan(8);
  expect([...groups].filter((group) => !guide.includes(`/${group}`))).toEqual([]);
});
