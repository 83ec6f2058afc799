import type { Route } from '../../../platform/http/route.ts';
import { agendaRoutes } from './agenda-routes.tsx';
import { agendaApi } from './api.ts';
import { paperApi } from './api-papers.ts';
import { calendarRoutes } from './calendar-routes.tsx';
import { packRoutes } from './pack-routes.tsx';
import { paperRoutes } from './paper-routes.tsx';
import { replyRoutes } from './reply-routes.tsx';
import { oneSittingRoutes } from './sitting-routes.tsx';

/** Everything around sittings. */
export const sittingRoutes: readonly Route[] = [
  ...oneSittingRoutes,
  ...agendaRoutes,
  ...paperRoutes,
  ...packRoutes,
  ...replyRoutes,
  ...calendarRoutes,
  ...agendaApi,
  ...paperApi,
];
