import { isRefusal, refused } from '../../kernel/refusal.ts';
import { importRoutes } from '../../platform/http/import-routes.tsx';
import type { Route } from '../../platform/http/route.ts';
import { EDITIONS } from './deprivation/editions.ts';
import { importDeprivation } from './deprivation/import.ts';
import { importBoundaries } from './geography/boundaries.ts';
import { importLookup } from './geography/lookups.ts';
import { importPlaces, importPopulations, PLACE_COLUMNS, POPULATION_COLUMNS } from './import.ts';
import { GRID_COLUMNS, importGrid } from './map/grid.ts';
import { type PlacesFile, provenanceOf } from './whose-columns.ts';

const COMMON = {
  access: { permission: 'places.edit' },
  afterwards: '/places',
  breadcrumbs: [{ text: 'Places', href: '/places' }],
} as const;

/** The first of what is asked that nobody answered, as a refusal of its field. */
function unanswered(answers: Readonly<Record<string, string>>, asked: Readonly<Record<string, string>>) {
  for (const [field, says] of Object.entries(asked))
    if (!answers[field]) return refused('answer-missing', says, { field });
  return undefined;
}

/** What nobody can tell from a file itself; asked last, and left open by whoever does not know it. */
const PUBLISHED = [
  {
    name: 'source',
    label: 'Who published it (optional)',
    hint: 'Such as Office for National Statistics, Open Geography',
  },
  {
    name: 'licence',
    label: 'Under which licence (optional)',
    hint: 'Such as Open Government Licence v3.0',
  },
] as const;

const publishedBy =
  (what: PlacesFile) =>
  (text: string, { source = '', licence = '', fileName = '' }: Readonly<Record<string, string>>) =>
    provenanceOf(what, text, { file: fileName, source, licence });

const boundaries = importRoutes({
  ...COMMON,
  path: '/places/boundaries/import',
  leaves: 'boundaries',
  publishedBy: publishedBy('boundaries'),
  things: 'boundaries',
  file: 'GeoJSON',
  columns: [
    { name: 'features', says: 'One for each place, as Polygon or MultiPolygon, in longitude and latitude' },
    { name: 'properties', says: 'One with the official code of the place, one with its name' },
  ],
  asks: async () => [
    {
      name: 'geography',
      label: 'Geography',
      hint: 'With its vintage, such as ward-2013; one that is new is added',
    },
    { name: 'code', label: 'Property with the code', hint: 'Such as WD13CD' },
    { name: 'name', label: 'Property with the name', hint: 'Such as WD13NM' },
    ...PUBLISHED,
  ],
  async run(tx, actor, text, { write, answers }) {
    const { geography = '', code = '', name = '' } = answers;
    const { source } = publishedBy('boundaries')(text, answers);
    return (
      unanswered(answers, {
        geography: 'Say which geography it is, such as ward-2013.',
        code: 'Name the property that holds the code.',
        name: 'Name the property that holds the name.',
      }) ?? importBoundaries(tx, actor, text, { write, geography, code, name, source })
    );
  },
});

const lookups = importRoutes({
  ...COMMON,
  path: '/places/lookups/import',
  leaves: 'lookup',
  publishedBy: publishedBy('lookup'),
  things: 'a lookup',
  columns: [
    { name: 'codes of one geography', says: 'Under any heading, such as lsoa11_code' },
    { name: 'codes of another', says: 'Of the place that it fits best into' },
  ],
  asks: async () => [
    {
      name: 'from',
      label: 'From',
      hint: 'The finer geography, the column that holds its codes, or both as lsoa-2011:lsoa11_code',
    },
    { name: 'to', label: 'To', hint: 'The geography that it fits into, or the column that holds its codes' },
    ...PUBLISHED,
  ],
  async run(tx, actor, text, { write, answers }) {
    const { from = '', to = '' } = answers;
    return (
      unanswered(answers, {
        from: 'Say from which geography or column.',
        to: 'Say to which geography or column.',
      }) ?? importLookup(tx, actor, text, { write, from, to, replace: true })
    );
  },
});

const deprivation = importRoutes({
  ...COMMON,
  path: '/places/deprivation/import',
  leaves: 'deprivation',
  publishedBy: publishedBy('deprivation'),
  things: 'deprivation',
  afterwards: '/places/deprivation',
  columns: [
    { name: 'a code', says: 'Of the LSOA, under any heading' },
    { name: 'IMD_rank, IMD_decile', says: 'Or as the ministry heads them; 1 is the most deprived' },
    { name: 'IMD_score', says: 'May be left out' },
    {
      name: 'Income_rank, Income_decile …',
      says: 'The same for each domain that the file has; may be left out',
    },
  ],
  asks: async () => [
    {
      name: 'year',
      label: 'Edition',
      choices: EDITIONS.map(({ year, vintage }) => ({
        value: String(year),
        text: `${year}, of LSOAs of ${vintage}`,
      })),
    },
    ...PUBLISHED,
  ],
  async run(tx, actor, text, { write, answers }) {
    const { year = '', fileName = '' } = answers;
    const missing = unanswered(answers, { year: 'Choose the edition.' });
    if (missing) return missing;
    const result = await importDeprivation(tx, actor, text, { write, year, source: fileName });
    return isRefusal(result) && result.refused === 'edition-unknown' ? { ...result, field: 'year' } : result;
  },
});

const populations = importRoutes({
  ...COMMON,
  path: '/places/populations/import',
  leaves: 'populations',
  publishedBy: publishedBy('populations'),
  things: 'populations',
  columns: POPULATION_COLUMNS,
  asks: async () => [
    {
      name: 'asOn',
      label: 'Day of a file with columns of ages (optional)',
      hint: 'Such as 2017-06-30, where no column as_on says it',
    },
    ...PUBLISHED,
  ],
  run: (tx, actor, text, { write, answers }) =>
    importPopulations(tx, actor, text, {
      write,
      asOn: answers.asOn === '' ? undefined : answers.asOn,
      source: publishedBy('populations')(text, answers).source || undefined,
    }),
});

/** Everything about places that comes in a file, each with its preview. */
export const placeImportRoutes: readonly Route[] = [
  ...importRoutes({
    ...COMMON,
    path: '/places/import',
    leaves: 'places',
    things: 'places',
    columns: PLACE_COLUMNS,
    run: importPlaces,
  }),
  ...populations,
  ...boundaries,
  ...lookups,
  ...deprivation,
  ...importRoutes({
    ...COMMON,
    path: '/places/grids/import',
    leaves: 'grid',
    things: 'a grid',
    columns: GRID_COLUMNS,
    run: importGrid,
  }),
];
