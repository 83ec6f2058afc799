/** Front door of case studies: their pages, and what reports may carry. */
export { caseStudySection } from './offer.ts';
export { caseStudyRoutes } from './routes.tsx';
