/** Front door of support for victims: what others of casework may ask of it. */
export { victimApi } from './api.ts';
export { victimRoutes } from './routes.tsx';
