/** Street files about which nobody decides are not kept for ever. */
import { sql } from 'kysely';
import { orThrow } from '../../../../kernel/refusal.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { findUpload } from './queries.ts';
import { isOver, type UploadId, WAITS_DAYS } from './types.ts';
import { holdUpload, putStreetFilesAside, takeStep } from './upload.ts';

/** Uploads to which nothing happened for so long that they come to an end by themselves, the oldest first. */
export async function listForgotten(tx: Tx): Promise<readonly UploadId[]> {
  const { rows } = await sql<{ id: UploadId }>`
    select u.id from intelligence.street_upload u
    left join intelligence.street_upload_step s on s.partnership_id = u.partnership_id and s.upload_id = u.id
    where u.uploaded_at < now() - make_interval(days => ${WAITS_DAYS}) and not exists (
      select from intelligence.street_upload_step e where e.partnership_id = u.partnership_id and e.upload_id = u.id
        and e.step in ('refused', 'finished', 'put-aside'))
    group by u.id having coalesce(max(s.taken_at), '-infinity') < now() - make_interval(days => ${WAITS_DAYS})
    order by u.id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Puts a forgotten upload aside; one whose import broke off is refused, since some of its files may be imported. */
export async function endForgotten(tx: Tx, actor: Actor, id: UploadId): Promise<void> {
  await holdUpload(tx, id);
  const upload = await findUpload(tx, id);
  if (!upload || isOver(upload.state)) return;
  if (upload.state !== 'importing') {
    orThrow(await putStreetFilesAside(tx, actor, id));
    return;
  }
  const says = `They were not imported within ${WAITS_DAYS} days. Bring the same files again: what is here already changes nothing.`;
  await takeStep(tx, actor, id, { step: 'refused', says });
}
