import type { Route } from '../../../../platform/http/route.ts';
import { sealedImportRoutes } from '../../sealed-import.ts';
import { importRecords, RECORD_COLUMNS } from '../import.ts';
import { PEOPLE_CRUMBS } from '../pages/parts.tsx';

/** Pages that import an agency's records of people from a file. */
export const recordImportRoutes: readonly Route[] = sealedImportRoutes({
  path: '/casework/records/import',
  things: 'records of people',
  access: { permission: 'casework.write', anywhere: true },
  afterwards: '/casework/people',
  breadcrumbs: PEOPLE_CRUMBS,
  columns: Object.entries(RECORD_COLUMNS).map(([name, says]) => ({ name, says })),
  run: importRecords,
});
