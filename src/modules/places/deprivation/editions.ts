/** An edition of the Indices of Deprivation: which LSOAs it ranks, by their vintage, and how many there are in England. */
export interface Edition {
  readonly year: number;
  readonly vintage: string;
  readonly areas: number;
}

/** English indices of deprivation: 32,844 LSOAs of 2011 (2015 and 2019 editions), 33,755 of 2021 (2025 edition). */
export const EDITIONS: readonly Edition[] = [
  { year: 2015, vintage: '2011', areas: 32_844 },
  { year: 2019, vintage: '2011', areas: 32_844 },
  { year: 2025, vintage: '2021', areas: 33_755 },
];

/** `2015, 2019 or 2025`. */
export const EDITION_YEARS = `${EDITIONS.slice(0, -1)
  .map(({ year }) => year)
  .join(', ')} or ${EDITIONS.at(-1)?.year}`;

export const editionOf = (year: string | number): Edition | undefined =>
  EDITIONS.find((edition) => edition.year === Number(year));

export const DOMAINS = [
  'overall',
  'income',
  'employment',
  'education',
  'health',
  'crime',
  'housing',
  'environment',
  'children',
  'older-people',
] as const;
export type Domain = (typeof DOMAINS)[number];

export const DOMAIN_WORDS: Readonly<Record<Domain, string>> = {
  overall: 'Multiple deprivation',
  income: 'Income',
  employment: 'Employment',
  education: 'Education, skills and training',
  health: 'Health and disability',
  crime: 'Crime',
  housing: 'Barriers to housing and services',
  environment: 'Living environment',
  children: 'Income deprivation affecting children',
  'older-people': 'Income deprivation affecting older people',
};
