/** Front door of sharing: what leaves an agency, on which ground, and what another agency may see. */

export type { Asking } from './asks/ask.ts';
export {
  CATEGORY_NAMES,
  type Category,
  type Ground,
} from './categories.ts';
export { type Disclosing, disclose } from './disclosure.ts';
export { loadSharingExample } from './import.ts';
export { type NotSharing, recordNotShared } from './not-shared.ts';
