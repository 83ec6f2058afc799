import type { Route } from '../../../../../platform/http/route.ts';
import { inCasework } from '../../../purpose/working.ts';
import { peopleActsApi } from './acts.ts';
import { peopleReadingApi } from './reading.ts';

/** Records, persons, searches and decisions on matches under /api/v1/casework: the same commands and refusals as the pages. */
export const peopleApiRoutes: readonly Route[] = [...peopleReadingApi, ...peopleActsApi].map((route) =>
  inCasework(route, ({ params }) => (route.path.includes('/people/:id') ? params.id : undefined)),
);
