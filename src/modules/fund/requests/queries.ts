import { type RawBuilder, sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Part } from '../../../platform/database/keyset.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Shape, Spending } from '../words.ts';
import type { RequestState } from './states.ts';

/** A request with its state and what it holds, in pence. */
export interface Request {
  readonly id: string;
  readonly slug: string;
  readonly reference: string;
  readonly projectId: string | null;
  readonly projectSlug: string | null;
  readonly project: string | null;
  readonly title: string;
  readonly purpose: string;
  readonly agencyId: string | null;
  readonly agencySlug: string | null;
  readonly agency: string | null;
  readonly placeId: string | null;
  readonly place: string | null;
  readonly shape: Shape;
  readonly spending: Spending;
  readonly pence: number;
  readonly monthly: number | null;
  readonly fromOn: PlainDate | null;
  readonly untilOn: PlainDate | null;
  readonly match: number;
  readonly matchFrom: string;
  readonly note: string;
  readonly revision: number;
  readonly state: RequestState;
  readonly stateSince: PlainDate;
  readonly stateReason: string;
  readonly deferredTo: PlainDate | null;
  readonly reserved: number;
  readonly allocated: number;
  readonly spent: number;
}

interface RequestsWanted extends Part {
  readonly state?: string | undefined;
  readonly projectId?: string | undefined;
  readonly states?: readonly RequestState[] | undefined;
}

const readRequests = async (tx: Tx, ending: RawBuilder<unknown>): Promise<readonly Request[]> =>
  (
    await sql<Request>`
    select r.id, r.slug, r.reference, r.project_id as "projectId", p.slug as "projectSlug", p.title as project, r.title, r.purpose,
      r.agency_id as "agencyId", a.slug as "agencySlug", a.name as agency, r.place_id as "placeId", g.name as place, r.shape, r.spending, r.pence,
      r.monthly_pence as monthly, r.from_on as "fromOn", r.until_on as "untilOn", r.match_pence as match, r.match_from as "matchFrom",
      r.note, r.revision, r.state, r.state_since as "stateSince", r.state_reason as "stateReason", r.deferred_to as "deferredTo",
      m.reserved, m.allocated, m.spent
    from fund.request_now r
    left join delivery.project p on p.partnership_id = r.partnership_id and p.id = r.project_id
    left join partners.agency a on a.partnership_id = r.partnership_id and a.id = r.agency_id
    left join places.place g on g.partnership_id = r.partnership_id and g.id = r.place_id
    cross join lateral (
      select coalesce(sum(x.reserved_pence), 0)::bigint as reserved, coalesce(sum(x.allocated_pence), 0)::bigint as allocated,
        coalesce(sum(x.spent_pence), 0)::bigint as spent
      from fund.request_money x where x.partnership_id = r.partnership_id and x.request_id = r.id) m
    where r.partnership_id = platform.partnership() ${ending}`.execute(tx)
  ).rows;

/** Requests, the latest reference first; those of a state or of a project, all or a part. */
export const listRequests = (tx: Tx, wanted: RequestsWanted = {}): Promise<readonly Request[]> => {
  const { after, limit, state, states, projectId } = wanted;
  return readRequests(
    tx,
    sql`${state === undefined ? sql`` : sql`and r.state = ${state}`}
      ${states === undefined ? sql`` : sql`and r.state = any(${[...states]}::text[])`}
      ${projectId === undefined ? sql`` : sql`and r.project_id = ${projectId}::uuid`}
      ${after === undefined ? sql`` : sql`and r.reference < ${after[0]}`}
      order by r.reference desc ${limit === undefined ? sql`` : sql`limit ${limit}`}`,
  );
};

export const findRequest = async (tx: Tx, slug: string): Promise<Request | undefined> =>
  (await readRequests(tx, sql`and r.slug = ${slug}`))[0];

export const findRequestById = async (tx: Tx, id: string): Promise<Request | undefined> =>
  (await readRequests(tx, sql`and r.id = ${id}::uuid`))[0];

