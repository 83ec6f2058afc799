import { ROLES } from '../../src/modules/access/index.ts';
import { api } from '../../src/modules/api/module.ts';
import { modules } from '../../src/modules.ts';
import type { ModuleManifest } from '../../src/platform/module.ts';

/**
 * Every module, the API and whatever else a test offers. Permissions that the API or a role asks for and none of them declares
 * are declared by a module of the test, so that the API can be tried with any choice of modules.
 */
export function modulesWithApi(...more: readonly ModuleManifest[]): ModuleManifest[] {
  const given = modules.some(({ name }) => name === api.name)
    ? [...modules, ...more]
    : [...modules, api, ...more];
  const declared = new Set(given.flatMap(({ permissions = [] }) => permissions.map(({ name }) => name)));
  const asked = new Set([
    ...(api.routes ?? []).flatMap(({ access }) => ('permission' in access ? [access.permission] : [])),
    ...Object.values(ROLES).flatMap((role) => role.may),
  ]);
  const missing = [...asked].filter((name) => !declared.has(name));
  return [
    ...given,
    { name: 'test-permissions', permissions: missing.map((name) => ({ name, says: `${name}, for a test` })) },
  ];
}
