import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isApiRoute } from '../../platform/http/openapi.ts';
import { api } from './module.ts';

const textOf = (pattern: string): string =>
  globSync(pattern)
    .filter((file) => !file.includes('.test.'))
    .map((file) => readFileSync(file, 'utf8').replaceAll(/problems: \[[^\]]*\]/g, ''))
    .join('\n');

test('every refusal that an operation announces is one of a command, or a constraint of the database', () => {
  const code = textOf('src/{modules,platform}/**/*.{ts,tsx}');
  const database = textOf('db/migrations/*.sql');
  const announced = new Set((api.routes ?? []).filter(isApiRoute).flatMap((route) => route.api.problems));
  const unknown = [...announced].filter(
    (name) => !code.includes(`'${name}'`) && !database.includes(`constraint ${name.replaceAll('-', '_')} `),
  );
  expect(unknown).toEqual([]);
  expect(announced.size).toBeGreaterThan(50);
});
