/** Destroys what cannot be taken back: only after the deletion of the rows has committed. */
import { sql } from 'kysely';
import type { Actor } from '../../../platform/actor.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { Job } from '../../../platform/module.ts';
import type { Services } from '../../../platform/services.ts';
import { readCatalogue } from './closure.ts';
import { type Redaction, type SealedText, type Staying, textsThatStay, without } from './texts.ts';

export const FINISH_DISPOSALS = 'casework.finish-disposals';
const FINISHING = ['casework.machine', 'read'];

/** What waits, sealed, until the keys are destroyed. */
export interface Staged extends Staying {
  readonly redaction: Redaction;
}

interface Unfinished {
  readonly id: string;
  readonly keys: readonly string[];
  readonly files: readonly string[];
  readonly staged: Buffer;
}

/** Each disposal asks for it when it commits; every hour makes good what a crash left. */
export const disposalJob: Job = {
  name: FINISH_DISPOSALS,
  every: '25 * * * *',
  run: ({ transact, services }) =>
    transact(FINISHING, async (tx, machine) => {
      await finishDisposals(tx, machine, services);
    }),
};

/**
 * Destroys the keys and file bytes of disposals that have committed, and writes what stays of shared texts under new
 * keys. Done twice it is as done once, so that a crash at any point is made good by the next run. Gives how many.
 */
export async function finishDisposals(
  tx: Tx,
  machine: Actor,
  { subjects, files }: Pick<Services, 'subjects' | 'files'>,
): Promise<number> {
  const { partnershipId } = machine;
  const { rows } = await sql<Unfinished>`
    select certificate_id as id, keys, files, staged from casework.disposal_unfinished
    where partnership_id = ${partnershipId}`.execute(tx);
  for (const { id, keys, files: bytes, staged } of rows) {
    const texts = await textsNow(tx, machine, subjects, subjects.open(id, staged));
    subjects.destroy(keys);
    for (const text of texts) await writeAnew(tx, machine, subjects, text);
    for (const sha256 of bytes.map((hex) => Buffer.from(hex, 'hex'))) {
      const again = await sql`select from platform.file where sha256 = ${sha256} limit 1`.execute(tx);
      if (again.rows.length === 0) await files.remove(sha256);
    }
    await sql`update casework.disposal_certificate set finished_at = ${new Date()}
      where partnership_id = ${partnershipId} and id = ${id}`.execute(tx);
    await sql`delete from casework.disposal_unfinished where partnership_id = ${partnershipId} and certificate_id = ${id}`.execute(
      tx,
    );
    subjects.destroy([id]);
  }
  return rows.length;
}

/** What was staged, and what has been written under the same keys since. */
async function textsNow(
  tx: Tx,
  machine: Actor,
  subjects: Services['subjects'],
  sealed: string | undefined,
): Promise<readonly SealedText[]> {
  if (sealed === undefined) return [];
  const staged = JSON.parse(sealed) as Staged;
  const now = await textsThatStay(
    tx,
    machine,
    subjects,
    await readCatalogue(tx),
    { things: staged.things, keys: staged.keys },
    new Map(),
    without(staged.redaction),
  );
  const place = ({ table, column, row }: SealedText): string => `${table}.${column} ${JSON.stringify(row)}`;
  return [...new Map([...staged.texts, ...now.texts].map((text) => [place(text), text])).values()];
}

async function writeAnew(
  tx: Tx,
  machine: Actor,
  subjects: Services['subjects'],
  text: SealedText,
): Promise<void> {
  const told = Object.entries(text.row).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update ${sql.table(`casework.${text.table}`)} set ${sql.ref(text.column)} = ${subjects.seal(text.key, text.text)}
    where partnership_id = ${machine.partnershipId} and ${sql.join(told, sql` and `)}`.execute(tx);
}
