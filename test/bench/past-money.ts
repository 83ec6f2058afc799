/** The money of the past is spent or went back: conditions met, requests ended, bids decided, ledgers closed. */
import type pg from 'pg';
import { ACCOUNTS } from '../../src/modules/fund/ledger/accounts.ts';
import { type Closing, THEN } from './closing.ts';

export const MONEY: readonly Closing[] = [
  {
    of: 'fund.condition',
    into: `fund.condition_met (partnership_id, condition_id, met_on, evidence)`,
    values: `bench.other(t.id, k), ${THEN}, 'The project plan has it.'`,
  },
  {
    of: 'fund.request',
    into: `fund.request_step (partnership_id, request_id, position, state, on_day, reason, agency_id)`,
    values: `bench.other(t.id, k), 1000, case when exists (select from fund.request_step s where s.partnership_id = t.partnership_id
      and s.request_id = t.id and s.state in ('endorsed', 'endorsed-on-condition')) then 'ended' else 'withdrawn' end, ${THEN}, 'Over',
      bench.other(t.agency_id, k)`,
  },
  {
    of: 'fund.opportunity',
    into: `fund.opportunity_stage (partnership_id, opportunity_id, position, stage, on_day, says)`,
    values: `bench.other(t.id, k), 1000, 'not-pursued', ${THEN}, 'The deadline passed.'`,
  },
  {
    of: 'fund.promise',
    into: `fund.promise_ended (partnership_id, promise_id, agency_id, on_day, reason)`,
    values: `bench.other(t.id, k), bench.other(t.agency_id, k), ${THEN}, 'It was given.'`,
  },
  {
    of: 'fund.dependent',
    into: `fund.dependent_settled (partnership_id, dependent_id, outcome, on_day, says)`,
    values: `bench.other(t.id, k), 'ended', ${THEN}, 'The contract ended with its funding.'`,
  },
];

const HELD = ['reserved', 'allocated', 'spent'] as const;

const delta = (account: string): string =>
  `m.pence * ((m.to_account = '${account}')::int - (m.from_account = '${account}')::int)`;
const comma = (parts: readonly string[]): string => parts.join(', ');

/**
 * Closes the ledger of every stream of the past: what requests hold is posted and drawn, what is left lapses and goes
 * back to the funder. Each entry follows the one before it, as the ledger's own constraints ask.
 */
export async function closeTheLedgers(admin: pg.ClientBase, copies: number): Promise<void> {
  await admin.query(
    `with stream as (
       select t.partnership_id, bench.other(t.id, k) as id, ${THEN} as over_on from bench.fund_stream t cross join generate_series(1, $1::int) k),
     last as (
       select e.*, s.over_on from stream s join lateral (select x.* from fund.entry x
         where x.partnership_id = s.partnership_id and x.stream_id = s.id order by x.number desc limit 1) e on true),
     held as (
       select distinct on (e.stream_id, e.request_id) e.* from fund.entry e join last l on l.partnership_id = e.partnership_id and l.stream_id = e.stream_id
       where e.request_id is not null order by e.stream_id, e.request_id, e.request_number desc),
     move as (
       select stream_id, request_id, 1 as step, 'posted' as kind, 'reserved' as from_account, 'allocated' as to_account, request_reserved_after as pence,
         verdict_id, verdict, '' as evidence from held where request_reserved_after > 0
       union all
       select stream_id, request_id, 2, 'drawn', 'allocated', 'spent', request_reserved_after + request_allocated_after, null, null, 'Invoices'
       from held where request_reserved_after + request_allocated_after > 0
       union all
       select stream_id, null, 3, 'lapsed', 'available', 'owed', available_after, null, null, '' from last where available_after > 0
       union all
       select stream_id, null, 4, 'repaid', 'owed', 'funder', available_after + owed_after, null, null, '' from last where available_after + owed_after > 0),
     moved as (
       select m.*, row_number() over w as nth, row_number() over r as request_nth,
         ${comma(ACCOUNTS.map((account) => `sum(${delta(account)}) over w as ${account}`))},
         ${comma(HELD.map((account) => `sum(${delta(account)}) over r as request_${account}`))}
       from move m
       window w as (partition by stream_id order by request_id nulls last, step), r as (partition by stream_id, request_id order by step))
     insert into fund.entry (partnership_id, id, stream_id, number, follows, kind, from_account, to_account, pence, on_day, says,
       request_id, project_id, agency_id, decision_id, decided, verdict_id, verdict, evidence,
       ${comma(ACCOUNTS.flatMap((account) => [`${account}_before`, `${account}_after`]))},
       request_number, request_follows, ${comma(HELD.flatMap((account) => [`request_${account}_before`, `request_${account}_after`]))}, hash)
     select l.partnership_id, md5(l.id::text || 'over' || m.nth)::uuid, l.stream_id, l.number + m.nth, l.number + m.nth - 1, m.kind, m.from_account,
       m.to_account, m.pence, l.over_on, 'The stream is over.', m.request_id, h.project_id, h.agency_id, h.decision_id, h.decided, m.verdict_id,
       m.verdict, m.evidence,
       ${comma(ACCOUNTS.flatMap((account) => [`l.${account}_after + m.${account} - ${delta(account)}`, `l.${account}_after + m.${account}`]))},
       h.request_number + m.request_nth, h.request_number + m.request_nth - 1,
       ${comma(HELD.flatMap((account) => [`h.request_${account}_after + m.request_${account} - ${delta(account)}`, `h.request_${account}_after + m.request_${account}`]))},
       sha256('row')
     from moved m join last l on l.stream_id = m.stream_id
     left join held h on h.stream_id = m.stream_id and h.request_id = m.request_id`,
    [copies],
  );
}
