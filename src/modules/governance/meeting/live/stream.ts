import { sql } from 'kysely';
import { type Actor, system } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { Answer, Context } from '../../../../platform/http/route.ts';
import { streamMarks } from '../../../../platform/live.ts';

/** What was recorded at a sitting, counted, and the count disguised, since exempt items count too: it differs after every change, by whichever process it was made. */
export async function markOf(tx: Tx, sittingId: string): Promise<string> {
  const { rows } = await sql<{ mark: string }>`select md5(concat_ws('.',
    (select count(*) from governance.presence where sitting_id = ${sittingId}),
    (select count(*) from governance.declaration where sitting_id = ${sittingId}),
    (select count(*) from governance.struck_out where sitting_id = ${sittingId}),
    (select count(*) from governance.interest_withdrawal where sitting_id = ${sittingId}),
    (select coalesce(sum(revision), 0) from governance.note where sitting_id = ${sittingId}),
    (select count(*) from governance.motion where sitting_id = ${sittingId}),
    (select count(*) from governance.vote v
      join governance.motion m on m.partnership_id = v.partnership_id and m.id = v.motion_id
      where m.sitting_id = ${sittingId}),
    (select count(*) from governance.decision where sitting_id = ${sittingId}),
    (select count(*) from governance.action where sitting_id = ${sittingId}),
    (select coalesce(sum(revision + position * 1000), 0) from governance.agenda_item where sitting_id = ${sittingId})
  )) as mark`.execute(tx);
  return rows[0]?.mark ?? '';
}

/** Sees all of a meeting, whoever follows it: only whether it changed is told. */
export const looker = (partnershipId: Actor['partnershipId']): Actor =>
  system('governance.meeting', partnershipId, ['read', 'meeting.record', 'papers.exempt']);

/** Server-sent events of a sitting: the mark at once and after each change, until the reader leaves. */
export const streamMeeting = (c: Context, sittingId: string): Answer =>
  streamMarks(c, sittingId, looker(c.actor.partnershipId), markOf);
