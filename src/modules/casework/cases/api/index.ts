import type { Route } from '../../../../platform/http/route.ts';
import { caseActsApi } from './acts.ts';
import { caseFilesApi } from './files.ts';
import { caseReadingApi } from './reading.ts';

/** Cases for programs: the same commands and refusals as the pages. */
export const caseApi: readonly Route[] = [...caseReadingApi, ...caseActsApi, ...caseFilesApi];
