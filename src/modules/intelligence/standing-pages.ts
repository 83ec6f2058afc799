import type { PlainDate } from '../../kernel/plain-date.ts';
import type { Page } from '../../platform/database/keyset.ts';
import type { Tx } from '../../platform/database/transaction.ts';
import { listStandings } from './queries.ts';
import type { Standing, Track } from './types.ts';

const BATCH = 200;

/**
 * How indicators stand on a date, by title and id, a part of them; with `track`, only those that stand so against their
 * target. What the rules say of a day is not stored, so indicators are judged by batches until enough are found.
 */
export async function listStandingsByTitle(
  tx: Tx,
  { asAt, track, after, limit }: Page & { readonly asAt: PlainDate; readonly track?: Track | undefined },
): Promise<readonly Standing[]> {
  if (track === undefined) return listStandings(tx, { asAt, after, limit });
  const found: Standing[] = [];
  let from = after;
  while (found.length < limit) {
    const batch = await listStandings(tx, { asAt, after: from, limit: BATCH });
    found.push(...batch.filter((standing) => standing.track.track === track));
    const last = batch.at(-1)?.indicator;
    if (last === undefined || batch.length < BATCH) break;
    from = [last.title, last.id];
  }
  return found.slice(0, limit);
}
