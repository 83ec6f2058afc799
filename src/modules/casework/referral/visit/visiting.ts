import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Purpose } from '../../purpose/queries.ts';

/** Who makes a visit's referrals: the actor's agency and account, or for the public the agency of the desk. */
export interface Maker {
  readonly agencyId: string;
  readonly accountId: string | null;
}

/** The visit whose referrals are written down. */
export interface Visiting {
  readonly visitId: string;
  readonly maker: Maker;
  readonly about: { readonly recordId: string | null; readonly addressId: string | null };
  readonly purpose: Purpose;
  readonly today: PlainDate;
  readonly review: PlainDate;
  readonly restricted: boolean;
}
