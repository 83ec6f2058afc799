import type { AddressInput } from './address.ts';
import type { Identity } from './identity.ts';

/** Why a record is kept from colleagues without the permission for restricted records. */
export type RestrictedBecause = 'staff' | 'relative-of-staff' | 'protected-address' | 'other';

/** How a record came to be. */
export type RecordSource = 'form' | 'referral' | 'concern' | 'import' | 'api';

/** What an agency tells of a person. */
export interface RecordInput extends Identity {
  /** The agency that holds the record, and answers for it. */
  readonly agencyId: string;
  readonly address?: AddressInput | undefined;
  readonly livesFrom?: string | undefined;
  readonly restrictedBecause?: RestrictedBecause | undefined;
  readonly source: RecordSource;
  /** Under which law it is held; the law of the purpose in use where it is not given. */
  readonly regime?: 'uk-gdpr' | 'part-3' | undefined;
}

export interface SavedRecord {
  readonly recordId: string;
  /** The person that the record stands with now. */
  readonly clusterId: string;
  /** True when the person was known already, by another record or by this one told again. */
  readonly joined: boolean;
  /** The agency told exactly this before: it is the record that was made then. */
  readonly again: boolean;
  /** How many other records somebody is asked about, since they may be of the same person. */
  readonly asked: number;
}
