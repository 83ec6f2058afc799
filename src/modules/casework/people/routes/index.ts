/** All routes of people, records, addresses and matching. */
import type { Route } from '../../../../platform/http/route.ts';
import { peopleApiRoutes } from './api/index.ts';
import { recordImportRoutes } from './import.ts';
import { matchRoutes } from './matches.tsx';
import { peopleRoutes as people } from './people.tsx';
import { recordRoutes } from './records.tsx';

export const peopleRoutes: readonly Route[] = [
  ...people,
  ...recordRoutes,
  ...recordImportRoutes,
  ...matchRoutes,
  ...peopleApiRoutes,
];
