/** The fund: streams of money under their rules, a ledger that cannot be overdrawn, and requests with what became of them. */
export { loadFundExample } from './example.ts';
export { importRequests, importStreams } from './import.ts';
export { findRequest, listRequests, type Request } from './requests/queries.ts';
export { findStream, listStreams, type Stream } from './streams/queries.ts';
