import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { listRules, listStreams, type Rule, type Stream } from '../streams/queries.ts';
import { evaluate, type Facts, type Named, type Verdict } from './eligibility.ts';
import { paymentsOf } from './payments.ts';
import { listInstalments, type Request } from './queries.ts';

interface FromPlan {
  readonly outcomes: readonly Named[] | null;
  readonly priorities: readonly Named[] | null;
  readonly placeIds: readonly string[] | null;
  readonly answers:
    | readonly {
        readonly id: string;
        readonly rule: string;
        readonly met: boolean;
        readonly says: string;
      }[]
    | null;
}

/** What the rules ask about a request: its figures, and what its project plan says it serves. */
export async function factsOf(tx: Tx, request: Request, on: PlainDate): Promise<Facts> {
  const { rows } = await sql<FromPlan>`
    select
      (select jsonb_agg(jsonb_build_object('id', o.id, 'name', o.wording) order by o.wording) from delivery.project_outcome x
        join strategy.outcome_now o on o.partnership_id = x.partnership_id and o.id = x.outcome_id
        where x.partnership_id = q.partnership_id and x.project_id = ${request.projectId}::uuid) as outcomes,
      (select jsonb_agg(distinct jsonb_build_object('id', o.priority_id, 'name', o.priority_title)) from delivery.project_outcome x
        join strategy.outcome_now o on o.partnership_id = x.partnership_id and o.id = x.outcome_id
        where x.partnership_id = q.partnership_id and x.project_id = ${request.projectId}::uuid) as priorities,
      (with recursive up as (
          select p.partnership_id, p.id, p.within_id from places.place p
          where p.partnership_id = q.partnership_id and p.id = ${request.placeId}::uuid
          union
          select p.partnership_id, p.id, p.within_id from up
          join places.place p on p.partnership_id = up.partnership_id and p.id = up.within_id)
        select jsonb_agg(up.id) from up) as "placeIds",
      (select jsonb_agg(jsonb_build_object('id', c.id, 'rule', c.rule_id, 'met', c.met, 'says', c.says) order by c.id) from fund.confirmation c
        where c.partnership_id = q.partnership_id and c.request_id = ${request.id}::uuid) as answers
    from (select platform.partnership() as partnership_id) q`.execute(tx);
  const found = rows[0];
  return {
    pence: request.pence,
    match: request.match,
    spending: request.spending,
    agency: request.agencyId ? { id: request.agencyId, name: request.agency ?? '' } : null,
    place: request.place,
    placeIds: found?.placeIds ?? [],
    outcomes: found?.outcomes ?? [],
    priorities: found?.priorities ?? [],
    payments: paymentsOf(request, await listInstalments(tx, request.id), on),
    answers: new Map((found?.answers ?? []).map(({ rule, ...answer }) => [rule, answer])),
  };
}

/** What one stream says of a request, and what it has left. */
export interface Eligibility {
  readonly stream: Stream;
  readonly rules: readonly Rule[];
  readonly verdict: Verdict;
  /** The most that it may lawfully pay today out of what it has left, in pence. */
  readonly payable: number;
}

/** Stream by stream, whether it may lawfully pay for a request on a day; those that may come first, the fullest first. */
export async function listEligibility(
  tx: Tx,
  request: Request,
  on: PlainDate,
): Promise<readonly Eligibility[]> {
  const facts = await factsOf(tx, request, on);
  const streams = await listStreams(tx);
  const rules = Map.groupBy(await listRules(tx), (rule) => rule.streamId);
  return streams
    .map((stream): Eligibility => {
      const own = rules.get(stream.id) ?? [];
      const verdict = evaluate(stream, own, facts, on);
      const payable = verdict.verdict === 'allowed' ? Math.min(stream.available, verdict.atMost) : 0;
      return { stream, rules: own, verdict, payable };
    })
    .sort(
      (a, b) =>
        Number(b.verdict.verdict === 'allowed') - Number(a.verdict.verdict === 'allowed') ||
        b.payable - a.payable ||
        (a.stream.name < b.stream.name ? -1 : 1),
    );
}
