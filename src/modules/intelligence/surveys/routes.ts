import type { Route } from '../../../platform/http/route.ts';
import { surveyApi } from './api.ts';
import { capRoutes } from './cap-routes.tsx';
import { codeRoutes } from './code-routes.tsx';
import { commentRoutes } from './comment-routes.tsx';
import { defineRoutes } from './define-routes.tsx';
import { feedRoutes } from './feed-routes.tsx';
import { pairRoutes } from './pair-routes.tsx';
import { publicRoutes } from './public-routes.tsx';
import { responseRoutes } from './response-routes.tsx';
import { waveRoutes } from './wave-routes.tsx';

/** Everything that surveys show and take. */
export const surveyRoutes: readonly Route[] = [
  ...defineRoutes,
  ...waveRoutes,
  ...capRoutes,
  ...responseRoutes,
  ...codeRoutes,
  ...publicRoutes,
  ...pairRoutes,
  ...feedRoutes,
  ...commentRoutes,
  ...surveyApi,
];
