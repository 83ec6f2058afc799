/** Front door of restorative justice: what others of casework may ask of it. */
export { restorativeApi } from './api/index.ts';
export { restorativeRoutes } from './routes.tsx';
