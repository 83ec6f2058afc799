import { type Refusal, refused } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { countsFew } from '../counts-few.ts';
import { businessToday, computedFrom, listIndicators } from '../queries.ts';
import type { Indicator } from '../types.ts';
import { listPublications } from './queries.ts';
import { isOpen } from './renew.ts';

type After = Pick<Indicator, 'public' | 'smallNumbers' | 'numeratorId' | 'denominatorId'>;

/**
 * Says back, before it happens, that a change would show in open data what is hidden while the indicator counts few
 * people, its own or that of what is computed from it: once somebody read it, it cannot be taken back. Nothing for any other change.
 */
export async function openBySaying(tx: Tx, before: Indicator, after: After): Promise<Refusal | undefined> {
  if (!(await countsFew(tx, before)) || (await countsFew(tx, { ...after, id: before.id }))) return undefined;
  const today = await businessToday(tx);
  const rates = await listIndicators(tx, { ids: await computedFrom(tx, before.id) });
  const published = await listPublications(tx, [before.id, ...rates.map(({ id }) => id)]);
  const open = published.some((publication) => {
    const one = rates.find(({ id }) => id === publication.indicatorId) ?? after;
    return isOpen(one, publication, today);
  });
  if (!open) return undefined;
  return refused(
    'shows-what-is-hidden',
    'Its open data will at once show everybody the figures of all places, of one to four people too, and who reads them keeps them. Tick that this is meant, or say that it counts few people.',
    { field: 'sure' },
  );
}
