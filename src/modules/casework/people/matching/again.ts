/** Matches again what was saved at the same time as something like it: neither saw the other before both had committed. */
import { leastIdAt } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../platform/actor.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import type { SubjectKeys } from '../../../../platform/keys/index.ts';
import type { Job } from '../../../../platform/module.ts';
import { matchRecord } from './match-record.ts';

const LOOKED_BACK_MS = 40 * 60_000;
const AT_ONCE = 200;

/** The records made since an instant, in the order in which they were made. */
async function madeSince(tx: Tx, machine: Actor, since: string): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('casework.record')
    .where('partnership_id', '=', machine.partnershipId)
    .where('id', '>', since)
    .orderBy('id')
    .limit(AT_ONCE)
    .select('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Matches these records again; what was found before stays as it is. */
export async function matchAgain(
  tx: Tx,
  machine: Actor,
  subjects: SubjectKeys,
  recordIds: readonly string[],
): Promise<void> {
  for (const recordId of recordIds) await matchRecord(tx, machine, subjects, recordId);
}

/** Every half hour, what was saved in it. */
export const matchAgainJob: Job = {
  name: 'casework-match-again',
  every: '*/30 * * * *',
  async run({ services, transact }) {
    let since = leastIdAt(new Date(Date.now() - LOOKED_BACK_MS));
    for (;;) {
      const part = await transact(['read', 'casework.machine'], async (tx, machine) => {
        const ids = await madeSince(tx, machine, since);
        await matchAgain(tx, machine, services.subjects, ids);
        return ids;
      });
      const last = part.at(-1);
      if (last === undefined) return;
      since = last;
    }
  },
};
