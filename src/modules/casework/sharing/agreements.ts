/** Reading agreements: who shares what with whom, for what, until when. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Category } from './categories.ts';

export interface Party {
  readonly agencyId: string;
  readonly agency: string;
  readonly provides: boolean;
  readonly receives: boolean;
}

export type Standing = 'coming' | 'in-force' | 'review-due' | 'review-overdue' | 'ended';

export interface Agreement {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly conditions: string;
  readonly assessment: string;
  readonly startsOn: PlainDate;
  readonly reviewOn: PlainDate;
  readonly endsOn: PlainDate | null;
  readonly revision: number;
  /** Where it stands today; a review is due from thirty days before its date. */
  readonly standing: Standing;
  readonly parties: readonly Party[];
  readonly purposes: readonly { readonly slug: string; readonly title: string; readonly gateway: string }[];
  readonly categories: readonly Category[];
}

/** Every agreement, ended ones too, by title. */
export async function listAgreements(tx: Tx, actor: Actor): Promise<readonly Agreement[]> {
  const { rows } = await sql<Agreement>`
    select a.id, a.slug, a.title, a.conditions, a.assessment, a.revision,
      to_char(a.starts_on, 'YYYY-MM-DD') as "startsOn", to_char(a.review_on, 'YYYY-MM-DD') as "reviewOn",
      to_char(a.ends_on, 'YYYY-MM-DD') as "endsOn",
      case when a.ends_on < t.today then 'ended' when a.starts_on > t.today then 'coming'
        when a.review_on < t.today then 'review-overdue' when a.review_on <= t.today + 30 then 'review-due'
        else 'in-force' end as standing,
      (select coalesce(json_agg(json_build_object('agencyId', p.agency_id, 'agency', g.name, 'provides', p.provides, 'receives', p.receives) order by g.name), '[]')
        from casework.agreement_party p join partners.agency g on g.partnership_id = p.partnership_id and g.id = p.agency_id
        where p.partnership_id = a.partnership_id and p.agreement_id = a.id) as parties,
      (select coalesce(json_agg(json_build_object('slug', u.slug, 'title', u.title, 'gateway', u.gateway) order by u.position), '[]')
        from casework.agreement_purpose x join casework.purpose u on u.partnership_id = x.partnership_id and u.slug = x.purpose
        where x.partnership_id = a.partnership_id and x.agreement_id = a.id) as purposes,
      (select coalesce(json_agg(c.category order by c.category), '[]')
        from casework.agreement_category c where c.partnership_id = a.partnership_id and c.agreement_id = a.id) as categories
    from casework.agreement a
    cross join lateral (select partners.business_date(s) as today from partners.partnership s where s.partnership_id = a.partnership_id) t
    where a.partnership_id = ${actor.partnershipId}
    order by a.title, a.id`.execute(tx);
  return rows;
}

/** One agreement by its short address. */
export const findAgreement = async (tx: Tx, actor: Actor, slug: string): Promise<Agreement | undefined> =>
  (await listAgreements(tx, actor)).find((agreement) => agreement.slug === slug);

export interface AgreementVersion {
  readonly revision: number;
  readonly fromDay: PlainDate;
  readonly said: Readonly<Record<string, unknown>>;
}

/** What the agreement said before and says now, the latest first. */
export async function listVersions(
  tx: Tx,
  actor: Actor,
  agreementId: string,
): Promise<readonly AgreementVersion[]> {
  const rows = await tx
    .selectFrom('casework.agreement_version')
    .where('partnership_id', '=', actor.partnershipId)
    .where('agreement_id', '=', agreementId)
    .orderBy('revision', 'desc')
    .select(['revision', 'from_day as fromDay', 'said'])
    .execute();
  return rows as unknown as readonly AgreementVersion[];
}

export interface AgencyContact {
  readonly agencyId: string;
  readonly agency: string;
  readonly postId: string;
  readonly post: string;
}

/** Whom to ask at each agency that named somebody. */
export const listContacts = (tx: Tx, actor: Actor): Promise<readonly AgencyContact[]> =>
  tx
    .selectFrom('casework.contact as c')
    .innerJoin('partners.agency as g', (on) =>
      on.onRef('g.partnership_id', '=', 'c.partnership_id').onRef('g.id', '=', 'c.agency_id'),
    )
    .innerJoin('partners.post as p', (on) =>
      on.onRef('p.partnership_id', '=', 'c.partnership_id').onRef('p.id', '=', 'c.post_id'),
    )
    .where('c.partnership_id', '=', actor.partnershipId)
    .orderBy('g.name')
    .select(['c.agency_id as agencyId', 'g.name as agency', 'c.post_id as postId', 'p.title as post'])
    .execute();
