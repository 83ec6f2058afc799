import type { Route } from '../../../platform/http/route.ts';
import { purposeKeepingRoutes } from '../purpose/keeping-routes.tsx';
import { transparencyRoutes } from '../transparency/routes.tsx';
import { agreementApi } from './agreement-api.ts';
import { agreementRoutes } from './agreement-routes.tsx';
import { askApi } from './asks/api.ts';
import { askRoutes } from './asks/routes.tsx';
import { emergencyApi } from './emergency/api.ts';
import { emergencyRoutes } from './emergency/routes.tsx';
import { governanceRoutes } from './governance-routes.tsx';
import { ledgerRoutes } from './ledger/routes.tsx';
import { restrictedRoutes } from './restricted/routes.tsx';
import { rightsApi } from './rights/api.ts';
import { rightsRoutes } from './rights/routes.tsx';
import { unusualRoutes } from './unusual/routes.tsx';

/** Lawful sharing and information governance. */
export const sharingRoutes: readonly Route[] = [
  ...agreementRoutes,
  ...agreementApi,
  ...askRoutes,
  ...askApi,
  ...ledgerRoutes,
  ...emergencyRoutes,
  ...emergencyApi,
  ...rightsRoutes,
  ...rightsApi,
  ...unusualRoutes,
  ...restrictedRoutes,
  ...governanceRoutes,
  ...purposeKeepingRoutes,
  ...transparencyRoutes,
];
