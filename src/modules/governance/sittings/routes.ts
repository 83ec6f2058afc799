import type { Route } from '../../../platform/http/route.ts';
import { calendarRoutes } from './calendar-routes.tsx';
import { replyRoutes } from './reply-routes.tsx';
import { oneSittingRoutes } from './sitting-routes.tsx';

/** Everything around sittings. */
export const sittingRoutes: readonly Route[] = [...oneSittingRoutes, ...replyRoutes, ...calendarRoutes];