/** Requests by their ids; those that are not there are left out. */
export const findRequestsById = async (
  tx: Tx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Request>> =>
  new Map(
    (await readRequests(tx, sql`and r.id = any(${[...new Set(ids)]}::uuid[])`)).map((one) => [one.id, one]),
  );

export interface Instalment {
  readonly dueOn: PlainDate;
  readonly pence: number;
}

export const listInstalments = (tx: Tx, requestId: string): Promise<Instalment[]> =>
  tx
    .selectFrom('fund.instalment')
    .select(['due_on as dueOn', 'pence'])
    .where('request_id', '=', requestId)
    .orderBy('position')
    .execute();

/** The instalments of some requests, of each in their order. */
export const listInstalmentsOf = (
  tx: Tx,
  requestIds: readonly string[],
): Promise<(Instalment & { readonly requestId: string })[]> =>
  tx
    .selectFrom('fund.instalment')
    .select(['request_id as requestId', 'due_on as dueOn', 'pence'])
    .where(sql<boolean>`request_id = any(${[...requestIds]}::uuid[])`)
    .orderBy('position')
    .execute();

export interface Share {
  readonly streamId: string;
  readonly slug: string;
  readonly stream: string;
  readonly pence: number;
}

/** The proposed split, in the order of the streams' ids, so that locks are always taken in one order. */
export const listSplit = (tx: Tx, requestId: string): Promise<Share[]> =>
  tx
    .selectFrom('fund.split as x')
    .innerJoin('fund.stream as s', (join) =>
      join.onRef('s.partnership_id', '=', 'x.partnership_id').onRef('s.id', '=', 'x.stream_id'),
    )
    .select(['x.stream_id as streamId', 's.slug', 's.name as stream', 'x.pence'])
    .where('x.request_id', '=', requestId)
    .orderBy('x.stream_id')
    .execute();

/** One change of a request's state. */
export interface Step {
  readonly position: number;
  readonly state: RequestState;
  readonly on: PlainDate;
  readonly reason: string;
  readonly deferredTo: PlainDate | null;
  readonly decisionId: string | null;
  readonly decision: string | null;
}

export const listSteps = async (tx: Tx, requestId: string): Promise<readonly Step[]> =>
  (
    await sql<Step>`
    select s.position, s.state, s.on_day as "on", s.reason, s.deferred_to as "deferredTo", s.decision_id as "decisionId", d.reference as decision
    from fund.request_step s
    left join governance.decision d on d.partnership_id = s.partnership_id and d.id = s.decision_id
    where s.partnership_id = platform.partnership() and s.request_id = ${requestId}::uuid order by s.position`.execute(
      tx,
    )
  ).rows;

/** A condition of an endorsed request. */
export interface Condition {
  readonly id: string;
  readonly decisionId: string;
  readonly says: string;
  readonly missing: readonly string[];
  readonly dueOn: PlainDate;
  readonly owner: string | null;
  readonly metOn: PlainDate | null;
  readonly evidence: string | null;
}

export const listConditions = async (tx: Tx, requestId: string): Promise<readonly Condition[]> =>
  (
    await sql<Condition>`
    select c.id, c.decision_id as "decisionId", c.says, c.missing, c.due_on as "dueOn", coalesce(t.title, a.name) as owner,
      c.met_on as "metOn", c.evidence
    from fund.condition_now c
    left join partners.post t on t.partnership_id = c.partnership_id and t.id = c.owner_post_id
    left join partners.agency a on a.partnership_id = c.partnership_id and a.id = c.owner_agency_id
    where c.partnership_id = platform.partnership() and c.request_id = ${requestId}::uuid order by c.id`.execute(
      tx,
    )
  ).rows;

/** That returned money was offered to a deferred request. */
export interface Offer {
  readonly id: string;
  readonly requestId: string;
  readonly request: string;
  readonly requestSlug: string;
  readonly stream: string;
  readonly streamSlug: string;
  readonly on: PlainDate;
  readonly pence: number;
}

export const listOffers = async (
  tx: Tx,
  { requestId, entryId }: { readonly requestId?: string; readonly entryId?: string },
): Promise<readonly Offer[]> =>
  (
    await sql<Offer>`
    select o.id, o.request_id as "requestId", r.title as request, r.slug as "requestSlug", s.name as stream, s.slug as "streamSlug",
      o.offered_on as "on", o.pence
    from fund.offer o
    join fund.request r on r.partnership_id = o.partnership_id and r.id = o.request_id
    join fund.stream s on s.partnership_id = o.partnership_id and s.id = o.stream_id
    where o.partnership_id = platform.partnership()
      ${requestId === undefined ? sql`` : sql`and o.request_id = ${requestId}::uuid`}
      ${entryId === undefined ? sql`` : sql`and o.entry_id = ${entryId}::uuid`}
    order by o.id`.execute(tx)
  ).rows;
