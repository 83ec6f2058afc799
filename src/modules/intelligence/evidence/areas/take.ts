import { listInWords } from '../../../../kernel/names.ts';
import { isRefusal, type Refusal, refused } from '../../../../kernel/refusal.ts';
import type { Tx } from '../../../../platform/database/transaction.ts';
import { findPlace } from '../../../places/index.ts';
import { hiddenFromAll } from '../../compare/few.ts';
import { findIndicator } from '../../queries.ts';
import type { Candidate, Contents, Criterion } from './contents.ts';
import type { CriterionInput, SelectionInput } from './input.ts';
import { takeValues } from './queries.ts';

type Place = Pick<Candidate, 'slug' | 'name' | 'geography'>;

/** The places of a selection, or which are not known. */
async function placesOf(tx: Tx, written: readonly string[]): Promise<readonly Place[] | Refusal> {
  const places = new Map<string, Place>();
  const unknown: string[] = [];
  for (const text of written) {
    const place = await findPlace(tx, text);
    if (place) places.set(place.slug, { slug: place.slug, name: place.name, geography: place.geography });
    else unknown.push(text);
  }
  if (unknown.length > 0)
    return refused('place-unknown', `There is no place called ${listInWords(unknown, 'or')}.`, {
      field: 'places',
    });
  return places.size < 2
    ? refused('nothing-to-choose', 'Write at least two places, so that there is something to choose from.', {
        field: 'places',
      })
    : [...places.values()];
}

type Column = {
  readonly criterion: Criterion;
  readonly values: ReadonlyMap<string, Candidate['values'][number]>;
};

/** One criterion with the values of the places, from its indicator or as typed. */
async function columnOf(
  tx: Tx,
  input: CriterionInput,
  at: number,
  places: readonly Place[],
  asAt: Contents['asAt'],
): Promise<Column | Refusal> {
  const { weight, worse } = input;
  if (input.indicator === null) {
    const bySlug = new Map<string, Candidate['values'][number]>();
    for (const { place, value } of input.values) {
      const found = places.find(
        ({ slug, name }) => slug === place || name.toLowerCase() === place.toLowerCase(),
      );
      if (!found)
        return refused('value-elsewhere', `${place} is none of the places that can be chosen.`, {
          field: `values-${at}`,
        });
      bySlug.set(found.slug, { value, period: '', quality: 'typed' });
    }
    return {
      criterion: { name: input.name, weight, worse, indicator: null, source: input.source },
      values: bySlug,
    };
  }
  const indicator = await findIndicator(tx, input.indicator);
  if (!indicator) return refused('indicator-unknown', 'Choose an indicator.', { field: `indicator-${at}` });
  const taken = await takeValues(
    tx,
    indicator.id,
    places.map(({ slug }) => slug),
    asAt,
  );
  // Every member reads a selection, and it stays: what is hidden of few people is no value in it, whoever makes it.
  const isHidden = await hiddenFromAll(tx, indicator, taken);
  const told = taken.filter((figure) => !isHidden(figure));
  if (told.length === 0)
    return refused(
      'indicator-without-places',
      `${indicator.title} has no figures of these places that may be told.`,
      {
        field: `indicator-${at}`,
      },
    );
  return {
    criterion: {
      name: indicator.title,
      weight,
      worse,
      indicator: indicator.slug,
      source: input.source || indicator.source,
    },
    values: new Map(told.map(({ place, ...value }) => [place, value])),
  };
}

/** Takes the data as at the day: from here on the selection rests on what was taken, whatever is recorded later. */
export async function takeContents(
  tx: Tx,
  input: SelectionInput,
  before?: Contents,
): Promise<Contents | Refusal> {
  const places = await placesOf(tx, input.places);
  if (isRefusal(places)) return places;
  const columns: Column[] = [];
  for (const [at, criterion] of input.criteria.entries()) {
    const column = await columnOf(tx, criterion, at + 1, places, input.asAt);
    if (isRefusal(column)) return column;
    columns.push(column);
  }
  return {
    asAt: input.asAt,
    criteria: columns.map(({ criterion }) => criterion),
    candidates: places.map((place) => {
      const known = before?.candidates.find(({ slug }) => slug === place.slug);
      return {
        ...place,
        values: columns.map(({ values }) => values.get(place.slug) ?? null),
        chosen: known?.chosen ?? false,
        reason: known?.reason ?? '',
      };
    }),
  };
}
