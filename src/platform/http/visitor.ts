import type pg from 'pg';
import type { Id } from '../../kernel/ids.ts';
import { dayInLondon, type PlainDate } from '../../kernel/plain-date.ts';
import type { Actor, Member } from '../actor.ts';
import type { PartnershipView } from './route.ts';

export interface PartnershipRow extends PartnershipView {
  readonly id: Id<'partnership'>;
  readonly host: string | null;
  readonly businessDate: PlainDate | null;
}

/** Who is signed in, for the header of a page. */
export interface SignedIn {
  readonly actor: Member;
  readonly name: string;
  readonly post: string;
  readonly agency: string;
}

/** How the platform learns who asks; the `access` module answers. */
export interface Authentication {
  readonly bySession: (
    partnershipId: Id<'partnership'>,
    token: string,
    requestId: string,
  ) => Promise<SignedIn | undefined>;
  readonly byToken: (
    partnershipId: Id<'partnership'>,
    token: string,
    requestId: string,
  ) => Promise<Actor | undefined>;
}

const KEPT_MS = 2_000;

/** The partnerships of this installation, re-read every two seconds: they select the tenant of every request. */
export function partnershipDirectory(pool: pg.Pool) {
  let rows: readonly PartnershipRow[] = [];
  let readAt = 0;
  const list = async (): Promise<readonly PartnershipRow[]> => {
    if (Date.now() - readAt > KEPT_MS) {
      const result = await pool.query<PartnershipRow>(
        `select partnership_id as id, name, slug, area, example, host, business_date as "businessDate"
         from partners.partnership order by partnership_id`,
      );
      rows = result.rows;
      readAt = Date.now();
    }
    return rows;
  };
  return {
    list,
    forget: () => {
      readAt = 0;
    },
    /** The partnership of a host name, or the only one there is. */
    async of(host: string): Promise<PartnershipRow | undefined> {
      const all = await list();
      return all.find((row) => row.host === host) ?? (all.length === 1 ? all[0] : undefined);
    },
  };
}

export type PartnershipDirectory = ReturnType<typeof partnershipDirectory>;

/** Today in a partnership: an example may live on a date of its own. */
export const businessDate = (partnership: Pick<PartnershipRow, 'businessDate'>): PlainDate =>
  partnership.businessDate ?? dayInLondon(new Date());
