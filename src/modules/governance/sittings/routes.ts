import { importRoutes } from '../../../platform/http/import-routes.tsx';
import type { Route } from '../../../platform/http/route.ts';
import { agendaRoutes } from './agenda-routes.tsx';
import { agendaApi } from './api.ts';
import { paperApi } from './api-papers.ts';
import { replyApi } from './api-replies.ts';
import { yearApi } from './api-year.ts';
import { calendarRoutes } from './calendar-routes.tsx';
import { AGENDA_COLUMNS, importAgendaItems, importPapers, PAPER_COLUMNS } from './import.ts';
import { packRoutes } from './pack-routes.tsx';
import { paperRoutes } from './paper-routes.tsx';
import { replyRoutes } from './reply-routes.tsx';
import { oneSittingRoutes } from './sitting-routes.tsx';
import { yearRoutes } from './year-routes.tsx';

const IMPORT = {
  access: { permission: 'governance.edit' },
  afterwards: '/sittings',
  breadcrumbs: [{ text: 'Boards and groups', href: '/bodies' }],
} as const;

/** Everything around sittings. */
export const sittingRoutes: readonly Route[] = [
  ...importRoutes({
    ...IMPORT,
    path: '/bodies/agenda-items/import',
    things: 'agenda items',
    columns: AGENDA_COLUMNS,
    run: importAgendaItems,
  }),
  ...importRoutes({
    ...IMPORT,
    path: '/bodies/papers/import',
    things: 'papers',
    columns: PAPER_COLUMNS,
    run: importPapers,
  }),
  ...yearRoutes,
  ...oneSittingRoutes,
  ...agendaRoutes,
  ...paperRoutes,
  ...packRoutes,
  ...replyRoutes,
  ...calendarRoutes,
  ...agendaApi,
  ...yearApi,
  ...paperApi,
  ...replyApi,
];
