import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Quality } from '../words.ts';
import type { OpportunityStage } from './opportunity.ts';

/** External funding in sight, with how far it is. Amounts in pence, null while unknown. */
export interface Opportunity {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly funder: string;
  readonly about: string;
  readonly leadAgencyId: string | null;
  readonly leadAgency: string | null;
  readonly leadPostId: string | null;
  readonly leadPost: string | null;
  readonly deadlineOn: PlainDate | null;
  readonly pence: number | null;
  readonly matchPercent: number | null;
  readonly matchFrom: string;
  readonly projectId: string | null;
  readonly project: string | null;
  readonly projectSlug: string | null;
  readonly source: string;
  readonly note: string;
  readonly quality: Quality;
  readonly revision: number;
  readonly stage: OpportunityStage;
  readonly stageSince: PlainDate;
  /** What was bid for, or won. */
  readonly stagePence: number | null;
  readonly stageSays: string;
  readonly stages: number;
  readonly stream: string | null;
  readonly streamSlug: string | null;
}

/** Opportunities, the next deadline first, those without one after them. */
export async function listOpportunities(tx: Tx, slug?: string): Promise<readonly Opportunity[]> {
  const { rows } = await sql<Opportunity>`
    select o.id, o.slug, o.name, o.funder, o.about, o.lead_agency_id as "leadAgencyId", a.name as "leadAgency", o.lead_post_id as "leadPostId",
      t.title as "leadPost", o.deadline_on as "deadlineOn", o.pence, o.match_percent::float8 as "matchPercent", o.match_from as "matchFrom",
      o.project_id as "projectId", p.title as project, p.slug as "projectSlug", o.source, o.note, o.quality, o.revision, o.stage,
      o.stage_since as "stageSince", o.stage_pence as "stagePence", o.stage_says as "stageSays", o.stages, s.name as stream, s.slug as "streamSlug"
    from fund.opportunity_now o
    left join partners.agency a on a.partnership_id = o.partnership_id and a.id = o.lead_agency_id
    left join partners.post t on t.partnership_id = o.partnership_id and t.id = o.lead_post_id
    left join delivery.project p on p.partnership_id = o.partnership_id and p.id = o.project_id
    left join fund.stream s on s.partnership_id = o.partnership_id and s.id = o.stream_id
    where o.partnership_id = platform.partnership() ${slug === undefined ? sql`` : sql`and o.slug = ${slug}`}
    order by o.deadline_on nulls last, o.slug`.execute(tx);
  return rows;
}

export const findOpportunity = async (tx: Tx, slug: string): Promise<Opportunity | undefined> =>
  (await listOpportunities(tx, slug))[0];

/** One stage that an opportunity went through. */
export interface StageTaken {
  readonly position: number;
  readonly stage: OpportunityStage;
  readonly on: PlainDate;
  readonly pence: number | null;
  readonly says: string;
}

export const listStages = async (tx: Tx, opportunityId: string): Promise<readonly StageTaken[]> =>
  (
    await sql<StageTaken>`
    select position, stage, on_day as "on", pence, says from fund.opportunity_stage
    where partnership_id = platform.partnership() and opportunity_id = ${opportunityId}::uuid order by position`.execute(
      tx,
    )
  ).rows;

/** What a partner spends here in a period. Pence, null where it is not known. */
export interface Spending {
  readonly id: string;
  readonly agencySlug: string;
  readonly agency: string;
  readonly startsOn: PlainDate;
  readonly endsOn: PlainDate;
  readonly place: string | null;
  readonly outcome: string | null;
  readonly arrangement: 'pooled' | 'aligned';
  readonly says: string;
  readonly pence: number | null;
  readonly quality: Quality;
  readonly source: string;
  readonly note: string;
}

/** What partners spend here, by partner, place and outcome. */
export async function listSpending(tx: Tx): Promise<readonly Spending[]> {
  const { rows } = await sql<Spending>`
    select x.id, a.slug as "agencySlug", a.name as agency, x.starts_on as "startsOn", x.ends_on as "endsOn", g.name as place,
      o.wording as outcome, x.arrangement, x.says, x.pence, x.quality, x.source, x.note
    from fund.partner_spend x
    join partners.agency a on a.partnership_id = x.partnership_id and a.id = x.agency_id
    left join places.place g on g.partnership_id = x.partnership_id and g.id = x.place_id
    left join strategy.outcome_now o on o.partnership_id = x.partnership_id and o.id = x.outcome_id
    where x.partnership_id = platform.partnership()
    order by x.starts_on desc, a.name, g.name nulls first, o.wording nulls first, x.arrangement, x.says`.execute(
    tx,
  );
  return rows;
}
