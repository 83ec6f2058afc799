import { plural } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { listFittedGeographies, listPlaces } from '../../places/index.ts';
import { countsFew } from '../counts-few.ts';
import type { Indicator } from '../types.ts';
import { listMappedGeographies, type MappedGeography } from './queries.ts';
import { canBeAdded, type Target } from './refit.ts';

/** A geography that an indicator can be told by: with figures of its own, or put together from a finer one. */
export interface Choosable extends Pick<MappedGeography, 'id' | 'slug' | 'name' | 'vintage'> {
  readonly fitted: { readonly from: MappedGeography; readonly via: string | null } | null;
}

/** How far figures that were put together can be trusted. */
export interface FitAccount {
  readonly from: string;
  readonly via: string | null;
  readonly split: readonly string[];
  readonly nowhere: readonly string[];
}

/** The name of a geography with its vintage: `Ward (2013)`. */
export const nameOf = ({ name, vintage }: Pick<MappedGeography, 'name' | 'vintage'>): string =>
  vintage === '' ? name : `${name} (${vintage})`;

/** Why figures of an indicator are not put together for other places; undefined where they can be. */
export async function whyNotAdded(tx: Tx, indicator: Indicator): Promise<string | undefined> {
  if (!canBeAdded(indicator)) return 'Its figures are no counts, so they cannot be added up.';
  // What is hidden of small numbers could be got back from sums over other places.
  return (await countsFew(tx, indicator))
    ? 'It tells of few people, so its figures are not added up for other places.'
    : undefined;
}

/** The geography that figures are put together from: the one with the most places. */
export const finestOf = (own: readonly MappedGeography[]): MappedGeography | undefined =>
  own.toSorted((a, b) => b.places - a.places)[0];

/** The geographies that an indicator can be told by: those with figures of their own first. */
export async function listChoosable(
  tx: Tx,
  indicator: Indicator,
  today: PlainDate,
): Promise<readonly Choosable[]> {
  const own = await listMappedGeographies(tx, indicator.id, today);
  const measured = own.map((one) => ({ ...one, fitted: null }));
  const finest = finestOf(own);
  if (!finest || (await whyNotAdded(tx, indicator))) return measured;
  const known = new Set(own.map(({ id }) => id));
  const more = (await listFittedGeographies(tx, finest.id)).filter(({ id }) => !known.has(id));
  return [...measured, ...more.map(({ via, ...one }) => ({ ...one, fitted: { from: finest, via } }))];
}

/** The places of a geography that figures are put together for. */
export const listTargets = async (tx: Tx, geography: string): Promise<readonly Target[]> =>
  (await listPlaces(tx, { geography })).map(({ slug, name, code }) => ({ slug, name, code }));

const MOST_NAMED = 5;
const named = (names: readonly string[]): string =>
  `${names.slice(0, MOST_NAMED).join(', ')}${names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : ''}`;

/** Says openly that figures were put together across a change of boundaries, and how well that fits. */
export function sayFit({ from, via, split, nowhere }: FitAccount, geography: string): string {
  return [
    `These figures were not measured for ${geography}.`,
    `They are put together from ${from} by best fit${via ? ` through ${via}` : ''}, so that what was measured before and after boundaries changed can be compared.`,
    split.length === 0
      ? 'Every one of them lies in one place only.'
      : `${plural(split.length, 'place lies', 'places lie')} in several and ${split.length === 1 ? 'is' : 'are'} counted to where most of it lies: ${named(split)}.`,
    ...(nowhere.length > 0
      ? [
          `${plural(nowhere.length, 'place fits', 'places fit')} nowhere and ${nowhere.length === 1 ? 'is' : 'are'} not counted: ${named(nowhere)}.`,
        ]
      : []),
  ].join(' ');
}
