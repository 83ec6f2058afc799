import type { Domain, Edition } from './editions.ts';

/** Where in the file each number of a domain stands; the score may be left out. */
export interface DomainColumns {
  readonly domain: Domain;
  readonly rank: number;
  readonly decile: number;
  readonly score: number | undefined;
}

/** How headings begin, in the short files and in those of the ministry; sub-domains are no domains. */
const BEGINS: readonly (readonly [RegExp, Domain])[] = [
  [/^(imd|index_of_multiple)/, 'overall'],
  [/^(idaci|income_deprivation_affecting_children)/, 'children'],
  [/^(idaopi|income_deprivation_affecting_older)/, 'older-people'],
  [/^income_/, 'income'],
  [/^employment_/, 'employment'],
  [/^education_|^education,/, 'education'],
  [/^health_/, 'health'],
  [/^crime_/, 'crime'],
  [/^(housing_|barriers_to_housing)/, 'housing'],
  [/^(environment_|living_environment)/, 'environment'],
];

const measured = (heading: string): { domain: Domain; measure: 'score' | 'rank' | 'decile' } | undefined => {
  if (heading.includes('sub-domain')) return undefined;
  const measure = /(?:^|_)(score|rank|decile)(?=_|$)/.exec(heading)?.[1];
  const domain = BEGINS.find(([begins]) => begins.test(heading))?.[1];
  return measure === undefined || domain === undefined
    ? undefined
    : { domain, measure: measure as 'score' | 'rank' | 'decile' };
};

/** The domains whose rank and decile a heading names, and the headings of which nothing is taken. */
export function readHeading(headings: readonly string[]): {
  readonly domains: readonly DomainColumns[];
  readonly unused: readonly string[];
} {
  const at = new Map<string, number>();
  const unused: string[] = [];
  for (const [index, heading] of headings.entries()) {
    const found = measured(heading);
    const key = found && `${found.domain} ${found.measure}`;
    if (key === undefined || at.has(key)) unused.push(heading);
    else at.set(key, index);
  }
  const domains = [...new Set([...at.keys()].map((key) => key.split(' ')[0] as Domain))].flatMap((domain) => {
    const [rank, decile] = [at.get(`${domain} rank`), at.get(`${domain} decile`)];
    return rank === undefined || decile === undefined
      ? []
      : [{ domain, rank, decile, score: at.get(`${domain} score`) }];
  });
  return { domains, unused };
}

export interface Reading {
  readonly domain: Domain;
  readonly rank: number;
  readonly decile: number;
  readonly score: number | null;
}

/** `5,017`, `5017` and `5017.0` are one number; nothing else is. */
function numberIn(cell: string | undefined): number | undefined {
  const text = (cell ?? '').replaceAll(',', '');
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

const tenthOf = (rank: number, areas: number): number => Math.ceil((rank * 10) / areas);

/** The readings of one row, or what is wrong with it, in words. */
export function readRow(
  cells: readonly string[],
  domains: readonly DomainColumns[],
  { areas, year }: Edition,
): readonly Reading[] | string {
  const readings: Reading[] = [];
  for (const { domain, ...columns } of domains) {
    const [rank, decile] = [numberIn(cells[columns.rank]), numberIn(cells[columns.decile])];
    if (rank === undefined || !Number.isInteger(rank) || rank < 1 || rank > areas)
      return `The ${domain} rank “${cells[columns.rank] ?? ''}” is none of 1 to ${areas.toLocaleString('en-GB')}.`;
    if (decile === undefined || !Number.isInteger(decile) || decile < 1 || decile > 10)
      return `The ${domain} decile “${cells[columns.decile] ?? ''}” is none of 1 to 10.`;
    // A rank on the edge of a tenth may have been counted to either side.
    if (decile < tenthOf(rank - 1, areas) || decile > tenthOf(rank + 1, areas))
      return `The ${domain} rank ${rank} lies in decile ${tenthOf(rank, areas)} of the ${year} edition, not ${decile}.`;
    const written = columns.score === undefined ? '' : (cells[columns.score] ?? '');
    const score = numberIn(written);
    if (written !== '' && score === undefined) return `The ${domain} score “${written}” is no number.`;
    readings.push({ domain, rank, decile, score: score ?? null });
  }
  return readings;
}
