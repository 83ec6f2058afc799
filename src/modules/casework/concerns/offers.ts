/** What concerns, patterns and case reviews offer to the manifest of casework. */

import type { Route } from '../../../platform/http/route.ts';
import type { Job } from '../../../platform/module.ts';
import { caseReviewApi } from '../case-review/api.ts';
import { caseReviewActsApi } from '../case-review/api-acts.ts';
import { publicReviewRoutes } from '../case-review/public-routes.tsx';
import { caseReviewRoutes } from '../case-review/routes.tsx';
import { patternApi } from '../patterns/api.ts';
import { watchPatterns } from '../patterns/job.ts';
import { patternRoutes } from '../patterns/routes.tsx';
import { forgetPreviews } from '../sealed-import.ts';
import { concernApi } from './api.ts';
import { concernImportRoutes } from './import-routes.ts';
import { concernRoutes } from './routes.tsx';
import { section17aRoutes } from './section-17a-routes.tsx';

export const concernPartRoutes: readonly Route[] = [
  ...concernImportRoutes,
  ...concernRoutes,
  ...patternRoutes,
  ...caseReviewRoutes,
  ...publicReviewRoutes,
  ...section17aRoutes,
  ...concernApi,
  ...patternApi,
  ...caseReviewApi,
  ...caseReviewActsApi,
];

export const concernJobs: readonly Job[] = [watchPatterns, forgetPreviews];
