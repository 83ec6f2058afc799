import type { ModuleManifest } from '../../platform/module.ts';
import { auditRoutes } from './routes/audit.ts';
import { documentRoutes } from './routes/document.tsx';
import { exportRoutes } from './routes/exports.ts';
import { governanceRoutes } from './routes/governance.ts';
import { indicatorRoutes } from './routes/indicators.ts';
import { observationRoutes } from './routes/observations.ts';
import { partnerRoutes } from './routes/partners.ts';
import { placeRoutes } from './routes/places.ts';
import { reportRoutes } from './routes/reports.ts';
import { standingRoutes } from './routes/standing.ts';
import { strategyRoutes } from './routes/strategy.ts';
import { targetRoutes } from './routes/targets.ts';

/** The JSON API: the modules' own commands and queries, for programs. It owns no facts and no rules. */
export const api: ModuleManifest = {
  name: 'api',
  routes: [
    ...documentRoutes,
    ...partnerRoutes,
    ...placeRoutes,
    ...governanceRoutes,
    ...strategyRoutes,
    ...indicatorRoutes,
    ...observationRoutes,
    ...targetRoutes,
    ...reportRoutes,
    ...standingRoutes,
    ...exportRoutes,
    ...auditRoutes,
  ],
};
