import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Geography, listFinerGeographies } from '../../places/index.ts';
import { listIndicators } from '../queries.ts';
import type { Indicator } from '../types.ts';
import { type Choosable, listChoosable } from './choosable.ts';
import { listMaps } from './queries.ts';

/** An indicator that was not measured for a geography, and how its figures are put together for it. */
export interface PutTogether {
  readonly indicator: Indicator;
  readonly geography: Choosable;
  readonly fitted: NonNullable<Choosable['fitted']>;
}

/** More are found on the maps of the geographies that they were measured for. */
const MOST = 40;

/** The slugs of indicators that were measured for a geography whose places fit into those of one. */
export async function listMeasuredFiner(tx: Tx, { id }: Pick<Geography, 'id'>): Promise<ReadonlySet<string>> {
  const slugs = new Set<string>();
  for (const finer of await listFinerGeographies(tx, id))
    for (const { slug } of await listMaps(tx, finer)) slugs.add(slug);
  return slugs;
}

/** Those of some indicators whose figures can be put together for a geography that they were not measured for, by title. */
export async function listPutTogether(
  tx: Tx,
  { id }: Pick<Geography, 'id'>,
  slugs: Iterable<string>,
  today: PlainDate,
): Promise<readonly PutTogether[]> {
  const found: PutTogether[] = [];
  for (const indicator of await listIndicators(tx, { slugs: [...slugs].slice(0, MOST) })) {
    const geography = (await listChoosable(tx, indicator, today)).find((one) => one.id === id);
    if (geography?.fitted) found.push({ indicator, geography, fitted: geography.fitted });
  }
  return found;
}
