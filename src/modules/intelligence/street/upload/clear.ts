/** Street files go once nothing can be done with them any more; what they were and what became of their rows stays. */
import { sql } from 'kysely';
import type { Actor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { removeUnused } from '../../../../platform/file-removal.ts';
import type { JobWork } from '../../../../platform/module.ts';
import { findUpload } from './queries.ts';
import { isOver, type UploadId } from './types.ts';
import { holdUpload } from './upload.ts';

const MAY = ['read', 'observations.record', 'street-files.destroy'];

/** Lets the files of an upload go that is imported, refused or put aside; done twice it is as done once. */
export async function clearUpload({ transact, services }: JobWork, id: UploadId): Promise<void> {
  await transact(MAY, (tx, actor) => letGo(tx, actor, id));
  // Their rows are gone for good before their bytes are: no row points at nothing, whatever breaks off.
  const { rows } = await transact(MAY, (tx) =>
    sql<{ hash: Buffer }>`
      select distinct bytes_hash as hash from intelligence.street_upload_file
      where upload_id = ${id}::uuid and bytes_hash is not null`.execute(tx),
  );
  for (const { hash } of rows) {
    await removeUnused(services.pool, services.files, hash);
    await transact(MAY, (tx) =>
      sql`update intelligence.street_upload_file set bytes_hash = null
        where upload_id = ${id}::uuid and bytes_hash = ${hash}`.execute(tx),
    );
  }
}

async function letGo(tx: Tx, actor: Actor, id: UploadId): Promise<void> {
  await holdUpload(tx, id);
  const upload = await findUpload(tx, id);
  if (!upload || !isOver(upload.state)) return;
  const { rows } = await sql<{ id: string }>`
    update intelligence.street_upload_file f set file_id = null, gone_at = now(), bytes_hash = k.sha256
    from platform.file k
    where f.partnership_id = ${actor.partnershipId}::uuid and f.upload_id = ${id}::uuid
      and k.partnership_id = f.partnership_id and k.id = f.file_id
    returning k.id`.execute(tx);
  if (rows.length === 0) return;
  await sql`delete from platform.file
    where partnership_id = ${actor.partnershipId} and id = any(${rows.map((row) => row.id)}::uuid[])`.execute(
    tx,
  );
  await recordCommand(tx, actor, {
    action: 'street-upload.files-gone',
    subject: { kind: 'street-upload', id },
    detail: { files: rows.length },
  });
}

/** Uploads that are over and whose files are not all gone. */
export async function listToClear(tx: Tx): Promise<readonly UploadId[]> {
  const { rows } = await sql<{ id: UploadId }>`
    select distinct f.upload_id as id from intelligence.street_upload_file f
    where (f.file_id is not null or f.bytes_hash is not null) and exists (
      select from intelligence.street_upload_step s
      where s.partnership_id = f.partnership_id and s.upload_id = f.upload_id and s.step in ('refused', 'finished', 'put-aside'))
    order by 1`.execute(tx);
  return rows.map(({ id }) => id);
}
