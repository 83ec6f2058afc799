import type { ModuleManifest } from '../../platform/module.ts';
import { auditRoutes } from './routes/audit.ts';
import { bodyRoutes } from './routes/bodies.ts';
import { documentRoutes } from './routes/document.tsx';
import { exportRoutes } from './routes/exports.ts';
import { indicatorRoutes } from './routes/indicators.ts';
import { observationRoutes } from './routes/observations.ts';
import { partnerRoutes } from './routes/partners.ts';
import { placeRoutes } from './routes/places.ts';
import { planRoutes } from './routes/plans.ts';
import { progressRoutes } from './routes/progress.ts';
import { projectRoutes } from './routes/projects.ts';
import { reportRoutes } from './routes/reports.ts';
import { sittingRoutes } from './routes/sittings.ts';
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
    ...bodyRoutes,
    ...sittingRoutes,
    ...strategyRoutes,
    ...indicatorRoutes,
    ...observationRoutes,
    ...targetRoutes,
    ...planRoutes,
    ...projectRoutes,
    ...progressRoutes,
    ...reportRoutes,
    ...standingRoutes,
    ...exportRoutes,
    ...auditRoutes,
  ],
};
