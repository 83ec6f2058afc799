/** What is long over is closed: plans superseded, projects ended, milestones met, gaps filled, reports published. */
import type pg from 'pg';
import { type Closing, THEN } from './closing.ts';
import { MINUTES } from './past-minutes.ts';
import { MONEY } from './past-money.ts';

const CLOSINGS: readonly Closing[] = [
  {
    of: 'delivery.plan',
    into: `delivery.plan_adoption (partnership_id, plan_id, adopted_on, adopted_by, began_on, earlier_minutes, earlier_reason)`,
    values: `bench.other(t.id, k), bench.before(t.starts_on, k), 'Strategic Board',
      (select p.began_on from partners.partnership p where p.partnership_id = t.partnership_id), 'Item 5', 'Decided before'`,
  },
  {
    of: 'delivery.plan',
    into: `delivery.plan_supersession (partnership_id, plan_id, superseded_by, superseded_on)`,
    values: `bench.other(t.id, k), case when k = 1 then t.id else bench.other(t.id, k - 1) end, bench.before(t.starts_on, k - 1)`,
  },
  {
    of: 'delivery.project',
    into: `delivery.stage_change (partnership_id, id, project_id, stage, changed_on, reason)`,
    values: `md5(t.id::text || 'ended' || k)::uuid, bench.other(t.id, k), 'ended', ${THEN}, 'Over'`,
  },
  {
    of: 'delivery.project',
    into: `delivery.closure (partnership_id, project_id, closed_on, result, evaluation, value_for_money)`,
    values: `bench.other(t.id, k), ${THEN}, 'finished', 'It did what it was for.', 'Good'`,
  },
  {
    of: 'delivery.milestone',
    into: `delivery.milestone_completion (partnership_id, milestone_id, met_on)`,
    values: `bench.other(t.id, k), ${THEN}`,
  },
  {
    of: 'delivery.endorsement_condition',
    into: `delivery.condition_met (partnership_id, condition_id, met_on)`,
    values: `bench.other(t.id, k), ${THEN}`,
  },
  {
    of: 'delivery.gap',
    into: `delivery.gap_filled (partnership_id, gap_id, filled_on)`,
    values: `bench.other(t.id, k), ${THEN}`,
  },
  {
    of: 'delivery.equality_step',
    into: `delivery.equality_result (partnership_id, step_id, done_on, says)`,
    values: `bench.other(t.id, k), ${THEN}, 'Done'`,
  },
  // The latest id counts.
  {
    of: 'delivery.risk',
    into: `delivery.risk_status (partnership_id, id, risk_id, noted_on, state, likelihood, impact)`,
    values: `('f' || substr(md5(t.id::text || k), 2))::uuid, bench.other(t.id, k), ${THEN}, 'closed', 1, 1`,
  },
  // A lead officer reports every quarter, and a project lasts two years.
  {
    of: 'delivery.project',
    into: `delivery.progress_update (partnership_id, id, project_id, agency_id, reported_on, reported_at, standing, says)`,
    values: `md5(t.id::text || 'update' || n || '-' || k)::uuid, bench.other(t.id, k), bench.other(t.agency_id, k), bench.before(bench.today(), k + n), bench.before(bench.today(), k + n), 'on-track', 'Work goes on as planned.'`,
    more: `cross join generate_series(0, 7) n`,
  },
  {
    of: 'governance.sitting',
    into: `governance.sitting_outcome (partnership_id, id, sitting_id, outcome, recorded_on)`,
    values: `md5(t.id::text || 'held' || k)::uuid, bench.other(t.id, k), 'held', bench.before(t.day, k)`,
    more: `where not exists (select from governance.sitting_outcome o
      where o.partnership_id = t.partnership_id and o.sitting_id = bench.other(t.id, k))`,
  },
  ...MINUTES,
  {
    of: 'governance.action',
    into: `governance.action_closure (partnership_id, action_id, exempt, owner_agency_id, closed_on, outcome, evidence)`,
    values: `bench.other(t.id, k), t.exempt, bench.other(t.owner_agency_id, k), ${THEN}, 'done', 'The board saw it.'`,
  },
  {
    of: 'governance.handover',
    into: `governance.handover_completion (partnership_id, handover_id, completed_on)`,
    values: `bench.other(t.id, k), ${THEN}`,
  },
  {
    of: 'governance.decision_condition',
    into: `governance.decision_condition_met (partnership_id, condition_id, exempt, met_on, evidence)`,
    values: `bench.other(t.id, k), t.exempt, ${THEN}, 'The board saw it.'`,
    more: 'where t.kept_by is null',
  },
  ...MONEY,
  {
    of: 'reporting.report',
    into: `reporting.report_step (partnership_id, report_id, position, state, on_day)`,
    values: `bench.other(t.id, k), 1000, 'published', bench.before(t.as_at, k)`,
  },
  // Editions are as large as the last that was approved.
  {
    of: 'reporting.report',
    into: `reporting.edition (partnership_id, id, report_id, template_id, slug, title, period_start, as_at, approved_on, alone,
      html_sha256, docx_sha256, json_sha256, contents, row_hash)`,
    values: `md5(t.id::text || 'edition' || k)::uuid, bench.other(t.id, k), t.template_id, 'past-' || t.id || '-' || k,
      'Report of the past', bench.before(t.period_start, k), bench.before(t.as_at, k), bench.before(t.as_at, k), false,
      sha256('html'), sha256('docx'), sha256('json'), e.contents, sha256('row')`,
    more: `join lateral (select e.contents from reporting.edition e where e.partnership_id = t.partnership_id
      and e.template_id = t.template_id order by e.as_at desc limit 1) e on true`,
  },
  // What the partnership measures today it measures in every ward too.
  {
    of: 'intelligence.observation',
    into: `intelligence.observation (partnership_id, id, indicator_id, place_slug, period, period_kind, period_start,
      period_end, wave_id, version, value, numerator, denominator, quality, source, note, published_on, recorded_at)`,
    values: `md5(t.id::text || 'ward' || k)::uuid, t.indicator_id, 'ward-' || k, t.period, t.period_kind, t.period_start, t.period_end,
      t.wave_id, 1, t.value, t.numerator, t.denominator, t.quality, t.source, t.note, t.published_on, t.recorded_at`,
    more: `join intelligence.indicator i on i.partnership_id = t.partnership_id and i.id = t.indicator_id
      and i.ended_on is null and t.place_slug is null and t.version = 1 and t.quality <> 'awaited' and k <= 20`,
  },
  {
    of: 'access.account',
    into: `access.account_ending (partnership_id, account_id, ended_at, reason)`,
    values: `bench.other(t.id, k), ${THEN}, 'Left'`,
    more: 'where bench.other(t.id, k) <> t.id',
  },
];

/** Keeps what there was before it was copied, to say later what belongs to which copy. */
export async function rememberOriginals(admin: pg.ClientBase, partnershipId: string): Promise<void> {
  for (const name of new Set([...CLOSINGS.map(({ of }) => of), 'fund.stream']))
    await admin.query(
      `create table ${original(name)} as select * from ${name} where partnership_id = '${partnershipId}'`,
    );
}

/** Closes the copies that were made of the originals. */
export async function closeThePast(admin: pg.ClientBase, copies: number): Promise<void> {
  for (const { of, into, values, more = '' } of CLOSINGS)
    await admin.query(
      `insert into ${into} select t.partnership_id, ${values}
       from ${original(of)} t cross join generate_series(1, $1::int) k ${more} on conflict do nothing`,
      [copies],
    );
}

const original = (name: string): string => `bench.${name.replace('.', '_')}`;
