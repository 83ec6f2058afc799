/** Front door of sharing: what leaves an agency, on which ground, and what another agency may see. */

export { type Asking, askToSee } from './asks/ask.ts';
export {
  CATEGORIES,
  CATEGORY_NAMES,
  type Category,
  GROUND_NAMES,
  GROUNDS,
  type Ground,
  isCategory,
} from './categories.ts';
export { agreementFor, type Disclosing, disclose } from './disclosure.ts';
export { loadSharingExample } from './import.ts';
export { type NotSharing, recordNotShared } from './not-shared.ts';
