import type { ModuleManifest } from '../../platform/module.ts';
import { caseStudyApi, caseStudyRoutes, caseStudySection } from './case-studies/index.ts';
import { caseApi } from './cases/api/index.ts';
import { templateRoutes } from './cases/assessments/routes.tsx';
import { withdrawalJob } from './cases/files/withdraw.ts';
import { caseRoutes } from './cases/routes.tsx';
import { cohortApi, cohortRoutes } from './cohorts/index.ts';
import { concernChecks } from './concerns/checks.ts';
import { concernJobs, concernPartRoutes } from './concerns/offers.ts';
import { deskRoutes } from './desk/routes.tsx';
import { hubApi } from './hub/api.ts';
import { hubRoutes } from './hub/routes.tsx';
import { caseworkMeasures } from './measures/index.ts';
import { peopleChecks } from './people/checks.ts';
import { matchAgainJob } from './people/matching/again.ts';
import { learnJob } from './people/matching/learn.ts';
import { peopleRoutes } from './people/routes/index.ts';
import { programmeApiRoutes, programmeRoutes } from './programmes/index.ts';
import { purposeRoutes } from './purpose/routes.tsx';
import {
  offlineRoutes,
  publicReferralRoutes,
  referRoutes,
  referralApiRoutes,
  referralClocks,
  referralRoutes,
  referralSettingRoutes,
} from './referral/index.ts';
import { restorativeApi, restorativeRoutes } from './restorative/index.ts';
import { keepingChecks, keepingJobs, keepingRoutes } from './retention/index.ts';
import { sealedChecks } from './sealed-checks.ts';
import { sharingRoutes } from './sharing/routes.ts';
import { unusualJob } from './sharing/unusual/find.ts';
import { subjectAccessRoutes } from './subject-access/index.ts';
import { victimApi, victimRoutes } from './victims/index.ts';

/** What casework offers to the application: to others only what names nobody. */
export const casework: ModuleManifest = {
  name: 'casework',
  navigation: [
    { text: 'Casework', href: '/casework', order: 66, permission: 'casework.read' },
    { text: 'Refer', href: '/casework/refer', order: 67, permission: 'referral.make' },
    { text: 'Casework settings', href: '/casework/settings', order: 68, permission: 'casework.settings' },
  ],
  duties: 'casework.duties',
  warnings: 'casework.warnings',
  measures: caseworkMeasures,
  sections: [caseStudySection],
  routes: [
    ...deskRoutes,
    ...purposeRoutes,
    ...peopleRoutes,
    ...caseRoutes,
    ...caseApi,
    ...templateRoutes,
    ...hubRoutes,
    ...hubApi,
    ...cohortRoutes,
    ...cohortApi,
    ...concernPartRoutes,
    ...programmeRoutes,
    ...programmeApiRoutes,
    ...restorativeRoutes,
    ...restorativeApi,
    ...victimRoutes,
    ...victimApi,
    ...caseStudyRoutes,
    ...caseStudyApi,
    ...sharingRoutes,
    ...subjectAccessRoutes,
    ...keepingRoutes,
    ...referralSettingRoutes,
    ...offlineRoutes,
    ...publicReferralRoutes,
    ...referRoutes,
    ...referralRoutes,
    ...referralApiRoutes,
  ],
  checks: [...peopleChecks, ...sealedChecks, ...concernChecks, ...keepingChecks],
  jobs: [learnJob, matchAgainJob, ...concernJobs, unusualJob, referralClocks, withdrawalJob, ...keepingJobs],
  permissions: [
    {
      name: 'casework.read',
      says: 'See what the agency holds about people, and what others share for the purpose',
    },
    { name: 'casework.write', says: 'Keep the agency’s records of people, its cases, plans and programmes' },
    { name: 'casework.restricted', says: 'See restricted records: staff, relatives, protected addresses' },
    { name: 'casework.settings', says: 'Set checklists, templates, thresholds and clocks' },
    {
      name: 'casework.govern',
      says: 'Govern personal data: retention, holds, disposal, subject access, unusual reading',
    },
    {
      name: 'casework.machine',
      says: 'Match, find patterns, dispose and count across agencies; held by no role',
    },
    { name: 'referral.make', says: 'Refer somebody to who can help, and hear what became of it' },
    { name: 'referral.receive', says: 'Receive referrals for the agency’s services and answer them' },
    { name: 'concern.record', says: 'Tell of a concern: something seen, heard or reported' },
    { name: 'match.decide', says: 'Decide whether records are one person' },
    { name: 'hub.run', says: 'Run the weekly hub: agenda, attendance, decisions' },
    { name: 'case-review.handle', says: 'Handle applications for an anti-social behaviour case review' },
    { name: 'sharing.agree', says: 'Keep purposes and information sharing agreements' },
    { name: 'sharing.answer', says: 'Answer for the agency when others ask to see' },
  ],
};
