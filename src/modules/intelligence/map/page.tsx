import { plural } from '../../../kernel/names.ts';
import { PageHeading } from '../../../ui/layout/index.ts';
import { MapDrawing, MapFigure, MapKey, type Painted, SmallMaps } from '../../../ui/map/index.ts';
import { type Column, DataTable } from '../../../ui/table/index.ts';
import { QUALITY } from '../pages/history.tsx';
import { LaterNote } from '../pages/later-note.tsx';
import type { Compared } from '../statistics/comparison.ts';
import type { Indicator } from '../types.ts';
import { sayValue, writeValue } from '../words.ts';
import { Choices, labelOf, Openly } from './choices.tsx';
import { nameOf } from './choosable.ts';
import type { PlaceValue } from './queries.ts';
import type { MapView } from './view.ts';
import { comparedWithAll } from './whole.ts';

const COMPARED: Readonly<Record<Compared, string>> = {
  higher: 'Significantly higher',
  lower: 'Significantly lower',
  similar: 'Not significantly different',
};

const shown = (indicator: Indicator, { value, hidden }: PlaceValue): string =>
  value === null ? (hidden ? 'Hidden' : 'Not known') : writeValue(indicator, value);

/** What the map finds, in a sentence. */
export function findingOf({ indicator, values }: Pick<MapView, 'indicator' | 'values'>): string {
  const known = values.flatMap((one) => (one.value === null ? [] : [{ ...one, value: one.value }]));
  const sorted = known.toSorted((a, b) => b.value - a.value);
  const [highest, lowest] = [sorted[0], sorted.at(-1)];
  if (!highest || !lowest) return 'No place has a figure that is known';
  if (highest.value === lowest.value)
    return `All places have the same figure, ${writeValue(indicator, highest.value)}`;
  return `Highest in ${highest.name} (${writeValue(indicator, highest.value)}), lowest in ${lowest.name} (${writeValue(indicator, lowest.value)})`;
}

export function columnsOf(view: MapView): readonly Column<PlaceValue>[] {
  const { indicator, banded, values } = view;
  const compared = comparedWithAll(indicator, values);
  return [
    {
      key: 'place',
      header: 'Place',
      cell: ({ slug, name }) => (
        <a class="govuk-link" href={`/places/${slug}`}>
          {name}
        </a>
      ),
      csv: ({ name }) => name,
    },
    {
      key: 'value',
      header: 'Value',
      numeric: true,
      cell: (one) => shown(indicator, one),
      csv: ({ value }) => value,
    },
    {
      key: 'band',
      header: 'Band',
      cell: ({ value }) => {
        const band = value === null ? undefined : banded.bandOf(value);
        return band ? `${band.mark} ${band.words}` : '';
      },
    },
    ...(compared.size > 0
      ? [
          {
            key: 'compared',
            header: 'Against all of them',
            cell: ({ slug }: PlaceValue) => {
              const found = compared.get(slug);
              return found ? COMPARED[found] : '';
            },
          },
        ]
      : []),
    ...(values.some(({ quality }) => quality !== 'final')
      ? [{ key: 'quality', header: 'Quality', cell: ({ quality }: PlaceValue) => QUALITY[quality] }]
      : []),
  ];
}

/** What the map says of each place, and in which shade. */
export const paintedOf = ({ indicator, values, banded }: MapView): readonly Painted[] =>
  values.map((one): Painted => {
    const band = one.value === null ? undefined : banded.bandOf(one.value);
    return {
      key: one.slug,
      name: one.name,
      says: `${one.value === null ? (one.hidden ? 'hidden' : 'not known') : sayValue(indicator, one.value)}${band ? `, ${band.words.toLowerCase()}` : ''}`,
      paint: band?.paint,
      mark: band?.mark ?? '?',
      href: `/places/${one.slug}`,
    };
  });

