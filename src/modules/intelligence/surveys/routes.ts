import type { Route } from '../../../platform/http/route.ts';
import { defineRoutes } from './define-routes.tsx';
import { publicRoutes } from './public-routes.tsx';
import { responseRoutes } from './response-routes.tsx';
import { waveRoutes } from './wave-routes.tsx';

/** Everything that surveys show and take. */
export const surveyRoutes: readonly Route[] = [
  ...defineRoutes,
  ...waveRoutes,
  ...responseRoutes,
  ...publicRoutes,
];
