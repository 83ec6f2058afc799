import { plural } from '../../../kernel/names.ts';
import { longDate } from '../../../kernel/plain-date.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { Button, Select, SummaryList, TextInput } from '../../../ui/govuk/index.ts';
import { PageHeading, StatusTag, type Tone } from '../../../ui/layout/index.ts';
import {
  type Column,
  DataTable,
  filterOf,
  parseTableQuery,
  type TableQuery,
} from '../../../ui/table/index.ts';
import type { Geography, Place, Population, PopulationQuality } from '../queries.ts';

export interface PlaceRow extends Place {
  readonly population: Population | undefined;
}

const QUALITY: Readonly<Record<PopulationQuality, { tone: Tone; words: string }>> = {
  final: { tone: 'good', words: 'Final' },
  provisional: { tone: 'active', words: 'Provisional' },
  estimated: { tone: 'warning', words: 'Estimated' },
};

export const placeColumns: readonly Column<PlaceRow>[] = [
  {
    key: 'name',
    header: 'Place',
    cell: (place) => (
      <a class="govuk-link" href={`/places/${place.slug}`}>
        {place.name}
      </a>
    ),
  },
  {
    key: 'geography',
    header: 'Kind',
    cell: (place) => (
      <a class="govuk-link" href={`/places/geographies/${place.geographySlug}`}>
        {place.geography}
      </a>
    ),
    csv: (place) => place.geography,
  },
  { key: 'within', header: 'Lies in', cell: (place) => place.within ?? '' },
  { key: 'code', header: 'Code', cell: (place) => place.code ?? '' },
  {
    key: 'population',
    header: 'Population',
    numeric: true,
    cell: (place) => (place.population ? formatNumber(place.population.persons) : 'Not known'),
    csv: (place) => place.population?.persons ?? null,
  },
];

export interface PlaceListProps {
  readonly places: readonly PlaceRow[];
  readonly geographies: readonly Geography[];
  readonly query: TableQuery;
  readonly total: number;
  readonly mayEdit: boolean;
}

/** The places the partnership speaks of, and how many people live in each. */
export function PlaceList({ places, geographies, query, total, mayEdit }: PlaceListProps) {
  return (
    <>
      <PageHeading
        heading="Places"
        lead={`${plural(total, 'place')} of ${plural(geographies.length, 'kind')}. Populations count as figures: each says where it comes from.`}
        actions={
          mayEdit ? (
            <>
              <Button href="/places/new">Add a place</Button>
              <Button href="/places/import" kind="secondary">
                Import places
              </Button>
            </>
          ) : undefined
        }
      />
      <p class="govuk-body">
        Also here:{' '}
        <a class="govuk-link" href="/places/deprivation">
          how deprived they are
        </a>
        .
        {mayEdit ? (
          <>
            {' '}
            Import{' '}
            <a class="govuk-link" href="/places/populations/import">
              populations
            </a>
            ,{' '}
            <a class="govuk-link" href="/places/boundaries/import">
              boundaries
            </a>
            ,{' '}
            <a class="govuk-link" href="/places/lookups/import">
              a lookup
            </a>{' '}
            or{' '}
            <a class="govuk-link" href="/places/grids/import">
              a grid for maps
            </a>
            .
          </>
        ) : null}
      </p>
      <DataTable
        caption="Places"
        captionHidden
        columns={placeColumns}
        rows={places}
        rowKey={(place) => place.id}
        path="/places"
        csvPath="/places.csv"
        query={query}
        empty="Districts, wards and the partnership's own areas will be listed here. Add the first one, or import a list."
        filters={
          <>
            <TextInput name="name" label="Name" value={filterOf(query, 'name')} width={20} />
            <Select
              name="geography"
              label="Kind"
              value={filterOf(query, 'geography')}
              items={[
                { value: '', text: 'All' },
                ...geographies.map((one) => ({
                  value: one.slug,
                  text: one.vintage ? `${one.name} (${one.vintage})` : one.name,
                })),
              ]}
            />
          </>
        }
      />
    </>
  );
}

