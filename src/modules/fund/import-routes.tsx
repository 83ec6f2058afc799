import { importRoutes } from '../../platform/http/import-routes.tsx';
import type { Route } from '../../platform/http/route.ts';
import { importRequests, REQUEST_IMPORT_COLUMNS } from './import-requests.ts';
import { importStreams, STREAM_IMPORT_COLUMNS } from './import-streams.ts';
import { FUND_CRUMBS, REQUEST_CRUMBS } from './pages.tsx';

const KEEP = { permission: 'fund.keep' } as const;

export const fundImportRoutes: readonly Route[] = [
  ...importRoutes({
    path: '/fund/streams/import',
    things: 'streams of money',
    access: KEEP,
    afterwards: '/fund',
    breadcrumbs: FUND_CRUMBS,
    columns: STREAM_IMPORT_COLUMNS,
    run: importStreams,
  }),
  ...importRoutes({
    path: '/fund/requests/import',
    things: 'requests for money',
    access: KEEP,
    afterwards: '/fund/requests',
    breadcrumbs: REQUEST_CRUMBS,
    columns: REQUEST_IMPORT_COLUMNS,
    run: importRequests,
  }),
];
