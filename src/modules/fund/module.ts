import type { ModuleManifest } from '../../platform/module.ts';
import { checks } from './checks.ts';
import { contributionApi } from './contributions/api.ts';
import { contributionRoutes } from './contributions/routes.tsx';
import { givingRoutes } from './exports/routes.ts';
import { fundImportRoutes } from './import-routes.tsx';
import { decidable } from './offers/decidable.ts';
import { begins, exportOffers, search } from './offers/lists.ts';
import { moneyLocality } from './offers/locality.ts';
import { fundFigures, fundSection } from './offers/report.ts';
import { fundingSection } from './offers/sections.ts';
import { opportunityApi } from './opportunities/api.ts';
import { opportunityRoutes } from './opportunities/routes.tsx';
import { requestApi } from './requests/api.ts';
import { requestActsApi } from './requests/api-acts.ts';
import { requestRoutes } from './requests/routes.tsx';
import { runOffApi } from './runoff/api.ts';
import { runOffRoutes } from './runoff/routes.tsx';
import { statementApi } from './statement/api.ts';
import { statementRoutes } from './statement/routes.tsx';
import { streamApi } from './streams/api.ts';
import { streamRoutes } from './streams/routes.tsx';

/** What the fund offers to the application. */
export const fund: ModuleManifest = {
  name: 'fund',
  navigation: [{ text: 'Fund', href: '/fund', order: 50, permission: 'read' }],
  permissions: [
    {
      name: 'fund.keep',
      says: 'Keep the fund: streams, their rules, the ledger and what boards decided of requests',
    },
    { name: 'fund.request', says: 'Ask the fund for money for a project, and draw what was allocated' },
  ],
  routes: [
    ...streamRoutes,
    ...requestRoutes,
    ...fundImportRoutes,
    ...streamApi,
    ...requestApi,
    ...requestActsApi,
    ...statementRoutes,
    ...statementApi,
    ...givingRoutes,
    ...runOffRoutes,
    ...runOffApi,
    ...contributionRoutes,
    ...contributionApi,
    ...opportunityRoutes,
    ...opportunityApi,
  ],
  checks,
  kinds: 'fund.kinds',
  thread: 'fund.thread',
  duties: 'fund.duties',
  warnings: 'fund.warnings',
  decidable,
  figures: [fundFigures],
  sections: [fundSection, fundingSection],
  search,
  exports: exportOffers,
  begins,
  localities: [moneyLocality],
};
