import type { Id } from '../../../kernel/ids.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import type { PackContents } from './pack-contents.ts';

/** A published pack, or its open part. */
export interface Pack {
  readonly id: Id<'pack'>;
  readonly sittingId: Id<'sitting'>;
  readonly number: number;
  readonly publishedOn: PlainDate;
  readonly contents: PackContents;
}

/** The packs of a sitting in order: whole (needs `papers.exempt`), or what everybody may read of them. */
export async function listPacks(
  tx: Tx,
  sittingId: string,
  part: 'whole' | 'public' = 'whole',
): Promise<readonly Pack[]> {
  if (part === 'whole')
    return tx
      .selectFrom('governance.pack')
      .select(['id', 'sitting_id as sittingId', 'number', 'published_on as publishedOn', 'contents'])
      .where('sitting_id', '=', sittingId)
      .orderBy('number')
      .$castTo<Pack>()
      .execute();
  return tx
    .selectFrom('governance.public_pack')
    .select(['pack_id as id', 'sitting_id as sittingId', 'number', 'published_on as publishedOn', 'contents'])
    .where('sitting_id', '=', sittingId)
    .orderBy('number')
    .$castTo<Pack>()
    .execute();
}

/** A sitting of which something is public. */
export interface PublicSitting {
  readonly sittingId: string;
  readonly body: string;
  readonly day: PlainDate;
  readonly when: string;
  readonly publishedOn: PlainDate;
}

/** The sittings whose papers everybody may read, the latest first. */
export async function listPublicSittings(tx: Tx): Promise<readonly PublicSitting[]> {
  const rows = await tx
    .selectFrom('governance.public_pack')
    .select(['sitting_id', 'body_name', 'day', 'published_on', 'contents'])
    .where('number', '=', 1)
    .orderBy('day', 'desc')
    .orderBy('body_name')
    .execute();
  return rows.map((row) => ({
    sittingId: row.sitting_id,
    body: row.body_name,
    day: row.day,
    when: (row.contents as PackContents).when,
    publishedOn: row.published_on,
  }));
}
