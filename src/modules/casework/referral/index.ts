/** Front door of referral: what others of casework may ask of it. */
export { referralApiRoutes } from './api-routes.ts';
export { referralClocks } from './clocks.ts';
export { loadReferralExample } from './example.ts';
export { offlineRoutes } from './offline/routes.tsx';
export { publicReferralRoutes } from './public/routes.tsx';
export type { ListedReferral } from './queries.ts';
export { referRoutes } from './refer-routes.tsx';
export { referralRoutes } from './referral-routes.tsx';
export { referralSettingRoutes } from './setting-routes.tsx';
export type { ReferralState } from './states.ts';
