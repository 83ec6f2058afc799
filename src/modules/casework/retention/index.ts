/** Front door of retention and disposal. */

import type { Route } from '../../../platform/http/route.ts';
import type { Job } from '../../../platform/module.ts';
import { disposalJob } from '../disposal/finish.ts';
import { disposalRoutes } from '../disposal/routes.tsx';
import { keepingApi } from './api.ts';
import { holdRoutes } from './hold-routes.tsx';
import { retentionRoutes } from './routes.tsx';
import { ruleRoutes } from './rule-routes.tsx';
import { reckonJob } from './rules.ts';

export { disposalChecks as keepingChecks } from '../disposal/checks.ts';
export { loadRetentionExample } from './example.ts';

/** Rules, the review queue, legal holds and certificates: for information governance. */
export const keepingRoutes: readonly Route[] = [
  ...retentionRoutes,
  ...ruleRoutes,
  ...holdRoutes,
  ...disposalRoutes,
  ...keepingApi,
];
export const keepingJobs: readonly Job[] = [reckonJob, disposalJob];
