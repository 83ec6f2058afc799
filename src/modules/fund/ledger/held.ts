import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { OfRequest } from './entry.ts';

/** What a request still holds in a stream, with the decision that gave it. */
export interface StillHeld {
  readonly streamId: string;
  readonly stream: string;
  readonly streamSlug: string;
  readonly lapsesOn: PlainDate | null;
  readonly request: OfRequest;
  readonly reserved: number;
  readonly allocated: number;
  readonly spent: number;
}

/** What requests hold in streams, of one stream or of one request, in the order of the streams' ids so that locks are taken in one order. */
export async function stillHeld(
  tx: Tx,
  { streamId, requestId }: { readonly streamId?: string; readonly requestId?: string },
): Promise<readonly StillHeld[]> {
  const { rows } = await sql<StillHeld>`
    select m.stream_id as "streamId", s.name as stream, s.slug as "streamSlug", s.lapses_on as "lapsesOn", m.reserved_pence as reserved,
      m.allocated_pence as allocated, m.spent_pence as spent,
      jsonb_build_object('id', r.id, 'projectId', r.project_id, 'agencyId', r.agency_id, 'decisionId', e.decision_id, 'decided', e.decided) as request
    from fund.request_money m
    join fund.stream s on s.partnership_id = m.partnership_id and s.id = m.stream_id
    join fund.request r on r.partnership_id = m.partnership_id and r.id = m.request_id
    join fund.entry e on e.partnership_id = m.partnership_id and e.stream_id = m.stream_id and e.request_id = m.request_id
      and e.request_number = m.entries
    where m.partnership_id = platform.partnership()
      ${streamId === undefined ? sql`` : sql`and m.stream_id = ${streamId}::uuid`}
      ${requestId === undefined ? sql`` : sql`and m.request_id = ${requestId}::uuid`}
    order by m.stream_id, m.request_id`.execute(tx);
  return rows;
}
