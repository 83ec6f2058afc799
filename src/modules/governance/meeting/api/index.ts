import type { Route } from '../../../../platform/http/route.ts';
import { actionApi } from './actions.ts';
import { attendanceApi } from './attendance.ts';
import { minutesApi } from './minutes.ts';
import { recordApi } from './record.ts';

/** A meeting and what follows from it, for programs: the same commands as the pages, with the same refusals. */
export const meetingApi: readonly Route[] = [...attendanceApi, ...recordApi, ...minutesApi, ...actionApi];
