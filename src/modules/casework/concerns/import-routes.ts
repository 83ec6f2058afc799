import type { Route } from '../../../platform/http/route.ts';
import { sealedImportRoutes } from '../sealed-import.ts';
import { importConcerns } from './import.ts';
import { CONCERN_COLUMN_NAMES, CONCERN_COLUMNS, MAPPINGS } from './mappings.ts';

/** Pages that import concerns from a file. */
export const concernImportRoutes: readonly Route[] = sealedImportRoutes({
  path: '/casework/concerns/import',
  things: 'concerns',
  access: { permission: 'concern.record', anywhere: true },
  afterwards: '/casework/concerns',
  breadcrumbs: [
    { text: 'Casework', href: '/casework' },
    { text: 'Concerns', href: '/casework/concerns' },
  ],
  columns: [
    ...CONCERN_COLUMN_NAMES.map((name) => ({ name, says: CONCERN_COLUMNS[name] })),
    ...Object.entries(MAPPINGS).map(([name, { says }]) => ({ name: `Also taken as it is: ${name}`, says })),
  ],
  run: importConcerns,
});
