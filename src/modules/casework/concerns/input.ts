import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { AddressInput, RecordInput } from '../people/index.ts';
import type { Answer, Precision, Question, ReportedBy, Role } from './types.ts';

/** Somebody in a concern: a record that is there, or what is known of them. */
export type PersonInConcern = { readonly role: Role } & (
  | { readonly recordId: string }
  | {
      readonly person: Omit<RecordInput, 'agencyId' | 'source' | 'address'> & {
        readonly address?: AddressInput | undefined;
      };
    }
);

/** What an agency tells of an incident or observation. */
export interface ConcernInput {
  readonly agencyId: string;
  /** The agency's own number for it; a second concern of the same number is refused. */
  readonly reference?: string | undefined;
  readonly type: string;
  readonly onDay: PlainDate;
  /** `HH:MM`, with the precisions `time` and `hours`. */
  readonly atTime?: string | undefined;
  readonly precision: Precision;
  readonly address?: AddressInput | undefined;
  /** The address is the home of who was affected, and is kept as such. */
  readonly atHome?: boolean | undefined;
  readonly placeId?: string | undefined;
  /** Where no address is known: enough for the outward half. */
  readonly postcode?: string | undefined;
  readonly reportedBy: ReportedBy;
  /** When it was told to the agency; today unless given. */
  readonly reportedOn?: PlainDate | undefined;
  readonly answers: Readonly<Record<Question, Answer>>;
  readonly narrative?: string | undefined;
  readonly people: readonly PersonInConcern[];
  /** Kept from colleagues without the permission for restricted records. */
  readonly restricted?: boolean | undefined;
  readonly source: 'form' | 'api' | 'import' | 'referral';
}

export interface SavedConcern {
  readonly concernId: string;
  readonly incidentId: string;
  /** How many reports of the same incident there are now, this one included. */
  readonly reports: number;
  /** How many other reports may be of the same incident: somebody is asked. */
  readonly asked: number;
  /** Flags that were raised or grew by it. */
  readonly flags: readonly string[];
}
