/** The fund: streams of money under their rules, a ledger that cannot be overdrawn, and requests with what became of them. */

export { loadFundExample } from './example.ts';
export { type GrantPackage, givingPackage } from './exports/giving.ts';
export { importRequests } from './import-requests.ts';
export { importStreams } from './import-streams.ts';
export { importPartnerSpend } from './opportunities/spend.ts';
export { exportFundStatement } from './statement/export.ts';
