import { plural } from '../../../kernel/names.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { nameOf } from './choosable.ts';
import type { IndicatorWithMap, MappedGeography } from './queries.ts';

const columnsFor = (
  geography: { readonly slug: string } | undefined,
): readonly Column<IndicatorWithMap>[] => [
  {
    key: 'indicator',
    header: 'Indicator',
    cell: ({ slug, title }) => (
      <a
        class="govuk-link"
        href={`/indicators/${slug}/map${geography ? `?geography=${geography.slug}` : ''}`}
      >
        {title}
      </a>
    ),
  },
  { key: 'geographies', header: 'Measured by', cell: ({ geographies }) => geographies },
];

/** The indicators that have figures by place, each with the way to its map. */
export function MapList(props: {
  readonly geography: Pick<MappedGeography, 'slug' | 'name' | 'vintage'> | undefined;
  readonly maps: readonly IndicatorWithMap[];
}) {
  const { geography, maps } = props;
  return (
    <>
      <PageHeading
        heading={geography ? `Maps of ${nameOf(geography)}` : 'Maps'}
        lead={`${plural(maps.length, 'indicator')} measured by place${geography ? ' in this geography, or put together for it from another' : ''}.`}
      />
      <DataTable
        caption="Indicators with a map"
        captionHidden
        columns={columnsFor(geography)}
        rows={maps}
        rowKey={({ slug }) => slug}
        path="/indicators/maps"
        empty="Indicators will be listed here when figures are imported with a column for the place, or when street files of the police are."
      />
    </>
  );
}
