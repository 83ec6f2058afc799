import type { Actor } from '../platform/actor.ts';
import type { Tx } from '../platform/database/transaction.ts';
import { fingerprint, type Provenance, recordImportedFile } from '../platform/imported-files.ts';

/** The counts of an import, as commands report it. */
interface Taken {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  readonly written: boolean;
  readonly remarks?: readonly string[];
  readonly notUsed?: number;
}

/** Keeps where a file came from that a command brought in, when it changed something. */
export async function recordTaken(
  tx: Tx,
  actor: Actor,
  { added, changed, unchanged, written, remarks = [], notUsed = 0 }: Taken,
  {
    importer,
    file,
    content,
    ...provenance
  }: Provenance & { readonly importer: string; readonly file: string; readonly content: Buffer | string },
): Promise<void> {
  if (!written) return;
  await recordImportedFile(tx, actor, {
    importer,
    file,
    ...fingerprint(content),
    ...provenance,
    read: added + changed + unchanged + notUsed,
    added,
    changed,
    unchanged,
    notUsed,
    account: remarks.length > 0 ? { remarks } : {},
  });
}
