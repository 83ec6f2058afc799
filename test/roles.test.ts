/** Roles name permissions of every module as words; here the words meet what the modules declare. */
import { expect, test } from 'vitest';
import { ROLE_NAMES, ROLES } from '../src/modules/access/index.ts';
import { modules } from '../src/modules.ts';
import { collect } from '../src/platform/collect.ts';

/** What only jobs and the sign-in machinery hold, never a person. */
const MACHINERY = [
  'casework.machine',
  'access.authenticate',
  'audit.seal',
  'mail.send',
  'platform.sweep',
  'platform.work',
  'search.index',
  'measures.release',
  'alerts.notify',
  'needs.count',
  'surveys.count',
  'surveys.answer',
  'street-files.destroy',
];

test('a role gives only permissions that a module declares', () => {
  const declared = collect(modules).permissions;
  const given = new Set(ROLE_NAMES.flatMap((role): readonly string[] => ROLES[role].may));
  expect(given.size).toBeGreaterThan(15);
  expect([...given].filter((permission) => !declared.has(permission))).toEqual([]);
});

test('every permission that a person may hold is given by some role', () => {
  const given = new Set(ROLE_NAMES.flatMap((role): readonly string[] => ROLES[role].may));
  const declared = [...collect(modules).permissions.keys()];
  expect(declared.filter((name) => !given.has(name) && !MACHINERY.includes(name))).toEqual([]);
});
