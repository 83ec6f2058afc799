/** Cohorts for programs: the commands of the pages, with their refusals. */
import type { Route } from '../../../../platform/http/route.ts';
import { inCasework } from '../../purpose/working.ts';
import { cohortRoutesApi } from './cohorts.ts';
import { memberRoutesApi } from './members.ts';

export const cohortApi: readonly Route[] = [...cohortRoutesApi, ...memberRoutesApi].map((route) =>
  inCasework(route),
);