export interface PlacePageProps {
  readonly place: Place;
  readonly inside: readonly Place[];
  readonly populations: readonly Population[];
  readonly mayEdit: boolean;
}

const correction = (place: Place): Column<Population> => ({
  key: 'correction',
  header: 'Correct',
  cell: (one) => (
    <a class="govuk-link" href={`/places/${place.slug}/populations/${one.id}/correction`}>
      Correct
      <span class="govuk-visually-hidden">
        {' '}
        the population on {longDate(one.asOn)}
        {one.ageBand ? `, ages ${one.ageBand}` : ''}
      </span>
    </a>
  ),
});

const populationColumns: readonly Column<Population>[] = [
  { key: 'day', header: 'Day', cell: (one) => longDate(one.asOn) },
  { key: 'ages', header: 'Ages', cell: (one) => one.ageBand ?? 'All' },
  { key: 'people', header: 'People', numeric: true, cell: (one) => formatNumber(one.persons) },
  {
    key: 'quality',
    header: 'Quality',
    cell: (one) => <StatusTag tone={QUALITY[one.quality].tone}>{QUALITY[one.quality].words}</StatusTag>,
  },
  {
    key: 'source',
    header: 'Source and note',
    cell: (one) => (
      <>
        {one.source}
        {one.note ? <div class="app-quiet">{one.note}</div> : null}
        {one.version > 1 ? <div class="app-quiet">Corrected; earlier versions are kept</div> : null}
      </>
    ),
  },
];

/** One place: what it is, where it lies, how many people live there and how that is known. */
export function PlacePage({ place, inside, populations, mayEdit }: PlacePageProps) {
  const latest = populations.find((one) => one.ageBand === null);
  const columns = mayEdit ? [...populationColumns, correction(place)] : populationColumns;
  return (
    <>
      <PageHeading
        caption={place.geography}
        heading={place.name}
        lead={
          latest
            ? `${formatNumber(latest.persons)} people on ${longDate(latest.asOn)}${latest.quality === 'final' ? '' : ` (${latest.quality})`}.`
            : 'How many people live here is not known yet.'
        }
        actions={
          mayEdit ? (
            <>
              <Button href={`/places/${place.slug}/populations/new`}>Record a population</Button>
              <Button href={`/places/${place.slug}/edit`} kind="secondary">
                Change this place
              </Button>
            </>
          ) : undefined
        }
      />
      <SummaryList
        rows={[
          place.within !== null && {
            key: 'Lies in',
            value: (
              <a class="govuk-link" href={`/places/${place.withinSlug}`}>
                {place.within}
              </a>
            ),
          },
          { key: 'Official code', value: place.code ?? <span class="app-quiet">Not known</span> },
          {
            key: 'How it stands',
            value: (
              <a class="govuk-link" href={`/dashboards/place/${place.id}`}>
                Its dashboard
              </a>
            ),
          },
          place.validFrom !== null && { key: 'From', value: longDate(place.validFrom) },
          place.validTo !== null && { key: 'Until', value: longDate(place.validTo) },
          place.note !== null && { key: 'Note', value: place.note },
        ]}
      />
      <p class="govuk-body">
        <a class="govuk-link" href={`/places/${place.slug}/profile`}>
          Locality profile: people, deprivation, indicators, projects and money here
        </a>
      </p>
      <h2 class="govuk-heading-m">Population</h2>
      <DataTable
        caption="Populations"
        captionHidden
        columns={columns}
        rows={populations}
        rowKey={(one) => one.id}
        path={`/places/${place.slug}`}
        query={parseTableQuery({}, columns)}
        empty="Counts and estimates of who lives here will be listed here, each with its source."
      />
      {inside.length > 0 ? (
        <>
          <h2 class="govuk-heading-m">Places inside it</h2>
          <ul class="govuk-list govuk-list--bullet">
            {inside.map((one) => (
              <li key={one.id}>
                <a class="govuk-link" href={`/places/${one.slug}`}>
                  {one.name}
                </a>{' '}
                <span class="app-quiet">{one.geography}</span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}
