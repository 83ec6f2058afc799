import { sql } from 'kysely';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import type { Tx } from '../../../platform/database/transaction.ts';
import { type Home, homeOf, listComparedPlaces } from '../compare/places.ts';
import { fewAmong } from '../counts-few.ts';
import { readPeriod } from '../period.ts';
import { listIndicators, listWaves } from '../queries.ts';
import type { Indicator } from '../types.ts';
import { hiddenAmong } from './among.ts';
import { keyOf } from './figures.ts';
import { type Family, readFamilies } from './read.ts';
import { remembered } from './remembered.ts';
import { apart } from './spans.ts';

/** An indicator, and the periods of which figures of places are to be told: all where they are left out. */
export interface FewWanted {
  readonly indicator: Indicator;
  readonly periods?: readonly string[] | undefined;
}

/** Which figures of places stay hidden from readers. */
export interface HiddenFigures {
  /** Of an indicator, place and period. An indicator's own figure, without a place, stays hidden from nobody. */
  readonly has: (indicatorId: string, place: string | null, period: string) => boolean;
  /** The places whose figures of a period stay hidden. */
  readonly placesIn: (indicatorId: string, period: string) => ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Which figures of places stay hidden, of indicators that count few people or are rates of those: decided for an indicator
 * over all places, geographies and periods that hang together, whatever part of them a page shows. This is the one rule for
 * pages, maps, files and programs; who may record the figures is not held to it.
 */
export async function hiddenFigures(tx: Tx, wanted: readonly FewWanted[]): Promise<HiddenFigures> {
  const few = await fewAmong(
    tx,
    wanted.map(({ indicator }) => indicator),
  );
  const first = wanted.filter(({ indicator }) => few.has(indicator.id));
  const asked = [...first, ...(await denominatorsOf(tx, first))];
  const hidden = new Map<string, Map<string, Set<string>>>();
  const unread = new Set<string>();
  const keys = new Map(asked.map(({ indicator }) => [indicator.id as string, keyOfFamily(indicator)]));
  // A share says with its figure how many people it is of: it stays hidden with that number too.
  const rootsOf = new Map(
    asked.map(({ indicator: { id, denominatorId } }) => [
      id as string,
      [keys.get(id), keys.get(denominatorId ?? '')].filter((key) => key !== undefined),
    ]),
  );
  if (asked.length > 0) {
    const { today, area } = await here(tx);
    const families = await familiesOf(tx, asked, unread);
    const figures = await readFamilies(
      tx,
      [...families.values()].map(({ family }) => family),
      today,
    );
    const places = await listComparedPlaces(tx, {
      slugs: [...new Set(figures.flat().map(({ place }) => place))],
    });
    const homes = new Map<string, Home>();
    for (const [nth, [key, { indicator }]] of [...families].entries()) {
      const of = indicator.placeSlug ?? '';
      const home = homes.get(of) ?? (await homeOf(tx, indicator, area));
      homes.set(of, home);
      const byPeriod = new Map<string, Set<string>>();
      for (const part of apart(figures[nth] ?? [], ({ span }) => span)) {
        const there = new Set(part.map(({ place }) => place));
        const around = places.filter(({ slug }) => there.has(slug));
        const found = remembered(part, [around, home], () => hiddenAmong(part, around, home));
        for (const { place, span } of part) {
          if (!found.has(keyOf(place, span.text))) continue;
          byPeriod.set(span.text, (byPeriod.get(span.text) ?? new Set()).add(place));
        }
      }
      hidden.set(key, byPeriod);
    }
  }
  const placesIn = (indicatorId: string, period: string): ReadonlySet<string> => {
    const found = (rootsOf.get(indicatorId) ?? []).flatMap((key) => hidden.get(key)?.get(period) ?? []);
    return found.length < 2 ? (found[0] ?? NONE) : new Set(found.flatMap((places) => [...places]));
  };
  return {
    placesIn,
    // Of a period that cannot be read nothing can be told to be large enough.
    has: (indicatorId, place, period) =>
      place !== null &&
      (placesIn(indicatorId, period).has(place) || (rootsOf.has(indicatorId) && unread.has(period))),
  };
}

/** What shares and rates are of, where that counts few people: of the same periods. */
async function denominatorsOf(tx: Tx, wanted: readonly FewWanted[]): Promise<readonly FewWanted[]> {
  const ids = [...new Set(wanted.flatMap(({ indicator }) => indicator.denominatorId ?? []))];
  const found = new Map((await listIndicators(tx, { ids })).map((one) => [one.id, one]));
  return wanted.flatMap(({ indicator: { denominatorId }, periods }) => {
    const indicator = denominatorId === null ? undefined : found.get(denominatorId);
    return indicator?.smallNumbers ? [{ indicator, periods }] : [];
  });
}

/** The business date and area of the partnership. */
async function here(tx: Tx): Promise<{ readonly today: PlainDate; readonly area: string }> {
  const { rows } = await sql<{ today: PlainDate; area: string }>`
    select partners.business_date(p) as today, p.area from partners.partnership p
    where p.partnership_id = platform.partnership()`.execute(tx);
  const [found] = rows;
  if (!found) throw new Error('The transaction has no partnership');
  return found;
}

const keyOfFamily = ({ id, numeratorId, placeSlug }: Indicator): string =>
  `${numeratorId ?? id} ${placeSlug ?? ''}`;

/** The families that are asked about, each once, with the days that its periods span; and the periods that say nothing. */
async function familiesOf(
  tx: Tx,
  asked: readonly FewWanted[],
  unread: Set<string>,
): Promise<ReadonlyMap<string, { readonly family: Family; readonly indicator: Indicator }>> {
  const texts = [...new Set(asked.flatMap(({ periods }) => periods ?? []))];
  const waves = await listWaves(
    tx,
    texts.filter((text) => !readPeriod(text)),
  );
  const families = new Map<string, { family: Family; indicator: Indicator }>();
  for (const [key, own] of Map.groupBy(asked, ({ indicator }) => keyOfFamily(indicator))) {
    const [first] = own;
    if (!first) continue;
    const { indicator } = first;
    const family = { root: indicator.numeratorId ?? indicator.id, placeSlug: indicator.placeSlug };
    if (own.some(({ periods }) => periods === undefined)) {
      families.set(key, { family, indicator });
      continue;
    }
    const read = own.flatMap(({ periods = [] }) =>
      periods.flatMap((text) => {
        const period = readPeriod(text, waves);
        if (!period) unread.add(text);
        return period ?? [];
      }),
    );
    const [from] = read.map(({ start }) => start).sort();
    const to = read
      .map(({ end }) => end)
      .sort()
      .at(-1);
    if (from && to) families.set(key, { family: { ...family, between: { from, to } }, indicator });
  }
  return families;
}
