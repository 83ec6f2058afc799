import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { listRules, listStreams, type Rule, type Stream } from '../streams/queries.ts';
import { evaluate, type Facts, type Named, type Verdict } from './eligibility.ts';
import { paymentsOf } from './payments.ts';
import { listInstalmentsOf, type Request } from './queries.ts';

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

/** A request, and the day on which the rules are asked about it. */
interface Asked {
  readonly request: Request;
  readonly on: PlainDate;
}

/** What the rules ask about a request: its figures, and what its project plan says it serves. */
export async function factsOf(tx: Tx, request: Request, on: PlainDate): Promise<Facts> {
  const [facts] = await listFacts(tx, [{ request, on }]);
  if (!facts) throw new Error(`Nothing was found of the request ${request.slug}`);
  return facts;
}

/** What the rules ask about each of some requests, in their order: asked of the database once, however many they are. */
export async function listFacts(tx: Tx, asked: readonly Asked[]): Promise<readonly Facts[]> {
  if (asked.length === 0) return [];
  const ids = asked.map(({ request }) => request.id);
  const plans = await fromPlans(
    tx,
    asked.map(({ request }) => request),
  );
  const instalments = Map.groupBy(await listInstalmentsOf(tx, ids), ({ requestId }) => requestId);
  return asked.map(({ request, on }, at): Facts => {
    const found = plans[at];
    return {
      pence: request.pence,
      match: request.match,
      spending: request.spending,
      agency: request.agencyId ? { id: request.agencyId, name: request.agency ?? '' } : null,
      place: request.place,
      placeIds: found?.placeIds ?? [],
      outcomes: found?.outcomes ?? [],
      priorities: found?.priorities ?? [],
      payments: paymentsOf(request, instalments.get(request.id) ?? [], on),
      answers: new Map((found?.answers ?? []).map(({ rule, ...answer }) => [rule, answer])),
    };
  });
}

async function fromPlans(tx: Tx, requests: readonly Request[]): Promise<readonly FromPlan[]> {
  const ids = requests.map(({ id }) => id);
  const projects = requests.map(({ projectId }) => projectId);
  const places = requests.map(({ placeId }) => placeId);
  const { rows } = await sql<FromPlan>`
    with recursive up as (
        select p.partnership_id, p.id as of_id, p.id, p.within_id from places.place p
        where p.partnership_id = platform.partnership() and p.id = any(${places}::uuid[])
        union
        select p.partnership_id, up.of_id, p.id, p.within_id from up
        join places.place p on p.partnership_id = up.partnership_id and p.id = up.within_id)
    select s.outcomes, s.priorities, u.ids as "placeIds", c.answers
    from unnest(${ids}::uuid[], ${projects}::uuid[], ${places}::uuid[]) with ordinality q(request_id, project_id, place_id, nth)
    left join (select x.project_id, jsonb_agg(jsonb_build_object('id', o.id, 'name', o.wording) order by o.wording) as outcomes,
        jsonb_agg(distinct jsonb_build_object('id', o.priority_id, 'name', o.priority_title)) as priorities
      from delivery.project_outcome x join strategy.outcome_now o on o.partnership_id = x.partnership_id and o.id = x.outcome_id
      where x.partnership_id = platform.partnership() and x.project_id = any(${projects}::uuid[]) group by x.project_id) s on s.project_id = q.project_id
    left join (select up.of_id, jsonb_agg(up.id) as ids from up group by up.of_id) u on u.of_id = q.place_id
    left join (select c.request_id, jsonb_agg(jsonb_build_object('id', c.id, 'rule', c.rule_id, 'met', c.met, 'says', c.says) order by c.id) as answers
      from fund.confirmation c where c.partnership_id = platform.partnership() and c.request_id = any(${ids}::uuid[])
      group by c.request_id) c on c.request_id = q.request_id
    order by q.nth`.execute(tx);
  return rows;
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
