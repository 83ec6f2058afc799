import type { Kind } from './levels.ts';

/**
 * Whom a field speaks of: the person alone; the home, which a household shares; or the surname, which most of a
 * household share.
 */
export type Shares = 'person' | 'home' | 'surname';

/** One field that records are compared on, made of one or more columns. */
export interface Field {
  /** Its name in the model and the output, such as `surname` or `address_2`. */
  readonly name: string;
  /** Its name for people, such as "date of birth". */
  readonly label: string;
  readonly kind: Kind;
  readonly shares: Shares;
  readonly role: Role;
}

/** What a field is to the engine besides its kind. */
export type Role = 'given' | 'middle' | 'surname' | 'birth' | 'house' | 'address' | 'other';

/** One record as the engine takes it: its id, and the value of each field, in the order of the fields; '' is missing. */
export interface LinkageRecord {
  readonly id: string;
  readonly values: readonly string[];
}
