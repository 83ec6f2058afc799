import type { Job, ModuleManifest } from '../../platform/module.ts';
import { chaseUpdates } from './chasing.ts';
import { checks } from './checks.ts';
import { decidable } from './offers/decidable.ts';
import { planFigures, projectFigures } from './offers/figures.ts';
import { exportOffers, search } from './offers/lists.ts';
import { projectLocality } from './offers/locality.ts';
import { caseStudiesSection, initiativesSection, planSection, updatesSection } from './offers/sections.ts';
import { businessToday } from './queries/today.ts';
import { actionRoutes } from './routes/actions.tsx';
import { agencyLineRoutes } from './routes/agency-lines.tsx';
import { factRoutes } from './routes/facts.tsx';
import { importRoutes } from './routes/import.tsx';
import { moreFactRoutes } from './routes/more-facts.tsx';
import { planFormRoutes } from './routes/plan-forms.tsx';
import { planRoutes } from './routes/plans.tsx';
import { projectPlaceRoutes } from './routes/project-places.tsx';
import { projectRoutes } from './routes/projects.tsx';
import { updateRoutes } from './routes/update.tsx';
import { siteOf, updatesRoutes } from './routes/updates.tsx';

/** Each working morning: reminds, chases and escalates updates that are due. */
export const chaseJob: Job = {
  name: 'delivery.chase',
  every: '0 7 * * 1-5',
  run: async ({ services, transact }) => {
    const site = siteOf(services.settings);
    await transact(['read', 'platform.work'], async (tx, actor) =>
      chaseUpdates(tx, actor, { today: await businessToday(tx), now: new Date(), site }),
    );
  },
};

/** What delivery offers to the application. */
export const delivery: ModuleManifest = {
  name: 'delivery',
  navigation: [
    { text: 'Delivery plans', href: '/plans', also: ['/updates'], order: 30, permission: 'read' },
    { text: 'Projects', href: '/projects', order: 35, permission: 'read' },
  ],
  permissions: [
    {
      name: 'plan.edit',
      says: 'Edit delivery plans and projects, or the lines of an agency’s own business plan',
    },
    { name: 'plan.adopt', says: 'Record that a board adopted a delivery plan' },
    { name: 'project.endorse', says: 'Record that a board endorsed a project' },
    { name: 'progress.report', says: 'Report progress on projects that the agency leads' },
  ],
  routes: [
    ...importRoutes,
    ...agencyLineRoutes,
    ...planFormRoutes,
    ...planRoutes,
    ...projectPlaceRoutes,
    ...projectRoutes,
    ...updateRoutes,
    ...updatesRoutes,
    ...actionRoutes,
    ...factRoutes,
    ...moreFactRoutes,
  ],
  jobs: [chaseJob],
  localities: [projectLocality],
  checks,
  kinds: 'delivery.kinds',
  thread: 'delivery.thread',
  duties: 'delivery.duties',
  warnings: 'delivery.warnings',
  gaps: 'delivery.gaps',
  decidable,
  figures: [projectFigures, planFigures],
  sections: [planSection, updatesSection, initiativesSection, caseStudiesSection],
  search,
  exports: exportOffers,
};
