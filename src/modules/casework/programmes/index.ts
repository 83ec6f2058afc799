/** Front door of programmes: what others of casework may ask of it. */
export { programmeApiRoutes } from './api.ts';
export { programmeRoutes } from './routes.tsx';
