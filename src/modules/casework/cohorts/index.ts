/** Front door of cohorts: what others of casework may ask of it. */
export { cohortApi } from './api/index.ts';
export { loadCohortExample } from './example.ts';
export { cohortRoutes } from './routes.tsx';
