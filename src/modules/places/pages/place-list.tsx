import { isLater, sayLater } from '../../../kernel/later.ts';
import { plural } from '../../../kernel/names.ts';
import type { PlainDate } from '../../../kernel/plain-date.ts';
import { formatNumber } from '../../../ui/charts/index.ts';
import { Button, InsetText } from '../../../ui/govuk/index.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import {
  type Column,
  DataTable,
  FilterChoice,
  FilterWords,
  type TableQuery,
} from '../../../ui/table/index.ts';
import type { Geography, Place, Population } from '../queries.ts';

export interface PlaceRow extends Place {
  readonly population: Population | undefined;
}

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
  readonly today: PlainDate;
  readonly mayEdit: boolean;
}

/** The places the partnership speaks of, and how many people live in each. */
export function PlaceList({ places, geographies, query, total, today, mayEdit }: PlaceListProps) {
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
      {places.some(({ population }) => population && isLater(population.asOn, today)) ? (
        <InsetText>
          {sayLater('Some of these populations are', today)} Each place says of which day.
        </InsetText>
      ) : null}
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
            <FilterWords name="name" label="Name" query={query} />
            <FilterChoice
              {...{ name: 'geography', label: 'Kind', query }}
              choices={geographies.map((one) => ({
                value: one.slug,
                text: one.vintage ? `${one.name} (${one.vintage})` : one.name,
              }))}
            />
          </>
        }
      />
    </>
  );
}