/** Where an indicator is high and where it is low, by the places of one geography in its vintage. */
export function IndicatorMap({ view }: { readonly view: MapView }) {
  const { indicator, geography, period, values, banded, drawing, average } = view;
  const path = `/indicators/${indicator.slug}/map`;
  const sorted = values.toSorted(
    (a, b) => (b.value ?? Number.NEGATIVE_INFINITY) - (a.value ?? Number.NEGATIVE_INFINITY),
  );
  const painted = paintedOf(view);
  const columns = columnsOf(view);
  const missing = drawing.plan.shapes.filter(({ key }) => !values.some(({ slug }) => slug === key)).length;
  return (
    <>
      <PageHeading
        caption={indicator.title}
        heading="Map"
        lead={`${nameOf(geography)}: ${plural(values.length, 'place')} in ${labelOf(period)}${average === undefined ? '' : `, ${writeValue(indicator, average)} on average`}.`}
      />
      <Choices view={view} path={path} />
      <LaterNote note={view.note} />
      <Openly view={view} />
      <MapFigure
        id="map"
        headline={findingOf(view)}
        subtitle={`${indicator.title}, ${nameOf(geography)}, ${labelOf(period)}`}
        source={values[0]?.source || indicator.source || 'not stated'}
        notes={[
          ...(drawing.drawn === 'tiles'
            ? ['Each place is a tile of one size, about where it lies: nobody has brought boundaries.']
            : []),
          ...(values.some(({ hidden }) => hidden)
            ? ['Figures that tell of one to four people, or would by subtraction, are hidden.']
            : []),
          ...(missing > 0 ? [`${plural(missing, 'place')} of the map without a figure in this period.`] : []),
        ]}
        table={
          <DataTable
            caption={`By place, ${labelOf(period)}`}
            columns={columns}
            rows={sorted}
            rowKey={({ slug }) => slug}
            path={path}
            csvPath={`${path}.csv?geography=${geography.slug}&period=${encodeURIComponent(period)}`}
            empty=""
          />
        }
      >
        {drawing.drawn === 'nothing' ? (
          <p class="govuk-body">
            There is no map of {nameOf(geography)}: import its boundaries, or a grid on which its places
            stand.
          </p>
        ) : (
          <MapDrawing
            id="map-drawing"
            title={findingOf(view)}
            description={`Map of ${plural(values.length, 'place')}. The table beside it has every value.`}
            plan={drawing.plan}
            places={painted}
            named={drawing.drawn === 'tiles'}
          />
        )}
        <MapKey
          id="map-key"
          bands={banded.bands}
          write={(value) => writeValue(indicator, value)}
          unknown={values.filter(({ value }) => value === null).length}
        />
      </MapFigure>
      <Course view={view} />
    </>
  );
}

/** The same map again for the periods before, in the bands of the chosen one. */
function Course({ view: { course, banded, drawing, indicator, values } }: { readonly view: MapView }) {
  if (course.length < 2 || drawing.drawn === 'nothing') return null;
  return (
    <section class="app-chart" aria-labelledby="map-course">
      <h2 class="govuk-heading-m" id="map-course">
        How the map changed
      </h2>
      <p class="govuk-body">
        In the bands of the chosen period. The figures of each stand on its own map; choose its period above.
      </p>
      <SmallMaps
        id="small"
        plan={{
          ...drawing.plan,
          shapes: drawing.plan.shapes.filter(({ key }) => values.some(({ slug }) => slug === key)),
        }}
        maps={course.map(({ period, values: own }) => ({
          label: labelOf(period),
          says: findingOf({ indicator, values: own }),
          paintOf: new Map(
            own.map(({ slug, value }) => [slug, value === null ? undefined : banded.bandOf(value)?.paint]),
          ),
        }))}
      />
    </section>
  );
}

/** What stands here while no place has a figure. */
export function NoMap({ indicator }: { readonly indicator: Indicator }) {
  return (
    <>
      <PageHeading
        caption={indicator.title}
        heading="Map"
        lead="No place has a figure of this indicator yet."
      />
      <p class="govuk-body">
        The places of a geography will be drawn here by their figures. Import figures with a column for the
        place; boundaries, or a grid, come with the places.
      </p>
    </>
  );
}
