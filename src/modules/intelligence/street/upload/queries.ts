import { sql } from 'kysely';
import { isUuid } from '../../../../kernel/ids.ts';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { StreetUpload, UploadId, UploadState } from './types.ts';

const STATE = sql<UploadState>`case
  when bool_or(s.step = 'refused') then 'refused'
  when bool_or(s.step = 'finished') then 'finished'
  when bool_or(s.step = 'put-aside') then 'put-aside'
  when bool_or(s.step = 'confirmed') then 'importing'
  when bool_or(s.step = 'looked') then 'looked'
  else 'reading' end`;

/** An upload with its files and how far it is. */
export async function findUpload(tx: Tx, id: string): Promise<StreetUpload | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await sql<StreetUpload>`
    select u.id, u.not_read as "notRead", u.not_read_more as "notReadMore", ${STATE} as state,
      (array_agg(s.accounts) filter (where s.step = 'looked'))[1] as look,
      coalesce(bool_or(s.leave_out), false) as "leaveOut", max(s.says) as says,
      coalesce((array_agg(s.progress_id) filter (where s.step = 'confirmed'))[1], u.progress_id) as "progressId"
    from intelligence.street_upload u
    left join intelligence.street_upload_step s on s.partnership_id = u.partnership_id and s.upload_id = u.id
    where u.id = ${id}::uuid group by u.partnership_id, u.id`.execute(tx);
  const [upload] = rows;
  if (!upload) return undefined;
  const { rows: files } = await sql<StreetUpload['files'][number]>`
    select f.position, f.name, k.sha256, f.bytes::float8 as bytes, f.lines, s.accounts -> 0 as account
    from intelligence.street_upload_file f
    left join platform.file k on k.partnership_id = f.partnership_id and k.id = f.file_id
    left join intelligence.street_upload_step s
      on s.partnership_id = f.partnership_id and s.upload_id = f.upload_id and s.step = 'imported' and s.position = f.position
    where f.upload_id = ${id}::uuid order by f.position`.execute(tx);
  return { ...upload, files };
}

/** An upload of which something is still to be done, by somebody or by the machine. */
export interface OpenUpload {
  readonly id: UploadId;
  readonly state: UploadState;
  readonly uploadedOn: PlainDate;
  readonly files: number;
  readonly firstName: string;
}

const MOST_LISTED = 10;

/** The newest uploads that wait, are being read or are being imported. */
export async function listOpenUploads(tx: Tx): Promise<readonly OpenUpload[]> {
  const { rows } = await sql<OpenUpload>`
    select u.id, ${STATE} as state, (u.uploaded_at at time zone 'Europe/London')::date as "uploadedOn",
      f.files, f.first_name as "firstName"
    from (select * from intelligence.street_upload u where not exists (
        select from intelligence.street_upload_step s
        where s.partnership_id = u.partnership_id and s.upload_id = u.id and s.step in ('refused', 'finished', 'put-aside'))
      order by u.id desc limit ${MOST_LISTED}) u
    cross join lateral (
      select count(*)::integer as files, min(name) as first_name from intelligence.street_upload_file f
      where f.partnership_id = u.partnership_id and f.upload_id = u.id) f
    left join intelligence.street_upload_step s on s.partnership_id = u.partnership_id and s.upload_id = u.id
    group by u.id, u.uploaded_at, f.files, f.first_name order by u.id desc`.execute(tx);
  return rows;
}

/** Uploads of the last day that the machine has not come to the end of, the oldest first. */
export async function listUnfinished(tx: Tx): Promise<readonly UploadId[]> {
  const { rows } = await sql<{ id: UploadId }>`
    select u.id from intelligence.street_upload u
    left join intelligence.street_upload_step s on s.partnership_id = u.partnership_id and s.upload_id = u.id
    where u.uploaded_at > now() - interval '1 day' or exists (
      select from intelligence.street_upload_step c where c.partnership_id = u.partnership_id and c.upload_id = u.id
        and c.step = 'confirmed' and c.taken_at > now() - interval '1 day')
    group by u.id having ${STATE} in ('reading', 'importing') order by u.id`.execute(tx);
  return rows.map(({ id }) => id);
}
