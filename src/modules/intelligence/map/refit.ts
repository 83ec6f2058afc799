import type { Indicator } from '../types.ts';
import type { PlaceValue } from './queries.ts';

/** A place that figures are put together for. */
export interface Target {
  readonly slug: string;
  readonly name: string;
  readonly code: string | null;
}

const RANK = { final: 0, provisional: 1, estimated: 2, awaited: 3 } as const;

/** Whether figures of an indicator can be added up over places: whole counts and money can, rates and shares by what they are of. */
export const canBeAdded = ({ kind, decimals }: Pick<Indicator, 'kind' | 'decimals'>): boolean =>
  kind !== 'number' || decimals === 0;

/**
 * Figures of the places of one geography added up to those of another, period by period. A place is left without a figure
 * where one of its parts has none, or none that can be added.
 */
export function refitted(
  { kind, per }: Pick<Indicator, 'kind' | 'per'>,
  values: readonly PlaceValue[],
  intoOf: ReadonlyMap<string, string>,
  targets: readonly Target[],
): readonly PlaceValue[] {
  const partsOf = Map.groupBy([...intoOf], ([, into]) => into);
  const periods = Map.groupBy(values, ({ period }) => period);
  return targets.flatMap((target) => {
    const parts = partsOf.get(target.slug)?.map(([slug]) => slug) ?? [];
    return [...periods.values()].flatMap((own) => {
      const bySlug = new Map(own.map((value) => [value.slug, value]));
      const found = parts.flatMap((slug) => bySlug.get(slug) ?? []);
      const [first] = found;
      if (!first) return [];
      const total = found.length === parts.length ? added(kind, per, found) : undefined;
      const [worst = first] = found.toSorted((a, b) => RANK[b.quality] - RANK[a.quality]);
      return [
        {
          ...first,
          ...target,
          sampleSize: null,
          quality: worst.quality,
          ...(total ?? { value: null, numerator: null, denominator: null }),
        },
      ];
    });
  });
}

type Sum = Pick<PlaceValue, 'value' | 'numerator' | 'denominator'>;

function added(kind: Indicator['kind'], per: number | null, parts: readonly PlaceValue[]): Sum | undefined {
  const sum = (key: 'value' | 'numerator' | 'denominator'): number | undefined =>
    parts.some((part) => part[key] === null)
      ? undefined
      : parts.reduce((total, part) => total + (part[key] ?? 0), 0);
  if (kind === 'number' || kind === 'money') {
    const value = sum('value');
    return value === undefined ? undefined : { value, numerator: null, denominator: null };
  }
  const [numerator, denominator] = [sum('numerator'), sum('denominator')];
  if (numerator === undefined || denominator === undefined || denominator === 0) return undefined;
  const scale = kind === 'percentage' ? 100 : (per ?? 1);
  return { value: (numerator / denominator) * scale, numerator, denominator };
}
