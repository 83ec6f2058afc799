/** A file that was put into a case by mistake is taken out: its content is destroyed, that it was there stays. */
import { sql } from 'kysely';
import type { PlainDate } from '../../../../kernel/plain-date.ts';
import { type Refusal, refused } from '../../../../kernel/refusal.ts';
import { type Actor, accountOf, agencyOf, mayFor } from '../../../../platform/actor.ts';
import { recordCommand } from '../../../../platform/audit/record.ts';
import { notAllowed, notFound } from '../../../../platform/common-refusals.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import type { Job } from '../../../../platform/module.ts';
import type { Services } from '../../../../platform/services.ts';
import { asMachine } from '../../purpose/working.ts';
import { STANDS } from '../../retention/holds.ts';

export const FINISH_WITHDRAWALS = 'casework.finish-file-withdrawals';

/**
 * Takes a file of the own agency out of a case, open or closed. Its row goes at once; key and bytes are destroyed by
 * `finishWithdrawals` once this has committed. Refused by name: not-found, not-allowed, file-of-another-agency, say-why,
 * on-legal-hold.
 */
export async function withdrawFile(
  tx: Tx,
  actor: Actor,
  subjects: SubjectKeys,
  input: { readonly caseId: string; readonly id: string; readonly reason: string; readonly on: PlainDate },
): Promise<{ id: string } | Refusal> {
  const row = await tx
    .selectFrom('casework.attachment as x')
    .innerJoin('platform.file as f', (join) =>
      join.onRef('f.partnership_id', '=', 'x.partnership_id').onRef('f.id', '=', 'x.file_id'),
    )
    .where('x.partnership_id', '=', actor.partnershipId)
    .where('x.case_id', '=', input.caseId)
    .where('x.id', '=', input.id)
    .selectAll('x')
    .select('f.sha256')
    .executeTakeFirst();
  if (!row) return notFound('file');
  if (!mayFor(actor, 'casework.write', agencyOf(actor))) return notAllowed();
  if (row.agency_id !== agencyOf(actor))
    return refused('file-of-another-agency', 'Only the agency that put it in takes it out. Ask it to.');
  if (input.reason.trim() === '')
    return refused('say-why', 'Say why it should not be in this case.', { field: 'reason' });
  if (await isHeld(tx, actor, input.caseId))
    return refused('on-legal-hold', 'The case, or somebody in it, is on legal hold. Lift the hold first.');
  await tx
    .insertInto('casework.file_withdrawn')
    .values({
      partnership_id: actor.partnershipId,
      id: row.id,
      case_id: row.case_id,
      agency_id: row.agency_id,
      agency_ids: row.agency_ids,
      restricted: row.restricted,
      media_type: row.media_type,
      size: row.size,
      added_on: row.added_on,
      added_by: row.account_id,
      reason: subjects.seal(row.case_id, input.reason.trim()),
      on_day: input.on,
      at: new Date(),
      account_id: accountOf(actor) ?? null,
      bytes_hash: row.sha256,
    })
    .execute();
  await asMachine(tx, actor, async () => {
    await sql`delete from casework.attachment where partnership_id = ${actor.partnershipId} and id = ${row.id}`.execute(
      tx,
    );
    await sql`delete from platform.file where partnership_id = ${actor.partnershipId} and id = ${row.file_id}`.execute(
      tx,
    );
  });
  await recordCommand(tx, actor, {
    action: 'case.file-withdrawn',
    subject: { kind: 'case', id: row.case_id },
    detail: { file: row.id, mediaType: row.media_type, size: row.size },
  });
  return { id: row.id };
}

/** Whether the case, or somebody who is or was in it, is on legal hold. */
const isHeld = (tx: Tx, actor: Actor, caseId: string): Promise<boolean> =>
  asMachine(tx, actor, async (machine) => {
    const { rows } = await sql`select from casework.legal_hold h
      join casework.held d on d.partnership_id = h.partnership_id and d.hold_id = h.id
      where h.partnership_id = ${machine.partnershipId} and ${sql.raw(STANDS)} and (d.case_id = ${caseId}
        or d.record_id in (select p.record_id from casework.case_person p where p.partnership_id = ${machine.partnershipId} and p.case_id = ${caseId}))
      limit 1`.execute(tx);
    return rows.length > 0;
  });

/** Destroys keys and bytes of files whose withdrawal has committed; done twice it is as done once. Gives how many. */
export async function finishWithdrawals(
  tx: Tx,
  machine: Actor,
  { subjects, files }: Pick<Services, 'subjects' | 'files'>,
): Promise<number> {
  const waiting = await tx
    .selectFrom('casework.file_withdrawn')
    .where('partnership_id', '=', machine.partnershipId)
    .where('bytes_hash', 'is not', null)
    .select(['id', 'bytes_hash'])
    .execute();
  subjects.destroy(waiting.map(({ id }) => id));
  for (const { id, bytes_hash } of waiting) {
    const again = await sql`select from platform.file where sha256 = ${bytes_hash} limit 1`.execute(tx);
    if (bytes_hash && again.rows.length === 0) await files.remove(bytes_hash);
    await sql`update casework.file_withdrawn set bytes_hash = null, finished_at = ${new Date()}
      where partnership_id = ${machine.partnershipId} and id = ${id}`.execute(tx);
  }
  return waiting.length;
}

/** Each withdrawal asks for it when it commits; every hour makes good what a crash left. */
export const withdrawalJob: Job = {
  name: FINISH_WITHDRAWALS,
  every: '35 * * * *',
  run: ({ transact, services }) =>
    transact(['casework.machine', 'read'], async (tx, machine) => {
      await finishWithdrawals(tx, machine, services);
    }),
};
