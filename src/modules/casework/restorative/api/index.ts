/** Restorative matters for programs: the same commands and refusals as the pages. */
import type { Route } from '../../../../platform/http/route.ts';
import { inCasework } from '../../purpose/working.ts';
import { agreementRoutesApi } from './agreement.ts';
import { matterRoutesApi } from './matters.ts';
import { personRoutesApi } from './people.ts';

export const restorativeApi: readonly Route[] = [
  ...matterRoutesApi,
  ...personRoutesApi,
  ...agreementRoutesApi,
].map((route) => inCasework(route));
