/** Front door of case studies: their pages and API, and what reports may carry. */
export { caseStudyApi } from './api.ts';
export { caseStudySection } from './offer.ts';
export { caseStudyRoutes } from './routes.tsx';
