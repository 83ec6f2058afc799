import type { ModuleManifest } from '../../platform/module.ts';
import { auditRoutes } from './routes/audit.ts';
import { baselineRoutes } from './routes/baselines.ts';
import { bodyRoutes } from './routes/bodies.ts';
import { caseStudyRoutes } from './routes/case-studies.ts';
import { deprivationRoutes } from './routes/deprivation.ts';
import { documentRoutes } from './routes/document.tsx';
import { equalityRoutes } from './routes/equality.ts';
import { exportRoutes } from './routes/exports.ts';
import { holdingRoutes } from './routes/holdings.ts';
import { indicatorRoutes } from './routes/indicators.ts';
import { needRoutes } from './routes/needs.ts';
import { observationRoutes } from './routes/observations.ts';
import { partnerRoutes } from './routes/partners.ts';
import { placeRoutes } from './routes/places.ts';
import { planPlaceRoutes } from './routes/plan-places.ts';
import { planRoutes } from './routes/plans.ts';
import { progressRoutes } from './routes/progress.ts';
import { projectActRoutes } from './routes/project-acts.ts';
import { projectRoutes } from './routes/projects.ts';
import { reportApprovalRoutes } from './routes/report-approval.ts';
import { reportInterestRoutes } from './routes/report-interests.ts';
import { reportTemplateRoutes } from './routes/report-templates.ts';
import { reportWritingRoutes } from './routes/report-writing.ts';
import { reportRoutes } from './routes/reports.ts';
import { riskRoutes } from './routes/risks.ts';
import { serviceRoutes } from './routes/services.ts';
import { sittingRoutes } from './routes/sittings.ts';
import { standingRoutes } from './routes/standing.ts';
import { strategyRoutes } from './routes/strategy.ts';
import { strategyContentRoutes } from './routes/strategy-contents.ts';
import { strategyVersionRoutes } from './routes/strategy-versions.ts';
import { targetRoutes } from './routes/targets.ts';
import { themeRoutes } from './routes/themes.ts';

/** The JSON API: the modules' own commands and queries, for programs. It owns no facts and no rules. */
export const api: ModuleManifest = {
  name: 'api',
  routes: [
    ...documentRoutes,
    ...partnerRoutes,
    ...holdingRoutes,
    ...serviceRoutes,
    ...placeRoutes,
    ...deprivationRoutes,
    ...bodyRoutes,
    ...sittingRoutes,
    ...strategyRoutes,
    ...strategyVersionRoutes,
    ...strategyContentRoutes,
    ...needRoutes,
    ...themeRoutes,
    ...indicatorRoutes,
    ...observationRoutes,
    ...targetRoutes,
    ...baselineRoutes,
    ...planRoutes,
    ...planPlaceRoutes,
    ...projectRoutes,
    ...projectActRoutes,
    ...progressRoutes,
    ...riskRoutes,
    ...caseStudyRoutes,
    ...equalityRoutes,
    ...reportTemplateRoutes,
    ...reportRoutes,
    ...reportWritingRoutes,
    ...reportInterestRoutes,
    ...reportApprovalRoutes,
    ...standingRoutes,
    ...exportRoutes,
    ...auditRoutes,
  ],
};
