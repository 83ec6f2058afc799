import { sql } from 'kysely';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';

/** A research agreement with its sums: money in pence. */
export interface Agreement {
  readonly id: string;
  readonly slug: string;
  readonly title: string;
  readonly researcher: string;
  readonly says: string;
  readonly startsOn: PlainDate | null;
  readonly endsOn: PlainDate | null;
  readonly note: string;
  readonly revision: number;
  /** What is known of the money. */
  readonly pence: number;
  /** Funders whose amount is not known. */
  readonly unknown: number;
  readonly funders: number;
  readonly deliverables: number;
  readonly delivered: number;
  /** Until when the next is due that is not delivered. */
  readonly nextDueOn: PlainDate | null;
}

/** Agreements by title, or the one of that slug. */
export async function listAgreements(tx: Tx, slug?: string): Promise<readonly Agreement[]> {
  const { rows } = await sql<Agreement>`
    select g.id, g.slug, g.title, g.researcher, g.says, g.starts_on as "startsOn", g.ends_on as "endsOn", g.note, g.revision,
      coalesce(f.pence, 0)::float8 as pence, coalesce(f.unknown, 0)::integer as unknown, coalesce(f.funders, 0)::integer as funders,
      coalesce(d.deliverables, 0)::integer as deliverables, coalesce(d.delivered, 0)::integer as delivered, d.next_due_on as "nextDueOn"
    from intelligence.research_agreement g
    left join lateral (
      select sum(x.pence) as pence, count(*) filter (where x.pence is null) as unknown, count(*) as funders
      from intelligence.research_funding x where x.partnership_id = g.partnership_id and x.agreement_id = g.id) f on true
    left join lateral (
      select count(*) as deliverables, count(r.deliverable_id) as delivered, min(y.due_on) filter (where r.deliverable_id is null) as next_due_on
      from intelligence.research_deliverable y
      left join intelligence.research_delivery r on r.partnership_id = y.partnership_id and r.deliverable_id = y.id
      where y.partnership_id = g.partnership_id and y.agreement_id = g.id) d on true
    where g.partnership_id = platform.partnership() ${slug === undefined ? sql`` : sql`and g.slug = ${slug}`}
    order by g.title, g.id`.execute(tx);
  return rows;
}

export const findAgreement = async (tx: Tx, slug: string): Promise<Agreement | undefined> =>
  (await listAgreements(tx, slug))[0];

export interface Funding {
  readonly id: string;
  readonly funder: string;
  readonly pence: number | null;
  readonly says: string;
}

/** Who pays for an agreement, the largest amount first. */
export async function listFunding(tx: Tx, agreementId: string): Promise<readonly Funding[]> {
  const { rows } = await sql<Funding>`
    select f.id, coalesce(a.name, f.funder) as funder, f.pence::float8 as pence, f.says
    from intelligence.research_funding f
    left join partners.agency a on a.partnership_id = f.partnership_id and a.id = f.agency_id
    where f.partnership_id = platform.partnership() and f.agreement_id = ${agreementId}::uuid
    order by f.pence desc nulls last, funder`.execute(tx);
  return rows;
}

export interface Deliverable {
  readonly id: string;
  readonly title: string;
  readonly dueOn: PlainDate;
  readonly owner: string;
  readonly deliveredOn: PlainDate | null;
  readonly deliveredSays: string;
  readonly evidence: string | null;
  readonly evidenceSlug: string | null;
}

/** What an agreement must bring, by when it is due. */
export async function listDeliverables(tx: Tx, agreementId: string): Promise<readonly Deliverable[]> {
  const { rows } = await sql<Deliverable>`
    select d.id, d.title, d.due_on as "dueOn", concat_ws(', ', t.title, a.name) as owner, r.delivered_on as "deliveredOn",
      coalesce(r.says, '') as "deliveredSays", e.title as evidence, e.slug as "evidenceSlug"
    from intelligence.research_deliverable d
    left join partners.agency a on a.partnership_id = d.partnership_id and a.id = d.owner_agency_id
    left join partners.post t on t.partnership_id = d.partnership_id and t.id = d.owner_post_id
    left join intelligence.research_delivery r on r.partnership_id = d.partnership_id and r.deliverable_id = d.id
    left join intelligence.evidence e on e.partnership_id = r.partnership_id and e.id = r.evidence_id
    where d.partnership_id = platform.partnership() and d.agreement_id = ${agreementId}::uuid
    order by d.due_on, d.title`.execute(tx);
  return rows;
}
