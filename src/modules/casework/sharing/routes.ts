import type { Route } from '../../../platform/http/route.ts';
import { purposeKeepingRoutes } from '../purpose/keeping-routes.tsx';
import { transparencyRoutes } from '../transparency/routes.tsx';
import { agreementApi } from './agreement-api.ts';
import { agreementRoutes } from './agreement-routes.tsx';
import { askRoutes } from './asks/routes.tsx';
import { emergencyRoutes } from './emergency/routes.tsx';
import { governanceRoutes } from './governance-routes.tsx';
import { ledgerRoutes } from './ledger/routes.tsx';
import { restrictedRoutes } from './restricted/routes.tsx';
import { rightsRoutes } from './rights/routes.tsx';
import { unusualRoutes } from './unusual/routes.tsx';

/** Lawful sharing and information governance. */
export const sharingRoutes: readonly Route[] = [
  ...agreementRoutes,
  ...agreementApi,
  ...askRoutes,
  ...ledgerRoutes,
  ...emergencyRoutes,
  ...rightsRoutes,
  ...unusualRoutes,
  ...restrictedRoutes,
  ...governanceRoutes,
  ...purposeKeepingRoutes,
  ...transparencyRoutes,
];
