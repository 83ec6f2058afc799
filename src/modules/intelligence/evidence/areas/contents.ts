import { z } from 'zod';
import { type PlainDate, parsePlainDate } from '../../../../kernel/plain-date.ts';

/** A value as it was taken for a selection. */
const taken = z.object({
  value: z.number(),
  /** The period of an indicator's figure; empty for a value that was typed in. */
  period: z.string(),
  quality: z.string(),
});

/** All that a selection rests on, kept whole so that it can be reckoned again by anybody at any time. */
export const contentsSchema = z.object({
  /** Figures of periods that had ended on that day were taken. */
  asAt: z.string().transform((text, issues): PlainDate => {
    const day = parsePlainDate(text);
    if (day) return day;
    issues.addIssue({ code: 'custom', message: 'is no day' });
    return z.NEVER;
  }),
  criteria: z.array(
    z.object({
      name: z.string(),
      weight: z.number().positive(),
      /** Which values speak for a place being taken. */
      worse: z.enum(['higher', 'lower']),
      /** The slug of the indicator it was taken from; null where the values were typed in. */
      indicator: z.string().nullable(),
      source: z.string(),
    }),
  ),
  candidates: z.array(
    z.object({
      slug: z.string(),
      name: z.string(),
      /** The kind of place with the vintage of its boundary: `Ward (2013 boundaries)`. */
      geography: z.string(),
      /** One for each criterion, in their order; null where there was none. */
      values: z.array(taken.nullable()),
      chosen: z.boolean(),
      reason: z.string(),
    }),
  ),
});
export type Contents = z.output<typeof contentsSchema>;
export type Criterion = Contents['criteria'][number];
export type Candidate = Contents['candidates'][number];

/** A candidate with its place in the ranking. */
export interface Ranked extends Candidate {
  /** 1 for the highest score; equal scores have one rank; null where nothing is known of it. */
  readonly rank: number | null;
  /** From 0 to 100, higher where more speaks for taking it. */
  readonly score: number | null;
  /** Criteria of which a value is known. */
  readonly known: number;
}

/**
 * Each criterion gives the candidate for which most speaks 100 points and that for which least speaks 0, the others in
 * proportion; the score is their mean by weight over the criteria of which a value is known. It does not depend on the
 * order of the candidates.
 */
export function rank({ criteria, candidates }: Pick<Contents, 'criteria' | 'candidates'>): readonly Ranked[] {
  const spans = criteria.map((_, at) => {
    const values = candidates.flatMap(({ values: of }) => of[at]?.value ?? []);
    return { least: Math.min(...values), most: Math.max(...values) };
  });
  const pointsOf = (value: number, at: number): number => {
    const { least, most } = spans[at] ?? { least: 0, most: 0 };
    if (least === most) return 0;
    const share = (value - least) / (most - least);
    return 100 * (criteria[at]?.worse === 'lower' ? 1 - share : share);
  };
  const scored = candidates.map((candidate) => {
    const parts = candidate.values.flatMap((value, at) =>
      value === null ? [] : [{ weight: criteria[at]?.weight ?? 0, points: pointsOf(value.value, at) }],
    );
    const weight = parts.reduce((sum, part) => sum + part.weight, 0);
    const points = parts.reduce((sum, part) => sum + part.weight * part.points, 0);
    return {
      ...candidate,
      known: parts.length,
      score: weight === 0 ? null : Math.round((points / weight) * 10) / 10,
    };
  });
  return scored
    .map((one) => ({
      ...one,
      rank:
        one.score === null
          ? null
          : 1 + scored.filter(({ score }) => score !== null && score > (one.score ?? 0)).length,
    }))
    .toSorted(
      (a, b) =>
        (a.rank ?? Number.MAX_SAFE_INTEGER) - (b.rank ?? Number.MAX_SAFE_INTEGER) ||
        a.name.localeCompare(b.name, 'en-GB') ||
        a.slug.localeCompare(b.slug),
    );
}

/** Candidates whose reason must be written before a selection is adopted: those taken, and those passed over that rank above one. */
export function reasonsMissing(ranked: readonly Ranked[]): readonly Ranked[] {
  const lowest = Math.min(...ranked.filter(({ chosen }) => chosen).map(({ score }) => score ?? 0));
  return ranked.filter(
    ({ chosen, score, reason }) => reason.trim() === '' && (chosen || (score !== null && score > lowest)),
  );
}
