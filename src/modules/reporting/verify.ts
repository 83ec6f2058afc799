import type { Actor } from '../../platform/actor.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import type { FileStore } from '../../platform/files.ts';
import type { EditionRow } from './edition-queries.ts';
import { rowHashOf } from './editions.ts';
import { FORMATS, type Format } from './render.ts';

/** Whether a frozen file still has the contents that its edition was approved with. */
export interface VerifiedFile {
  readonly format: Format;
  /** In hexadecimal; undefined when the format was not made. */
  readonly sha256: string | undefined;
  readonly intact: boolean;
}

/** Reads each frozen file of an edition and compares its hash. */
export function verifyFiles(
  files: FileStore,
  { hashes }: Pick<EditionRow, 'hashes'>,
): Promise<readonly VerifiedFile[]> {
  return Promise.all(
    FORMATS.map(async (format): Promise<VerifiedFile> => {
      const hash = hashes[format];
      if (hash === null) return { format, sha256: undefined, intact: true };
      const intact = await files.read(hash).then(
        () => true,
        () => false,
      );
      return { format, sha256: hash.toString('hex'), intact };
    }),
  );
}

/** Whether the row of an edition is the one that was approved: its hash is that of its columns. */
export async function verifyRow(tx: Tx, actor: Pick<Actor, 'partnershipId'>, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('reporting.edition')
    .selectAll()
    .where('partnership_id', '=', actor.partnershipId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return false;
  const { row_hash, ...columns } = row;
  return rowHashOf(columns).equals(row_hash);
}
