import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { listRequests, type Request } from '../requests/queries.ts';
import { listStreams, type Stream } from '../streams/queries.ts';
import type { RunOffStream } from './project.ts';
import type { Planned } from './schedule.ts';

export interface Share {
  readonly stream: string;
  readonly pence: number;
}

/** A request that holds money, or that a scenario may approve, with the streams that pay or would. */
export interface PlannedRequest
  extends Planned,
    Pick<Request, 'id' | 'title' | 'state' | 'reference' | 'pence'> {
  readonly shares: readonly Share[];
}

/** What a run-off is worked out from. */
export interface RunOffFacts {
  readonly streams: readonly RunOffStream[];
  /** Promised by funders and not received: a run-off does not count on it. In pence. */
  readonly awaited: number;
  /** Requests that hold money which is not drawn yet; their shares are what is outstanding. */
  readonly holding: readonly PlannedRequest[];
  /** Requests that no board has decided in the end; their shares are what is proposed. */
  readonly waiting: readonly PlannedRequest[];
}

const UNDECIDED = ['draft', 'submitted', 'recommended', 'deferred', 'referred-back'] as const;

/** A stream that lapsed already, or that has nothing, cannot fail any more; it stands in the run-off with what it holds. */
const standing = ({
  slug,
  name,
  kind,
  available,
  carried,
  reserved,
  allocated,
  lapsesOn,
  carriesOver,
}: Stream): RunOffStream => ({
  slug,
  name,
  reserve: kind === 'reserve',
  left: available + carried,
  committed: reserved + allocated,
  lapsesOn,
  carriesOver,
});

interface ShareRow extends Share {
  readonly requestId: string;
}

/** Streams, what requests hold and when they plan to draw it, and what waits for a board. */
export async function runOffFacts(tx: Tx): Promise<RunOffFacts> {
  const streams = await listStreams(tx);
  const requests = await listRequests(tx);
  const { rows: held } = await sql<ShareRow>`
    select m.request_id as "requestId", s.slug as stream, m.reserved_pence + m.allocated_pence as pence
    from fund.request_money m join fund.stream s on s.partnership_id = m.partnership_id and s.id = m.stream_id
    where m.partnership_id = platform.partnership() and m.reserved_pence + m.allocated_pence > 0 order by s.slug`.execute(
    tx,
  );
  const { rows: proposed } = await sql<ShareRow>`
    select x.request_id as "requestId", s.slug as stream, x.pence
    from fund.split x join fund.stream s on s.partnership_id = x.partnership_id and s.id = x.stream_id
    where x.partnership_id = platform.partnership() order by s.slug`.execute(tx);
  const instalments = Map.groupBy(
    await tx
      .selectFrom('fund.instalment')
      .select(['request_id', 'due_on as dueOn', 'pence'])
      .orderBy('position')
      .execute(),
    (row) => row.request_id,
  );
  const { rows: conditions } = await sql<{ requestId: string; dueOn: PlainDate }>`
    select request_id as "requestId", max(due_on) as "dueOn" from fund.condition_now
    where partnership_id = platform.partnership() and met_on is null group by request_id`.execute(tx);
  const dueBy = new Map(conditions.map(({ requestId, dueOn }) => [requestId, dueOn]));
  const planned = (request: Request, shares: readonly ShareRow[]): PlannedRequest => ({
    id: request.id,
    slug: request.slug,
    title: request.title,
    state: request.state,
    reference: request.reference,
    pence: request.pence,
    shape: request.shape,
    monthly: request.monthly,
    fromOn: request.fromOn,
    untilOn: request.untilOn,
    notBefore: request.state === 'endorsed-on-condition' ? (dueBy.get(request.id) ?? null) : null,
    instalments: (instalments.get(request.id) ?? []).map(({ dueOn, pence }) => ({ dueOn, pence })),
    shares: shares.map(({ stream, pence }) => ({ stream, pence })),
  });
  const ownOf = (rows: readonly ShareRow[]) => Map.groupBy(rows, ({ requestId }) => requestId);
  const [heldBy, proposedFor] = [ownOf(held), ownOf(proposed)];
  return {
    streams: streams.map(standing),
    awaited: streams.reduce(
      (sum, { promised, received }) => sum + Math.max(0, (promised ?? 0) - received),
      0,
    ),
    holding: requests.flatMap((request) => {
      const shares = heldBy.get(request.id);
      return shares ? [planned(request, shares)] : [];
    }),
    waiting: requests
      .filter(({ id, state }) => UNDECIDED.some((one) => one === state) && !heldBy.has(id))
      .map((request) => planned(request, proposedFor.get(request.id) ?? [])),
  };
}

/** A post or contract whose funding ends. */
export interface Dependent {
  readonly id: string;
  readonly slug: string;
  readonly kind: 'post' | 'contract';
  readonly title: string;
  readonly agencyId: string | null;
  readonly agency: string | null;
  readonly projectId: string | null;
  readonly project: string | null;
  readonly projectSlug: string | null;
  readonly requestId: string | null;
  readonly request: string | null;
  readonly requestSlug: string | null;
  readonly streamId: string | null;
  readonly stream: string | null;
  readonly streamSlug: string | null;
  readonly endsOn: PlainDate;
  readonly noticeDays: number;
  /** By when it must be decided what becomes of it. */
  readonly decideBy: PlainDate;
  readonly note: string;
  readonly quality: 'final' | 'provisional' | 'estimated';
  readonly revision: number;
  readonly outcome: 'funded' | 'replaced' | 'ended' | null;
  readonly settledOn: PlainDate | null;
  readonly settledSays: string | null;
}

/** Posts and contracts whose funding ends, the next first; those that are settled last. */
export async function listDependents(tx: Tx, slug?: string): Promise<readonly Dependent[]> {
  const { rows } = await sql<Dependent>`
    select d.id, d.slug, d.kind, d.title, d.agency_id as "agencyId", a.name as agency, d.project_id as "projectId", p.title as project,
      p.slug as "projectSlug", d.request_id as "requestId", r.title as request, r.slug as "requestSlug", d.stream_id as "streamId",
      s.name as stream, s.slug as "streamSlug", d.ends_on as "endsOn", d.notice_days as "noticeDays", d.decide_by as "decideBy", d.note,
      d.quality, d.revision, d.outcome, d.settled_on as "settledOn", d.settled_says as "settledSays"
    from fund.dependent_now d
    left join partners.agency a on a.partnership_id = d.partnership_id and a.id = d.agency_id
    left join delivery.project p on p.partnership_id = d.partnership_id and p.id = d.project_id
    left join fund.request r on r.partnership_id = d.partnership_id and r.id = d.request_id
    left join fund.stream s on s.partnership_id = d.partnership_id and s.id = d.stream_id
    where d.partnership_id = platform.partnership() ${slug === undefined ? sql`` : sql`and d.slug = ${slug}`}
    order by d.settled_on is not null, d.decide_by, d.slug`.execute(tx);
  return rows;
}

export const findDependent = async (tx: Tx, slug: string): Promise<Dependent | undefined> =>
  (await listDependents(tx, slug))[0];
