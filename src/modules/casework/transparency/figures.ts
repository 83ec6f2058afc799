/** What was measured of what the machine suggests, as its public record prints it. The tests beside measure it again. */

/** `concord match` on the sample febrl3, by names, birth date, address and postcode, as `docs/matching.md` prints it. */
export const MATCHING_FIGURES = {
  day: '22 November 2026',
  sample: 'F1 0.998 (precision 1.000, recall 0.997',
  truePairs: 6538,
  joined: 6516,
  asked: 27,
  million: 'F1 0.991',
} as const;

/**
 * The rules at the product's thresholds: how many of made-up ordinary households were flagged at least once in ten years,
 * by incidents a year (a Poisson process, told to four agencies, one in ten targeted, one home in seven with somebody ill),
 * and at which incident every series of thirty-three was.
 */
export const EARLY_WARNING_FIGURES = {
  day: '22 November 2026',
  households: 6000,
  flagged: [
    { aYear: 0.2, count: 22 },
    { aYear: 0.3, count: 108 },
    { aYear: 0.5, count: 633 },
  ],
  series: 200,
  flaggedAt: 5,
} as const;

/** The share of ordinary households that were flagged, such as `0.37 %`. */
export function falseAlarms(aYear: number): string {
  const { flagged, households } = EARLY_WARNING_FIGURES;
  const count = flagged.find((one) => one.aYear === aYear)?.count ?? 0;
  return `${((100 * count) / households).toPrecision(count < 100 ? 2 : 3)} %`;
}
