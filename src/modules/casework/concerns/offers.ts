/** What concerns, patterns and case reviews offer to the manifest of casework. */

import type { Route } from '../../../platform/http/route.ts';
import type { Job } from '../../../platform/module.ts';
import { patternApi } from '../patterns/api.ts';
import { watchPatterns } from '../patterns/job.ts';
import { patternRoutes } from '../patterns/routes.tsx';
import { forgetPreviews } from '../sealed-import.tsx';
import { concernApi } from './api.ts';
import { concernImportRoutes } from './import-routes.ts';
import { concernRoutes } from './routes.tsx';

export const concernPartRoutes: readonly Route[] = [
  ...concernImportRoutes,
  ...concernRoutes,
  ...patternRoutes,
  ...concernApi,
  ...patternApi,
];

export const concernJobs: readonly Job[] = [watchPatterns, forgetPreviews];
