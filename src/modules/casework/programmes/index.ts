/** Front door of programmes: what others of casework may ask of it. */
import { placementRoutes } from './placement-routes.tsx';
import { programmeRoutes as listed } from './programme-routes.tsx';

export { programmeApiRoutes } from './api.ts';
export const programmeRoutes = [...listed, ...placementRoutes];
