import { sql } from 'kysely';
import type { Actor } from '../actor.ts';
import type { Tx } from '../database/transaction.ts';
import type { Finding } from './check-batch.ts';
import { detailHash } from './record.ts';

const PAGE = 2_000;

interface Row {
  readonly id: string;
  readonly detail_hash: Buffer | null;
  readonly salt: Buffer;
  readonly detail: string;
}

/** Details that do not have the hash in their event. One that was erased is no finding: its hash stands in the event. */
export async function changedDetails(
  tx: Tx,
  actor: Actor,
): Promise<{ findings: readonly Finding[]; erased: number }> {
  const findings: Finding[] = [];
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await sql<Row>`
      select event.id, event.detail_hash, detail.salt, detail.detail::text as detail
      from platform.audit_detail detail
      join platform.audit_event event on event.partnership_id = detail.partnership_id and event.id = detail.event_id
      where detail.partnership_id = ${actor.partnershipId} and detail.event_id > ${after}::uuid
      order by detail.event_id limit ${PAGE}`.execute(tx);
    for (const { id, detail_hash, salt, detail } of rows)
      if (!detail_hash || !detailHash(salt, detail).equals(detail_hash))
        findings.push({
          kind: 'changed-detail',
          eventId: id,
          sentence: `The detail of event ${id} was changed after it was recorded.`,
        });
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) break;
    after = last.id;
  }
  const { rows } = await sql<{ erased: number }>`
    select count(*) as erased from platform.audit_event event
    where event.partnership_id = ${actor.partnershipId} and event.detail_hash is not null
      and not exists (select from platform.audit_detail detail
        where detail.partnership_id = event.partnership_id and detail.event_id = event.id)`.execute(tx);
  return { findings, erased: rows[0]?.erased ?? 0 };
}
