/**
 * People, households and addresses: what each agency holds, and who is one person.
 *
 * A row of another part that is about a person refers to the **record** of the agency that tells of it (`record_id`), not
 * to the cluster: records are joined and parted, and a cluster is only where a record stands now. Where a cluster must be
 * kept (the ledger of disclosures), read it through `casework.person_now`, or with `clustersOf`.
 */
export {
  type AddressInput,
  type AddressView,
  addressLine,
  findAddress,
  readPostcode,
  saveAddress,
} from './address.ts';
export { liftRecord, type RecordChange } from './change.ts';
export { personCode } from './code.ts';
export { type Forgotten, forgetRecords } from './forget.ts';
export { displayName, type Identity } from './identity.ts';
export { importRecords } from './import.ts';
export type { RecordInput, RecordSource, RestrictedBecause, SavedRecord } from './input.ts';
export type { MatchVerdict } from './matching/decision.ts';
export { namesOf, namesOfPeople } from './names.ts';
export {
  clustersOf,
  findPerson,
  findRecord,
  type KnownTo,
  type PersonView,
  personNow,
  type RecordView,
  recordsOf,
} from './person.ts';
export { mayKeep, saveRecord } from './record.ts';
export {
  householdOf,
  type Relation,
  type ResidenceView,
  type Resident,
} from './residence.ts';
export type { FoundPerson, PersonSearch } from './search.ts';
