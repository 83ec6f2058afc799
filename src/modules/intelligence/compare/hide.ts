import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { countsFew } from '../counts-few.ts';
import { countedOf, proportionOf } from '../estimate.ts';
import { type Cell, type Line, suppress } from '../measures/suppress.ts';
import type { Period } from '../period.ts';
import type { Indicator, KnownPoint, Point } from '../types.ts';
import { isKnown, loadFigures } from './figures.ts';
import {
  type ComparedPlace,
  type Home,
  isPartOfHome,
  listComparedPlaces,
  listFiguredGeographies,
} from './places.ts';

/** The key of the indicator's own figure. */
const HOME = '';

/** The smallest number of people, from one, that a figure would tell of: of a share also those who are not in it. */
export function peopleOf({ kind, per }: Pick<Indicator, 'kind' | 'per'>, point: KnownPoint): number {
  const share = kind === 'percentage' ? proportionOf(point) : undefined;
  const told = share
    ? [share.part, share.whole - share.part]
    : [kind === 'money' ? 0 : (countedOf(kind, per, point)?.count ?? 0)];
  const some = told.map(Math.round).filter((people) => people >= 1);
  return some.length === 0 ? 0 : Math.min(...some);
}

/** Which figures are sums of others: the indicator's own of each geography, and a place of the finer ones within it. */
export function linesOf(places: readonly ComparedPlace[], home: Home): readonly Line[] {
  const byGeography = [...Map.groupBy(places, ({ geographyId }) => geographyId).values()];
  const whole = byGeography.map((own) => ({
    total: HOME,
    parts: own.filter((place) => isPartOfHome(place, home)).map(({ slug }) => slug),
  }));
  const inner = places.flatMap(({ id, slug }) =>
    byGeography.map((own) => ({
      total: slug,
      parts: own.filter(({ within }) => within.includes(id)).map((part) => part.slug),
    })),
  );
  return [...whole, ...inner].filter(({ parts }) => parts.length > 0);
}

/**
 * The slugs whose figures stay hidden, so that no sum over any of the geographies gives a small one away. The indicator's own
 * figure stands on its page: it is known to everybody who could subtract from it.
 */
export function hiddenAmong(
  indicator: Pick<Indicator, 'kind' | 'per'>,
  places: readonly ComparedPlace[],
  home: Home,
  figures: ReadonlyMap<string, Point>,
): ReadonlySet<string> {
  const cells = [...figures]
    .flatMap(([key, point]): Cell[] =>
      isKnown(point)
        ? [{ key, people: peopleOf(indicator, point), ...(key === HOME ? { released: 'shown' } : {}) }]
        : [],
    )
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  return suppress(cells, linesOf(places, home)).hidden;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * What stays hidden of an indicator in one period, over all geographies together: whichever of them a reader looks at, and
 * whatever they take from each other, a figure of one to four people cannot be got. Nothing, unless it counts so few.
 */
export async function hiddenIn(
  tx: Tx,
  indicator: Indicator,
  period: Period,
  home: Home,
  today: PlainDate,
): Promise<ReadonlySet<string>> {
  if (!(await countsFew(tx, indicator))) return NONE;
  const places: ComparedPlace[] = [];
  for (const { id } of await listFiguredGeographies(tx, indicator.id, today))
    places.push(...(await listComparedPlaces(tx, { geographyId: id })));
  const slugs = places.map(({ slug }) => slug);
  return hiddenAmong(indicator, places, home, await loadFigures(tx, indicator.id, slugs, period, today));
}
